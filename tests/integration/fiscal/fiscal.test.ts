import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CertificatesService } from '../../../src-main/certificates/certificates.service.ts';
import { FISCAL_SQL } from '../../../src-main/fiscal/fiscal.repository.ts';
import { MembershipsService } from '../../../src-main/memberships/memberships.service.ts';
import { refusalOf } from '../journal/journal-salon.ts';
import { type FiscalSalon, openFiscalSalon } from './fiscal-salon.ts';

let salon: FiscalSalon;

beforeEach(async () => {
  salon = await openFiscalSalon();
});
afterEach(async () => {
  salon.holds();
  for (const receipt of salon.receipts()) {
    const paid = Object.values(receipt.payment).reduce((sum, minor) => sum + minor, 0);
    expect(paid).toBe(receipt.totalMinor);
    expect(receipt.lines.reduce((sum, { sumMinor }) => sum + sumMinor, 0)).toBe(receipt.totalMinor);
  }
  await salon.stop();
});

const service = (priceMinor: number) => ({ kind: 'service' as const, priceMinor });
const cash = (amountMinor: number) => ({ kind: 'cash' as const, amountMinor });
const card = (amountMinor: number) => ({ kind: 'card' as const, amountMinor });
const cut = () => salon.sell({ lines: [service(200_000)], tenders: [cash(200_000)] });
const states = () => salon.jobs().map(({ state }) => state);
const lastReceipt = () => salon.receipts().at(-1);

