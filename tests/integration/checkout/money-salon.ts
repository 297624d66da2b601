import { randomUUID } from 'node:crypto';
import { type Cash, createCash } from '../../../src-main/cash/cash.service.ts';
import type { CertificateBook } from '../../../src-main/certificates/certificate-book.ts';
import { CertificatesService } from '../../../src-main/certificates/certificates.service.ts';
import type { Pricing, SaleParticipant, SaleTicketLine } from '../../../src-main/checkout/neighbours.ts';
import { RefundsService } from '../../../src-main/checkout/refunds.service.ts';
import { SalesService } from '../../../src-main/checkout/sales.service.ts';
import { visitSales } from '../../../src-main/checkout/visit-sales.ts';
import { ClientAccountService } from '../../../src-main/client-account/client-account.service.ts';
import { FilesService } from '../../../src-main/files/files.service.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { JournalService } from '../../../src-main/journal/journal.service.ts';
import { Ledger, keepDayTotals } from '../../../src-main/ledger/ledger.service.ts';
import { PostedUndo } from '../../../src-main/ledger/posted-undo.ts';
import { BonusBookService } from '../../../src-main/loyalty/bonus-book.service.ts';
import { BonusesService } from '../../../src-main/loyalty/bonuses.service.ts';
import { DiscountsService } from '../../../src-main/loyalty/discounts.service.ts';
import type { MembershipBook } from '../../../src-main/memberships/membership-book.ts';
import { MembershipsService } from '../../../src-main/memberships/memberships.service.ts';
import { SegmentsService } from '../../../src-main/segments/segments.service.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Caller } from '../../../src-main/store/service.ts';
import type { Ticket } from '../../../src-shared/checkout/checkout.contract.ts';
import { refundsContract } from '../../../src-shared/checkout/refunds.contract.ts';
import { salesContract } from '../../../src-shared/checkout/sales.contract.ts';
import { multiplyByQuantity } from '../../../src-shared/kernel/money.ts';
import type { Settings } from '../../../src-shared/settings/settings.contract.ts';
import { runHere } from '../backup/held-salon.ts';
import { expectLedgerHolds } from '../../helpers/ledger-holds.ts';
import { type JournalSalon, openJournalSalon } from '../journal/journal-salon.ts';

/** A line as a test writes it. */
export interface TestLine {
  readonly kind: Ticket['lines'][number]['kind'];
  readonly priceMinor?: number;
  readonly quantityMilli?: number;
  readonly coveredById?: number;
  readonly nominalMinor?: number;
  /** Three cuts unless said otherwise. */
  readonly membershipTypeId?: number;
  readonly visitLineId?: number;
}

export interface TestTender {
  readonly kind: 'bonus' | 'certificate' | 'deposit' | 'card' | 'sbp' | 'transfer' | 'cash';
  readonly amountMinor: number;
  readonly certificateId?: number;
}

/** A salon where everything about money is the real thing but the prices, which are what the test says. */
export interface MoneySalon extends JournalSalon {
  readonly sales: SalesService;
  readonly refunds: RefundsService;
  readonly account: ClientAccountService;
  readonly bonuses: BonusesService;
  readonly certificates: CertificateBook;
  readonly memberships: MembershipBook;
  readonly certificateDesk: CertificatesService;
  readonly membershipDesk: MembershipsService;
  readonly bonusBook: BonusBookService;
  readonly ledger: Ledger;
  readonly cash: Cash;
  readonly history: HistoryService;
  readonly register: number;
  readonly membershipType: number;
  /** Cuts without a limit for 30 days. */
  readonly timeType: number;
  set(values: Partial<Settings>): void;
  /** Opens a shift of the first register, or of another one, with what should lie there. */
  openShift(accountId?: number): void;
  /** Closes the open shift; counted is what should be there and `differenceMinor`. */
  closeShift(differenceMinor?: number): void;
  /** What the schedules do once a day. */
  keepDay(): void;
  /** A visit that is there, with one cut. */
  visit(clientId: number): { visitId: number; visitLineId: number };
  sell(
    what: {
      lines: readonly TestLine[];
      tenders?: readonly TestTender[];
      clientId?: number | null;
      visitId?: number;
      leavesDebt?: boolean;
    },
    caller?: Caller,
  ): ReturnType<SalesService['pay']>;
  payDebt(clientId: number, tenders: readonly TestTender[], saleId?: number): ReturnType<SalesService['payDebt']>;
  refund(
    saleId: number,
    lines?: readonly { saleLineId: number; quantityMilli?: number; amountMinor?: number }[] | null,
    tenders?: readonly TestTender[] | null,
    caller?: Caller,
  ): ReturnType<RefundsService['refund']>;
  reverse(saleId: number): ReturnType<RefundsService['reverse']>;
  linesOf(
    saleId: number,
  ): { id: number; kind: string; net_minor: number; certificate_id: number; membership_id: number }[];
  balance(account: Parameters<Ledger['balance']>[1], object?: number): number;
  rows<Row>(sql: string, ...values: readonly unknown[]): Row[];
  holds(): void;
}

