import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { refusal } from '../../helpers/salon-services.ts';
import { type PassSalon, openPassSalon } from './pass-salon.ts';

let salon: PassSalon;
beforeEach(async () => {
  salon = await openPassSalon();
});
afterEach(() => salon.close());

const certificate = (id: number) => salon.certificates.card({ certificateId: id as never }).certificate;
const membership = (id: number) => salon.memberships.reading.card({ membershipId: id as never }).membership;
const back = (amountMinor: number) => ({
  key: randomUUID(),
  tenders: amountMinor === 0 ? [] : [{ kind: 'cash' as const, accountId: null, amountMinor }],
  reason: 'Передумали',
});

describe('T6 T7 a certificate of 5000 sold for 4000', () => {
  /** 2000 spent: 1600 of the money went with it; 3000 and 2400 are left. */
  const spent = (expiresOn: string | null = '2026-03-31') => {
    const id = salon.sellCertificate({ expiresOn });
    salon.payWith(id, 200_000);
    return id;
  };

  test('T6 in three parts to the last kopeck: released 1333, 1333, 1334 of 4000 for 1666, 1667, 1667', () => {
    const id = salon.sellCertificate({ nominalMinor: 500_000, paidMinor: 400_000 });
    const left = [166_600, 166_700, 166_700].map((part) => {
      salon.payWith(id, part);
      return salon.till.credit(2200, id);
    });
    expect(left).toEqual([266_720, 133_360, 0]);
    expect([salon.till.credit(4090), certificate(id).status]).toEqual([-100_000, 'spent']);
  });

  test('T7 E13 hold: the day after the last one 2200 goes to 2210, dated that day, also when nobody was here; once', () => {
    const id = spent();
    salon.startOn('2026-03-31');
    expect([certificate(id).status, salon.till.credit(2210, id)]).toEqual(['active', 0]);
    salon.startOn('2026-04-09');
    salon.startOn('2026-04-10');
    expect([salon.till.credit(2200, id), salon.till.credit(2210, id)]).toEqual([0, 240_000]);
    expect(salon.documents('certificate_expiry')).toEqual([{ local_date: '2026-04-01', amount_minor: 240_000 }]);
    expect(certificate(id)).toMatchObject({ status: 'expired', balanceMinor: 300_000, liabilityMinor: 240_000 });
  });

  test('T7 E14 hold: the money of an expired one is still paid back, out of 2210', () => {
    const id = spent();
    salon.startOn('2026-05-01');
    salon.till.openShift();
    salon.certificates.refund(salon.owner, { certificateId: id as never, ...back(240_000) });
    expect([salon.till.credit(2210, id), certificate(id).status]).toEqual([0, 'refunded']);
  });

  test('T15 E14 I2 a drawer never gives more than lies in it; by card the money still goes back', () => {
    const id = spent();
    salon.till.openShift();
    salon.write((tx) => {
      const { shiftId, localDate, accountId } = salon.till.shifts.require(tx, 0);
      const away = salon.till.ledger.open(tx, { kind: 'transfer', localDate, shiftId, amountMinor: 300_000 });
      away.add('E46', { account: 1020, object: 1 }, { account: 1010, object: accountId }, 300_000);
    });
    const refund = (kind: 'cash' | 'card') => () =>
      salon.certificates.refund(salon.owner, {
        certificateId: id as never,
        ...back(240_000),
        tenders: [{ kind, accountId: null, amountMinor: 240_000 }],
      });
    expect(refusal(refund('cash'))).toMatchObject({ code: 'LIMIT_EXCEEDED', data: { what: 'register' } });
    expect(certificate(id).status).toBe('active');
    refund('card')();
    expect(certificate(id).status).toBe('refunded');
  });

  test('T7 E13 income: 2200 goes to 4040 and nothing is left; an extension brings exactly that back', () => {
    salon.set({ certificateExpiry: 'income' });
    const id = spent();
    salon.startOn('2026-04-05');
    expect([salon.till.credit(2200, id), salon.till.credit(4040)]).toEqual([0, 240_000]);
    expect(certificate(id)).toMatchObject({ status: 'expired', balanceMinor: 0, liabilityMinor: 0 });
    const { version } = certificate(id);
    salon.certificates.extend(salon.owner, {
      certificateId: id as never,
      version,
      expiresOn: '2026-06-30',
      reason: 'Просьба',
    });
    expect([salon.till.credit(2200, id), salon.till.credit(4040)]).toEqual([240_000, 0]);
    expect(certificate(id)).toMatchObject({ status: 'active', balanceMinor: 300_000 });
  });

  test('T7 E15 hold: to income only after three years, not a day earlier', () => {
    const id = spent();
    salon.startOn('2029-03-31');
    const write = () => salon.certificates.writeOff(salon.owner, { certificateId: id as never, reason: 'Срок' });
    expect(refusal(write)).toMatchObject({ data: { fault: 'WRITE_OFF_EARLY', from: '2029-04-01' } });
    salon.startOn('2029-04-01');
    write();
    expect([salon.till.credit(2210, id), salon.till.credit(4040)]).toEqual([0, 240_000]);
  });

  test('T7 E29 a visit paid by it is refunded after its last day: nominal and money come back and are held next day', () => {
    const id = salon.sellCertificate({ expiresOn: '2026-03-31' });
    const { saleId } = salon.payWith(id, 500_000);
    salon.startOn('2026-04-02');
    expect(certificate(id).status).toBe('spent');
    salon.write((tx) => {
      const { localDate, ledger } = salon.till;
      const posting = ledger.open(tx, { kind: 'refund', localDate, amountMinor: 200_000, saleId });
      salon.certificates.book.giveBack(tx, posting, { certificateId: id, saleId, amountMinor: 200_000 });
    });
    expect([certificate(id).balanceMinor, salon.till.credit(2200, id)]).toEqual([200_000, 160_000]);
    salon.startOn('2026-04-03');
    expect([salon.till.credit(2200, id), salon.till.credit(2210, id)]).toEqual([0, 160_000]);
  });

  const giveBack = (id: number, saleId: number, amountMinor: number): void => {
    salon.write((tx) => {
      const { localDate, ledger } = salon.till;
      const posting = ledger.open(tx, { kind: 'refund', localDate, amountMinor, saleId });
      salon.certificates.book.giveBack(tx, posting, { certificateId: id, saleId, amountMinor });
    });
  };

  test.each(['hold', 'income'] as const)(
    'T7 E13 %s: what a refund gives back in June is set apart in June, not in the closed figures of April',
    (certificateExpiry) => {
      salon.set({ certificateExpiry });
      const id = salon.sellCertificate({ expiresOn: '2026-03-31' });
      const { saleId } = salon.payWith(id, 500_000);
      salon.startOn('2026-06-10');
      giveBack(id, saleId, 200_000);
      salon.startOn('2026-06-11');
      expect(salon.documents('certificate_expiry')).toEqual([{ local_date: '2026-06-10', amount_minor: 160_000 }]);
      expect(salon.till.credit(2200, id)).toBe(0);
      expect(certificate(id).liabilityMinor).toBe(certificateExpiry === 'hold' ? 160_000 : 0);
    },
  );

  test('T7 income: a longer term brings back all that expiry took, also what a refund gave back in between', () => {
    salon.set({ certificateExpiry: 'income' });
    const id = salon.sellCertificate({ expiresOn: '2026-03-31' });
    const { saleId } = salon.payWith(id, 200_000);
    salon.startOn('2026-04-02');
    giveBack(id, saleId, 100_000);
    salon.startOn('2026-04-03');
    expect([certificate(id).balanceMinor, salon.till.credit(4040)]).toEqual([0, 320_000]);
    const { version } = certificate(id);
    const longer = { certificateId: id as never, version, expiresOn: '2026-06-30', reason: 'Просьба' };
    salon.certificates.extend(salon.owner, longer);
    expect(certificate(id)).toMatchObject({ status: 'active', balanceMinor: 400_000, liabilityMinor: 320_000 });
    expect([salon.till.credit(2200, id), salon.till.credit(4040)]).toEqual([320_000, 0]);
  });

  test('a certificate is given into the name of a client who is there: not of nobody, nor of one who was made nameless', () => {
    const id = salon.sellCertificate();
    const give = (clientId: number) => () =>
      salon.certificates.update(salon.owner, {
        certificateId: id as never,
        version: certificate(id).version,
        values: { clientId: clientId as never },
      });
    const erased = salon.write((tx) =>
      tx.insert(query.insertInto('clients').values({ first_name: '', created_at_ms: 1, erased_at_ms: 2 })),
    );
    for (const clientId of [987_654, erased]) {
      expect(refusal(give(clientId))).toEqual({ code: 'NOT_FOUND', data: { what: 'client', id: clientId } });
    }
    expect(certificate(id).status).toBe('active');
  });

  test('T15 T7 hold: a shift of the last day pays with it after midnight, out of what was set apart meanwhile', () => {
    const id = salon.sellCertificate({ expiresOn: '2026-03-31' });
    salon.startOn('2026-04-01');
    expect([salon.till.credit(2200, id), salon.till.credit(2210, id)]).toEqual([0, 400_000]);
    salon.till.sale(
      salon.anna,
      (tx, posting, saleId, addLine) => {
        addLine({ kind: 'service', netMinor: 200_000 });
        posting.add('E02', { account: 1100, object: saleId }, { account: 4010 }, 200_000);
        salon.certificates.book.redeem(tx, posting, { certificateId: id, saleId, amountMinor: 200_000 });
      },
      '2026-03-31',
    );
    expect([salon.till.credit(2200, id), salon.till.credit(2210, id)]).toEqual([0, 240_000]);
    expect(certificate(id)).toMatchObject({ balanceMinor: 300_000, liabilityMinor: 240_000 });
  });

  test('T7 E15 I4 what a refund gave back on the day of the write-off is written off with the rest', () => {
    const id = salon.sellCertificate({ expiresOn: '2026-03-31' });
    const { saleId } = salon.payWith(id, 200_000);
    salon.startOn('2029-04-01');
    giveBack(id, saleId, 100_000);
    salon.certificates.writeOff(salon.owner, { certificateId: id as never, reason: 'Срок' });
    expect([2200, 2210, 4040].map((code) => salon.till.credit(code as 2200, code === 4040 ? undefined : id))).toEqual([
      0, 0, 320_000,
    ]);
    expect(certificate(id)).toMatchObject({ balanceMinor: 0, liabilityMinor: 0 });
  });

  test('L1 the day after the last one is locked: the document is dated the first open day', () => {
    const id = spent();
    salon.lock('2026-04-05');
    salon.startOn('2026-04-10');
    expect(salon.documents('certificate_expiry')).toEqual([{ local_date: '2026-04-06', amount_minor: 240_000 }]);
    expect(salon.till.credit(2210, id)).toBe(240_000);
  });
});

