import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type Salon, createSalon } from '../../../src-main/core/salon.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { query } from '../../../src-main/store/query.ts';
import { type Quote, ticketSchema } from '../../../src-shared/checkout/checkout.contract.ts';
import { refundsContract } from '../../../src-shared/checkout/refunds.contract.ts';
import { salesContract } from '../../../src-shared/checkout/sales.contract.ts';
import { EVERY_CHECK } from '../../../src-shared/loyalty/promotions.rules.ts';
import type { Settings } from '../../../src-shared/settings/settings.contract.ts';
import { runHere } from '../backup/held-salon.ts';
import { expectLedgerHolds } from '../../helpers/ledger-holds.ts';
import { TEST_SCRYPT_COST } from '../../helpers/test-core.ts';
import { type JournalSalon, openJournalSalon } from '../journal/journal-salon.ts';

type PayInput = z.input<NonNullable<(typeof salesContract)['pay']['~orpc']['inputSchema']>>;
export type TenderInput = NonNullable<PayInput['tenders']>[number];
export type TicketInput = z.input<typeof ticketSchema>;

/** The salon as the product wires it, nothing replaced: prices, discounts, books and ledger together. */
export interface WholeSalon {
  readonly base: JournalSalon;
  readonly salon: Salon;
  readonly shampoo: number;
  set(values: Partial<Settings>): void;
  openShift(countedMinor?: number): void;
  closeShift(): void;
  /** Moves the clock by whole days. */
  passDays(days: number): void;
  /** A visit of today, of Olga unless said otherwise. */
  visit(
    lines: readonly { serviceId: number; priceMinor: number }[],
    clientId?: number,
  ): { visitId: number; lineIds: number[] };
  quote(ticket: TicketInput): Quote;
  pay(ticket: TicketInput, tenders: readonly TenderInput[], dueMinor: number): ReturnType<Salon['sales']['pay']>;
  refund(
    saleId: number,
    lines: readonly { saleLineId: number; quantityMilli?: number; amountMinor?: number }[] | null,
  ): ReturnType<Salon['refunds']['refund']>;
  reverse(saleId: number): ReturnType<Salon['refunds']['reverse']>;
  /** Grants bonuses by hand. */
  grant(clientId: number, amountMinor: number): void;
  promotion(values: { rateBp: number; isCombinable?: boolean; noBonus?: boolean; conditions?: object }): number;
  coupon(code: string, amountMinor: number): number;
  bonuses(clientId: number): number;
  /** Entries of a document as `event debit credit amount`. */
  entries(documentId: number): string[];
  documentOf(saleId: number): number;
  linesOf(saleId: number): { id: number; kind: string; net_minor: number }[];
  rows<Row>(sql: string, ...values: readonly unknown[]): Row[];
  holds(): void;
  close(): void;
}

