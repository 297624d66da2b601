import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type Cash, createCash } from '../../../src-main/cash/cash.service.ts';
import { FilesService } from '../../../src-main/files/files.service.ts';
import { runHere } from '../backup/held-salon.ts';
import type {
  Bonuses,
  Certificates,
  Discounts,
  Memberships,
  Pricing,
  SaleParticipant,
  SaleTicketLine,
} from '../../../src-main/checkout/neighbours.ts';
import { SalesService } from '../../../src-main/checkout/sales.service.ts';
import { visitSales } from '../../../src-main/checkout/visit-sales.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { JournalService } from '../../../src-main/journal/journal.service.ts';
import { keepDayTotals } from '../../../src-main/ledger/ledger.service.ts';
import { Ledger } from '../../../src-main/ledger/ledger.service.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Caller } from '../../../src-main/store/service.ts';
import { salesContract } from '../../../src-shared/checkout/sales.contract.ts';
import { journalContract } from '../../../src-shared/journal/journal.contract.ts';
import { multiplyByQuantity } from '../../../src-shared/kernel/money.ts';
import { expectLedgerHolds } from '../../helpers/ledger-holds.ts';
import { type JournalSalon, TODAY, openJournalSalon } from '../journal/journal-salon.ts';

type InputOf<Name extends 'pay' | 'payDebt'> = z.input<
  NonNullable<(typeof salesContract)[Name]['~orpc']['inputSchema']>
>;
export type PayInput = InputOf<'pay'>;

/** A salon with its journal, an open cash shift and checkout. */
export interface PaySalon extends JournalSalon {
  readonly sales: SalesService;
  readonly ledger: Ledger;
  readonly cash: Cash;
  readonly history: HistoryService;
  readonly register: number;
  readonly acquiring: number;
  readonly shampoo: number;
  /** What was posted, as participants hear of it. */
  readonly heard: number[];
  openShift(): number;
  /** A visit of Olga today with a cut and, if wanted, more lines; it is over unless said otherwise. */
  visit(change?: { status?: string; clientId?: number | null; prices?: readonly number[]; localDate?: string }): number;
  pay(input: Partial<PayInput> & { expectedDueMinor: number }, caller?: Caller): ReturnType<SalesService['pay']>;
  payDebt(input: Omit<InputOf<'payDebt'>, 'key'> & { key?: string }): ReturnType<SalesService['payDebt']>;
  /** The ticket of a visit: its lines at their prices. */
  ticketOf(visitId: number, more?: readonly TicketLineInput[]): NonNullable<PayInput['ticket']>;
  /** Σ debits − credits of an account. */
  balance(account: Parameters<Ledger['balance']>[1], object?: number): number;
  rows<Row>(sql: string, ...values: readonly unknown[]): Row[];
  /** Asserts the invariants of the ledger (I1-I17). */
  holds(): void;
}

export type TicketLineInput = PayInput['ticket']['lines'][number];

const nobody = <T>(name: string): T =>
  new Proxy(
    {},
    {
      get: () => () => {
        throw new Error(`${name} has no part in this test`);
      },
    },
  ) as T;

/** Prices of the test: what the line says, the visit's own price, or the price of the goods; nothing comes off. */
function plainPricing(salon: JournalSalon): Pricing {
  return {
    price: (reader, _caller, ticket) => {
      const lines = ticket.lines.map((input): SaleTicketLine => {
        const visitLine = reader.get(
          sqlText<{ price_minor: number; service_id: number; staff_id: number }>(
            'select price_minor, service_id, staff_id from visit_lines where id = ?',
            input.visitLineId,
          ),
        );
        const product = reader.get(
          sqlText<{ price_minor: number; name: string }>(
            'select price_minor, name from products where id = ?',
            input.productId,
          ),
        );
        const priceMinor = input.priceMinor ?? visitLine?.price_minor ?? product?.price_minor ?? 0;
        const isGoods = input.kind === 'service' || input.kind === 'product';
        return {
          input,
          kind: input.kind,
          title: product?.name ?? (input.kind === 'service' ? 'Стрижка' : ''),
          visitLineId: input.visitLineId,
          serviceId: visitLine?.service_id ?? input.serviceId,
          productId: input.productId,
          bundleId: null,
          staffId: input.staffId ?? visitLine?.staff_id ?? null,
          sellerId: input.sellerId,
          quantityMilli: input.quantityMilli,
          listPriceMinor: priceMinor,
          priceMinor,
          grossMinor: multiplyByQuantity(priceMinor, input.quantityMilli),
          discounts: [],
          netMinor: multiplyByQuantity(priceMinor, input.quantityMilli),
          coveredBy: null,
          takesBonus: isGoods,
          earnsBonus: isGoods,
          vatBp: isGoods ? 2200 : null,
          vatMinor: isGoods ? Math.round((multiplyByQuantity(priceMinor, input.quantityMilli) * 22) / 122) : 0,
          why: [],
        };
      });
      const sum = (all: readonly SaleTicketLine[]): number => all.reduce((total, line) => total + line.netMinor, 0);
      const visit = reader.get(
        sqlText<{ client_id: number | null }>('select client_id from visits where id = ?', ticket.visitId),
      );
      return {
        clientId: ticket.clientId ?? visit?.client_id ?? null,
        pricedOn: salon.settings.today().localDate,
        lines,
        grossMinor: sum(lines),
        discountMinor: 0,
        netMinor: sum(lines),
        moneyOnlyMinor: sum(lines.filter(({ kind }) => kind !== 'service' && kind !== 'product')),
        bonus: null,
        coupon: null,
        problems: [],
      };
    },
  };
}

