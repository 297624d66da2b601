import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import type {
  ConsentEvent,
  ConsentState,
  ConsentText,
  DataRequest,
  personalDataContract,
} from '../../src-shared/personal-data/personal-data.contract.ts';
import {
  CONSENT_PURPOSES,
  type ContactConsent,
  type ConsentPurpose,
  type ContactChannel,
  type ContactPurpose,
  type ContactRefusal,
  NEVER_ASKED,
  contactRefusal,
} from '../../src-shared/personal-data/personal-data.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type ConsentFacts,
  type ConsentTextRow,
  filterConsenting,
  findConsent,
  findLiveConsent,
  findNewestText,
  findPerson,
  findText,
  findTextOn,
  insertConsent,
  insertText,
  isTextUsed,
  readConsents,
  readContactConsents,
  readTexts,
  updateTextBody,
  writeWithdrawal,
} from './consents.repository.ts';
import { livingPerson, personName } from './person.ts';

type Contract = typeof personalDataContract;
type InputOf<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;

/** Noon: a paper bears a day, not a time. */
const PAPER_MIN = 720;

/** Opens what a withdrawal makes due, inside its unit of work; answers with the request. */
export type OnWithdrawal = (tx: Tx, clientId: number, purpose: ConsentPurpose) => DataRequest['id'] | null;