describe('T9 E17 an unlimited membership of 10000 for 90 days from 12 March', () => {
  const months = () => salon.documents('membership_recognition');

  test('T9 a PC that was off till 20 June: each month has its document, and the last day the rest', () => {
    const id = salon.sellMembership({ kind: 'time' });
    salon.startOn('2026-06-20');
    // 20, 50, 81 and 90 days of 90: 222222, 555556, 900000, 1000000.
    expect(months()).toEqual([
      { local_date: '2026-03-31', amount_minor: 222_222 },
      { local_date: '2026-04-30', amount_minor: 333_334 },
      { local_date: '2026-05-31', amount_minor: 344_444 },
      { local_date: '2026-06-09', amount_minor: 100_000 },
    ]);
    expect([salon.till.credit(2300, id), salon.till.credit(4030), salon.till.credit(4040)]).toEqual([0, 1_000_000, 0]);
    expect(membership(id).status).toBe('expired');
  });

  test('T8 T9 a pause of 10-16 April: its days earn nothing and are made up for at the end', () => {
    const id = salon.sellMembership({ kind: 'time' });
    salon.startOn('2026-04-08');
    const { version } = membership(id);
    const pause = { membershipId: id as never, version, fromDate: '2026-04-10', toDate: '2026-04-16', reason: '' };
    expect(salon.memberships.pauses.freeze(salon.owner, pause).lastDay).toBe('2026-06-16');
    expect(salon.use(id).valueMinor).toBe(0);
    salon.startOn('2026-04-10');
    expect(refusal(() => salon.use(id))).toMatchObject({ code: 'MEMBERSHIP_FROZEN', data: { until: '2026-04-16' } });
    salon.startOn('2026-07-01');
    // 20, 43, 74 and 90 days of 90.
    expect(months().map((row) => row.amount_minor)).toEqual([222_222, 255_556, 344_444, 177_778]);
    expect(months().at(-1)?.local_date).toBe('2026-06-16');
  });

  test('L1 March and April are locked when the PC comes back: both documents are dated 1 May', () => {
    salon.sellMembership({ kind: 'time' });
    salon.lock('2026-04-30');
    salon.startOn('2026-05-10');
    expect(months()).toEqual([
      { local_date: '2026-05-01', amount_minor: 222_222 },
      { local_date: '2026-05-01', amount_minor: 333_334 },
    ]);
  });

  test('T10 E17 E19 paid back on 10 April: 30 days are earned, the rest goes back', () => {
    const id = salon.sellMembership({ kind: 'time' });
    salon.startOn('2026-04-10');
    salon.till.openShift();
    expect(salon.memberships.refunds.refundPreview({ membershipId: id as never }).refundMinor).toBe(666_667);
    salon.memberships.refunds.refund(salon.owner, { membershipId: id as never, ...back(666_667) });
    expect([salon.till.credit(2300, id), salon.till.credit(4030)]).toEqual([0, 333_333]);
  });
});

