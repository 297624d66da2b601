import type { ClientCardValue, ClientHitValue, ClientSuggestions } from '../../src-shared/clients/clients.contract.ts';
import type { ClientFields, ClientMark } from '../../src-shared/clients/client-parts.contract.ts';
import { type NameParts, displayName, tidyName } from '../../src-shared/clients/clients.rules.ts';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold, formatPhone, maskPhone } from '../../src-shared/kernel/fold.ts';
import { cardNumberReadings } from '../../src-shared/loyalty/discount-cards.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type CardLineRow,
  type CardVisitRow,
  type ClientRow,
  type ClientValues,
  type HitRow,
  type PhoneOwner,
  type PhoneValues,
  countClients,
  insertClient,
  readCardLines,
  readCardVisits,
  readClient,
  readHits,
  readListPage,
  readCardNumberOwner,
  readPhoneOwners,
  readPhones,
  readUse,
  readUsedValues,
  readVisitFigures,
  updateClient,
  writePhones,
} from './clients.repository.ts';
import { favouritesOf, readCardParts } from './client-card.ts';
import { writePreferredStaff, writeTags, readTagsOf } from './client-marks.repository.ts';
import {
  EMPTY_CLIENT,
  addressOf,
  assertReferences,
  assertStaff,
  assertTags,
  columnsOf,
  messengersOf,
  readInputPhones,
} from './client-values.ts';
import { FamiliesService } from './families.service.ts';
import { ClientFinder } from './client-finder.repository.ts';
import { deriveClientSearch, ensureClientSearch, rebuildClientSearch } from './search-index.repository.ts';
import { type Term, nameMarks, phoneMarks } from '../../src-shared/search/search-text.rules.ts';
import { WordBook } from './word-book.repository.ts';

/** A client that a booking makes on the spot; `phone` may be empty. */
export interface NewClient {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
}

/** Makes the client a relative of another one in the same act. */
type RelativeOf = { readonly clientId: number; readonly role: string } | null;

type CreateInput = ClientFields & { readonly allowSamePhone: boolean; readonly relativeOf?: RelativeOf };

interface UpdateInput {
  readonly clientId: number;
  readonly version: number;
  readonly values: Partial<ClientFields>;
  readonly allowSamePhone: boolean;
  readonly relativeOf?: RelativeOf;
}

/** Cards whose values are offered in the form, counted from the newest. */
const CARDS_FOR_SUGGESTIONS = 5000;
const MOST_SUGGESTIONS = 50;

