import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { percentOf, roundDownToStep } from '../../src-shared/kernel/money.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import type { AccountCode } from '../../src-shared/ledger/accounts.rules.ts';
import { DemoBooks } from './demo-books.ts';
import { type Check, type CheckLine, isRevenue, netOf, writeCheck } from './demo-checks.ts';
import {
  ACQUIRING,
  ARTICLES,
  BANK,
  BILL_DUE_DAYS,
  FEE_BP,
  MATERIALS,
  REGISTER,
  ROUBLE,
  SAFE,
  SUPPLIERS,
  membershipOffers,
} from './demo-money.data.ts';
import type { DemoOptions, DemoRow, DemoRows } from './demo-model.ts';
import { DemoPasses } from './demo-passes.ts';

const FLOAT_MINOR = 5000 * ROUBLE;
/** Smaller tips wait. */
const PAID_TIPS_MINOR = 1000 * ROUBLE;
const ENCASH_FROM_MINOR = 15_000 * ROUBLE;
/** Debts older than this are all paid. */
const DEBTS_SINCE_DAYS = 75;
/** Days of which a shortage is not decided about yet. */
const UNDECIDED_DAYS = 21;

const EXPIRE_MIN = 5;
const OPEN_MIN = 525;
const SETTLE_MIN = 540;
const REPAY_MIN = 600;
const SPEND_MIN = 690;
const RETAIL_FROM_MIN = 660;
const RETAIL_TO_MIN = 1200;
const TIPS_MIN = 1260;
const ENCASH_MIN = 1270;
const CLOSE_MIN = 1280;
const COUNT_MIN = 1281;

interface Owed {
  readonly saleId: number;
  readonly clientId: number;
  readonly minor: number;
  /** The day on which it is paid; null = still owed. */
  readonly paidOn: LocalDate | null;
}

interface Bill {
  readonly supplierId: number;
  readonly minor: number;
  readonly dueOn: LocalDate;
}

interface Paid {
  readonly visit: DemoRow<'visits'>;
  readonly lines: DemoRow<'visit_lines'>[];
  readonly endMin: number;
}

/** What stands before the first day and the till looks at. */
type TillBase = Pick<DemoRows, 'services' | 'products'>;

/**
 * The money of the demo salon: every completed visit has its check, with goods, tips, certificates, memberships, deposits and
 * debts among them; retail, shifts, encashment, settlements of the bank, suppliers and monthly expenses. Every invariant of
 * the ledger holds (domain.md 6).
 */
export class DemoTill {
  readonly #options: DemoOptions & { readonly createdBy: number };
  readonly #random: Random;
  readonly #books: DemoBooks;
  readonly #passes: DemoPasses;
  readonly #titles: ReadonlyMap<number, string>;
  readonly #products: readonly DemoRow<'products'>[];
  /** Discount of the category that a client is in. */
  readonly #category = new Map<number, { readonly id: number; readonly rateBp: number }>();
  readonly #categoryRate = new Map<number, number>();
  readonly #deposits = new Map<number, number>();
  readonly #tips = new Map<number, number>();
  #unsettled: { readonly id: number; readonly minor: number }[] = [];
  #debts: Owed[] = [];
  #bills: Bill[] = [];
  #cashMinor = 0;
  #safeMinor = 0;

  constructor(options: DemoOptions & { readonly createdBy: number }, random: Random, base: TillBase) {
    this.#options = options;
    this.#random = random;
    this.#books = new DemoBooks(options);
    const services = base.services ?? [];
    this.#passes = new DemoPasses(this.#books, random.fork('passes'), membershipOffers(services), options.today);
    this.#titles = new Map(services.map(({ id, name }) => [id, name]));
    this.#products = base.products ?? [];
  }

