import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SlipService } from '../../../src-main/checkout/slip.service.ts';
import type { RunJob } from '../../../src-main/workers/run-job.ts';
import { query } from '../../../src-main/store/query.ts';
import { ticketSchema } from '../../../src-shared/checkout/checkout.contract.ts';
import { salesContract } from '../../../src-shared/checkout/sales.contract.ts';
import { type TicketInput, type WholeSalon, openWholeSalon } from './whole-salon.ts';

let whole: WholeSalon;

beforeEach(async () => {
  whole = await openWholeSalon();
});
afterEach(() => {
  whole.holds();
  whole.close();
});

const nextDay = (days = 1): void => {
  whole.closeShift();
  whole.passDays(days);
  whole.openShift();
};

/** A kind of three cuts for 90 days. */
const passOfCuts = (): number => {
  const { base } = whole;
  return base.write((tx) => {
    const id = tx.insert(
      query.insertInto('membership_types').values({
        name: '3 стрижки',
        kind: 'visits',
        price_minor: 500_000,
        validity_days: 90,
        starts_at: 'purchase',
        balance: 'shared',
      } as never),
    );
    tx.insert(
      query.insertInto('membership_type_pools').values({
        type_id: id,
        position: 1,
        name: 'Стрижки',
        visits: 3,
        services_json: JSON.stringify([base.cut]),
      }),
    );
    return id;
  });
};

const sellPass = (membershipTypeId: number): void => {
  whole.pay(
    { clientId: whole.base.olga, lines: [{ key: 'm', kind: 'membership', membershipTypeId }] },
    [{ kind: 'card', amountMinor: 500_000 }],
    500_000,
  );
};

const begun = (visitId: number): { ticket: TicketInput; quote: ReturnType<WholeSalon['quote']> } =>
  whole.salon.tickets.begin(whole.base.callerOf('owner'), { visitId, clientId: null } as never) as never;

describe('T8 a membership pays by the day of the payment, as the screen has shown it', () => {
  it('a visit of yesterday by a membership that was bought today', () => {
    const type = passOfCuts();
    whole.openShift();
    const { visitId } = whole.visit([{ serviceId: whole.base.cut, priceMinor: 200_000 }]);
    nextDay();
    sellPass(type);
    const { ticket, quote } = begun(visitId);
    expect(quote).toMatchObject({ dueMinor: 0, problems: [], lines: [{ recognisedMinor: 166_667 }] });
    const { documentId } = whole.pay(ticket, [], 0);
    expect(whole.entries(documentId)).toEqual(['E04 2300 4030 166667']);
  });

  it('P1: with prices of the day of the booking, which was before the membership', () => {
    const type = passOfCuts();
    whole.set({ fixPriceAtBooking: true });
    whole.openShift();
    const { visitId } = whole.visit([{ serviceId: whole.base.cut, priceMinor: 200_000 }]);
    nextDay(3);
    sellPass(type);
    whole.base.write((tx) => {
      const { localDate } = whole.salon.settings.today();
      tx.run(query.updateTable('visits').set({ local_date: localDate }).where('id', '=', visitId));
      tx.run(query.updateTable('visit_lines').set({ local_date: localDate }).where('visit_id', '=', visitId));
    });
    const { ticket, quote } = begun(visitId);
    expect(quote).toMatchObject({ dueMinor: 0, problems: [] });
    expect(whole.pay(ticket, [], 0)).toMatchObject({ debtMinor: 0 });
  });
});

describe('T15 two registers, one of them still open since yesterday', () => {
  it('a person is shown the check by the day of the shift that will take the money', () => {
    const { base, salon } = whole;
    const HOUR_MS = 3_600_000;
    const type = passOfCuts();
    base.clock.atMs += 10 * HOUR_MS;
    whole.openShift();
    base.clock.atMs += 13 * HOUR_MS;
    const owner = base.callerOf('owner');
    const reception = base.callerOf('administrator');
    const second = salon.cash.accounts.create(owner, {
      kind: 'register',
      name: 'Вторая касса',
      feeBp: null,
      settlesToId: null,
    });
    const { accountId } = second;
    salon.cash.shifts.open(reception, { accountId: accountId as never, countedMinor: 0, count: [], isRecounted: true });
    const sell = (ticket: TicketInput, dueMinor: number): ReturnType<typeof salon.sales.pay> => {
      const tenders = dueMinor === 0 ? [] : [{ kind: 'card', amountMinor: dueMinor }];
      const input = { key: randomUUID(), ticket, tenders, expectedDueMinor: dueMinor };
      return salon.sales.pay(reception, salesContract.pay['~orpc'].inputSchema!.parse(input));
    };
    sell({ clientId: base.olga, lines: [{ key: 'm', kind: 'membership', membershipTypeId: type }] }, 500_000);
    const { visitId } = whole.visit([{ serviceId: base.cut, priceMinor: 200_000 }]);
    const { ticket, quote } = salon.tickets.begin(reception, {
      visitId,
      clientId: null,
    } as never) as unknown as ReturnType<typeof begun>;
    expect(quote).toMatchObject({ dueMinor: 0, problems: [], shift: { accountId, localDate: '2026-03-13' } });
    expect(sell(ticket, 0)).toMatchObject({ debtMinor: 0 });
  });
});