describe('receipts of documents (T5, T18)', () => {
  test('a sale puts its receipt into the queue in its own unit of work; off, it does not', () => {
    cut();
    expect(salon.receipts()).toMatchObject([
      {
        sign: 'income',
        totalMinor: 200_000,
        lines: [{ title: 'service', method: 4, subject: 4 }],
        payment: { cashMinor: 200_000 },
      },
    ]);
    salon.set({ fiscalMode: 'none' });
    cut();
    expect(salon.jobs()).toHaveLength(1);
  });

  test('a refused sale leaves no receipt behind', () => {
    refusalOf(() => salon.sell({ lines: [service(200_000)], tenders: [cash(100_000)] }));
    expect(salon.jobs()).toEqual([]);
  });

  test('E08, E10: a deposit is an advance, what goes back of it a return of an advance', () => {
    const { account, owner, olga } = salon;
    const money = { clientId: olga as never, tenders: [{ kind: 'cash' as const, amountMinor: 50_000 }] };
    const tenders = money.tenders.map((one) => ({ ...one, accountId: null, reference: '' }));
    account.topUp(owner, { ...money, tenders, key: randomUUID(), comment: '' });
    expect(lastReceipt()).toMatchObject({
      sign: 'income',
      lines: [{ title: 'Аванс (депозит клиента)', method: 3, subject: 10 }],
    });
    account.giveBack(owner, { ...money, tenders, key: randomUUID(), reason: 'Передумал' });
    expect(lastReceipt()).toMatchObject({ sign: 'incomeReturn', lines: [{ method: 3 }], totalMinor: 50_000 });
  });

  test('E09: what a deposit pays is set off (tag 1215)', () => {
    const tenders = [{ kind: 'cash', amountMinor: 80_000, accountId: null, reference: '' }];
    salon.account.topUp(salon.owner, { clientId: salon.olga, tenders, key: randomUUID(), comment: '' } as never);
    salon.sell({ lines: [service(200_000)], tenders: [{ kind: 'deposit', amountMinor: 80_000 }, card(120_000)] });
    expect(lastReceipt()).toMatchObject({ payment: { advanceMinor: 80_000, electronicMinor: 120_000 } });
  });

  test('E11, E12: a certificate of 5 000 sold for 4 000 is an advance of 4 000, and sets off no more', () => {
    const { saleId } = salon.sell({
      lines: [{ kind: 'certificate', priceMinor: 400_000, nominalMinor: 500_000 }],
      tenders: [cash(400_000)],
    });
    expect(lastReceipt()).toMatchObject({ lines: [{ method: 3, subject: 10, sumMinor: 400_000 }] });
    const certificateId = salon.linesOf(saleId)[0]!.certificate_id;
    const sold = salon.sell({
      lines: [service(500_000)],
      tenders: [{ kind: 'certificate', amountMinor: 500_000, certificateId }],
    });
    expect(lastReceipt()).toMatchObject({ totalMinor: 400_000, payment: { advanceMinor: 400_000, cashMinor: 0 } });
    salon.refund(sold.saleId);
    expect(lastReceipt()).toMatchObject({
      sign: 'incomeReturn',
      totalMinor: 400_000,
      payment: { advanceMinor: 400_000 },
    });
  });

  test('E16, E04: a membership is prepaid, each visit of it is settled by that prepayment', () => {
    const { saleId } = salon.sell({ lines: [{ kind: 'membership', priceMinor: 500_000 }], tenders: [card(500_000)] });
    expect(lastReceipt()).toMatchObject({ lines: [{ method: 1, subject: 4, sumMinor: 500_000 }] });
    const coveredById = salon.linesOf(saleId)[0]!.membership_id;
    salon.sell({ lines: [{ kind: 'service', coveredById }, service(50_000)], tenders: [cash(50_000)] });
    expect(lastReceipt()).toMatchObject({
      lines: [{ sumMinor: 50_000 }, { method: 4, sumMinor: 166_667 }],
      payment: { cashMinor: 50_000, advanceMinor: 166_667 },
    });
  });

  test('E14, E19: money back for a certificate and for a membership', () => {
    const near = { settings: salon.settings, ledger: salon.ledger, shifts: salon.cash.shifts };
    const { saleId } = salon.sell({
      lines: [
        { kind: 'certificate', priceMinor: 400_000 },
        { kind: 'membership', priceMinor: 500_000 },
      ],
      tenders: [cash(900_000)],
    });
    expect(lastReceipt()).toMatchObject({ lines: [{ method: 3 }, { method: 1 }], payment: { cashMinor: 900_000 } });
    const [certificate, membership] = salon.linesOf(saleId);
    const back = (amountMinor: number) => ({
      key: randomUUID(),
      tenders: [{ kind: 'cash' as const, accountId: null, amountMinor }],
      reason: 'Передумали',
    });
    new CertificatesService(salon.deps, near).refund(salon.owner, {
      ...back(400_000),
      certificateId: certificate!.certificate_id as never,
    });
    expect(lastReceipt()).toMatchObject({
      sign: 'incomeReturn',
      lines: [{ title: expect.stringMatching(/^Возврат за подарочный сертификат № \S+$/u) as string, method: 3 }],
      payment: { cashMinor: 400_000 },
    });
    new MembershipsService(salon.deps, near).refunds.refund(salon.owner, {
      ...back(500_000),
      membershipId: membership!.membership_id as never,
    });
    expect(lastReceipt()).toMatchObject({
      sign: 'incomeReturn',
      lines: [{ title: 'Возврат за абонемент «3 стрижки»', method: 1, subject: 4, sumMinor: 500_000 }],
    });
  });

  test('T3: a debt is a credit, its payment is tag 1214 = 7 with the number of the check', () => {
    const { saleId, number } = salon.sell({ lines: [service(200_000)], tenders: [cash(50_000)], leavesDebt: true });
    expect(lastReceipt()).toMatchObject({ lines: [{ method: 5 }], payment: { creditMinor: 150_000 } });
    salon.payDebt(salon.olga, [card(100_000)]);
    expect(lastReceipt()).toMatchObject({
      lines: [{ title: `Оплата долга по чеку № ${number}`, method: 7, subject: 10, sumMinor: 100_000 }],
      payment: { electronicMinor: 100_000 },
    });
    salon.refund(saleId);
    expect(lastReceipt()).toMatchObject({ sign: 'incomeReturn', payment: { creditMinor: 50_000 } });
  });

  test('P9: bonuses come off the lines, or are a counter supply', () => {
    salon.set({ isBonusOn: true, bonusRateBp: 5000, bonusLimitBp: 5000 });
    cut();
    const spend = () =>
      salon.sell({ lines: [service(100_000)], tenders: [{ kind: 'bonus', amountMinor: 30_000 }, cash(70_000)] });
    const { saleId } = spend();
    expect(lastReceipt()).toMatchObject({ totalMinor: 70_000, payment: { cashMinor: 70_000, counterMinor: 0 } });
    salon.refund(saleId);
    expect(lastReceipt()).toMatchObject({ sign: 'incomeReturn', totalMinor: 70_000, payment: { cashMinor: 70_000 } });
    salon.set({ bonusOnReceipt: 'counter_supply' });
    spend();
    expect(lastReceipt()).toMatchObject({ totalMinor: 100_000, payment: { cashMinor: 70_000, counterMinor: 30_000 } });
  });

  test('T16: a storno prints what was printed with the other sign, also by Ctrl+Z', async () => {
    const { saleId, commandId } = salon.sell({ lines: [service(200_000)], tenders: [card(200_000)] });
    await salon.history.undoWhole(salon.owner, commandId!);
    const [sold, back] = salon.receipts();
    expect(back).toEqual({ ...sold, sign: 'incomeReturn' });
    expect(salon.fiscal.ofSale({ saleId: saleId as never })).toHaveLength(2);
  });
});

