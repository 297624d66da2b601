import { Ledger, type Posting } from '../../src-main/ledger/ledger.service.ts';
import { query } from '../../src-main/store/query.ts';
import type { Tx } from '../../src-main/store/unit-of-work.ts';
import type { OpenShift, Shifts } from '../../src-main/checkout/neighbours.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { TestSalon } from './salon-services.ts';

/** A line of a sale that a test posts. */
export interface TillLine {
  readonly kind: 'service' | 'certificate' | 'membership';
  readonly netMinor: number;
  readonly serviceId?: number | null;
  readonly listPriceMinor?: number;
  readonly certificateId?: number;
  readonly membershipId?: number;
  readonly coveredById?: number;
}

/** A desk that posts sales as checkout does, without its rules: for the features that have a part in a sale. */
export class Till {
  readonly ledger = new Ledger();
  readonly salon: TestSalon;
  readonly #registerId: number;
  readonly #bankId: number;
  #shift: OpenShift | null = null;
  #shifts = 0;

  constructor(salon: TestSalon) {
    this.salon = salon;
    const [register, bank] = salon.write((tx) => [
      account(tx, 'register', 'Касса'),
      account(tx, 'acquiring', 'Терминал'),
    ]);
    this.#registerId = register!;
    this.#bankId = bank!;
  }

  get localDate(): string {
    return this.salon.settings.today().localDate;
  }

  /** The register and its shift, as the feature of cash answers. */
  get shifts(): Shifts {
    const accountFor: Shifts['accountFor'] = (_, kind, accountId) =>
      accountId ?? (kind === 'cash' ? this.#registerId : this.#bankId);
    return {
      current: () => this.#shift,
      require: () => {
        if (!this.#shift) throw new DomainError('SHIFT_CLOSED', {});
        return this.#shift;
      },
      accountFor,
      accountBack: accountFor,
      requireLiveAccounts: () => undefined,
    };
  }

  openShift(): void {
    const { salon } = this;
    this.#shifts += 1;
    const number = this.#shifts;
    const shiftId = salon.write((tx) =>
      tx.insert(
        query.insertInto('cash_shifts').values({
          account_id: this.#registerId,
          number,
          local_date: this.localDate,
          opened_at_ms: salon.clock.nowMs(),
          opened_by: null,
          opening_minor: 0,
          opening_count_json: null,
          closed_at_ms: null,
          closed_by: null,
          expected_minor: null,
          counted_minor: null,
          count_json: null,
          difference_minor: null,
          difference_staff_id: null,
          totals_json: null,
        }),
      ),
    );
    this.#shift = { shiftId, number, accountId: this.#registerId, localDate: this.localDate };
  }

  closeShift(): void {
    const { salon } = this;
    const shiftId = this.#shift?.shiftId;
    this.#shift = null;
    if (shiftId === undefined) return;
    salon.write((tx) =>
      tx.run(query.updateTable('cash_shifts').set({ closed_at_ms: salon.clock.nowMs() }).where('id', '=', shiftId)),
    );
  }

  /** Posts a sale: `body` adds the parts of features and answers with the lines. */
  sale(
    clientId: number | null,
    body: (tx: Tx, posting: Posting, saleId: number, addLine: (line: TillLine) => number) => void,
    localDate = this.localDate,
  ): { saleId: number; documentId: number } {
    return this.salon.write((tx) => {
      const posting = this.ledger.open(tx, { kind: 'sale', localDate, amountMinor: 0, clientId });
      const saleId = tx.insert(
        query.insertInto('sales').values({
          document_id: posting.id,
          visit_id: null,
          client_id: clientId,
          local_date: localDate,
          priced_on: localDate,
          gross_minor: 0,
          discount_minor: 0,
          net_minor: 0,
          rebook_skip: null,
        }),
      );
      let position = 0;
      body(tx, posting, saleId, (line) => insertLine(tx, saleId, position++, line));
      return { saleId, documentId: posting.id };
    });
  }

  /** Money of a sale, posted directly against a liability (E11, E16). */
  takeMoney(
    tx: Tx,
    posting: Posting,
    saleId: number,
    kind: 'cash' | 'card',
    credit: { account: 2200 | 2300; object: number },
    amountMinor: number,
  ): void {
    const accountId = kind === 'cash' ? this.#registerId : this.#bankId;
    posting.add(
      credit.account === 2200 ? 'E11' : 'E16',
      { account: kind === 'cash' ? 1010 : 1040, object: accountId },
      credit,
      amountMinor,
    );
    tx.insert(
      query.insertInto('tenders').values({
        document_id: posting.id,
        sale_id: saleId,
        position: 0,
        kind,
        account_id: accountId,
        certificate_id: null,
        amount_minor: amountMinor,
        given_minor: null,
        change_minor: null,
      }),
    );
  }

  /** Takes a whole sale back, with the parts of a feature. */
  reverse(
    sale: { saleId: number; documentId: number },
    part: { reverseSale(tx: Tx, posting: Posting, saleId: number): void },
  ): void {
    this.salon.write((tx) => {
      const posting = this.ledger.reverse(tx, sale.documentId, { localDate: this.localDate, reason: 'ошибка' });
      part.reverseSale(tx, posting, sale.saleId);
    });
  }

  /** Credits less debits of an account, of one object. */
  credit(account: 2200 | 2210 | 2300 | 4030 | 4040 | 4090 | 1100, object?: number): number {
    return 0 - this.ledger.balance(this.salon.store.reader, account, object);
  }
}

function account(tx: Tx, kind: 'register' | 'acquiring', name: string): number {
  return tx.insert(query.insertInto('money_accounts').values({ kind, name, fee_bp: null, settles_to_id: null }));
}

function insertLine(tx: Tx, saleId: number, position: number, line: TillLine): number {
  return tx.insert(
    query.insertInto('sale_lines').values({
      sale_id: saleId,
      position,
      kind: line.kind,
      title: line.kind,
      visit_line_id: null,
      service_id: line.serviceId ?? null,
      product_id: null,
      certificate_id: line.certificateId ?? null,
      membership_id: line.membershipId ?? null,
      covered_by_id: line.coveredById ?? null,
      bundle_id: null,
      staff_id: null,
      seller_id: null,
      quantity_milli: 1000,
      list_price_minor: line.listPriceMinor ?? line.netMinor,
      price_minor: line.netMinor,
      gross_minor: line.netMinor,
      discount_minor: 0,
      net_minor: line.netMinor,
      vat_bp: null,
    }),
  );
}