describe('D5 a visit of somebody who was made nameless', () => {
  it("that was not paid yet is paid as nobody's", () => {
    const { base, salon } = whole;
    whole.openShift();
    const { visitId } = whole.visit([{ serviceId: base.cut, priceMinor: 200_000 }]);
    base.write((tx) => {
      tx.run(query.updateTable('visits').set({ status: 'completed' }).where('id', '=', visitId));
    });
    salon.personalData.erasure.erase(base.callerOf('owner'), { clientId: base.olga, name: 'Ольга Кузнецова' });
    const { ticket, quote } = begun(visitId);
    expect(quote).toMatchObject({ clientId: null, clientName: null, dueMinor: 200_000, problems: [] });
    const { saleId } = whole.pay(ticket, [{ kind: 'cash', amountMinor: 200_000 }], 200_000);
    expect(salon.sales.sale(saleId)).toMatchObject({ visitId, clientId: null, paidMinor: 200_000 });
  });
});

describe('T18 two desks with the check of one visit open', () => {
  it('what the slower one keeps of it after the payment is no draft: a storno begins with the visit', () => {
    const { base, salon } = whole;
    const owner = base.callerOf('owner');
    whole.openShift();
    const { visitId } = whole.visit([{ serviceId: base.cut, priceMinor: 200_000 }]);
    const { ticket } = begun(visitId);
    const { saleId } = whole.pay(ticket, [{ kind: 'card', amountMinor: 200_000 }], 200_000);
    const slower = { ...ticket, lines: [...ticket.lines, { key: 's', kind: 'product', productId: whole.shampoo }] };
    salon.tickets.keepDraft(owner, { ticket: ticketSchema.parse(slower) });
    expect(whole.rows('select * from sale_drafts')).toEqual([]);
    whole.reverse(saleId);
    expect(begun(visitId)).toMatchObject({ isDraft: false, quote: { dueMinor: 200_000 } });
  });
});

describe('T17 the state of a check with a visit of a membership', () => {
  it('follows what went back of it, also what cost nothing', () => {
    const { base, salon } = whole;
    const type = passOfCuts();
    whole.openShift();
    sellPass(type);
    const { visitId, lineIds } = whole.visit([{ serviceId: base.cut, priceMinor: 200_000 }]);
    const line = { key: 'A', kind: 'service', visitLineId: lineIds[0]!, serviceId: base.cut, staffId: base.anna };
    const lines = [line, { key: 'B', kind: 'product', productId: whole.shampoo }];
    const { saleId } = whole.pay({ visitId, lines } as TicketInput, [{ kind: 'cash', amountMinor: 129_050 }], 129_050);
    const status = (): string => salon.sales.sale(saleId).status;
    const [cut, shampoo] = whole.linesOf(saleId);
    expect(status()).toBe('posted');
    whole.refund(saleId, [{ saleLineId: shampoo!.id }]);
    expect(status()).toBe('partly_refunded');
    whole.refund(saleId, [{ saleLineId: cut!.id }]);
    expect(status()).toBe('refunded');
    const second = whole.visit([{ serviceId: base.cut, priceMinor: 200_000 }]);
    const covered = whole.pay(
      { visitId: second.visitId, lines: [{ ...line, visitLineId: second.lineIds[0]! }] } as TicketInput,
      [],
      0,
    );
    whole.refund(covered.saleId, null);
    expect(salon.sales.sale(covered.saleId).status).toBe('refunded');
  });
});

describe('T1 the check on paper', () => {
  it('adds up where the change stayed as a deposit', async () => {
    const { base, salon } = whole;
    whole.openShift();
    const { saleId } = salon.sales.pay(base.callerOf('owner'), {
      key: 'kept-change-on-paper',
      ticket: whole.salon.tickets.begin(base.callerOf('owner'), {
        visitId: whole.visit([{ serviceId: base.cut, priceMinor: 200_000 }]).visitId,
        clientId: null,
      } as never).ticket as never,
      tenders: [{ kind: 'cash', amountMinor: 500_000, accountId: null, certificateId: null, reference: '' }],
      expectedDueMinor: 200_000,
      leavesDebt: false,
      keepsChange: true,
      rebookSkip: null,
    });
    const printed: string[] = [];
    const slips = new SlipService({
      sale: (id) => salon.sales.sale(id),
      settings: salon.settings,
      runJob: ((_name: string, { slip }: { slip: { rows: { text?: string; amount?: string }[] } }) => {
        for (const { text, amount } of slip.rows) if (text && amount) printed.push(`${text}: ${amount}`);
        return Promise.resolve(new Uint8Array());
      }) as unknown as RunJob,
      fontsDir: '',
    });
    await slips.file(saleId, 'ru');
    expect(printed.map((row) => row.replaceAll(/[\u00a0\u202f]/gu, ' '))).toEqual([
      'Стрижка: 2 000 ₽',
      'Итого: 2 000 ₽',
      'Наличные: 5 000 ₽',
      'Сдача на депозит: 3 000 ₽',
    ]);
  });
});
