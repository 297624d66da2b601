import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isDomainError } from '../../../src-shared/kernel/errors.ts';
import { type Random, createRandom } from '../../../src-shared/kernel/random.ts';
import { type MoneySalon, type TestLine, type TestTender, openMoneySalon } from './money-salon.ts';

const EVENTS = 1000;
const DAY_MS = 86_400_000;

let salon: MoneySalon;

beforeEach(async () => {
  salon = await openMoneySalon();
  salon.set({
    isBonusOn: true,
    bonusRateBp: 700,
    bonusLimitBp: 3000,
    bonusLifeDays: 20,
    clientDebtLimitMinor: 900_000,
  });
  salon.openShift();
});

afterEach(() => salon.close());

/** What has happened so far, as far as the next events need it. */
interface World {
  readonly random: Random;
  readonly clients: readonly number[];
  readonly sales: number[];
  readonly documents: number[];
}

type Event = (world: World) => void;

const owner = () => salon.callerOf('owner');
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
        documentId: random.pick(documents) as never,
        reason: 'Ошибка',
      }),
  },
  nextDay: {
    weight: 4,
    run: ({ random }) => {
      salon.closeShift();
      salon.clock.atMs += random.int(1, 3) * DAY_MS;
      salon.openShift();
    },
  },
};

const NAMES = Object.keys(EVENT_KINDS);
const WEIGHTS = NAMES.map((name) => EVENT_KINDS[name]!.weight);

describe('I1-I17 hold after every event of a random history', () => {
  test.each([1, 20_260_312])('seed %i', (seed) => {
    const random = createRandom(seed);
    const clients = ['Вера', 'Галина', 'Дарья'].map(
      (firstName) => salon.clients.create(owner(), { firstName, lastName: '', phones: [] } as never).clientId,
    );
    const world: World = { random, clients, sales: [], documents: [] };
    const done = new Map<string, number>();
    for (let number = 0; number < EVENTS / 2; number += 1) {
      const name = world.sales.length < 3 ? 'sale' : random.weighted(NAMES, WEIGHTS);
      const commands = lastCommand();
      try {
        EVENT_KINDS[name]!.run(world);
        done.set(name, (done.get(name) ?? 0) + 1);
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
    // A generator whose events are all refused would prove nothing.
    for (const name of Object.keys(EVENT_KINDS)) {
      expect([name, (done.get(name) ?? 0) > 0]).toEqual([name, true]);
    }
  });
});

function lastCommand(): number {
  return salon.rows<{ id: number }>('select max(id) as id from command')[0]!.id;
}