function plainPricing(salon: JournalSalon, bonuses: BonusesService): Pricing {
  return {
    price: (reader, _caller, ticket) => {
      const onDate = salon.settings.today().localDate;
      const lines = ticket.lines.map((input): SaleTicketLine => {
        const priceMinor = input.priceMinor ?? 200_000;
        const isCovered = input.coveredById !== null && input.coveredById !== undefined;
        const grossMinor = isCovered ? 0 : multiplyByQuantity(priceMinor, input.quantityMilli);
        const isGoods = (input.kind === 'service' || input.kind === 'product') && !isCovered;
        return {
          input,
          kind: input.kind,
          title: input.kind,
          visitLineId: input.visitLineId,
          serviceId: input.kind === 'service' ? salon.cut : null,
          productId: null,
          bundleId: null,
          staffId: salon.anna,
          sellerId: null,
          quantityMilli: input.quantityMilli,
          listPriceMinor: priceMinor,
          priceMinor,
          grossMinor,
          discounts: [],
          netMinor: grossMinor,
          coveredBy: isCovered ? { membershipId: input.coveredById! } : null,
          takesBonus: isGoods,
          earnsBonus: isGoods,
          vatBp: null,
          vatMinor: 0,
          why: [],
        };
      });
      const sum = (all: readonly SaleTicketLine[]): number => all.reduce((total, line) => total + line.netMinor, 0);
      const goods = sum(lines.filter(({ takesBonus }) => takesBonus));
      const { clientId } = ticket;
      const settings = salon.settings.on(onDate);
      const balanceMinor = clientId === null ? 0 : bonuses.available(reader, clientId, onDate);
      const most = Math.min(balanceMinor, Math.floor((goods * settings.bonusLimitBp) / 10_000));
      return {
        clientId,
        pricedOn: onDate,
        lines,
        grossMinor: sum(lines),
        discountMinor: 0,
        netMinor: sum(lines),
        moneyOnlyMinor: sum(lines.filter(({ kind }) => kind !== 'service' && kind !== 'product')),
        bonus:
          clientId === null || !settings.isBonusOn
            ? null
            : { balanceMinor, maxMinor: most - (most % settings.bonusUnitMinor), unitMinor: settings.bonusUnitMinor },
        coupon: null,
        problems: [],
      };
    },
  };
}