/** The client base. */
export class ClientsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #families: FamiliesService;
  readonly #finder: ClientFinder;
  /** Sizes of the list, counted once between changes of clients: a count walks through the whole index. */
  readonly #totals = new Map<boolean, number>();

  constructor(deps: ServiceDeps, settings: SettingsService, families = new FamiliesService(deps, settings)) {
    this.#deps = deps;
    this.#settings = settings;
    this.#families = families;
    this.#finder = new ClientFinder(deps.store.reader, new WordBook());
    ensureClientSearch(deps.store.connection);
    deriveClientSearch(deps.store.work);
    deps.store.work.onCommit((command) => {
      if (command.rows['clients']) this.#totals.clear();
    });
  }

  /**
   * Finds clients by any part of a name or phone, best first.
   *
   * Without the right see_phones phones are masked and digits are not looked for in them, so that nobody can try numbers
   * out.
   */
  search(caller: Caller, input: { query: string; limit: number }): ClientHitValue[] {
    const seesPhones = caller.can('see_phones');
    const { found, digits } = this.#finder.find(input.query, input.limit, seesPhones);
    const terms = new Map(found.map((hit) => [hit.id, hit.terms]));
    const ids = found.map((hit) => hit.id);
    // The whole number of a card means its owner, whatever else looks like it.
    const { clientId } = this.byCardNumber({ number: input.query });
    const inOrder = clientId === null ? ids : [clientId, ...ids.filter((id) => id !== clientId)].slice(0, input.limit);
    return readHits(this.#deps.store.reader, inOrder).map((row) =>
      this.#hit(row, seesPhones, terms.get(row.id) ?? [], digits),
    );
  }

  /** Clients by their ids, in that order; erased and merged ones are left out. */
  hits(caller: Caller, ids: readonly number[]): ClientHitValue[] {
    const seesPhones = caller.can('see_phones');
    return readHits(this.#deps.store.reader, ids).map((row) => this.#hit(row, seesPhones, [], []));
  }

  /** Clients in order of surname, a page at a time. */
  list(
    caller: Caller,
    input: { offset: number; limit: number; withArchived: boolean },
  ): { clients: ClientHitValue[]; total: number } {
    const { reader } = this.#deps.store;
    const ids = readListPage(reader, input.offset, input.limit, input.withArchived);
    const seesPhones = caller.can('see_phones');
    const total = this.#totals.get(input.withArchived) ?? countClients(reader, input.withArchived);
    this.#totals.set(input.withArchived, total);
    return { clients: readHits(reader, ids).map((row) => this.#hit(row, seesPhones, [], [])), total };
  }

  /**
   * Everything about one client.
   *
   * Without the right see_phones phones are masked; e-mail, messengers and address are left out.
   *
   * @throws DomainError NOT_FOUND
   */
  card(caller: Caller, input: { clientId: number; visitLimit: number }): ClientCardValue {
    const { reader } = this.#deps.store;
    const { clientId } = input;
    const row = mustExist(readClient(reader, clientId), clientId);
    // A card that was merged leads to the one that was kept.
    if (row.merged_into_id !== null) return this.card(caller, { ...input, clientId: row.merged_into_id });
    const seesPhones = caller.can('see_phones');
    const figures = readVisitFigures(reader, clientId, this.#settings.today().localDate);
    const use = readUse(reader, clientId);
    return {
      id: row.id,
      version: row.version,
      firstName: row.first_name,
      lastName: row.last_name,
      middleName: row.middle_name,
      name: this.#rowName(row),
      sex: row.sex,
      birthday: row.birthday,
      email: seesPhones ? row.email : null,
      messengers: seesPhones ? messengersOf(row.messengers_json) : [],
      address: seesPhones ? addressOf(row.address) : null,
      allergy: row.allergy,
      contraindication: row.contraindication ?? '',
      note: row.note,
      cardNumber: row.card_number,
      priceListId: row.price_list_id,
      personalDiscountBp: row.personal_discount_bp,
      responsibleStaffId: row.responsible_staff_id,
      source: row.source,
      learnedFrom: row.learned_from,
      decidedBy: row.decided_by,
      manualStatus: row.manual_status,
      noCallsUntil: row.no_calls_until,
      ...readCardParts(reader, caller, row, (parts) => this.#rowName(parts)),
      isArchived: row.is_archived === 1,
      erasedAtMs: row.erased_at_ms,
      createdAtMs: row.created_at_ms,
      phones: readPhones(reader, clientId).map(({ digits, label }) => ({
        phone: seesPhones ? formatPhone(digits) : maskPhone(digits),
        label,
      })),
      stats: {
        visits: figures.came,
        completed: figures.completed,
        noShows: figures.no_shows,
        lateCancels: figures.late_cancels,
        spentMinor: use.reduce((sum, { done_minor: doneMinor }) => sum + doneMinor, 0),
        lastVisitOn: figures.last_visit_on,
        nextVisitOn: figures.next_visit_on,
        topServiceIds: favouritesOf(use, 'service_id', 5),
        favouriteStaffId: favouritesOf(use, 'staff_id', 1)[0] ?? null,
      },
      visits: this.#cardVisits(reader, clientId, input.visitLimit),
    };
  }

  /**
   * Makes a client inside a running unit of work, for a booking.
   *
   * A phone shared with somebody else is accepted (families); the same name with the same phone is the same person, whose
   * id is returned.
   *
   * @throws DomainError INVALID_INPUT (field phone) for a text that is no phone number, (field firstName) without a name
   */
  createInside(tx: Tx, _caller: Caller, input: NewClient): number {
    const firstName = tidyName(input.firstName);
    const lastName = tidyName(input.lastName);
    if (firstName === '') throw new DomainError('INVALID_INPUT', { field: 'firstName', reason: 'REQUIRED' });
    const phones = input.phone.trim() === '' ? [] : readInputPhones([{ phone: input.phone, label: '' }]);
    const same = readPhoneOwners(tx, digitsOf(phones)).find(
      (owner) =>
        owner.is_archived === 0 &&
        fold(owner.first_name) === fold(firstName) &&
        fold(owner.last_name) === fold(lastName),
    );
    if (same) return same.id;
    const id = insertClient(tx, { ...EMPTY_CLIENT, first_name: firstName, last_name: lastName }, tx.context.nowMs);
    writePhones(tx, id, phones);
    return id;
  }

  /** Leaves a client in peace up to a day, inside a running unit of work; NOT_FOUND. */
  stopCallsInside(tx: Tx, clientId: number, until: LocalDate): void {
    const row = mustExist(readClient(tx, clientId), clientId);
    updateClient(tx, clientId, row.version + 1, { no_calls_until: until });
  }

  /**
   * Refuses what names a client who is not there, was erased or merged, inside a running unit of work.
   *
   * @throws DomainError NOT_FOUND
   */
  requireInside(tx: Tx, clientId: number): void {
    mustBeSomebody(mustExist(readClient(tx, clientId), clientId));
  }

  /**
   * Sets how much a client may owe (T3; null = as the salon's setting says), inside a running unit of work.
   *
   * @returns the client's name and new version
   * @throws DomainError NOT_FOUND, STALE_VERSION
   */
  setDebtLimitInside(
    tx: Tx,
    input: { clientId: number; version: number; debtLimitMinor: number | null },
  ): { name: string; version: number } {
    const row = mustBeSomebody(mustExist(readClient(tx, input.clientId), input.clientId));
    assertVersion(input.version, row.version, 'client');
    const name = this.#rowName(row);
    if (row.debt_limit_minor === input.debtLimitMinor) return { name, version: row.version };
    updateClient(tx, row.id, row.version + 1, { debt_limit_minor: input.debtLimitMinor });
    return { name, version: row.version + 1 };
  }

  /**
   * Makes a client.
   *
   * @throws DomainError INVALID_INPUT, ALREADY_EXISTS (data.clientId, data.name: who has the phone or the card number)
   */
  create(caller: Caller, input: CreateInput): { commandId: number | null; clientId: number } {
    const columns = columnsOf(input, this.#settings.today().localDate);
    const phones = readInputPhones(input.phones);
    const { value, commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'clients.create', (tx) => {
      assertReferences(tx, columns, null);
      const relativeOf = input.relativeOf ?? null;
      if (!input.allowSamePhone) this.#refuseTakenPhones(caller, tx, phones, relativeOf?.clientId ?? null);
      const id = insertClient(tx, { ...EMPTY_CLIENT, ...columns }, tx.context.nowMs);
      writePhones(tx, id, phones);
      writeLinks(tx, id, input);
      if (relativeOf) this.#families.linkInside(tx, { ...relativeOf, relativeId: id });
      tx.summary = { key: 'clients.create', values: { client: this.#name(input) } };
      return id;
    });
    return { commandId, clientId: value };
  }

  /**
   * Changes what the form shows; fields that are absent stay.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT, ALREADY_EXISTS
   */
  update(caller: Caller, input: UpdateInput): { commandId: number | null; version: number } {
    const { clientId } = input;
    const columns = columnsOf(input.values, this.#settings.today().localDate);
    const phones = input.values.phones && readInputPhones(input.values.phones);
    const { value, commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'clients.update', (tx) => {
      const row = mustBeSomebody(mustExist(readClient(tx, clientId), clientId));
      assertVersion(input.version, row.version, 'client');
      assertReferences(tx, columns, row);
      if (phones && !input.allowSamePhone) {
        // A phone that they share already was agreed to once.
        const known = new Set(readPhones(tx, clientId).map((phone) => phone.digits));
        const added = phones.filter((phone) => !known.has(phone.digits));
        this.#refuseTakenPhones(caller, tx, added, input.relativeOf?.clientId ?? clientId);
      }
      const arePhonesChanged = phones ? writePhones(tx, clientId, phones) : false;
      const areLinksChanged = writeLinks(tx, clientId, input.values);
      const changed = changedValues(row, columns);
      if (arePhonesChanged || areLinksChanged || Object.keys(changed).length > 0) {
        updateClient(tx, clientId, row.version + 1, changed);
        tx.summary = { key: 'clients.update', values: { client: this.#rowName({ ...row, ...changed }) } };
      }
      if (input.relativeOf && this.#families.linkInside(tx, { ...input.relativeOf, relativeId: clientId })) {
        tx.summary = { key: 'clients.update', values: { client: this.#rowName({ ...row, ...changed }) } };
      }
      return mustExist(readClient(tx, clientId), clientId).version;
    });
    return { commandId, version: value };
  }

  /**
   * Takes a client out of the lists, or brings them back.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION
   */
  setArchived(
    caller: Caller,
    input: { clientId: number; version: number; isArchived: boolean },
  ): { commandId: number | null } {
    const { commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'clients.setArchived', (tx) => {
      const row = mustBeSomebody(mustExist(readClient(tx, input.clientId), input.clientId));
      assertVersion(input.version, row.version, 'client');
      const isArchived = input.isArchived ? 1 : 0;
      if (row.is_archived === isArchived) return;
      updateClient(tx, row.id, row.version + 1, { is_archived: isArchived });
      const key = input.isArchived ? 'clients.archive' : 'clients.restore';
      tx.summary = { key, values: { client: this.#rowName(row) } };
    });
    return { commandId };
  }

  /** Whose card has a number, typed or scanned in any keyboard layout; null when nobody's has. */
  byCardNumber({ number }: { number: string }): { clientId: ClientId | null } {
    for (const reading of cardNumberReadings(number)) {
      const owner = readCardNumberOwner(this.#deps.store.reader, reading);
      if (owner) return { clientId: owner.id as ClientId };
    }
    return { clientId: null };
  }

  /** Values that the newest cards used, most used first. */
  suggestions(): ClientSuggestions {
    const rows = readUsedValues(this.#deps.store.reader, CARDS_FOR_SUGGESTIONS);
    const addresses = rows.map((row) => addressOf(row.address));
    return {
      source: mostUsed(rows.map((row) => row.source)),
      learnedFrom: mostUsed(rows.map((row) => row.learned_from)),
      decidedBy: mostUsed(rows.map((row) => row.decided_by)),
      country: mostUsed(addresses.map((address) => address?.country)),
      region: mostUsed(addresses.map((address) => address?.region)),
      city: mostUsed(addresses.map((address) => address?.city)),
      familyRole: mostUsed(rows.map((row) => row.family_role)),
    };
  }

  #cardVisits(reader: Reader, clientId: number, limit: number): ClientCardValue['visits'] {
    const visits = readCardVisits(reader, clientId, limit);
    const ids = visits.map(({ id }) => id);
    const lines = Map.groupBy(readCardLines(reader, ids), (line) => line.visit_id);
    return visits.map((visit) => this.#cardVisit(visit, lines.get(visit.id) ?? []));
  }

  #cardVisit(visit: CardVisitRow, lines: readonly CardLineRow[]): ClientCardValue['visits'][number] {
    const staff = lines.map((line) => this.#name({ firstName: line.staff_first, lastName: line.staff_last }));
    return {
      id: visit.id,
      localDate: visit.local_date,
      startMin: lines.reduce((first, line) => Math.min(first, line.start_min), lines[0]?.start_min ?? 0),
      status: visit.status,
      services: lines.map((line) => line.service).join(', '),
      staff: [...new Set(staff)].join(', '),
      priceMinor: lines.reduce((sum, line) => sum + line.price_minor, 0),
      comment: visit.comment,
    };
  }

  #hit(row: HitRow, seesPhones: boolean, terms: readonly Term[], digits: readonly string[]): ClientHitValue {
    const phones = row.phones === '' ? [] : row.phones.split(' ');
    const matched = seesPhones ? phones.find((phone) => phoneMarks(phone, digits) !== null) : undefined;
    const phone = matched ?? phones[0];
    const short = this.#rowName(row);
    const full = this.#fullName(row);
    // The patronymic is shown only when it is what was found.
    const shortMarks = nameMarks(short, terms);
    return {
      id: row.id,
      name: shortMarks ? short : full,
      phone: phone === undefined ? null : seesPhones ? formatPhone(phone) : maskPhone(phone),
      nameMarks: shortMarks ?? nameMarks(full, terms) ?? [],
      phoneMarks: matched === undefined ? [] : (phoneMarks(matched, digits) ?? []),
      allergy: row.allergy,
      contraindication: row.contraindication ?? '',
      category: hitCategory(row),
      visits: row.visits,
      lastVisitOn: row.came_on || null,
      noShows: row.no_shows,
      isArchived: row.is_archived === 1,
    };
  }

  #fullName(row: Pick<ClientRow, 'first_name' | 'last_name' | 'middle_name'>): string {
    const parts = { firstName: row.first_name, lastName: row.last_name, middleName: row.middle_name };
    return displayName(parts, this.#settings.now().nameOrder, true);
  }

  #name(parts: NameParts): string {
    return displayName(parts, this.#settings.now().nameOrder);
  }

  #rowName(row: Pick<ClientRow, 'first_name' | 'last_name'>): string {
    return this.#name({ firstName: row.first_name, lastName: row.last_name });
  }

  /** `kinOf`: whose family may share a phone with the client. */
  #refuseTakenPhones(caller: Caller, reader: Reader, phones: readonly PhoneValues[], kinOf: number | null): void {
    const familyId = kinOf === null ? null : (readClient(reader, kinOf)?.family_id ?? null);
    const isKin = (one: PhoneOwner): boolean => one.id === kinOf || (familyId !== null && one.family_id === familyId);
    const owner = readPhoneOwners(reader, digitsOf(phones)).find((one) => !isKin(one));
    if (!owner) return;
    throw new DomainError('ALREADY_EXISTS', {
      what: 'client',
      clientId: owner.id,
      name: this.#rowName(owner),
      phone: caller.can('see_phones') ? formatPhone(owner.digits) : maskPhone(owner.digits),
    });
  }
}

/** Writes tags and preferred masters of the form; tells whether anything changed. @throws DomainError INVALID_INPUT */
function writeLinks(tx: Tx, clientId: number, input: Partial<ClientFields>): boolean {
  const { tagIds, preferredStaffIds } = input;
  let isChanged = false;
  if (tagIds) {
    assertTags(tx, tagIds, new Set(readTagsOf(tx, clientId).map((tag) => tag.id)));
    isChanged = writeTags(tx, clientId, tagIds);
  }
  if (preferredStaffIds) {
    assertStaff(tx, preferredStaffIds);
    isChanged = writePreferredStaff(tx, clientId, preferredStaffIds) || isChanged;
  }
  return isChanged;
}

function hitCategory(row: HitRow): ClientMark | null {
  if (row.category_id === null || row.category === null) return null;
  return { id: row.category_id, name: row.category, colour: row.category_colour as ClientMark['colour'] };
}

/** The values by how often they were used; an empty one does not count. */
function mostUsed(values: readonly (string | null | undefined)[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(0, MOST_SUGGESTIONS)
    .map(([value]) => value);
}

function digitsOf(phones: readonly PhoneValues[]): string[] {
  return phones.map((phone) => phone.digits);
}

/** Nobody is written anew onto a card that was erased (D8); what is written on a merged one would get lost. */
function mustBeSomebody(row: ClientRow): ClientRow {
  if (row.erased_at_ms !== null || row.merged_into_id !== null)
    throw new DomainError('NOT_FOUND', { what: 'client', id: row.id });
  return row;
}

function mustExist(row: ClientRow | undefined, clientId: number): ClientRow {
  if (!row) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  return row;
}

function changedValues(row: ClientRow, values: Partial<ClientValues>): Partial<ClientValues> {
  return Object.fromEntries(
    Object.entries(values).filter(([column, value]) => row[column as keyof ClientValues] !== value),
  );
}

/** Builds the search index of a file anew, after its clients were written in bulk. */
export function rebuildClientIndex(connection: Parameters<typeof rebuildClientSearch>[0]): void {
  rebuildClientSearch(connection);
}