  /** A day with its money; days come in order, those ahead of today have none. */
  onDay(localDate: LocalDate, rows: DemoRows): DemoRows {
    this.#learnCategories(rows);
    if (localDate > this.#options.today) return rows;
    const books = this.#books;
    const isFirst = books.isNew;
    books.turnTo(localDate);
    if (isFirst) this.#openBooks();
    this.#passes.expire(EXPIRE_MIN);
    const completed = this.#completed(rows);
    if (completed.length === 0 || !books.isPast(OPEN_MIN)) return { ...rows, ...books.rows() };
    const shift = this.#openShift();
    this.#settle();
    this.#repay(shift.id);
    this.#spend(shift.id);
    this.#bill();
    for (const paid of completed) this.#sell(paid, shift.id);
    this.#retail(shift.id);
    if (books.isPast(CLOSE_MIN)) this.#closeShift(shift);
    return { ...rows, ...books.rows() };
  }

  #learnCategories(rows: DemoRows): void {
    for (const { id, discount_bp: rateBp } of rows.client_categories ?? []) this.#categoryRate.set(id, rateBp);
    for (const { id, category_id: categoryId } of rows.clients ?? []) {
      const rateBp = categoryId ? (this.#categoryRate.get(categoryId) ?? 0) : 0;
      if (categoryId && rateBp > 0) this.#category.set(id, { id: categoryId, rateBp });
    }
  }

  /** Completed visits by their end, with their lines; of today's the last one is still to pay. */
  #completed(rows: DemoRows): Paid[] {
    const lines = Map.groupBy(rows.visit_lines ?? [], (line) => line.visit_id);
    const done = (rows.visits ?? [])
      .filter(({ status }) => status === 'completed')
      .map((visit) => {
        const own = lines.get(visit.id) ?? [];
        return { visit, lines: own, endMin: Math.max(...own.map((line) => line.start_min + line.duration_min)) };
      })
      .filter((one) => one.lines.length > 0)
      .toSorted((a, b) => a.endMin - b.endMin);
    return this.#books.date === this.#options.today ? done.slice(0, -1) : done;
  }

