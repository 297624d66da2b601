import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DomainError, isDomainError } from '../../../src-shared/kernel/errors.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { type Random, createRandom } from '../../../src-shared/kernel/random.ts';
import { type MoneySalon, type TestLine, type TestTender, openMoneySalon } from './money-salon.ts';

const EVENTS = 1000;
const DAY_MS = 86_400_000;

let salon: MoneySalon;
/** A second register: its shifts take turns with those of the first. */
let second: number;

beforeEach(async () => {
  salon = await openMoneySalon();
  salon.set({
    isBonusOn: true,
    bonusRateBp: 700,
    bonusLimitBp: 3000,
    bonusLifeDays: 20,
    clientDebtLimitMinor: 900_000,
    certificateDays: 25,
  });
  second = salon.cash.accounts.create(owner(), {
    kind: 'register',
    name: 'Касса 2',
    feeBp: null,
    settlesToId: null,
  } as never).accountId;
  salon.cash.suppliers.createArticle(owner(), { name: 'Аренда' });
  salon.openShift();
  salon.cash.accounts.setOpening(owner(), {
    accountId: accountOf('bank') as never,
    requestKey: key(),
    localDate: today(),
    amountMinor: 1_000_000,
  });
});

afterEach(() => salon.close());

/** What has happened so far, as far as the next events need it. */
interface World {
  readonly random: Random;
  readonly clients: readonly number[];
  readonly sales: number[];
  readonly documents: number[];
  readonly operations: number[];
}

type Event = (world: World) => void | Promise<void>;

const owner = () => salon.callerOf('owner');
const key = (): string => randomUUID();
const ids = (sql: string): number[] => salon.rows<{ id: number }>(sql).map(({ id }) => id);
const accountOf = (kind: string): number =>
  salon.cash.accounts.list(owner(), false).find((account) => account.kind === kind)!.id;

/** One of them; without any there is nothing to do. */
function oneOf(random: Random, all: readonly number[]): number {
  if (all.length === 0) throw new DomainError('NOT_FOUND', { what: 'anything', id: 0 });
  return random.pick(all);
}

/** A membership that somebody holds, with the version that screens send. */
function anyMembership(
  { random }: World,
  of = ids('select id from memberships'),
): { membershipId: never; version: number } {
  const id = oneOf(random, of);
  const [row] = salon.rows<{ version: number }>('select version from memberships where id = ?', id);
  return { membershipId: id as never, version: row!.version };
}

/** Posts an operation of the cash desk. */
function operate(world: World, kind: string, what: Partial<Record<string, number | null>>): void {
  const input = {
    kind,
    requestKey: key(),
    amountMinor: world.random.int(1, 60_000),
    fromAccountId: null,
    toAccountId: null,
    articleId: null,
    supplierId: null,
    staffId: null,
    dueOn: null,
    comment: '',
    ...what,
  };
  world.operations.push(salon.cash.operations.operate(owner(), input as never).documentId);
}

const client = ({ random, clients }: World): number => random.pick(clients);
const today = (): string => salon.settings.today().localDate;

/** Splits a sum over cash, card, SBP and transfer. */
function money(random: Random, sumMinor: number): TestTender[] {
  const card = random.int(0, 2) === 0 ? random.int(0, sumMinor) : 0;
  const kinds = ['card', 'sbp', 'transfer'] as const;
  const parts = [
    { kind: random.pick(kinds), amountMinor: card },
    { kind: 'cash' as const, amountMinor: sumMinor - card },
  ];
  return parts.filter(({ amountMinor }) => amountMinor > 0);
}

/** Bonuses, a certificate and the deposit as far as they go, money for the rest. */
function tendersFor(world: World, clientId: number, dueMinor: number): TestTender[] {
  const { random } = world;
  const { reader } = salon.store;
  const tenders: TestTender[] = [];
  let rest = dueMinor;
  const take = (tender: TestTender): void => {
    if (tender.amountMinor <= 0) return;
    tenders.push(tender);
    rest -= tender.amountMinor;
  };
  if (random.int(0, 2) === 0) {
    const most = Math.min(salon.bonuses.available(reader, clientId, today()), Math.floor(dueMinor * 0.3));
    take({ kind: 'bonus', amountMinor: most - (most % 100) });
  }
  const certificate = salon.certificates.ofClient(reader, clientId, today())[0];
  if (certificate && random.int(0, 1) === 0) {
    const amountMinor = Math.min(certificate.balanceMinor, rest, random.int(1, 150_000));
    take({ kind: 'certificate', amountMinor, certificateId: certificate.certificateId });
  }
  if (random.int(0, 1) === 0) {
    take({ kind: 'deposit', amountMinor: Math.min(salon.account.depositOf(reader, clientId), rest) });
  }
  return rest > 0 ? [...tenders, ...money(random, rest)] : tenders;
}