export async function openWholeSalon(): Promise<WholeSalon> {
  const base = await openJournalSalon();
  const { store, clock } = base;
  const salon = createSalon(
    store,
    {
      host: 'server',
      clock,
      logger: base.deps.logger,
      version: '0.0.0-test',
      locale: 'ru',
      fontsDir: '',
      scryptCost: TEST_SCRYPT_COST,
    },
    runHere,
  );
  salon.cash.accounts.ensure('ru');
  const owner = base.callerOf('owner');
  const register = salon.cash.accounts.list(owner, false).find(({ kind }) => kind === 'register')!.id;
  const { reader } = store;
  const rows: WholeSalon['rows'] = (sql, ...values) => reader.all(sqlText(sql, ...values));
  const shampoo = base.write((tx) =>
    tx.insert(query.insertInto('products').values({ name: 'Шампунь', price_minor: 129_050, no_discount: 1 } as never)),
  );
  const openShift: WholeSalon['openShift'] = (countedMinor) => {
    const kept = salon.ledger.balance(reader, 1010, register);
    const counted = countedMinor ?? Math.max(0, kept);
    salon.cash.shifts.open(owner, {
      accountId: register,
      countedMinor: counted,
      count: [],
      isRecounted: true,
    });
  };
  const closeShift = (): void => {
    const { shiftId } = salon.cash.shifts.current(reader)!;
    salon.cash.shifts.close(owner, {
      shiftId: shiftId as never,
      countedMinor: salon.ledger.balance(reader, 1010, register),
      count: [],
      isRecounted: true,
      responsibleId: null,
      note: '',
      leaveReason: 'До завтра',
    });
  };
  return {
    base,
    salon,
    shampoo,
    set: (values) => {
      salon.settings.update(owner, values, '2020-01-01');
    },
    openShift,
    closeShift,
    passDays: (days) => {
      clock.atMs += days * 86_400_000;
    },
    visit: (lines, clientId = base.olga) =>
      base.write((tx) => {
        const { localDate } = salon.settings.today();
        const visitId = tx.insert(
          query.insertInto('visits').values({
            client_id: clientId,
            local_date: localDate,
            status: 'arrived',
            created_at_ms: clock.nowMs(),
          }),
        );
        const lineIds = lines.map(({ serviceId, priceMinor }, index) =>
          tx.insert(
            query.insertInto('visit_lines').values({
              visit_id: visitId,
              position: index + 1,
              local_date: localDate,
              service_id: serviceId,
              staff_id: base.anna,
              room_id: null,
              start_min: 600 + index * 60,
              duration_min: 60,
              segments_json: null,
              price_minor: priceMinor,
            }),
          ),
        );
        return { visitId, lineIds };
      }),
    quote: (ticket) => salon.tickets.quote(owner, ticketSchema.parse(ticket)) as Quote,
    pay: (ticket, tenders, dueMinor) =>
      salon.sales.pay(
        owner,
        salesContract.pay['~orpc'].inputSchema!.parse({
          key: randomUUID(),
          ticket,
          tenders: [...tenders],
          expectedDueMinor: dueMinor,
        }),
      ),
    refund: (saleId, lines) =>
      salon.refunds.refund(
        owner,
        refundsContract.refund['~orpc'].inputSchema!.parse({
          key: randomUUID(),
          saleId,
          lines: lines && [...lines],
          tenders: null,
          reason: 'Не понравилось',
        }),
      ),
    reverse: (saleId) =>
      salon.refunds.reverse(
        owner,
        refundsContract.reverse['~orpc'].inputSchema!.parse({ key: randomUUID(), saleId, reason: 'Ошибка' }),
      ),
    grant: (clientId, amountMinor) => {
      salon.bonusBook.grant(owner, {
        key: randomUUID(),
        clientId,
        amountMinor,
        source: 'manual',
        lifeDays: null,
        reason: 'В подарок',
      });
    },
    promotion: ({ rateBp, isCombinable = false, noBonus = false, conditions = {} }) =>
      salon.promotions.createPromotion(owner, {
        name: 'Весна',
        off: { rateBp },
        isCombinable,
        noBonus,
        conditions: { ...EVERY_CHECK, ...conditions } as never,
        validFrom: '2026-03-01',
        validTo: null,
      }).promotionId,
    coupon: (code, amountMinor) =>
      salon.promotions.createCoupon(owner, {
        code,
        name: 'Купон',
        off: { amountMinor },
        conditions: EVERY_CHECK as never,
        validFrom: '2026-03-01',
        validTo: null,
        maxUses: null,
        maxUsesPerClient: 1,
      }).couponId,
    bonuses: (clientId) => salon.bonuses.available(reader, clientId, salon.settings.today().localDate),
    entries: (documentId) =>
      rows<{ text: string }>(
        `select event || ' ' || debit_account || ' ' || credit_account || ' ' || amount_minor as text
           from ledger_entries where document_id = ? order by id`,
        documentId,
      ).map(({ text }) => text),
    documentOf: (saleId) => rows<{ id: number }>('select document_id as id from sales where id = ?', saleId)[0]!.id,
    linesOf: (saleId) => rows('select id, kind, net_minor from sale_lines where sale_id = ? order by position', saleId),
    rows,
    holds: () => {
      expectLedgerHolds(store);
    },
    close: () => {
      base.close();
    },
  };
}