describe('T8 T10 memberships by visits', () => {
  test('T10 E18 income: what is left on the day after the last one; a longer term brings exactly that back', () => {
    const id = salon.sellMembership();
    expect(salon.use(id).valueMinor).toBe(333_333);
    salon.startOn('2026-06-09');
    expect(salon.till.credit(4040)).toBe(0);
    salon.startOn('2026-06-15');
    expect(salon.documents('membership_breakage')).toEqual([{ local_date: '2026-06-10', amount_minor: 666_667 }]);
    expect([salon.till.credit(2300, id), salon.till.credit(4040), membership(id).status]).toEqual([
      0,
      666_667,
      'expired',
    ]);
    const { version } = membership(id);
    salon.memberships.pauses.extend(salon.owner, { membershipId: id as never, version, days: 30, reason: 'Болела' });
    expect([salon.till.credit(2300, id), salon.till.credit(4040)]).toEqual([666_667, 0]);
    expect(membership(id)).toMatchObject({ status: 'active', unitsLeft: 2, lastDay: '2026-07-09' });
    expect([salon.use(id).valueMinor, salon.use(id).valueMinor]).toEqual([333_334, 333_333]);
  });

  test('T10 E18 hold: the value stays owed until it is written off by a document', () => {
    salon.set({ membershipExpiry: 'hold' });
    const id = salon.sellMembership();
    salon.use(id);
    salon.startOn('2026-06-15');
    expect([salon.till.credit(2300, id), membership(id).status]).toEqual([666_667, 'expired']);
    expect(refusal(() => salon.use(id))).toMatchObject({ code: 'MEMBERSHIP_EXPIRED', data: { lastDay: '2026-06-09' } });
    salon.memberships.refunds.writeOff(salon.owner, { membershipId: id as never, reason: 'Не придёт' });
    expect([salon.till.credit(2300, id), salon.till.credit(4040)]).toEqual([0, 666_667]);
  });

  test.each([
    ['proportional', 1, 266_667, 0],
    ['single_price', 1, 200_000, 66_667],
    ['single_price', 2, 0, 133_333],
  ] as const)(
    'T10 E19 %s, 4000 for 3 cuts of 2000, %i used: back %i, revenue %i',
    (mode, used, refundMinor, revenue) => {
      salon.set({ membershipRefund: mode });
      const id = salon.sellMembership({ priceMinor: 400_000 });
      for (let n = 0; n < used; n++) salon.use(id);
      const recognised = salon.till.credit(4030);
      salon.till.openShift();
      const done = salon.memberships.refunds.refund(salon.owner, { membershipId: id as never, ...back(refundMinor) });
      expect(done).toMatchObject({ refundedMinor: refundMinor, revenueMinor: revenue });
      expect([salon.till.credit(2300, id), salon.till.credit(4030) - recognised]).toEqual([0, revenue]);
    },
  );

  test('T8 T9 M5 two cuts and four masks for 7000: 3500 and 3500, each pool by itself to the last kopeck', () => {
    const pools = [
      { visits: 2, services: [salon.cut] },
      { visits: 4, services: [salon.mask] },
    ];
    const id = salon.sellMembership({ priceMinor: 700_001, pools });
    // M5: 350000.5 each; the kopeck goes to the first line.
    const values = [salon.cut, salon.mask, salon.mask, salon.cut, salon.mask, salon.mask].map(
      (service) => salon.use(id, service).valueMinor,
    );
    expect(values).toEqual([175_001, 87_500, 87_500, 175_000, 87_500, 87_500]);
    expect([salon.till.credit(2300, id), membership(id).status]).toEqual([0, 'spent']);
  });

  test('T8 what is left is told by pool; a spent pool covers nothing while the other lasts', () => {
    const pools = [
      { visits: 1, services: [salon.cut] },
      { visits: 2, services: [salon.mask] },
    ];
    const id = salon.sellMembership({ pools });
    salon.use(id);
    expect(membership(id).pools).toEqual([
      { title: 'Стрижка', more: 0, visits: 1, unitsLeft: 0 },
      { title: 'Маска', more: 0, visits: 2, unitsLeft: 2 },
    ]);
    expect(refusal(() => salon.use(id))).toMatchObject({ code: 'MEMBERSHIP_NOT_COVERED', data: { reason: 'units' } });
    expect(salon.liabilities.liabilities({ kind: 'membership' }).types[0]?.pools).toEqual([
      { title: 'Маска', more: 0, unitsLeft: 2 },
    ]);
  });

  test('T10 E18 a visit given back after the last day lapses on that day, not in the month that has long been told', () => {
    const id = salon.sellMembership();
    const { saleLineId } = salon.use(id);
    salon.startOn('2026-06-15');
    salon.startOn('2026-08-20');
    salon.write((tx) => {
      const { localDate, ledger } = salon.till;
      const posting = ledger.open(tx, { kind: 'refund', localDate, amountMinor: 0, clientId: salon.anna });
      salon.memberships.book.giveBack(tx, posting, { saleLineId });
    });
    salon.startOn('2026-08-21');
    expect(salon.documents('membership_breakage')).toEqual([
      { local_date: '2026-06-10', amount_minor: 666_667 },
      { local_date: '2026-08-20', amount_minor: 333_333 },
    ]);
    expect(salon.till.credit(2300, id)).toBe(0);
    // A longer term brings both back.
    const { version } = membership(id);
    salon.memberships.pauses.extend(salon.owner, { membershipId: id as never, version, days: 100, reason: 'Болела' });
    expect(membership(id)).toMatchObject({ status: 'active', unitsLeft: 3, leftMinor: 1_000_000 });
    expect([salon.till.credit(2300, id), salon.till.credit(4040)]).toEqual([1_000_000, 0]);
  });

  test('T8 what lapsed and came back with a longer term is nothing that its owner gave back: the limit of one holds', () => {
    const id = salon.sellMembership();
    salon.startOn('2026-06-15');
    const { version } = membership(id);
    salon.memberships.pauses.extend(salon.owner, { membershipId: id as never, version, days: 30, reason: 'Болела' });
    const friend = salon.write((tx) =>
      tx.insert(query.insertInto('clients').values({ first_name: 'Ирина', last_name: '', created_at_ms: 1 })),
    );
    salon.write((tx) => {
      tx.runSql('update memberships set is_family = 1 where id = ?', [id]);
      return null;
    });
    const versionOf = () => membership(id).version;
    salon.memberships.transfer(salon.owner, {
      membershipId: id as never,
      version: versionOf(),
      clientId: friend as never,
      reason: 'Подарок',
    });
    salon.memberships.setMembers(salon.owner, {
      membershipId: id as never,
      version: versionOf(),
      members: [{ clientId: salon.anna as never, maxUnits: 1 }],
    });
    const card = salon.memberships.reading.card({ membershipId: id as never });
    expect(card.members).toMatchObject([{ clientId: salon.anna, maxUnits: 1, used: 0 }]);
    salon.use(id);
    expect(refusal(() => salon.use(id))).toMatchObject({ code: 'MEMBERSHIP_NOT_COVERED', data: { reason: 'limit' } });
  });

  test('T8 a pause ended early takes one with it that was planned into the days which it had added', () => {
    const id = salon.sellMembership({ validityDays: 10 });
    const pause = (fromDate: string, toDate: string) =>
      salon.memberships.pauses.freeze(salon.owner, {
        membershipId: id as never,
        version: membership(id).version,
        fromDate,
        toDate,
        reason: '',
      }).lastDay;
    expect(pause('2026-03-16', '2026-03-25')).toBe('2026-03-31');
    expect(pause('2026-03-29', '2026-04-02')).toBe('2026-04-05');
    salon.startOn('2026-03-17');
    const end = { membershipId: id as never, version: membership(id).version };
    expect(salon.memberships.pauses.unfreeze(salon.owner, end).lastDay).toBe('2026-03-22');
    expect(membership(id)).toMatchObject({ lastDay: '2026-03-22', freezeTimesLeft: 2 });
  });

  test('nr 34 waits for the first visit, and begins by itself after 30 days', () => {
    const id = salon.sellMembership({ startsAt: 'first_visit', activateAfter: 30 });
    expect(membership(id)).toMatchObject({ status: 'waiting', lastDay: null });
    salon.startOn('2026-04-20');
    expect(membership(id)).toMatchObject({ status: 'active', startsOn: '2026-04-11', lastDay: '2026-07-09' });
  });
});