function sell(world: World, lines: TestLine[], clientId: number, tenders: TestTender[], leavesDebt = false): void {
  const { saleId, documentId } = salon.sell({ lines, clientId, tenders, leavesDebt });
  world.sales.push(saleId);
  world.documents.push(documentId);
}

function goodsOf(random: Random): TestLine[] {
  return Array.from({ length: random.int(1, 3) }, (): TestLine => {
    const isService = random.int(0, 1) === 0;
    const priceMinor = random.int(1, 300_000);
    return isService
      ? { kind: 'service', priceMinor }
      : { kind: 'product', priceMinor: Math.ceil(priceMinor / 7), quantityMilli: random.int(1, 4) * 1000 };
  });
}

const dueOf = (lines: readonly TestLine[]): number =>
  lines.reduce((sum, line) => sum + Math.round(((line.priceMinor ?? 0) * (line.quantityMilli ?? 1000)) / 1000), 0);

const EVENT_KINDS: Readonly<Record<string, { weight: number; run: Event }>> = {
  sale: {
    weight: 24,
    run: (world) => {
      const clientId = client(world);
      const lines = goodsOf(world.random);
      sell(world, lines, clientId, tendersFor(world, clientId, dueOf(lines)));
    },
  },
  visit: {
    weight: 8,
    run: (world) => {
      const clientId = client(world);
      const { visitId, visitLineId } = salon.visit(clientId);
      const priceMinor = world.random.int(50_000, 400_000);
      const { saleId } = salon.sell({
        lines: [{ kind: 'service', priceMinor, visitLineId }],
        clientId,
        visitId,
        tenders: tendersFor(world, clientId, priceMinor),
      });
      world.sales.push(saleId);
    },
  },
  debt: {
    weight: 8,
    run: (world) => {
      const lines = goodsOf(world.random);
      const paid = world.random.int(0, dueOf(lines));
      sell(world, lines, client(world), money(world.random, paid), true);
    },
  },
  payDebt: {
    weight: 8,
    run: (world) => {
      const clientId = client(world);
      const { debtMinor } = salon.account.account(owner(), { clientId: clientId as never });
      salon.payDebt(clientId, money(world.random, Math.max(1, world.random.int(1, Math.max(1, debtMinor)))));
    },
  },
  certificate: {
    weight: 6,
    run: (world) => {
      const priceMinor = world.random.int(1000, 200_000);
      const line: TestLine = {
        kind: 'certificate',
        priceMinor,
        nominalMinor: priceMinor + world.random.int(0, 50_000),
      };
      sell(world, [line], client(world), money(world.random, priceMinor));
    },
  },
  membership: {
    weight: 4,
    run: (world) =>
      sell(world, [{ kind: 'membership', priceMinor: 499_999 }], client(world), money(world.random, 499_999)),
  },
  timeMembership: {
    weight: 3,
    run: (world) => {
      const line: TestLine = { kind: 'membership', priceMinor: 99_997, membershipTypeId: salon.timeType };
      sell(world, [line], client(world), money(world.random, 99_997));
    },
  },
  covered: {
    weight: 8,
    run: (world) => {
      const clientId = client(world);
      const own = salon.memberships.ofClient(salon.store.reader, clientId, today()).find((one) => !one.hindrance);
      const lines = goodsOf(world.random);
      if (!own) return;
      const covered: TestLine = { kind: 'service', coveredById: own.membershipId };
      sell(world, [covered, ...lines], clientId, tendersFor(world, clientId, dueOf(lines)));
    },
  },
  tipAndDeposit: {
    weight: 4,
    run: (world) => {
      const lines: TestLine[] = [
        { kind: 'tip', priceMinor: world.random.int(1, 50_000) },
        { kind: 'deposit', priceMinor: world.random.int(1, 90_000) },
        ...goodsOf(world.random),
      ];
      sell(world, lines, client(world), money(world.random, dueOf(lines)));
    },
  },
  refundAll: { weight: 6, run: ({ random, sales }) => void salon.refund(random.pick(sales)) },
  refundPart: {
    weight: 12,
    run: ({ random, sales }) => {
      const saleId = random.pick(sales);
      const line = random.pick(salon.linesOf(saleId));
      const isByUnit = random.int(0, 1) === 0;
      const part = isByUnit ? { quantityMilli: 1000 } : { amountMinor: random.int(1, Math.max(1, line.net_minor)) };
      salon.refund(saleId, [{ saleLineId: line.id, ...part }]);
    },
  },
  refundInCash: {
    weight: 4,
    run: ({ random, sales }) => {
      const saleId = random.pick(sales);
      const plan = salon.refunds.refundPreview({ saleId: saleId as never, lines: null });
      const rest = plan.totalMinor - plan.debtReductionMinor;
      salon.refund(saleId, null, rest > 0 ? [{ kind: 'cash', amountMinor: rest }] : null);
    },
  },
  reverse: { weight: 10, run: ({ random, sales }) => void salon.reverse(random.pick(sales)) },
  topUp: {
    weight: 6,
    run: (world) => {
      const amount = world.random.int(1, 200_000);
      const tenders = money(world.random, amount).map((tender) => ({ accountId: null, reference: '', ...tender }));
      const { documentId } = salon.account.topUp(owner(), {
        key: randomUUID(),
        clientId: client(world) as never,
        tenders: tenders as never,
        comment: '',
      });
      world.documents.push(documentId);
    },
  },
  giveBack: {
    weight: 5,
    run: (world) => {
      const clientId = client(world);
      const amountMinor = world.random.int(1, Math.max(1, salon.account.depositOf(salon.store.reader, clientId)));
      const { documentId } = salon.account.giveBack(owner(), {
        key: randomUUID(),
        clientId: clientId as never,
        tenders: [{ kind: world.random.pick(['cash', 'card'] as const), accountId: null, amountMinor, reference: '' }],
        reason: 'Передумала',
      });
      world.documents.push(documentId);
    },
  },
  charge: {
    weight: 3,
    run: (world) => {
      const { documentId } = salon.account.charge(owner(), {
        key: randomUUID(),
        clientId: client(world) as never,
        amountMinor: world.random.int(1, 60_000),
        tenders: null,
        reason: 'Неявка',
      });
      world.documents.push(documentId);
    },
  },
  writeOff: {
    weight: 3,
    run: (world) => {
      const clientId = client(world);
      const debt = salon.account.account(owner(), { clientId: clientId as never }).debts[0];
      if (!debt) return;
      const { documentId } = salon.account.writeOff(owner(), {
        key: randomUUID(),
        clientId: clientId as never,
        saleId: debt.saleId,
        amountMinor: world.random.int(1, debt.debtMinor),
        reason: 'Не вернёт',
      });
      world.documents.push(documentId);
    },
  },
  reverseDocument: {
    weight: 4,
    run: ({ random, documents }) =>
      void salon.account.reverse(owner(), {
        key: randomUUID(),
        documentId: oneOf(random, documents.slice(-4)) as never,
        reason: 'Ошибка',
      }),
  },
  takeBack: {
    weight: 8,
    run: ({ random }) => {
      const documentId = oneOf(random, ids("select id from ledger_documents where kind in ('refund', 'payment')"));
      salon.refunds.takeBack(owner(), { documentId: documentId as never, key: key(), reason: 'Ошибка' });
    },
  },
  undo: {
    weight: 12,
    run: async ({ random }) => {
      const commandId = oneOf(
        random,
        ids(`select id from command where undoes_id is null and name glob '*.*' and (name like 'cash.%'
          or name like 'checkout.%' or name like 'certificates.%' or name like 'memberships.%' or name like 'loyalty.%'
          or name like 'clientAccount.%') order by id desc limit 40`),
      );
      await salon.history.undoWhole(owner(), commandId);
    },
  },
  freeze: {
    weight: 3,
    run: (world) => {
      const fromDate = addDays(today(), world.random.int(0, 3));
      const toDate = addDays(fromDate, world.random.int(0, 9));
      salon.membershipDesk.pauses.freeze(owner(), { ...anyMembership(world), fromDate, toDate, reason: '' });
    },
  },
  unfreeze: {
    weight: 6,
    run: (world) => {
      const paused = ids(`select membership_id as id from membership_freezes where to_date >= '${today()}'`);
      salon.membershipDesk.pauses.unfreeze(owner(), anyMembership(world, paused));
    },
  },
  extendMembership: {
    weight: 2,
    run: (world) => {
      const days = world.random.int(1, 40);
      salon.membershipDesk.pauses.extend(owner(), { ...anyMembership(world), days, reason: 'Болела' });
    },
  },
  refundMembership: {
    weight: 3,
    run: (world) => {
      const { membershipId } = anyMembership(world);
      const { tenders } = salon.membershipDesk.refunds.refundPreview({ membershipId });
      const given = tenders.map(({ kind, amountMinor }) => ({ kind, amountMinor, accountId: null }));
      salon.membershipDesk.refunds.refund(owner(), { membershipId, key: key(), tenders: given, reason: 'Переезд' });
    },
  },
  refundCertificate: {
    weight: 3,
    run: ({ random }) => {
      const certificateId = oneOf(random, ids('select id from certificates')) as never;
      const { tenders } = salon.certificateDesk.refundPreview({ certificateId });
      const given = tenders.map(({ kind, amountMinor }) => ({ kind, amountMinor, accountId: null }));
      salon.certificateDesk.refund(owner(), { certificateId, key: key(), tenders: given, reason: 'Не нужен' });
    },
  },
  extendCertificate: {
    weight: 2,
    run: ({ random }) => {
      const id = oneOf(random, ids('select id from certificates where expires_on is not null'));
      const [row] = salon.rows<{ version: number }>('select version from certificates where id = ?', id);
      salon.certificateDesk.extend(owner(), {
        certificateId: id as never,
        version: row!.version,
        expiresOn: addDays(today(), random.int(0, 20)),
        reason: 'Просила',
      });
    },
  },
  grantBonuses: {
    weight: 3,
    run: (world) => {
      const [clientId, amountMinor] = [client(world) as never, world.random.int(1, 30_000)];
      const gift = { key: key(), clientId, amountMinor, source: 'manual', lifeDays: world.random.int(1, 9) } as const;
      salon.bonusBook.grant(owner(), { ...gift, reason: 'Подарок' });
    },
  },
  takeBonuses: {
    weight: 2,
    run: (world) => {
      const [clientId, amountMinor] = [client(world) as never, world.random.int(1, 3000)];
      salon.bonusBook.take(owner(), { key: key(), clientId, amountMinor, reason: 'Ошибка' });
    },
  },
  expense: {
    weight: 3,
    run: (world) => {
      const fromAccountId = world.random.pick([
        salon.cash.shifts.current(salon.store.reader)!.accountId,
        accountOf('bank'),
      ]);
      operate(world, 'expense', { fromAccountId, articleId: ids('select id from expense_articles')[0]! });
    },
  },
  transfer: {
    weight: 3,
    run: (world) => {
      const register = salon.cash.shifts.current(salon.store.reader)!.accountId;
      const [fromAccountId, toAccountId] = world.random.pick([
        [register, accountOf('safe')],
        [accountOf('safe'), register],
        [register, accountOf('bank')],
      ]);
      operate(world, 'transfer', { fromAccountId, toAccountId });
    },
  },
  payOutTips: {
    weight: 4,
    run: (world) => {
      const fromAccountId = salon.cash.shifts.current(salon.store.reader)!.accountId;
      const amountMinor = world.random.int(1, 9000);
      operate(world, 'tips_payout', { fromAccountId, staffId: salon.anna, amountMinor });
    },
  },
  settle: {
    weight: 3,
    run: ({ random, operations }) => {
      const accountId = accountOf('acquiring') as never;
      const { items } = salon.cash.operations.unsettled({ accountId, from: '2026-01-01', to: '2030-01-01' });
      const some = items.filter(() => random.int(0, 1) === 0);
      const gross = some.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      const tenderIds = some.map(({ tenderId }) => tenderId) as never;
      const toAccountId = accountOf('bank') as never;
      const bankMinor = gross - Math.floor(Math.max(0, gross) * 0.02);
      const what = { accountId, toAccountId, bankMinor, localDate: today(), comment: '' };
      operations.push(salon.cash.operations.settle(owner(), { ...what, tenderIds, requestKey: key() }).documentId);
    },
  },
  reverseOperation: {
    weight: 3,
    run: ({ random, operations }) => {
      const documentId = oneOf(random, operations) as never;
      salon.cash.operations.reverse(owner(), { documentId, requestKey: key(), reason: 'Ошибка' });
    },
  },
  nextDay: {
    weight: 7,
    run: ({ random }) => {
      salon.closeShift();
      nextShift(random, random.int(1, 3));
    },
  },
  countDiffers: {
    weight: 2,
    run: ({ random }) => {
      salon.closeShift(random.int(-2000, 2000));
      nextShift(random, 1);
    },
  },
  decideShortage: {
    weight: 2,
    run: ({ random, operations }) => {
      const wanting = 'select id from cash_shifts where difference_minor < 0 and decision_document_id is null';
      const shiftId = oneOf(random, ids(wanting)) as never;
      const staffId = random.pick([null, salon.anna]) as never;
      salon.cash.shifts.decide(owner(), { shiftId, requestKey: key(), staffId, reason: 'Разобрались' });
      operations.push(ids("select max(id) as id from ledger_documents where kind = 'difference_decision'")[0]!);
    },
  },
  nextMonth: {
    weight: 2,
    run: ({ random }) => {
      salon.closeShift();
      nextShift(random, random.int(20, 32));
    },
  },
  years: {
    weight: 1,
    run: ({ random }) => {
      salon.closeShift();
      nextShift(random, 1150);
    },
  },
  writeOffCertificate: {
    weight: 4,
    run: ({ random }) => {
      const held = `select credit_object as id from ledger_entries where credit_account = 2210`;
      const certificateId = oneOf(random, ids(held)) as never;
      salon.certificateDesk.writeOff(owner(), { certificateId, reason: 'Прошло три года' });
    },
  },
  lock: {
    weight: 2,
    run: ({ random }) => {
      const lockDate = addDays(today(), -random.int(1, 15));
      salon.cash.book.setLock(owner(), { lockDate, reason: 'Сдано' });
    },
  },
};