/** Consents per purpose with the words that were agreed to (D1), and whether a client may be contacted (D3). */
export class ConsentsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #onWithdrawal: OnWithdrawal;

  constructor(deps: ServiceDeps, settings: SettingsService, onWithdrawal: OnWithdrawal) {
    this.#deps = deps;
    this.#settings = settings;
    this.#onWithdrawal = onWithdrawal;
  }

  /** Texts of all purposes, newest first inside each. */
  texts(): ConsentText[] {
    const rows = readTexts(this.#deps.store.reader);
    const today = this.#settings.today().localDate;
    return CONSENT_PURPOSES.flatMap((purpose) => {
      const own = rows.filter((row) => row.purpose === purpose);
      const current = own.find((row) => row.valid_from <= today);
      return own.map((row) => ({ ...textOf(row), uses: row.uses, isCurrent: row === current }));
    });
  }

  /** Adds the next version of a text. @throws DomainError CONFLICT, ALREADY_EXISTS */
  addText(caller: Caller, { purpose, body, validFrom }: InputOf<'addText'>) {
    const { store, clock } = this.#deps;
    const { value: textId, commandId } = store.work.run(caller.actor(clock), 'personalData.addText', (tx) => {
      const newest = findNewestText(tx, purpose);
      if (newest && newest.valid_from > validFrom) {
        throw new DomainError('CONFLICT', { what: 'consentText', number: newest.number, validFrom: newest.valid_from });
      }
      if (newest?.body === body) throw new DomainError('ALREADY_EXISTS', { what: 'consentText', name: '' });
      const number = (newest?.number ?? 0) + 1;
      tx.summary = { key: `personalData.addText.${purpose}`, values: { number } };
      return insertText(tx, { purpose, number, body, sha256: digestOf(body), valid_from: validFrom });
    });
    return { textId: textId as ConsentText['id'], commandId };
  }

  /** Corrects a text that nobody has agreed to. @throws DomainError NOT_FOUND, CONFLICT */
  editText(caller: Caller, { textId, body }: InputOf<'editText'>) {
    const { store, clock } = this.#deps;
    const { commandId } = store.work.run(caller.actor(clock), 'personalData.editText', (tx) => {
      const text = findText(tx, textId);
      if (!text) throw new DomainError('NOT_FOUND', { what: 'consentText', id: textId });
      if (isTextUsed(tx, textId)) throw new DomainError('CONFLICT', { what: 'consentText', number: text.number });
      if (text.body === body) return;
      tx.summary = { key: `personalData.editText.${text.purpose}`, values: { number: text.number } };
      updateTextBody(tx, textId, body, digestOf(body));
    });
    return { commandId };
  }

  /** How each purpose stands for a client, and every consent ever given. */
  ofClient(clientId: number): { states: ConsentState[]; history: ConsentEvent[] } {
    const { reader } = this.#deps.store;
    const today = this.#settings.today().localDate;
    const history = readConsents(reader, clientId).map(eventOf);
    const states = CONSENT_PURPOSES.map((purpose): ConsentState => {
      const own = history.filter((event) => event.purpose === purpose);
      const live = own.find((event) => event.withdrawnAtMs === null);
      const last = live ?? own[0] ?? null;
      return {
        purpose,
        standing: live ? 'given' : last ? 'withdrawn' : 'none',
        last,
        currentNumber: findTextOn(reader, purpose, today)?.number ?? null,
      };
    });
    return { states, history };
  }

  /** Writes a consent down; an older one of the same purpose gives way. @throws DomainError NOT_FOUND, CONFLICT, INVALID_INPUT */
  give(caller: Caller, { clientId, purpose, channel, givenOn, note }: InputOf<'give'>) {
    const { store, clock } = this.#deps;
    const settings = this.#settings.now();
    const today = this.#settings.today().localDate;
    if (givenOn !== undefined && givenOn > today) {
      throw new DomainError('INVALID_INPUT', { field: 'givenOn', reason: 'IN_FUTURE' });
    }
    const on = givenOn ?? today;
    const givenAtMs = on === today ? clock.nowMs() : instantOf(on, PAPER_MIN, settings.timeZone).atMs;
    const { value: consentId, commandId } = store.work.run(caller.actor(clock), 'personalData.give', (tx) => {
      const person = livingPerson(tx, clientId);
      const text = findTextOn(tx, purpose, on);
      if (!text) throw new DomainError('NOT_FOUND', { what: 'consentText', id: 0 });
      const live = findLiveConsent(tx, clientId, purpose);
      if (live?.text_id === text.id) throw new DomainError('CONFLICT', { what: 'consent', purpose });
      if (live) writeWithdrawal(tx, live, clock.nowMs(), caller.userId, '');
      tx.summary = {
        key: `personalData.give.${purpose}`,
        values: { client: personName(person, settings.nameOrder) },
      };
      return insertConsent(tx, {
        client_id: clientId,
        purpose,
        text_id: text.id,
        channel,
        given_at_ms: givenAtMs,
        given_to: caller.userId,
        note,
      });
    });
    return { consentId: consentId as ConsentEvent['id'], commandId };
  }

  /** Ends a consent at once. @throws DomainError NOT_FOUND, CONFLICT */
  withdraw(caller: Caller, { consentId, note }: InputOf<'withdraw'>) {
    const { store, clock } = this.#deps;
    const { nameOrder } = this.#settings.now();
    const { value: requestId, commandId } = store.work.run(caller.actor(clock), 'personalData.withdraw', (tx) => {
      const consent = findConsent(tx, consentId);
      if (!consent) throw new DomainError('NOT_FOUND', { what: 'consent', id: consentId });
      if (consent.withdrawn_at_ms !== null) throw new DomainError('CONFLICT', { what: 'withdrawal' });
      writeWithdrawal(tx, consent, clock.nowMs(), caller.userId, note);
      const person = livingPerson(tx, consent.client_id);
      const { purpose } = consent;
      tx.summary = { key: `personalData.withdraw.${purpose}`, values: { client: personName(person, nameOrder) } };
      return this.#onWithdrawal(tx, consent.client_id, purpose);
    });
    return { requestId, commandId };
  }

  /** Ends the live marketing consent of a client, if there is one, inside a running unit of work (D3). */
  stopMarketingInside(tx: Tx, clientId: number): void {
    const live = findLiveConsent(tx, clientId, 'marketing');
    if (live) writeWithdrawal(tx, live, tx.context.nowMs, tx.context.actorId, '');
  }

  /** The text in force today. @throws DomainError NOT_FOUND */
  textToday(purpose: ConsentPurpose): ConsentTextRow {
    const text = findTextOn(this.#deps.store.reader, purpose, this.#settings.today().localDate);
    if (!text) throw new DomainError('NOT_FOUND', { what: 'consentText', id: 0 });
    return text;
  }

  /** Whether a client agreed to a purpose and did not take it back: photos and health notes ask (D1). */
  hasConsent(clientId: number, purpose: ConsentPurpose): boolean {
    return findLiveConsent(this.#deps.store.reader, clientId, purpose) !== undefined;
  }

  /** Clients of those given who agreed to a purpose: one query for a whole list. */
  consenting(clientIds: readonly number[], purpose: ConsentPurpose): Set<number> {
    return filterConsenting(this.#deps.store.reader, clientIds, purpose);
  }

  /** How the consents of many clients stand for `contactRefusal`: one query; who was never asked is not there. */
  contactConsents(clientIds: readonly number[]): ReadonlyMap<number, ContactConsent> {
    return readContactConsents(this.#deps.store.reader, clientIds);
  }

  /**
   * Whether the salon may contact a client (D1, D3): null when it may, otherwise why not.
   *
   * Every mailing and message asks here before it goes out; the call list asks the same rule for all of its clients at
   * once. @throws DomainError NOT_FOUND
   */
  mayContact(clientId: number, purpose: ContactPurpose, channel: ContactChannel): ContactRefusal | null {
    const { reader } = this.#deps.store;
    const person = findPerson(reader, clientId);
    if (!person) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    const facts = {
      isErased: person.erased_at_ms !== null || person.merged_into_id !== null,
      consent: this.contactConsents([clientId]).get(clientId) ?? NEVER_ASKED,
      callPolicy: this.#settings.now().contactPolicy,
      noCallsUntil: person.no_calls_until,
    };
    return contactRefusal(facts, purpose, channel, this.#settings.today().localDate);
  }
}

function digestOf(body: string): string {
  return createHash('sha256').update(body, 'utf8').digest('hex');
}

function textOf(row: ConsentTextRow): Omit<ConsentText, 'uses' | 'isCurrent'> {
  const { id, purpose, number, body, sha256 } = row;
  return { id: id as ConsentText['id'], purpose, number, body, sha256, validFrom: row.valid_from };
}

function eventOf(row: ConsentFacts): ConsentEvent {
  return {
    id: row.id as ConsentEvent['id'],
    purpose: row.purpose,
    textNumber: row.text_number,
    channel: row.channel as ConsentEvent['channel'],
    givenAtMs: row.given_at_ms,
    givenTo: row.given_name,
    withdrawnAtMs: row.withdrawn_at_ms,
    withdrawnTo: row.withdrawn_name,
    note: row.note,
    version: row.version,
  };
}
