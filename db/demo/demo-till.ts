import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { percentOf } from '../../src-shared/kernel/money.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import type { AccountCode, DocumentKind, LedgerEvent } from '../../src-shared/ledger/accounts.rules.ts';
import type { DemoOptions, DemoRow, DemoRows } from './demo-model.ts';

const MINUTE_MS = 60_000;
const ROUBLE = 100;

/** Accounts of money of the demo: ids in `money_accounts`. */
const REGISTER = 1;
const SAFE = 2;
const BANK = 3;
const ACQUIRING = 4;
const FEE_BP = 190;
const FLOAT_MINOR = 5000 * ROUBLE;
const ENCASH_FROM_MINOR = 15_000 * ROUBLE;

/** Articles of expense: id, name, day of the month, amount in roubles, account it is paid from. */
const ARTICLES = [
  { name: 'Аренда', day: 5, roubles: 185_000, from: BANK },
  { name: 'Коммунальные услуги', day: 10, roubles: 24_300, from: BANK },
  { name: 'Реклама', day: 15, roubles: 35_000, from: BANK },
  { name: 'Связь и интернет', day: 20, roubles: 4200, from: BANK },
  { name: 'Хозяйственные расходы', day: 25, roubles: 3150, from: REGISTER },
  { name: 'Прочие расходы', day: null, roubles: 0, from: REGISTER },
] as const;

const OPEN_MIN = 525;
const SETTLE_MIN = 540;
const SPEND_MIN = 690;
const ENCASH_MIN = 1270;
const CLOSE_MIN = 1280;

type Table =
  | 'cash_shifts'
  | 'ledger_documents'
  | 'sales'
  | 'sale_lines'
  | 'sale_discounts'
  | 'tenders'
  | 'visit_sales'
  | 'ledger_entries'
  | 'money_operations'
  | 'settlement_items';
type Sheet = { [Name in Table]: DemoRow<Name>[] };

/** Rows that stand before the first day: accounts of money and articles of expense. */
export function tillBase(): DemoRows {
  const account = (id: number, kind: DemoRow<'money_accounts'>['kind'], name: string, more = {}) => ({
    id,
    kind,
    name,
    fee_bp: null,
    settles_to_id: null,
    position: id - 1,
    is_archived: 0 as const,
    version: 1,
    ...more,
  });
  return {
    money_accounts: [
      account(REGISTER, 'register', 'Касса'),
      account(SAFE, 'safe', 'Сейф'),
      account(BANK, 'bank', 'Расчётный счёт'),
      account(ACQUIRING, 'acquiring', 'Эквайринг', { fee_bp: FEE_BP, settles_to_id: BANK }),
    ],
    expense_articles: ARTICLES.map(({ name }, index) => ({
      id: index + 1,
      name,
      position: index,
      is_archived: 0,
      version: 1,
    })),
  };
}

/**
 * The money of the demo salon: every completed visit has its check, paid by card, quick payment or cash; shifts, encashment,
 * settlements of the bank and monthly expenses. Every invariant of the ledger holds (domain.md 6).
 */
export class DemoTill {
  readonly #options: DemoOptions & { readonly createdBy: number };
  readonly #random: Random;
  readonly #nowMs: number;
  readonly #titleOf: (serviceId: number) => string;
  readonly #numbers = new Map<DocumentKind, number>();
  readonly #ids = new Map<Table, number>();
  /** Discount of the category that a client is in. */
  readonly #category = new Map<number, { readonly id: number; readonly rateBp: number }>();
  readonly #categoryRate = new Map<number, number>();
  readonly #unsettled: { readonly id: number; readonly minor: number }[] = [];
  #cashMinor = 0;
  #safeMinor = 0;
  #sheet = emptySheet();
  #date: LocalDate = '';
  #midnightMs = 0;

  /** @param titleOf name of a service */
  constructor(
    options: DemoOptions & { readonly createdBy: number },
    random: Random,
    titleOf: (serviceId: number) => string,
  ) {
    this.#options = options;
    this.#random = random;
    this.#titleOf = titleOf;
    this.#nowMs = instantOf(options.today, options.nowMin, options.timeZone).atMs;
  }