export async function openPaySalon(): Promise<PaySalon> {
  const base = await openJournalSalon();
  keepDayTotals(base.store);
  const journal = new JournalService(base.deps, {
    settings: base.settings,
    schedule: base.schedule,
    clients: base.clients,
    sales: visitSales,
  });
  const salon: JournalSalon = { ...base, journal };
  const ledger = new Ledger();
  const cash = createCash(base.deps, {
    ledger,
    settings: base.settings,
    files: new FilesService(base.deps),
    runJob: runHere,
    fontsDir: '',
  });
  cash.accounts.ensure('ru');
  const idOf = (kind: string): number =>
    cash.accounts.list(base.callerOf('owner'), false).find((account) => account.kind === kind)!.id;
  const register = idOf('register');
  const heard: number[] = [];
  const participant: SaleParticipant = {
    posted: (_tx, sale) => heard.push(sale.saleId),
    refunded: () => undefined,
    reversed: () => undefined,
  };
  const sales = new SalesService(base.deps, {
    settings: base.settings,
    ledger,
    pricing: plainPricing(base),
    shifts: cash.shifts,
    discounts: nobody<Discounts>('discounts'),
    bonuses: nobody<Bonuses>('bonuses'),
    certificates: nobody<Certificates>('certificates'),
    memberships: nobody<Memberships>('memberships'),
    acts: journal.acts,
    dropDraft: (tx, visitId) => tx.runSql('delete from sale_drafts where visit_id = ?', [visitId]),
    participants: [participant],
  });
  const shampoo = base.write((tx) =>
    tx.insert(query.insertInto('products').values({ name: 'Шампунь', price_minor: 129_050 } as never)),
  );
  const history = new HistoryService(base.deps, [(tx, command) => journal.assertNoConflictsAfterUndo(tx, command)]);
  const { reader } = base.store;
  const linesOf = (visitId: number): TicketLineInput[] =>
    reader
      .all(sqlText<{ id: number }>('select id from visit_lines where visit_id = ? order by id', visitId))
      .map(({ id }) => ({ key: `line-${id}`, kind: 'service', visitLineId: id as never }));
  return {
    ...salon,
    journal,
    act: (name, input, caller = base.reception) => {
      const parsed = journalContract[name]['~orpc'].inputSchema!.parse(input) as never;
      return (journal[name] as (caller: Caller, input: never) => never).call(journal, caller, parsed);
    },
    sales,
    ledger,
    cash,
    history,
    register,
    acquiring: idOf('acquiring'),
    shampoo,
    heard,
    openShift: () =>
      cash.shifts.open(base.reception, { accountId: register as never, countedMinor: 0, count: [], isRecounted: true })
        .shiftId,
    visit: ({ status = 'arrived', clientId = base.olga, prices = [200_000], localDate = TODAY } = {}) =>
      base.write((tx) => {
        const visitId = tx.insert(
          query.insertInto('visits').values({
            client_id: clientId,
            local_date: localDate,
            status: status as 'booked',
            created_at_ms: base.clock.nowMs(),
          }),
        );
        prices.forEach((priceMinor, index) => {
          tx.insert(
            query.insertInto('visit_lines').values({
              visit_id: visitId,
              position: index + 1,
              local_date: localDate,
              service_id: base.cut,
              staff_id: base.anna,
              room_id: null,
              start_min: 600 + index * 60,
              duration_min: 60,
              segments_json: null,
              price_minor: priceMinor,
            }),
          );
        });
        return visitId;
      }),
    pay: (input, caller = base.reception) =>
      sales.pay(
        caller,
        salesContract.pay['~orpc'].inputSchema!.parse({
          key: randomUUID(),
          tenders: [],
          ticket: { lines: [] },
          ...input,
        }),
      ),
    payDebt: (input) =>
      sales.payDebt(base.reception, salesContract.payDebt['~orpc'].inputSchema!.parse({ key: randomUUID(), ...input })),
    ticketOf: (visitId, more = []) => ({ visitId, lines: [...linesOf(visitId), ...more] }),
    balance: (account, object) => ledger.balance(reader, account, object),
    rows: (sql, ...values) => reader.all(sqlText(sql, ...values)),
    holds: () => expectLedgerHolds(base.store),
  };
}
