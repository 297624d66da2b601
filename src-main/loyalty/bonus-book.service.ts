import type { z } from 'zod';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import type { bonusesContract } from '../../src-shared/loyalty/bonuses.contract.ts';
import { isExpired, lotDates } from '../../src-shared/loyalty/bonuses.rules.ts';
import { tierOf } from '../../src-shared/loyalty/tiers.rules.ts';
import type { Ledger, Posting } from '../ledger/ledger.service.ts';
import type { PostedReversal } from '../ledger/posted-undo.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as book from './bonus-book.repository.ts';
import * as rows from './bonuses.repository.ts';
import type { BonusesService } from './bonuses.service.ts';
import { readDiscountClient } from './discounts.repository.ts';
import type { DiscountsService } from './discounts.service.ts';

type Answer<Name extends keyof typeof bonusesContract> = z.input<
  (typeof bonusesContract)[Name]['~orpc']['outputSchema'] & z.ZodType
>;
type LotView = Answer<'liabilityLots'>['rows'][number];

/** Days in which a birthday that fell on a closed day is still given. */
const BIRTHDAY_CATCH_UP = 7;
/** A gift of the last birthday lies at least so many days back. */
const BIRTHDAY_PAUSE = 350;

/** The book of bonuses: what clients have, grants and take-backs by hand, what burns, gifts, what the salon owes. */
export class BonusBookService {
  readonly #deps: ServiceDeps;
  readonly #parts: {
    readonly settings: SettingsService;
    readonly ledger: Ledger;
    readonly bonuses: BonusesService;
    readonly discounts: DiscountsService;
  };
  #keptOn: LocalDate | null = null;

  constructor(
    deps: ServiceDeps,
    parts: { settings: SettingsService; ledger: Ledger; bonuses: BonusesService; discounts: DiscountsService },
  ) {
    this.#deps = deps;
    this.#parts = parts;
  }

  /** Ctrl+Z of what was granted or taken by hand. */
  readonly reversal: PostedReversal = {
    commands: new Set(['loyalty.grant', 'loyalty.take']),
    reverseInside: (tx, caller, documentId, reason) => {
      caller.require('adjust_bonuses');
      const { ledger, settings, bonuses } = this.#parts;
      const posting = ledger.reverse(tx, documentId, { localDate: settings.today().localDate, reason });
      bonuses.reverseDocument(tx, posting, documentId);
    },
  };

  /** Everything that loyalty knows of a client. @throws DomainError NOT_FOUND */
  ofClient({ clientId }: { clientId: number }): Answer<'ofClient'> {
    const { reader } = this.#deps.store;
    const { settings, bonuses, discounts } = this.#parts;
    const client = readDiscountClient(reader, clientId);
    if (!client) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    const today = settings.today().localDate;
    const { isBonusOn, accumulativeTiers } = settings.now();
    const lots = this.#views(reader, book.readBookLotsOf(reader, clientId, '9999-12-31'), today, '9999-12-31');
    const live = lots.filter(({ state }) => state === 'live' || state === 'waiting');
    const paidMinor = accumulativeTiers.length > 0 ? discounts.paidBefore(reader, clientId, today) : 0;
    const { reached, next, missingMinor } = tierOf(accumulativeTiers, paidMinor);
    return {
      isBonusOn,
      balanceMinor: sumOf(live),
      availableMinor: bonuses.available(reader, clientId, today),
      waiting: grouped(
        live.filter(({ state }) => state === 'waiting'),
        ({ availableFrom }) => availableFrom,
      ).map(([fromDate, group]) => ({ fromDate, amountMinor: sumOf(group) })),
      burning: grouped(
        live.filter(({ expiresOn }) => expiresOn !== null),
        ({ expiresOn }) => expiresOn!,
      ).map(([lastDay, group]) => ({ lastDay, amountMinor: sumOf(group) })),
      lots,
      level:
        accumulativeTiers.length === 0
          ? null
          : {
              paidMinor,
              rateBp: reached?.rateBp ?? 0,
              next: next && { ...next, missingMinor: missingMinor ?? 0 },
            },
      personalBp: client.personalBp ?? 0,
      category: client.categoryBp ? { name: client.categoryName ?? '', rateBp: client.categoryBp } : null,
    };
  }

  /**
   * Grants bonuses by hand (T11, E20).
   *
   * @throws DomainError NOT_FOUND, CONFLICT (reason bonusOff), PERIOD_LOCKED
   */
  grant(
    caller: Caller,
    input: {
      key: string;
      clientId: number;
      amountMinor: number;
      source: 'manual' | 'referral' | 'survey';
      lifeDays: number | null;
      reason: string;
    },
  ): Answer<'grantBonuses'> {
    const { settings, bonuses } = this.#parts;
    if (!settings.now().isBonusOn) throw new DomainError('CONFLICT', { reason: 'bonusOff' });
    return this.#adjust(caller, 'bonus_grant', input, (tx, posting) => {
      const dates = lotDates(posting.localDate, { delayDays: 0, lifeDays: input.lifeDays });
      bonuses.grantInside(tx, posting, { ...input, saleId: null, ...dates });
    });
  }

  /** Takes bonuses back by hand (E22). @throws DomainError NOT_FOUND, BONUS_INSUFFICIENT, PERIOD_LOCKED */
  take(
    caller: Caller,
    input: { key: string; clientId: number; amountMinor: number; reason: string },
  ): Answer<'takeBonuses'> {
    return this.#adjust(caller, 'bonus_adjustment', input, (tx, posting) => {
      this.#parts.bonuses.takeBackInside(tx, posting, input);
    });
  }

  /** Bonuses of a person who is made nameless lapse (D5, E22). */
  lapseInside(tx: Tx, clientId: number): void {
    const lots = rows.readLots(tx, clientId);
    const amountMinor = lots.reduce((sum, { leftMinor }) => sum + Math.max(0, leftMinor), 0);
    if (amountMinor === 0) return;
    const { localDate: today } = this.#parts.settings.today();
    const lockDate = this.#parts.ledger.lockDate(tx);
    const localDate = lockDate === null ? today : later(addDays(lockDate, 1), today);
    const posting = this.#parts.ledger.open(tx, { kind: 'bonus_expiry', localDate, amountMinor, clientId });
    this.#parts.bonuses.burnInside(tx, posting, { clientId, lots });
  }

  /**
   * Once a day, and at opening after days off: lots whose last day is over burn (T12, E22), birthdays are given.
   *
   * Doing it twice changes nothing. Answers with whether there was anything to do.
   */
  keepDay(): boolean {
    const { localDate: today } = this.#parts.settings.today();
    if (this.#keptOn === today) return false;
    const hasBurnt = this.expire();
    const hasGiven = this.giveBirthdays();
    this.#keptOn = today;
    return hasBurnt || hasGiven;
  }

  /** What has lapsed burns: one document for a client and a last day, dated the day after it unless that is locked. */
  expire(): boolean {
    const { ledger, bonuses, settings } = this.#parts;
    const { localDate: today } = settings.today();
    const lapsed = rows.readLapsed(this.#deps.store.reader, today);
    if (lapsed.length === 0) return false;
    this.#deps.store.work.run(this.#program(), 'loyalty.expire', (tx) => {
      const lockDate = ledger.lockDate(tx);
      const groups = Map.groupBy(lapsed, ({ clientId, expiresOn }) => `${expiresOn} ${clientId}`);
      for (const lots of groups.values()) {
        const { clientId, expiresOn } = lots[0]!;
        const own = addDays(expiresOn, 1);
        const localDate = lockDate !== null && own <= lockDate ? later(addDays(lockDate, 1), today) : own;
        const amountMinor = lots.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
        const posting = ledger.open(tx, { kind: 'bonus_expiry', localDate, amountMinor, clientId });
        bonuses.burnInside(tx, posting, {
          clientId,
          lots: lots.map(({ lotId, leftMinor }) => ({ id: lotId, leftMinor })),
        });
      }
      tx.summary = { key: 'loyalty.expire', values: { count: groups.size } };
    });
    return true;
  }

  /** Gifts for birthdays of today and of the last days off (T11), once a year each. */
  giveBirthdays(): boolean {
    const { ledger, bonuses, settings } = this.#parts;
    const { isBonusOn, birthdayBonusMinor, birthdayBonusDays } = settings.now();
    const { localDate: today } = settings.today();
    if (!isBonusOn || birthdayBonusMinor === 0) return false;
    if ((ledger.lockDate(this.#deps.store.reader) ?? '') >= today) return false;
    const since = addDays(today, -BIRTHDAY_PAUSE);
    const clients = rows.readBirthdayClients(this.#deps.store.reader, birthdayDays(today), since);
    if (clients.length === 0) return false;
    this.#deps.store.work.run(this.#program(), 'loyalty.birthdays', (tx) => {
      for (const { clientId } of clients) {
        const draft = { kind: 'bonus_grant', localDate: today, amountMinor: birthdayBonusMinor, clientId } as const;
        const dates = lotDates(today, { delayDays: 0, lifeDays: birthdayBonusDays });
        bonuses.grantInside(tx, ledger.open(tx, draft), {
          clientId,
          saleId: null,
          amountMinor: birthdayBonusMinor,
          source: 'birthday',
          ...dates,
        });
      }
      tx.summary = { key: 'loyalty.birthdays', values: { count: clients.length } };
    });
    return true;
  }

  /** What the salon owes in bonuses on a day, by month and client, beside what the ledger says (I6). */
  liability({ onDate, limit }: { onDate: LocalDate | null; limit: number }): Answer<'liability'> {
    const { reader } = this.#deps.store;
    const date = onDate ?? this.#parts.settings.today().localDate;
    const { nameOrder } = this.#parts.settings.now();
    const months = book.readOwedByMonth(reader, date);
    const clients = book.readOwedByClient(reader, date, limit);
    return {
      onDate: date,
      totalMinor: months.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      ledgerMinor: book.readObligation(reader, date),
      months,
      clients: clients.rows.map(({ clientId, firstName, lastName, ...row }) => ({
        ...row,
        clientId: clientId as ClientId,
        name: displayName({ firstName, lastName }, nameOrder),
      })),
      clientCount: clients.total,
      turnover: book.readTurnover(reader, addDays(date, -364), date),
    };
  }

  /** A page of the lots behind a figure of the liability, each with its documents. */
  liabilityLots(input: {
    onDate: LocalDate;
    clientId: number | null;
    month: string | null;
    offset: number;
    limit: number;
  }): Answer<'liabilityLots'> {
    const { reader } = this.#deps.store;
    const { rows: lots, total } = book.readOwedLots(reader, input, input);
    return { rows: this.#views(reader, lots, input.onDate, input.onDate), total };
  }

  #adjust(
    caller: Caller,
    kind: 'bonus_grant' | 'bonus_adjustment',
    input: { key: string; clientId: number; amountMinor: number; reason: string },
    act: (tx: Tx, posting: Posting) => void,
  ): Answer<'takeBonuses'> {
    const { ledger, settings } = this.#parts;
    const name = kind === 'bonus_grant' ? 'loyalty.grant' : 'loyalty.take';
    const { value, commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), name, (tx) => {
      const { key, clientId, amountMinor } = input;
      const before = ledger.findByRequestKey(tx, key, { kind, clientId, amountMinor });
      if (before) return before.id;
      const client = rows.readPerson(tx, input.clientId);
      if (!client) throw new DomainError('NOT_FOUND', { what: 'client', id: input.clientId });
      const posting = ledger.open(tx, {
        kind,
        localDate: settings.today().localDate,
        amountMinor: input.amountMinor,
        clientId: input.clientId,
        requestKey: input.key,
        reason: input.reason,
      });
      act(tx, posting);
      tx.reason = input.reason;
      tx.summary = {
        key: name,
        values: { client: displayName(client, settings.now().nameOrder), amount: input.amountMinor / 100 },
      };
      return posting.id;
    });
    return { commandId, documentId: value };
  }

  #views(reader: Reader, lots: readonly book.BookLot[], today: LocalDate, until: LocalDate): LotView[] {
    const { nameOrder } = this.#parts.settings.now();
    const ids = lots.map(({ id }) => id);
    const movements = Map.groupBy(book.readMovementsOf(reader, ids, until), ({ lotId }) => lotId);
    return lots.map((lot) => ({
      lotId: lot.id,
      clientId: lot.clientId as ClientId,
      clientName: displayName(lot, nameOrder),
      source: lot.source,
      grantedOn: lot.grantedOn,
      availableFrom: lot.availableFrom,
      expiresOn: lot.expiresOn,
      leftMinor: lot.leftMinor,
      state: stateOf(lot, today),
      movements: (movements.get(lot.id) ?? []).map(({ id, ...movement }) => ({
        movementId: id,
        ...movement,
      })) as unknown as LotView['movements'],
    }));
  }

  #program() {
    return { actorId: null, device: 'program', nowMs: this.#deps.clock.nowMs() };
  }
}

function stateOf(lot: book.BookLot, today: LocalDate): LotView['state'] {
  if (isExpired(lot, today)) return 'expired';
  if (lot.leftMinor === 0) return 'empty';
  return lot.availableFrom > today ? 'waiting' : 'live';
}

function sumOf(lots: readonly { readonly leftMinor: number }[]): number {
  return lots.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  return [...Map.groupBy(items, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
}

function later(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}

/** 'MM-DD' of today and the days before that may have been off; who was born on 29 February is given on the 28th. */
function birthdayDays(today: LocalDate): string[] {
  return Array.from({ length: BIRTHDAY_CATCH_UP }, (_, back) => addDays(today, -back)).flatMap((date) => {
    const day = date.slice(5);
    return day === '02-28' && addDays(date, 1).endsWith('03-01') ? [day, '02-29'] : [day];
  });
}
