import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BonusBookService } from '../../../src-main/loyalty/bonus-book.service.ts';
import { refusal } from '../../helpers/salon-services.ts';
import { type LoyaltySalon, openLoyaltySalon } from './loyalty-salon.ts';

const DAY_MS = 86_400_000;
let salon: LoyaltySalon;
let book: BonusBookService;
let anna: number;

beforeEach(async () => {
  salon = await openLoyaltySalon();
  salon.set({ isBonusOn: true });
  const { settings, ledger, bonuses, discounts } = salon;
  book = new BonusBookService(salon.deps, { settings, ledger, bonuses, discounts });
  anna = salon.addClient('Анна', { birthday: '1990-03-14' });
});
afterEach(() => {
  salon.close();
});

const grant = (amountMinor: number, lifeDays: number | null, key: string = randomUUID()) =>
  book.grant(salon.owner, { key, clientId: anna, amountMinor, lifeDays, source: 'manual', reason: 'Подарок' });

const days = (count: number): void => {
  salon.clock.atMs += count * DAY_MS;
};

function expectEven(minor: number): void {
  expect(salon.balances(anna)).toEqual({ ledgerMinor: minor, lotsMinor: minor });
}

describe('the book of bonuses', () => {
  it('T18: a repeated press grants once', () => {
    const key = randomUUID();
    const first = grant(50_000, 30, key);
    expect(grant(50_000, 30, key)).toEqual({ commandId: null, documentId: first.documentId });
    expectEven(50_000);
  });

  it('T12, E22: burns on the day after the last one, dated so after days off, and once', () => {
    grant(30_000, 10);
    grant(20_000, null);
    days(10);
    expect(book.keepDay()).toBe(false);
    expectEven(50_000);
    days(5);
    expect(book.keepDay()).toBe(true);
    expect(book.keepDay()).toBe(false);
    expect(book.expire()).toBe(false);
    expectEven(20_000);
    const burnt = book.ofClient({ clientId: anna }).lots.find(({ state }) => state === 'expired');
    expect(burnt?.movements.at(-1)).toMatchObject({ kind: 'expire', localDate: '2026-03-23', amountMinor: -30_000 });
  });

  it('L1: what lapsed in a locked period burns on the first open day', () => {
    grant(30_000, 10);
    days(20);
    salon.write((tx) => tx.runSql('insert into ledger_locks (lock_date, set_at_ms) values (?, 0)', ['2026-03-25']));
    expect(book.expire()).toBe(true);
    const [lot] = book.ofClient({ clientId: anna }).lots;
    expect(lot?.movements.at(-1)).toMatchObject({ kind: 'expire', localDate: '2026-04-01' });
    expectEven(0);
  });

  it('T11: a birthday is given once a year, also when the salon was closed on it', () => {
    salon.set({ birthdayBonusMinor: 50_000, birthdayBonusDays: 10 });
    expect(book.giveBirthdays()).toBe(false);
    days(4);
    expect(book.giveBirthdays()).toBe(true);
    expect(book.giveBirthdays()).toBe(false);
    expectEven(50_000);
    expect(book.ofClient({ clientId: anna }).burning).toEqual([{ lastDay: '2026-03-26', amountMinor: 50_000 }]);
    days(363);
    expect(book.giveBirthdays()).toBe(true);
    expectEven(100_000);
  });

  it('T12: bonuses taken back by hand; more than there is is refused', () => {
    grant(30_000, 10);
    const take = (amountMinor: number) =>
      book.take(salon.owner, { key: randomUUID(), clientId: anna, amountMinor, reason: 'Ошибка' });
    take(10_000);
    expectEven(20_000);
    expect(refusal(() => take(20_001))).toMatchObject({ code: 'BONUS_INSUFFICIENT', data: { balanceMinor: 20_000 } });
  });

  it('I6: the liability of any day is what the ledger said on it, by month and by client', () => {
    grant(30_000, 10);
    grant(20_000, null);
    days(15);
    book.keepDay();
    expect(book.liability({ onDate: '2026-03-12', limit: 100 })).toMatchObject({
      totalMinor: 50_000,
      ledgerMinor: 50_000,
      months: [
        { month: '2026-03', amountMinor: 30_000, clients: 1 },
        { month: null, amountMinor: 20_000, clients: 1 },
      ],
      clients: [{ name: 'Анна', amountMinor: 50_000, firstLastDay: '2026-03-22' }],
    });
    expect(book.liability({ onDate: null, limit: 100 })).toMatchObject({ totalMinor: 20_000, ledgerMinor: 20_000 });
    expect(
      book.liabilityLots({ onDate: '2026-03-12', clientId: null, month: 'never', offset: 0, limit: 9 }).rows,
    ).toMatchObject([{ leftMinor: 20_000, expiresOn: null }]);
  });

  it('D5: bonuses of a person who is made nameless lapse', () => {
    grant(30_000, 10);
    salon.write((tx) => {
      book.lapseInside(tx, anna);
    });
    expectEven(0);
  });
});