/** Opens it; `participants` hear of sales as stock and receipts do. */
export async function openMoneySalon(
  participants: (salon: JournalSalon) => readonly SaleParticipant[] = () => [],
): Promise<MoneySalon> {
  const base = await openJournalSalon();
  keepDayTotals(base.store);
  const { settings } = base;
  const journal = new JournalService(base.deps, {
    settings,
    schedule: base.schedule,
    clients: base.clients,
    sales: visitSales,
  });
  const ledger = new Ledger();
  const cash = createCash(base.deps, {
    ledger,
    settings,
    files: new FilesService(base.deps),
    runJob: runHere,
    fontsDir: '',
  });
  cash.accounts.ensure('ru');
  const owner = base.callerOf('owner');
  const register = cash.accounts.list(owner, false).find(({ kind }) => kind === 'register')!.id;
  const bonuses = new BonusesService(settings);
  const desk = { settings, ledger, shifts: cash.shifts };
  const certificateDesk = new CertificatesService(base.deps, desk);
  const membershipDesk = new MembershipsService(base.deps, desk);
  const { book: certificates } = certificateDesk;
  const { book: memberships } = membershipDesk;
  const discounts = new DiscountsService(settings, new SegmentsService(base.deps, settings));
  const bonusBook = new BonusBookService(base.deps, { settings, ledger, bonuses, discounts });
  const common = {
    settings,
    ledger,
    shifts: cash.shifts,
    discounts,
    bonuses,
    certificates,
    memberships,
    participants: participants(base),
  };
  const sales = new SalesService(base.deps, {
    ...common,
    pricing: plainPricing(base, bonuses),
    acts: journal.acts,
    dropDraft: () => undefined,
  });
  const refunds = new RefundsService(base.deps, { ...common, acts: journal.acts });
  const account = new ClientAccountService(base.deps, { settings, ledger, shifts: cash.shifts, clients: base.clients });
  const history = new HistoryService(
    base.deps,
    [(tx, command) => journal.assertNoConflictsAfterUndo(tx, command)],
    [
      new PostedUndo(base.deps, [
        account.reversal,
        refunds.reversal,
        cash.operations.reversal,
        ...certificateDesk.storno.reversals,
        ...membershipDesk.storno.reversals,
        bonusBook.reversal,
      ]),
    ],
  );
  const typeOf = (name: string, kind: 'visits' | 'time', days: number, visits: number | null): number =>
    base.write((tx) => {
      const id = tx.insert(
        query.insertInto('membership_types').values({
          name,
          kind,
          price_minor: 500_000,
          validity_days: days,
          starts_at: 'purchase',
          balance: 'shared',
          freeze_max_days: 30,
          freeze_max_times: 3,
        }),
      );
      tx.insert(
        query.insertInto('membership_type_pools').values({
          type_id: id,
          position: 1,
          name: 'Стрижки',
          visits,
          services_json: JSON.stringify([base.cut]),
        }),
      );
      return id;
    });
  const membershipType = typeOf('3 стрижки', 'visits', 90, 3);
  const timeType = typeOf('Месяц стрижек', 'time', 30, null);
  const { reader } = base.store;
  const rowsOf = <Row>(sql: string, ...values: readonly unknown[]): Row[] => reader.all(sqlText<Row>(sql, ...values));
  return {
    ...base,
    journal,
    sales,
    refunds,
    account,
    bonuses,
    certificates,
    memberships,
    certificateDesk,
    membershipDesk,
    bonusBook,
    ledger,
    cash,
    history,
    register,
    membershipType,
    timeType,
    set: (values) => {
      settings.update(owner, values, '2020-01-01');
    },
    openShift: (accountId = register) => {
      const countedMinor = Math.max(0, ledger.balance(reader, 1010, accountId));
      cash.shifts.open(owner, { accountId: accountId as never, countedMinor, count: [], isRecounted: true });
    },
    keepDay: () => {
      certificateDesk.keepDay();
      membershipDesk.keepDay();
      bonusBook.keepDay();
    },
    closeShift: (differenceMinor = 0) => {
      const { shiftId, accountId } = cash.shifts.current(reader)!;
      const countedMinor = Math.max(0, ledger.balance(reader, 1010, accountId) + differenceMinor);
      cash.shifts.close(owner, {
        shiftId: shiftId as never,
        countedMinor,
        count: [],
        isRecounted: true,
        responsibleId: null,
        note: '',
        leaveReason: 'До завтра',
      });
    },
    visit: (clientId) =>
      base.write((tx) => {
        const localDate = settings.today().localDate;
        const visitId = tx.insert(
          query.insertInto('visits').values({
            client_id: clientId,
            local_date: localDate,
            status: 'arrived',
            created_at_ms: base.clock.nowMs(),
          }),
        );
        const visitLineId = tx.insert(
          query.insertInto('visit_lines').values({
            visit_id: visitId,
            position: 1,
            local_date: localDate,
            service_id: base.cut,
            staff_id: base.anna,
            room_id: null,
            start_min: 600,
            duration_min: 60,
            segments_json: null,
            price_minor: 200_000,
          }),
        );
        return { visitId, visitLineId };
      }),
    sell: ({ lines, tenders = [], clientId = base.olga, visitId, leavesDebt = false }, caller = owner) => {
      const due = lines.reduce((sum, line) => {
        if (line.coveredById !== undefined) return sum;
        return sum + multiplyByQuantity(line.priceMinor ?? 200_000, line.quantityMilli ?? 1000);
      }, 0);
      return sales.pay(
        caller,
        salesContract.pay['~orpc'].inputSchema!.parse({
          key: randomUUID(),
          expectedDueMinor: due,
          leavesDebt,
          tenders: tenders.map((tender) => ({ ...tender })),
          ticket: {
            clientId,
            visitId: visitId ?? null,
            lines: lines.map(({ nominalMinor, ...line }, index) => ({
              key: `l${index}`,
              staffId: base.anna,
              ...line,
              ...(line.kind === 'membership' ? { membershipTypeId: line.membershipTypeId ?? membershipType } : {}),
              ...(line.kind === 'certificate'
                ? { certificate: { nominalMinor: nominalMinor ?? line.priceMinor } }
                : {}),
            })),
          },
        }),
      );
    },
    payDebt: (clientId, tenders, saleId) =>
      sales.payDebt(
        owner,
        salesContract.payDebt['~orpc'].inputSchema!.parse({
          key: randomUUID(),
          clientId,
          saleId: saleId ?? null,
          tenders: [...tenders],
        }),
      ),
    refund: (saleId, lines = null, tenders = null, caller = owner) =>
      refunds.refund(
        caller,
        refundsContract.refund['~orpc'].inputSchema!.parse({
          key: randomUUID(),
          saleId,
          lines: lines && [...lines],
          tenders: tenders && [...tenders],
          reason: 'Не понравилось',
        }),
      ),
    reverse: (saleId) =>
      refunds.reverse(
        owner,
        refundsContract.reverse['~orpc'].inputSchema!.parse({ key: randomUUID(), saleId, reason: 'Ошибка' }),
      ),
    linesOf: (saleId) => rowsOf('select * from sale_lines where sale_id = ? order by position', saleId),
    balance: (code, object) => ledger.balance(reader, code, object),
    rows: rowsOf,
    holds: () => expectLedgerHolds(base.store),
  };
}