describe('the queue (T5)', () => {
  test('prints in the order of the documents, opens the shift of the register, keeps what it answered', async () => {
    const first = cut();
    salon.sell({ lines: [service(150_000)], tenders: [card(150_000)] });
    salon.refund(first.saleId);
    await salon.later(0);
    expect(salon.atol.documents.map(({ type }) => type)).toEqual(['openShift', 'sell', 'sell', 'sellReturn']);
    expect(states()).toEqual(['printed', 'printed', 'printed']);
    expect(salon.jobs()[0]).toMatchObject({
      printed: { documentNumber: 102, documentSign: '1138986102', shiftNumber: 12, fnNumber: '9999078900000961' },
      trouble: null,
    });
    expect(salon.atol.receipts[0]!.task).toMatchObject({
      operator: { name: expect.any(String) as string },
      items: [{ name: 'service', price: 2000, quantity: 1, amount: 2000, paymentMethod: 'fullPayment' }],
      payments: [{ type: 'cash', sum: 2000 }],
    });
  });

  test('a register that is off holds nothing up: the sale is posted, the receipt waits and is printed later', async () => {
    await salon.atol.stop();
    cut();
    await salon.later(0);
    expect(salon.jobs()).toMatchObject([{ state: 'waiting', attempts: 1, trouble: { kind: 'offline' } }]);
    expect(salon.fiscal.status()).toMatchObject({ waiting: 1, trouble: { kind: 'offline' } });
    await salon.atol.start();
    await salon.later(1);
    expect(states()).toEqual(['waiting']);
    await salon.later(10);
    expect(states()).toEqual(['printed']);
    expect(salon.atol.receipts).toHaveLength(1);
  });

  test('an answer that was lost on the way is asked for, never printed again', async () => {
    salon.atol.lostAnswers = 1;
    cut();
    await salon.later(0);
    expect(states()).toEqual(['sending']);
    expect(salon.atol.receipts).toHaveLength(1);
    await salon.later(10);
    expect(states()).toEqual(['printed']);
    expect(salon.atol.receipts).toHaveLength(1);
  });

  test('a program that stopped after sending asks the register before anything else', async () => {
    salon.atol.looksUntilReady = 1000;
    cut();
    const printing = salon.later(0);
    await expect.poll(() => states()).toEqual(['sending']);
    await expect.poll(() => salon.atol.calls.filter((call) => call === 'POST requests').length).toBeGreaterThan(2);
    salon.kill();
    await printing;
    salon.restart();
    const before = salon.atol.calls.length;
    await salon.later(10);
    const receiptsPosted = salon.atol.calls.slice(before).filter((call) => call === 'POST requests').length;
    // Only the question for the shift; the receipt itself is asked for.
    expect(receiptsPosted).toBe(1);
    expect(states()).toEqual(['sending']);
    expect(salon.atol.receipts).toHaveLength(0);
  });

  test('a program that stopped before the register heard of it sends it under the same number', async () => {
    cut();
    salon.write((tx) =>
      tx.runSql("update fiscal_jobs set sent_at_ms = 1, uuid = 'the-same', version = version + 1", []),
    );
    salon.restart();
    await salon.later(0);
    expect(salon.atol.receipts.map(({ uuid }) => uuid)).toEqual(['the-same']);
    expect(states()).toEqual(['printed']);
  });

  test('a number that the register knows is never printed twice', async () => {
    cut();
    await salon.later(0);
    salon.write((tx) =>
      tx.runSql("update fiscal_jobs set status = 'queued', sent_at_ms = null, version = version + 1", []),
    );
    salon.restart();
    await salon.later(0);
    expect(states()).toEqual(['printed']);
    expect(salon.atol.receipts).toHaveLength(1);
  });

  test('no paper: all wait in their order until there is some', async () => {
    salon.atol.hasPaper = false;
    cut();
    salon.sell({ lines: [service(150_000)], tenders: [card(150_000)] });
    await salon.later(0);
    expect(salon.jobs()).toMatchObject([
      { state: 'waiting', trouble: { kind: 'paper', text: 'Нет бумаги', deviceCode: 44 } },
      { state: 'waiting', attempts: 0 },
    ]);
    salon.atol.hasPaper = true;
    await salon.later(30);
    expect(states()).toEqual(['printed', 'printed']);
    expect(salon.atol.receipts.map(({ task }) => task.payments?.[0]?.type)).toEqual(['cash', 'electronically']);
  });

  test('a shift of the register that is older than a day is closed and opened', async () => {
    salon.atol.shift = 'expired';
    cut();
    await salon.later(0);
    expect(salon.atol.documents.map(({ type }) => type)).toEqual(['closeShift', 'openShift', 'sell']);
    expect(states()).toEqual(['printed']);
  });

  test('a shift that ends between two receipts is seen', async () => {
    cut();
    await salon.later(0);
    salon.atol.shift = 'expired';
    cut();
    await salon.later(0);
    expect(states()).toEqual(['printed', 'printed']);
  });

  test('a receipt that is refused three times steps aside, the others are printed; a person sends it again', async () => {
    salon.atol.refusals = [66, 66, 66];
    cut();
    salon.sell({ lines: [service(150_000)], tenders: [card(150_000)] });
    for (const seconds of [0, 10, 20, 30]) await salon.later(seconds);
    expect(salon.jobs()).toMatchObject([
      { state: 'failed', trouble: { kind: 'refused', deviceCode: 66 } },
      { state: 'printed' },
    ]);
    salon.fiscal.retry(salon.owner, { jobId: salon.jobs()[0]!.jobId });
    await salon.later(0);
    expect(states()).toEqual(['printed', 'printed']);
    expect(salon.atol.receipts).toHaveLength(2);
  });

  test.each([
    [true, 1],
    [false, 1],
  ])('a connection that broke in the middle waits for the register itself (printed: %s)', async (isPrinted, count) => {
    salon.atol.breaksOff = true;
    cut();
    await salon.later(0);
    expect(salon.jobs()).toMatchObject([{ state: 'sending', trouble: { kind: 'unclear' } }]);
    await salon.later(60);
    expect(salon.atol.receipts).toHaveLength(0);
    salon.atol.settle(isPrinted);
    for (const seconds of [60, 60]) await salon.later(seconds);
    expect(states()).toEqual(['printed']);
    expect(salon.atol.receipts).toHaveLength(count);
  });

  test('a slow register is waited for, not asked twice', async () => {
    salon.atol.looksUntilReady = 15;
    cut();
    await salon.later(0);
    expect(salon.jobs()).toMatchObject([{ state: 'sending', trouble: { kind: 'slow' } }]);
    await salon.later(10);
    expect(states()).toEqual(['printed']);
    expect(salon.atol.receipts).toHaveLength(1);
  });

  test('a receipt that is more than a day late is a correction with the day of the settlement', async () => {
    await salon.atol.stop();
    const { number } = cut();
    await salon.atol.start();
    await salon.later(25 * 3600);
    expect(salon.atol.receipts).toMatchObject([
      {
        type: 'sellCorrection',
        task: { correctionType: 'self', correctionBaseDate: '2026.03.12', correctionBaseNumber: String(number) },
      },
    ]);
    expect(salon.jobs()).toMatchObject([{ state: 'printed', printed: { isCorrection: true } }]);
  });

  test('login and password are given to the program; wrong ones are told', async () => {
    salon.atol.account = 'kassa:pin-2580';
    cut();
    await salon.later(0);
    expect(salon.jobs()).toMatchObject([{ trouble: { kind: 'unauthorized' } }]);
    salon.set({ fiscalLogin: 'kassa' });
    expect(salon.fiscal.setPassword({ password: 'pin-2580' })).toEqual({ isSet: true });
    await salon.later(60);
    expect(states()).toEqual(['printed']);
  });

  test('a settings check tells the model and the shift, prints nothing and keeps to the network of the salon', async () => {
    const { address } = salon.atol;
    expect(await salon.fiscal.check({ address, deviceId: '', login: '' })).toMatchObject({
      trouble: null,
      model: 'АТОЛ 30Ф',
      shift: 'closed',
      hasPaper: true,
    });
    expect(salon.atol.documents).toEqual([]);
    await expect(salon.fiscal.check({ address: 'http://8.8.8.8', deviceId: '', login: '' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('by hand', () => {
  test('the list is kept, marked with a number, and taken back', async () => {
    salon.set({ fiscalMode: 'manual' });
    cut();
    await salon.later(0);
    expect(salon.atol.calls).toEqual([]);
    const [job] = salon.jobs();
    const marked = { jobId: job!.jobId, version: job!.version, isPrinted: true, note: '00017' };
    salon.fiscal.markByHand(salon.owner, marked);
    expect(salon.jobs()).toMatchObject([{ state: 'manual', note: '00017' }]);
    expect(refusalOf(() => salon.fiscal.markByHand(salon.owner, { ...marked, version: 2 }))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'receiptPrinted' },
    });
    salon.fiscal.markByHand(salon.owner, { ...marked, version: 2, isPrinted: false });
    expect(states()).toEqual(['waiting']);
  });

  test('what the register prints all the same is told', async () => {
    salon.atol.lostAnswers = 1;
    cut();
    await salon.later(0);
    const [job] = salon.jobs();
    const mark = { jobId: job!.jobId, version: job!.version, isPrinted: true, note: '' };
    salon.fiscal.markByHand(salon.owner, mark);
    salon.fiscal.markByHand(salon.owner, { ...mark, version: mark.version + 1, isPrinted: false });
    await salon.later(60);
    expect(states()).toEqual(['printed']);
    expect(salon.atol.receipts).toHaveLength(1);
  });

  test('what is marked while the register is being asked is not printed a second time', async () => {
    cut();
    const [job] = salon.jobs();
    const asked = salon.later(0);
    // The shift of the register is looked at; nothing has left yet.
    salon.fiscal.markByHand(salon.owner, { jobId: job!.jobId, version: job!.version, isPrinted: true, note: '00018' });
    await asked;
    expect(states()).toEqual(['manual']);
    expect(salon.atol.receipts).toEqual([]);
  });
});

describe('the shift of the register', () => {
  test('X and Z match: closed with ours when everything is printed, its totals are kept', async () => {
    const { saleId } = cut();
    salon.sell({ lines: [service(150_000)], tenders: [card(150_000)] });
    salon.refund(saleId);
    const { shiftId } = salon.cash.shifts.current(salon.store.reader)!;
    const ofShift = () => salon.fiscal.ofShift(salon.owner, { shiftId: shiftId as never });
    await salon.later(0);
    expect(ofShift()).toMatchObject({ register: null, open: [] });
    salon.closeShift();
    await salon.later(5);
    expect(salon.atol.documents.at(-1)?.type).toBe('closeShift');
    expect(ofShift()).toMatchObject({
      printed: { income: { count: 2, cashMinor: 200_000, electronicMinor: 150_000 } },
      register: {
        totals: { incomeReturn: { count: 1, cashMinor: 200_000 } },
        documentNumber: expect.any(Number) as number,
      },
      differences: [],
      open: [],
    });
    const closed = salon.atol.documents.length;
    await salon.later(5);
    expect(salon.atol.documents).toHaveLength(closed);
  });

  test('T15: who counts blind learns no sum of an open shift here either, only what is not printed', async () => {
    await salon.atol.stop();
    cut();
    await salon.later(0);
    const { shiftId } = salon.cash.shifts.current(salon.store.reader)!;
    const input = { shiftId: shiftId as never };
    expect(salon.fiscal.ofShift(salon.callerOf('administrator'), input)).toMatchObject({
      all: null,
      printed: null,
      open: [{ state: 'waiting' }],
    });
    const words = { t: (key: string) => key, money: String };
    const told = (isHidden: boolean) => JSON.stringify(salon.fiscal.shiftPaper(shiftId, { ...words, isHidden }));
    expect(told(true)).not.toContain('shift.ours');
    expect(told(false)).toContain('shift.ours');
    salon.closeShift();
    expect(salon.fiscal.ofShift(salon.callerOf('administrator'), input)).toMatchObject({
      all: { income: { count: 1 } },
    });
  });

  test('receipts that wait do not hold our Z up, and are named', async () => {
    await salon.atol.stop();
    cut();
    await salon.later(0);
    const { shiftId } = salon.cash.shifts.current(salon.store.reader)!;
    salon.closeShift();
    expect(salon.fiscal.ofShift(salon.owner, { shiftId: shiftId as never })).toMatchObject({
      all: { income: { count: 1 } },
      printed: { income: { count: 0 } },
      open: [{ state: 'waiting', documentKind: 'sale' }],
    });
  });

  test('a receipt that the register printed beside us shows as a difference', async () => {
    cut();
    await salon.later(0);
    const { shiftId } = salon.cash.shifts.current(salon.store.reader)!;
    await fetch(`${salon.atol.address}/api/v2/requests`, {
      method: 'POST',
      body: JSON.stringify({
        uuid: 'foreign',
        request: [{ type: 'sell', items: [{ name: 'X', amount: 10 }], payments: [{ type: 'cash', sum: 10 }] }],
      }),
    });
    salon.closeShift();
    await salon.later(5);
    expect(salon.fiscal.ofShift(salon.owner, { shiftId: shiftId as never }).differences).toEqual([
      { sign: 'income', name: 'cashMinor', minor: 1000 },
    ]);
  });
});

test('lists of receipts use their indexes', () => {
  for (const [name, sql] of Object.entries(FISCAL_SQL)) {
    const count = sql.split('?').length - 1;
    const plan = salon.store.connection
      .prepare(`explain query plan ${sql}`)
      .all(...Array.from({ length: count }, () => 1)) as { detail: string }[];
    const scans = plan.map(({ detail }) => detail).filter((detail) => /^SCAN (?!j$|\(subquery|CONSTANT)/.test(detail));
    expect({ name, scans: scans.filter((scan) => !scan.includes('USING')) }).toEqual({ name, scans: [] });
  }
});