  /** A day with its money; days come in order, those ahead of today have none. */
  onDay(localDate: LocalDate, rows: DemoRows): DemoRows {
    this.#learnCategories(rows);
    if (localDate > this.#options.today) return rows;
    const isFirst = this.#numbers.size === 0;
    this.#sheet = emptySheet();
    this.#date = localDate;
    this.#midnightMs = instantOf(localDate, 0, this.#options.timeZone).atMs;
    if (isFirst) this.#openBooks();
    const completed = this.#completed(rows);
    if (completed.length === 0 || this.#at(OPEN_MIN) >= this.#nowMs) return { ...rows, ...this.#filled() };
    const shift = this.#openShift();
    this.#settle();
    this.#spend(shift.id);
    for (const visit of completed) this.#sell(visit, shift.id);
    if (this.#at(CLOSE_MIN) <= this.#nowMs) this.#closeShift(shift);
    return { ...rows, ...this.#filled() };
  }

  #learnCategories(rows: DemoRows): void {
    for (const { id, discount_bp: rateBp } of rows.client_categories ?? []) this.#categoryRate.set(id, rateBp);
    for (const { id, category_id: categoryId } of rows.clients ?? []) {
      const rateBp = categoryId ? (this.#categoryRate.get(categoryId) ?? 0) : 0;
      if (categoryId && rateBp > 0) this.#category.set(id, { id: categoryId, rateBp });
    }
  }

  /** Completed visits by their end, with their lines; of today's the last one is still to pay. */
  #completed(rows: DemoRows): { visit: DemoRow<'visits'>; lines: DemoRow<'visit_lines'>[]; endMin: number }[] {
    const lines = Map.groupBy(rows.visit_lines ?? [], (line) => line.visit_id);
    const done = (rows.visits ?? [])
      .filter(({ status }) => status === 'completed')
      .map((visit) => {
        const own = lines.get(visit.id) ?? [];
        return { visit, lines: own, endMin: Math.max(...own.map((line) => line.start_min + line.duration_min)) };
      })
      .filter((one) => one.lines.length > 0)
      .toSorted((a, b) => a.endMin - b.endMin);
    return this.#date === this.#options.today ? done.slice(0, -1) : done;
  }

  #openBooks(): void {
    const open = (account: AccountCode, object: number, minor: number): void => {
      const documentId = this.#document('opening', OPEN_MIN - 5, minor, null, null);
      this.#entry(documentId, 'E01', [account, object], [3000, 0], minor, null, null);
    };
    open(1010, REGISTER, FLOAT_MINOR);
    open(1030, BANK, 300_000 * ROUBLE);
    this.#cashMinor = FLOAT_MINOR;
  }

  #openShift(): DemoRow<'cash_shifts'> {
    const id = this.#next('cash_shifts');
    const shift: DemoRow<'cash_shifts'> = {
      id,
      account_id: REGISTER,
      number: id,
      local_date: this.#date,
      opened_at_ms: this.#at(OPEN_MIN),
      opened_by: this.#options.createdBy,
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
    };
    this.#sheet.cash_shifts.push(shift);
    return shift;
  }

  /** The bank brings the cards of the day before, less its fee (E26). */
  #settle(): void {
    const items = this.#unsettled.splice(0);
    const grossMinor = items.reduce((sum, { minor }) => sum + minor, 0);
    if (grossMinor === 0) return;
    const feeMinor = percentOf(grossMinor, FEE_BP);
    const documentId = this.#document('settlement', SETTLE_MIN, grossMinor, null, null);
    this.#operation(documentId, { from_account_id: ACQUIRING, to_account_id: BANK, fee_minor: feeMinor });
    this.#entry(documentId, 'E26', [1030, BANK], [1040, ACQUIRING], grossMinor - feeMinor, null, null);
    this.#entry(documentId, 'E26', [5050, 0], [1040, ACQUIRING], feeMinor, null, null);
    for (const { id } of items) {
      const item = { id: this.#next('settlement_items'), document_id: documentId, tender_id: id, sign: 1 as const };
      this.#sheet.settlement_items.push(item);
    }
  }

  #spend(shiftId: number): void {
    const dayOfMonth = Number(this.#date.slice(8));
    ARTICLES.forEach(({ day, roubles, from }, index) => {
      if (day !== dayOfMonth) return;
      const minor = roubles * ROUBLE;
      if (from === REGISTER && minor > this.#cashMinor) return;
      const documentId = this.#document('expense', SPEND_MIN, minor, from === REGISTER ? shiftId : null, null);
      this.#operation(documentId, { from_account_id: from, article_id: index + 1 });
      this.#entry(documentId, 'E49', [5060, index + 1], [from === REGISTER ? 1010 : 1030, from], minor, null, null);
      if (from === REGISTER) this.#cashMinor -= minor;
    });
    // Once a week the safe goes to the bank.
    if (this.#safeMinor === 0 || dayOfMonth % 7 !== 0) return;
    const documentId = this.#document('transfer', SPEND_MIN + 5, this.#safeMinor, null, null);
    this.#operation(documentId, { from_account_id: SAFE, to_account_id: BANK });
    this.#entry(documentId, 'E46', [1030, BANK], [1020, SAFE], this.#safeMinor, null, null);
    this.#safeMinor = 0;
  }

  #sell(
    { visit, lines, endMin }: { visit: DemoRow<'visits'>; lines: DemoRow<'visit_lines'>[]; endMin: number },
    shiftId: number,
  ): void {
    const random = this.#random;
    const clientId = visit.client_id ?? null;
    const category = clientId === null ? undefined : this.#category.get(clientId);
    const manualBp = category || !random.chance(0.04) ? 0 : random.pick([500, 1000]);
    const rateBp = category?.rateBp ?? manualBp;
    const priced = lines.map((line) => ({ line, discountMinor: percentOf(line.price_minor, rateBp) }));
    const grossMinor = lines.reduce((sum, line) => sum + line.price_minor, 0);
    const discountMinor = priced.reduce((sum, one) => sum + one.discountMinor, 0);
    const netMinor = grossMinor - discountMinor;
    const saleId = this.#next('sales');
    const documentId = this.#document('sale', endMin + random.int(2, 8), netMinor, shiftId, clientId);
    this.#sheet.sales.push({
      id: saleId,
      document_id: documentId,
      visit_id: visit.id,
      client_id: clientId,
      local_date: this.#date,
      priced_on: this.#date,
      gross_minor: grossMinor,
      discount_minor: discountMinor,
      net_minor: netMinor,
      debt_minor: 0,
      rebook_skip: null,
      comment: '',
    });
    this.#sheet.visit_sales.push({ id: this.#next('visit_sales'), visit_id: visit.id, sale_id: saleId });
    for (const [position, one] of priced.entries()) {
      const lineId = this.#saleLine(saleId, position, one.line, one.discountMinor);
      this.#entry(
        documentId,
        'E02',
        [1100, saleId],
        [4010, 0],
        one.line.price_minor - one.discountMinor,
        clientId,
        lineId,
      );
      if (one.discountMinor === 0) continue;
      this.#sheet.sale_discounts.push({
        id: this.#next('sale_discounts'),
        sale_line_id: lineId,
        source: category ? 'category' : 'manual',
        source_id: category?.id ?? null,
        title: '',
        rate_bp: rateBp,
        amount_minor: one.discountMinor,
        reason: category ? '' : 'Извинение за ожидание',
      });
    }
    this.#pay(documentId, saleId, netMinor, clientId);
  }

  #saleLine(saleId: number, position: number, line: DemoRow<'visit_lines'>, discountMinor: number): number {
    const id = this.#next('sale_lines');
    this.#sheet.sale_lines.push({
      id,
      sale_id: saleId,
      position,
      kind: 'service',
      title: this.#titleOf(line.service_id),
      visit_line_id: line.id,
      service_id: line.service_id,
      product_id: null,
      certificate_id: null,
      membership_id: null,
      covered_by_id: null,
      bundle_id: null,
      staff_id: line.staff_id,
      seller_id: null,
      quantity_milli: 1000,
      list_price_minor: line.price_minor,
      price_minor: line.price_minor,
      gross_minor: line.price_minor,
      discount_minor: discountMinor,
      net_minor: line.price_minor - discountMinor,
      recognised_minor: 0,
      bonus_minor: 0,
      vat_bp: null,
      vat_minor: 0,
      earns_bonus: 0,
      why_json: '[]',
    });
    return id;
  }

  #pay(documentId: number, saleId: number, netMinor: number, clientId: number | null): void {
    if (netMinor === 0) return;
    const random = this.#random;
    const kind = random.weighted(['card', 'sbp', 'cash', 'split'] as const, [52, 16, 29, 3]);
    const isSplit = kind === 'split' && netMinor > 2000 * ROUBLE;
    const cardMinor = isSplit ? netMinor - 1000 * ROUBLE : netMinor;
    if (kind !== 'cash') {
      this.#tender(documentId, saleId, 0, kind === 'sbp' ? 'sbp' : 'card', cardMinor);
      this.#entry(documentId, 'E06', [1040, ACQUIRING], [1100, saleId], cardMinor, clientId, null);
    }
    const cashMinor = kind === 'cash' ? netMinor : netMinor - cardMinor;
    if (cashMinor === 0) return;
    this.#tender(documentId, saleId, isSplit ? 1 : 0, 'cash', cashMinor);
    this.#entry(documentId, 'E05', [1010, REGISTER], [1100, saleId], cashMinor, clientId, null);
    this.#cashMinor += cashMinor;
  }

  #tender(documentId: number, saleId: number, position: number, kind: 'card' | 'sbp' | 'cash', minor: number): void {
    const id = this.#next('tenders');
    const isCash = kind === 'cash';
    const note = 1000 * ROUBLE;
    const givenMinor = isCash ? Math.ceil(minor / note) * note : null;
    this.#sheet.tenders.push({
      id,
      document_id: documentId,
      sale_id: saleId,
      position,
      kind,
      account_id: isCash ? REGISTER : ACQUIRING,
      certificate_id: null,
      amount_minor: minor,
      given_minor: givenMinor,
      change_minor: givenMinor === null ? null : givenMinor - minor,
      reference: '',
    });
    if (!isCash) this.#unsettled.push({ id, minor });
  }

  #closeShift(shift: DemoRow<'cash_shifts'>): void {
    if (this.#cashMinor >= ENCASH_FROM_MINOR) {
      const minor = this.#cashMinor - FLOAT_MINOR;
      const documentId = this.#document('transfer', ENCASH_MIN, minor, shift.id, null);
      this.#operation(documentId, { from_account_id: REGISTER, to_account_id: SAFE });
      this.#entry(documentId, 'E46', [1020, SAFE], [1010, REGISTER], minor, null, null);
      this.#cashMinor -= minor;
      this.#safeMinor += minor;
    }
    Object.assign(shift, {
      closed_at_ms: this.#at(CLOSE_MIN),
      closed_by: this.#options.createdBy,
      expected_minor: this.#cashMinor,
      counted_minor: this.#cashMinor,
      difference_minor: 0,
      version: 2,
    });
  }

  #document(
    kind: DocumentKind,
    minute: number,
    amountMinor: number,
    shiftId: number | null,
    clientId: number | null,
  ): number {
    const number = (this.#numbers.get(kind) ?? 0) + 1;
    this.#numbers.set(kind, number);
    const id = this.#next('ledger_documents');
    this.#sheet.ledger_documents.push({
      id,
      kind,
      number,
      local_date: this.#date,
      at_ms: Math.min(this.#at(minute), this.#nowMs - MINUTE_MS),
      created_by: this.#options.createdBy,
      shift_id: shiftId,
      client_id: clientId,
      staff_id: null,
      sale_id: null,
      reverses_id: null,
      amount_minor: amountMinor,
      request_key: null,
      reason: '',
      comment: '',
    });
    return id;
  }

  #operation(documentId: number, fields: Partial<DemoRow<'money_operations'>>): void {
    this.#sheet.money_operations.push({
      id: this.#next('money_operations'),
      document_id: documentId,
      from_account_id: null,
      to_account_id: null,
      article_id: null,
      supplier_id: null,
      fee_minor: 0,
      due_on: null,
      ...fields,
    });
  }

  #entry(
    documentId: number,
    event: LedgerEvent,
    debit: readonly [AccountCode, number],
    credit: readonly [AccountCode, number],
    amountMinor: number,
    clientId: number | null,
    saleLineId: number | null,
  ): void {
    if (amountMinor === 0) return;
    this.#sheet.ledger_entries.push({
      id: this.#next('ledger_entries'),
      document_id: documentId,
      event,
      local_date: this.#date,
      debit_account: debit[0],
      debit_object: debit[1],
      credit_account: credit[0],
      credit_object: credit[1],
      amount_minor: amountMinor,
      client_id: clientId,
      sale_line_id: saleLineId,
    });
  }

  #filled(): DemoRows {
    return Object.fromEntries(Object.entries(this.#sheet).filter(([, list]) => list.length > 0));
  }

  #next(table: Table): number {
    const id = (this.#ids.get(table) ?? 0) + 1;
    this.#ids.set(table, id);
    return id;
  }

  #at(minute: number): number {
    return this.#midnightMs + minute * MINUTE_MS;
  }
}

/** Parents before children. */
function emptySheet(): Sheet {
  return {
    cash_shifts: [],
    ledger_documents: [],
    sales: [],
    sale_lines: [],
    sale_discounts: [],
    tenders: [],
    visit_sales: [],
    ledger_entries: [],
    money_operations: [],
    settlement_items: [],
  };
}