/** Days go by, the schedules do their work, and one of the two registers opens. */
function nextShift(random: Random, days: number): void {
  salon.clock.atMs += days * DAY_MS;
  salon.keepDay();
  salon.openShift(random.pick([salon.register, second]));
}

const NAMES = Object.keys(EVENT_KINDS);
/** Events of the ledger that such a history must have posted (domain.md 6); E15 takes three years. */
const LEDGER_EVENTS = [
  ...Array.from({ length: 30 }, (_, index) => `E${String(index + 1).padStart(2, '0')}`),
  'E46',
  'E47',
  'E48',
  'E49',
];
const posted = new Set<string>();
const done = new Set<string>();

const WEIGHTS = NAMES.map((name) => EVENT_KINDS[name]!.weight);

describe('I1-I17 hold after every event of a random history', () => {
  test.each([1, 20_260_312])('seed %i', async (seed) => {
    const random = createRandom(seed);
    const clients = ['Вера', 'Галина', 'Дарья'].map(
      (firstName) => salon.clients.create(owner(), { firstName, lastName: '', phones: [] } as never).clientId,
    );
    const world: World = { random, clients, sales: [], documents: [], operations: [] };
    for (let number = 0; number < EVENTS / 2; number += 1) {
      const name = world.sales.length < 3 ? 'sale' : random.weighted(NAMES, WEIGHTS);
      const commands = lastCommand();
      try {
        await EVENT_KINDS[name]!.run(world);
        done.add(name);
      } catch (error) {
        // A refusal is a result, too: it leaves nothing behind. Only the visit of the test itself stays.
        if (!isDomainError(error)) throw error;
        if (name !== 'visit') expect([name, error.code, lastCommand()]).toEqual([name, error.code, commands]);
      }
      try {
        salon.holds();
      } catch (error) {
        throw new Error(`after event ${number}: ${name}`, { cause: error });
      }
    }
    for (const { event } of salon.rows<{ event: string }>('select distinct event from ledger_entries'))
      posted.add(event);
  });

  // A generator whose events are all refused would prove nothing.
  test('every kind of event went through in one of them, and every event of the ledger was posted', () => {
    expect(NAMES.filter((name) => !done.has(name))).toEqual([]);
    expect(LEDGER_EVENTS.filter((event) => !posted.has(event))).toEqual([]);
  });
});

function lastCommand(): number {
  return salon.rows<{ id: number }>('select max(id) as id from command')[0]!.id;
}