  #openBooks(): void {
    const open = (account: AccountCode, object: number, minor: number): void => {
      const documentId = this.#books.document({ kind: 'opening', minute: OPEN_MIN - 5, amountMinor: minor });
      this.#books.entry(documentId, 'E01', [account, object], [3000, 0], minor);
    };
    open(1010, REGISTER, FLOAT_MINOR);
    open(1030, BANK, 300_000 * ROUBLE);
    this.#cashMinor = FLOAT_MINOR;
  }

  #openShift(): DemoRow<'cash_shifts'> {
    const shift = this.#books.add('cash_shifts', {
      account_id: REGISTER,
      number: 0,
      local_date: this.#books.date,
      opened_at_ms: this.#books.at(OPEN_MIN),
      opened_by: this.#books.createdBy,
      opening_minor: this.#cashMinor,
      opening_difference_minor: 0,
      opening_count_json: null,
      closed_at_ms: null,
      closed_by: null,
      expected_minor: null,
      counted_minor: null,
      count_json: null,
      difference_minor: null,
      difference_staff_id: null,
      decision_document_id: null,
      totals_json: null,
      note: '',
      version: 1,
    });
    return Object.assign(shift, { number: shift.id });
  }

  /** The bank brings the cards of the day before, less its fee (E26). */
  #settle(): void {
    const books = this.#books;
    const items = this.#unsettled;
    this.#unsettled = [];
    const grossMinor = items.reduce((sum, { minor }) => sum + minor, 0);
    if (grossMinor === 0) return;
    const feeMinor = percentOf(grossMinor, FEE_BP);
    const documentId = books.document({ kind: 'settlement', minute: SETTLE_MIN, amountMinor: grossMinor });
    books.operation(documentId, { from_account_id: ACQUIRING, to_account_id: BANK, fee_minor: feeMinor });
    books.entry(documentId, 'E26', [1030, BANK], [1040, ACQUIRING], grossMinor - feeMinor);
    books.entry(documentId, 'E26', [5050, 0], [1040, ACQUIRING], feeMinor);
    for (const { id } of items) books.add('settlement_items', { document_id: documentId, tender_id: id, sign: 1 });
  }

  /** Debts that are paid today (T3, E06). */
  #repay(shiftId: number): void {
    const books = this.#books;
    const due = this.#debts.filter(({ paidOn }) => paidOn !== null && paidOn <= books.date);
    this.#debts = this.#debts.filter((debt) => !due.includes(debt));
    for (const { saleId, clientId, minor } of due) {
      const documentId = books.document({ kind: 'payment', minute: REPAY_MIN, amountMinor: minor, shiftId, clientId });
      const { id } = books.add('tenders', {
        document_id: documentId,
        sale_id: saleId,
        position: 1,
        kind: 'card',
        account_id: ACQUIRING,
        certificate_id: null,
        amount_minor: minor,
        given_minor: null,
        change_minor: null,
        reference: '',
      });
      books.entry(documentId, 'E06', [1040, ACQUIRING], [1100, saleId], minor, { clientId });
      this.#unsettled.push({ id, minor });
    }
  }

  #spend(shiftId: number): void {
    const books = this.#books;
    const dayOfMonth = Number(books.date.slice(8));
    ARTICLES.forEach(({ day, roubles, from }, index) => {
      if (day !== dayOfMonth) return;
      const amountMinor = roubles * ROUBLE;
      if (from === REGISTER && amountMinor > this.#cashMinor) return;
      const isCash = from === REGISTER;
      const documentId = books.document({
        kind: 'expense',
        minute: SPEND_MIN,
        amountMinor,
        shiftId: isCash ? shiftId : null,
      });
      books.operation(documentId, { from_account_id: from, article_id: index + 1 });
      books.entry(documentId, 'E49', [5060, index + 1], [isCash ? 1010 : 1030, from], amountMinor);
      if (isCash) this.#cashMinor -= amountMinor;
    });
    // Once a week the safe goes to the bank.
    if (this.#safeMinor === 0 || dayOfMonth % 7 !== 0) return;
    const documentId = books.document({ kind: 'transfer', minute: SPEND_MIN + 5, amountMinor: this.#safeMinor });
    books.operation(documentId, { from_account_id: SAFE, to_account_id: BANK });
    books.entry(documentId, 'E46', [1030, BANK], [1020, SAFE], this.#safeMinor);
    this.#safeMinor = 0;
  }

  /** Bills of suppliers come and are paid in their time (E49, E32). */
  #bill(): void {
    const books = this.#books;
    for (const { supplierId, minor } of this.#bills.filter(({ dueOn }) => dueOn <= books.date)) {
      const documentId = books.document({ kind: 'supplier_payment', minute: SPEND_MIN + 10, amountMinor: minor });
      books.operation(documentId, { from_account_id: BANK, supplier_id: supplierId });
      books.entry(documentId, 'E32', [2010, supplierId], [1030, BANK], minor);
    }
    this.#bills = this.#bills.filter(({ dueOn }) => dueOn > books.date);
    const dayOfMonth = Number(books.date.slice(8));
    for (const [index, { days, roubles }] of SUPPLIERS.entries()) {
      if (!days.some((day) => day === dayOfMonth)) continue;
      const supplierId = index + 1;
      const amountMinor = this.#random.int(roubles[0], roubles[1]) * ROUBLE;
      const dueOn = addDays(books.date, BILL_DUE_DAYS);
      const documentId = books.document({ kind: 'supplier_bill', minute: SPEND_MIN + 15, amountMinor });
      books.operation(documentId, { article_id: MATERIALS, supplier_id: supplierId, due_on: dueOn });
      books.entry(documentId, 'E49', [5060, MATERIALS], [2010, supplierId], amountMinor);
      this.#bills.push({ supplierId, minor: amountMinor, dueOn });
    }
  }

  #sell({ visit, lines, endMin }: Paid, shiftId: number): void {
    const random = this.#random;
    const clientId = visit.client_id ?? null;
    const master = lines[0]!.staff_id ?? null;
    const services = lines.map((line): CheckLine => {
      const coveredBy = this.#passes.cover(clientId, line.service_id);
      const about = {
        kind: 'service',
        title: this.#titles.get(line.service_id) ?? '',
        visitLineId: line.id,
        serviceId: line.service_id,
        staffId: line.staff_id ?? null,
        priceMinor: line.price_minor,
      } as const;
      return coveredBy ? { ...about, coveredBy } : about;
    });
    const goods = random.chance(0.13) ? [this.#goods(master)] : [];
    const revenue = this.#discounted([...services, ...goods], clientId);
    const membership = services.some(({ coveredBy }) => coveredBy)
      ? undefined
      : this.#passes.sellMembership(
          clientId,
          lines.map((line) => line.service_id),
        );
    const tip = random.chance(0.05) && master !== null ? [this.#tip(master)] : [];
    const deposit = clientId !== null && random.chance(0.004) ? [this.#topUp(clientId)] : [];
    const dueMinor = revenue.reduce((sum, line) => sum + netOf(line), 0);
    this.#write({
      visitId: visit.id,
      clientId,
      minute: endMin + random.int(2, 8),
      shiftId,
      lines: [...revenue, ...(membership ? [membership] : []), ...tip, ...deposit],
      ...this.#payment(clientId, dueMinor, deposit.length > 0),
    });
  }

  /** What of a check is not paid by money at once: a certificate, a deposit, a debt; seldom any. */
  #payment(
    clientId: number | null,
    dueMinor: number,
    isToppedUp: boolean,
  ): Pick<Check, 'certificate' | 'depositMinor' | 'debtMinor'> {
    const certificate = this.#passes.redeemFor(dueMinor);
    if (certificate) return { certificate };
    if (clientId === null || isToppedUp) return {};
    const held = this.#deposits.get(clientId) ?? 0;
    if (held > 0) {
      const depositMinor = Math.min(held, dueMinor);
      this.#deposits.set(clientId, held - depositMinor);
      return { depositMinor };
    }
    const owes = this.#debts.some((debt) => debt.clientId === clientId);
    if (owes || dueMinor < 2000 * ROUBLE || !this.#random.chance(0.004)) return {};
    return { debtMinor: roundDownToStep(percentOf(dueMinor, 4000), 100 * ROUBLE) };
  }

  #write(check: Check): void {
    const { saleId, cashMinor, cards } = writeCheck(this.#books, this.#random, check);
    this.#cashMinor += cashMinor;
    this.#unsettled.push(...cards);
    if (!check.debtMinor || check.clientId === null) return;
    const isOld = this.#books.date < addDays(this.#options.today, -DEBTS_SINCE_DAYS);
    const isPaid = isOld || this.#random.chance(0.5);
    const paidOn = isPaid ? addDays(this.#books.date, this.#random.int(3, 18)) : null;
    this.#debts.push({ saleId, clientId: check.clientId, minor: check.debtMinor, paidOn });
  }

  /** Goods and certificates that somebody drops in for. */
  #retail(shiftId: number): void {
    const random = this.#random;
    const lines: CheckLine[][] = [];
    const count = random.weighted([0, 1, 2], [60, 30, 10]);
    for (let index = 0; index < count; index++) lines.push([this.#goods(null)]);
    const presents = this.#passes.presents();
    for (let index = 0; index < presents; index++) lines.push([]);
    for (const own of lines) {
      const minute = random.int(RETAIL_FROM_MIN, RETAIL_TO_MIN);
      if (!this.#books.isPast(minute)) continue;
      const sold = own.length > 0 ? own : [this.#passes.sellCertificate(null)];
      this.#write({ visitId: null, clientId: null, minute, shiftId, lines: sold });
    }
  }

  #goods(sellerId: number | null): CheckLine {
    const { id, name, price_minor: priceMinor } = this.#random.pick(this.#products);
    return { kind: 'product', title: name, productId: id, sellerId, priceMinor };
  }

  #tip(staffId: number): CheckLine {
    const priceMinor = this.#random.pick([100, 200, 200, 300, 500]) * ROUBLE;
    this.#tips.set(staffId, (this.#tips.get(staffId) ?? 0) + priceMinor);
    return { kind: 'tip', title: '', staffId, priceMinor };
  }

  #topUp(clientId: number): CheckLine {
    const priceMinor = this.#random.pick([3000, 5000, 10_000]) * ROUBLE;
    this.#deposits.set(clientId, (this.#deposits.get(clientId) ?? 0) + priceMinor);
    return { kind: 'deposit', title: '', priceMinor };
  }

  /** The discount of the client's category, or now and then one by hand (P4, P6). */
  #discounted(lines: readonly CheckLine[], clientId: number | null): CheckLine[] {
    const random = this.#random;
    const category = clientId === null ? undefined : this.#category.get(clientId);
    const manualBp = category || !random.chance(0.04) ? 0 : random.pick([500, 1000]);
    const rateBp = category?.rateBp ?? manualBp;
    if (rateBp === 0) return [...lines];
    return lines.map((line): CheckLine => {
      if (line.coveredBy || !isRevenue(line)) return line;
      const discount = {
        source: category ? ('category' as const) : ('manual' as const),
        source_id: category?.id ?? null,
        rate_bp: rateBp,
        amount_minor: percentOf(line.priceMinor, rateBp),
        reason: category ? '' : 'Извинение за ожидание',
      };
      return { ...line, discount };
    });
  }

  #closeShift(shift: DemoRow<'cash_shifts'>): void {
    const books = this.#books;
    this.#payTips(shift.id);
    if (this.#cashMinor >= ENCASH_FROM_MINOR) {
      const minor = this.#cashMinor - FLOAT_MINOR;
      const documentId = books.document({
        kind: 'transfer',
        minute: ENCASH_MIN,
        amountMinor: minor,
        shiftId: shift.id,
      });
      books.operation(documentId, { from_account_id: REGISTER, to_account_id: SAFE });
      books.entry(documentId, 'E46', [1020, SAFE], [1010, REGISTER], minor);
      this.#cashMinor -= minor;
      this.#safeMinor += minor;
    }
    const expectedMinor = this.#cashMinor;
    const differenceMinor = this.#count(shift);
    Object.assign(shift, {
      closed_at_ms: books.at(CLOSE_MIN),
      closed_by: books.createdBy,
      expected_minor: expectedMinor,
      counted_minor: expectedMinor + differenceMinor,
      difference_minor: differenceMinor,
      version: 2,
    });
    this.#cashMinor += differenceMinor;
  }

  /** Tips that have come to a sum are paid out of the drawer in the evening (E25). */
  #payTips(shiftId: number): void {
    const books = this.#books;
    for (const [staffId, minor] of this.#tips) {
      if (minor < PAID_TIPS_MINOR || minor > this.#cashMinor - FLOAT_MINOR) continue;
      const documentId = books.document({
        kind: 'tips_payout',
        minute: TIPS_MIN,
        amountMinor: minor,
        shiftId,
        staffId,
      });
      books.operation(documentId, { from_account_id: REGISTER });
      books.entry(documentId, 'E25', [2510, staffId], [1010, REGISTER], minor);
      this.#cashMinor -= minor;
      this.#tips.set(staffId, 0);
    }
  }

  /** Now and then the drawer does not hold what it should (E47). A shortage is a young one: it waits for the owner's word. */
  #count(shift: DemoRow<'cash_shifts'>): number {
    const random = this.#random;
    const books = this.#books;
    const isYoung = books.date >= addDays(this.#options.today, -UNDECIDED_DAYS);
    if (!random.chance(isYoung ? 0.1 : 0.015)) return 0;
    const minor = random.pick([50, 100, 200, 500]) * ROUBLE;
    const about = { kind: 'shift_difference', minute: COUNT_MIN, shiftId: shift.id } as const;
    const documentId = books.document({ ...about, amountMinor: isYoung ? -minor : minor });
    if (isYoung) books.entry(documentId, 'E47', [1410, REGISTER], [1010, REGISTER], minor);
    else books.entry(documentId, 'E47', [1010, REGISTER], [4050, 0], minor);
    return isYoung ? -minor : minor;
  }
}
