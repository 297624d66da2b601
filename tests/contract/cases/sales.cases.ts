import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { z } from 'zod';
import { CertificateBook } from '../../../src-main/certificates/certificate-book.ts';
import { MembershipBook } from '../../../src-main/memberships/membership-book.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Posting } from '../../../src-main/ledger/ledger.service.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import type { salesContract } from '../../../src-shared/checkout/sales.contract.ts';
import { type CaseSalon, TODAY, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';
import { lockBooks, openShift } from './client-account.cases.ts';

type Pay = z.input<NonNullable<(typeof salesContract)['pay']['~orpc']['inputSchema']>>;
type Line = Pay['ticket']['lines'][number];
type Tender = NonNullable<Pay['tenders']>[number];

const DAY_MS = 86_400_000;
const ALL = 1_000_000_000_000;
const someId = expect.any(Number) as number;

const cash = (amountMinor: number): Tender => ({ kind: 'cash', amountMinor });
const card = (amountMinor: number): Tender => ({ kind: 'card', amountMinor });

/** Writes what only time makes. */
function write<T>(salon: CaseSalon, body: (tx: Tx, posting: () => Posting) => T, localDate = TODAY): T {
  const { store, ledger } = salon.test.core.salon!;
  const context = { actorId: null, device: 'test', nowMs: salon.test.clock.nowMs() };
  return store.work.run(context, 'test.write', (tx) =>
    body(tx, () => ledger.open(tx, { kind: 'opening', localDate, amountMinor: 0, clientId: salon.olga })),
  ).value;
}

function set(salon: CaseSalon, key: string, value: unknown): void {
  write(salon, (tx) =>
    tx.insert(
      query.insertInto('settings').values({ key, value_json: JSON.stringify(value), valid_from: '1970-01-01' }),
    ),
  );
}

/** The check of today's visit of Olga, 2,000.00 in cash. */
function paying(salon: CaseSalon, change: Partial<Pay> = {}, line: Partial<Line> = {}): Pay {
  const { visit, visitLine, cut, anna } = salon;
  return {
    key: randomUUID(),
    ticket: {
      visitId: visit,
      lines: [{ key: 'a', kind: 'service', visitLineId: visitLine, serviceId: cut, staffId: anna, ...line }],
    },
    tenders: [cash(200_000)],
    expectedDueMinor: 200_000,
    ...change,
  };
}

/** The same services sold to Olga without a visit. */
function quick(salon: CaseSalon, change: Partial<Pay> = {}): Pay {
  const { cut, anna, olga } = salon;
  const lines: Line[] = [{ key: 'a', kind: 'service', serviceId: cut, staffId: anna }];
  return paying(salon, { ticket: { clientId: olga, lines }, ...change });
}

const inShift =
  <Input>(input: (salon: CaseSalon) => Input) =>
  (salon: CaseSalon): Input => {
    openShift(salon);
    return input(salon);
  };

/** A shift that was opened a day and an hour ago. */
function inOldShift<Input>(input: (salon: CaseSalon) => Input | Promise<Input>) {
  return async (salon: CaseSalon): Promise<Input> => {
    salon.test.clock.atMs -= DAY_MS + 3_600_000;
    openShift(salon);
    const made = await input(salon);
    salon.test.clock.atMs += DAY_MS + 3_600_000;
    return made;
  };
}

function certificate(salon: CaseSalon, expiresOn: string | null): number {
  const book = new CertificateBook(salon.test.core.salon!.settings);
  const what = { typeId: null, number: '', nominalMinor: 200_000, paidMinor: 200_000, recipient: '', clientId: null };
  return write(salon, (tx, posting) => book.sell(tx, posting(), { ...what, expiresOn }), YESTERDAY);
}

async function spentCertificate(salon: CaseSalon): Promise<number> {
  const certificateId = certificate(salon, null);
  await salon.client.checkout.pay(
    paying(salon, { tenders: [{ kind: 'certificate', certificateId, amountMinor: 200_000 }] }),
  );
  return certificateId;
}

/** Olga has bonuses that may pay a part of a check. */
function withBonuses(salon: CaseSalon): void {
  const { bonuses } = salon.test.core.salon!;
  set(salon, 'isBonusOn', true);
  const lot = { clientId: salon.olga, saleId: null, amountMinor: 500_000, source: 'manual' as const };
  write(salon, (tx, posting) => {
    bonuses.grantInside(tx, posting(), { ...lot, availableFrom: YESTERDAY, expiresOn: null });
  });
}

function membership(salon: CaseSalon, soldOn: string, serviceId: number): number {
  const book = new MembershipBook();
  return write(
    salon,
    (tx, posting) => {
      const typeId = tx.insert(
        query.insertInto('membership_types').values({
          name: 'Абонемент',
          kind: 'visits',
          price_minor: 500_000,
          validity_days: 30,
          starts_at: 'purchase',
          balance: 'split',
        }),
      );
      tx.insert(
        query.insertInto('membership_type_pools').values({
          type_id: typeId,
          position: 1,
          name: 'Стрижки',
          visits: 5,
          services_json: JSON.stringify([serviceId]),
        }),
      );
      return book.sell(tx, posting(), { typeId, priceMinor: 500_000, clientId: salon.olga });
    },
    soldOn,
  );
}

const covered = (salon: CaseSalon, membershipId: number): Pay => paying(salon, {}, { coveredById: membershipId });

/** Olga owes the whole check of her visit. */
async function withDebt(salon: CaseSalon): Promise<CaseSalon> {
  set(salon, 'clientDebtLimitMinor', 500_000);
  await salon.client.checkout.pay(paying(salon, { tenders: [], leavesDebt: true }));
  return salon;
}

const debtOf = (salon: CaseSalon, ...tenders: Tender[]) => ({ key: randomUUID(), clientId: salon.olga, tenders });

const inDebt = <Input>(input: (salon: CaseSalon) => Input) => inShift(async (salon) => input(await withDebt(salon)));

export const salesCases: CasesOf<typeof salesContract> = {
  pay: {
    ok: {
      input: inShift((salon) => paying(salon, { tenders: [card(50_000), cash(200_000)] })),
      answer: { saleId: someId, number: 1, changeMinor: 50_000, debtMinor: 0, bonusEarnedMinor: 0 },
    },
    refused: {
      NOT_FOUND: {
        input: inShift((salon) => paying(salon, { ticket: { visitId: NOBODY, lines: [] } })),
        data: { what: 'visit' },
      },
      CONFLICT: {
        input: inShift((salon) => {
          const input = quick(salon);
          return { ...input, ticket: { ...input.ticket, visitId: salon.cancelledVisit } };
        }),
        data: { reason: 'visitEnded', status: 'cancelled' },
      },
      STALE_VERSION: {
        input: inShift((salon) => paying(salon, { expectedDueMinor: 190_000 })),
        data: { expectedMinor: 190_000, dueMinor: 200_000 },
      },
      INVALID_INPUT: {
        input: inShift((salon) => paying(salon, { tenders: [cash(100_000)] })),
        data: { reason: 'UNDERPAID', restMinor: 100_000 },
      },
      PRICE_OUT_OF_RANGE: inShift((salon) => paying(salon, {}, { priceMinor: 1000 })),
      DISCOUNT_LIMIT: {
        as: 'administrator',
        input: inShift((salon) => paying(salon, {}, { manual: { off: { rateBp: 5000 }, reason: 'Постоянный гость' } })),
        data: { limitBp: 1000 },
      },
      NONCASH_OVERPAYMENT: {
        input: inShift((salon) => paying(salon, { tenders: [card(210_000)] })),
        data: { restMinor: 200_000, overMinor: 10_000 },
      },
      DEBT_LIMIT: {
        input: inShift((salon) => paying(salon, { tenders: [], leavesDebt: true })),
        data: { limitMinor: 0, debtMinor: 200_000 },
      },
      BONUS_INSUFFICIENT: inShift((salon) =>
        paying(salon, { tenders: [{ kind: 'bonus', amountMinor: 100 }, cash(199_900)] }),
      ),
      BONUS_LIMIT: {
        input: inShift((salon) => {
          withBonuses(salon);
          return paying(salon, { tenders: [{ kind: 'bonus', amountMinor: 100_000 }, cash(100_000)] });
        }),
        data: { maxMinor: 60_000 },
      },
      CERTIFICATE_EXPIRED: inShift((salon) => {
        const certificateId = certificate(salon, YESTERDAY);
        return paying(salon, { tenders: [{ kind: 'certificate', certificateId, amountMinor: 200_000 }] });
      }),
      CERTIFICATE_EMPTY: inShift(async (salon) => {
        const certificateId = await spentCertificate(salon);
        return quick(salon, { tenders: [{ kind: 'certificate', certificateId, amountMinor: 200_000 }] });
      }),
      MEMBERSHIP_FROZEN: inShift((salon) => {
        const membershipId = membership(salon, YESTERDAY, salon.cut);
        write(salon, (tx) =>
          tx.insert(
            query.insertInto('membership_freezes').values({
              membership_id: membershipId,
              from_date: YESTERDAY,
              to_date: '2026-03-20',
              created_at_ms: 0,
            }),
          ),
        );
        return covered(salon, membershipId);
      }),
      MEMBERSHIP_EXPIRED: inShift((salon) => covered(salon, membership(salon, '2026-01-01', salon.cut))),
      MEMBERSHIP_NOT_COVERED: inShift((salon) => covered(salon, membership(salon, YESTERDAY, salon.nails))),
      SHIFT_CLOSED: (salon) => paying(salon),
      SHIFT_EXPIRED: inOldShift((salon) => paying(salon)),
      PERIOD_LOCKED: {
        input: inShift((salon) => {
          lockBooks(salon);
          return paying(salon);
        }),
        data: { lockDate: TODAY },
      },
      ALREADY_PAID: {
        input: inShift(async (salon) => {
          await salon.client.checkout.pay(paying(salon));
          return paying(salon);
        }),
        data: { number: 1 },
      },
      ALREADY_EXISTS: inShift(async (salon) => {
        const line: Line = {
          key: 'c',
          kind: 'certificate',
          priceMinor: 100_000,
          certificate: { nominalMinor: 100_000 },
        };
        const sale = (): Pay =>
          quick(salon, {
            ticket: { lines: [{ ...line, certificate: { number: 'A-1', nominalMinor: 100_000 } }] },
            tenders: [cash(100_000)],
            expectedDueMinor: 100_000,
          });
        await salon.client.checkout.pay(sale());
        return sale();
      }),
      LIMIT_EXCEEDED: inShift((salon) => paying(salon, { tenders: [cash(ALL), cash(ALL)] })),
    },
  },
  payDebt: {
    ok: {
      input: inDebt((salon) => debtOf(salon, cash(150_000))),
      answer: { paidMinor: 150_000, changeMinor: 0, debtLeftMinor: 50_000 },
    },
    refused: {
      NOT_FOUND: { input: () => ({ key: randomUUID(), clientId: NOBODY, tenders: [cash(100)] }) },
      CONFLICT: {
        input: inShift(async (salon) => {
          const input = paying(salon);
          await salon.client.checkout.pay(input);
          return { ...debtOf(salon, cash(100)), key: input.key };
        }),
        data: { reason: 'keyUsed' },
      },
      INVALID_INPUT: { input: inShift((salon) => debtOf(salon, cash(100))), data: { reason: 'NO_DEBT' } },
      NONCASH_OVERPAYMENT: inDebt((salon) => debtOf(salon, card(200_100))),
      BONUS_INSUFFICIENT: inDebt((salon) => debtOf(salon, { kind: 'bonus', amountMinor: 100 })),
      BONUS_LIMIT: {
        input: inDebt((salon) => {
          withBonuses(salon);
          return debtOf(salon, { kind: 'bonus', amountMinor: 100_000 });
        }),
        data: { maxMinor: 60_000 },
      },
      CERTIFICATE_EXPIRED: inDebt((salon) =>
        debtOf(salon, {
          kind: 'certificate',
          certificateId: certificate(salon, YESTERDAY),
          amountMinor: 100,
        }),
      ),
      CERTIFICATE_EMPTY: inShift(async (salon) => {
        const certificateId = await spentCertificate(salon);
        set(salon, 'clientDebtLimitMinor', 500_000);
        await salon.client.checkout.pay(quick(salon, { tenders: [], leavesDebt: true }));
        return debtOf(salon, { kind: 'certificate', certificateId, amountMinor: 100 });
      }),
      SHIFT_CLOSED: inDebt((salon) => {
        write(salon, (tx) => tx.runSql('update cash_shifts set closed_at_ms = ?', [salon.test.clock.nowMs()]));
        return debtOf(salon, cash(100));
      }),
      SHIFT_EXPIRED: inOldShift(async (salon) => debtOf(await withDebt(salon), cash(100))),
      PERIOD_LOCKED: inDebt((salon) => {
        lockBooks(salon);
        return debtOf(salon, cash(100));
      }),
      LIMIT_EXCEEDED: inDebt((salon) => debtOf(salon, cash(ALL), cash(ALL))),
    },
  },
  sale: {
    ok: {
      input: inShift(async (salon) => {
        const { saleId } = await salon.client.checkout.pay(paying(salon, { tenders: [cash(250_000)] }));
        return { saleId };
      }),
      answer: {
        number: 1,
        status: 'posted',
        clientName: 'Ольга Петрова',
        netMinor: 200_000,
        paidMinor: 200_000,
        lines: [{ title: 'Стрижка', netMinor: 200_000, staffName: 'Анна Соколова' }],
        tenders: [{ kind: 'cash', amountMinor: 200_000, givenMinor: 250_000, changeMinor: 50_000 }],
      },
    },
    refused: { NOT_FOUND: () => ({ saleId: NOBODY }) },
  },
  sales: {
    ok: {
      input: inShift(async (salon) => {
        await salon.client.checkout.pay(paying(salon));
        return { fromDate: YESTERDAY, toDate: TODAY };
      }),
      answer: [
        {
          number: 1,
          netMinor: 200_000,
          lines: [{ kind: 'service', title: 'Стрижка' }],
          tenders: [{ kind: 'cash', amountMinor: 200_000 }],
        },
      ],
    },
    refused: {},
  },
  unpaid: {
    ok: {
      input: inShift(async (salon) => {
        await salon.client.journal.setStatus({ visitId: salon.visit, version: 1, status: 'arrived' });
        await salon.client.journal.setStatus({ visitId: salon.visit, version: 2, status: 'completed' });
        return { fromDate: YESTERDAY, toDate: TODAY };
      }),
      answer: [{ startMin: 720, clientName: 'Ольга Петрова', planMinor: 200_000 }],
    },
    refused: {},
  },
};
