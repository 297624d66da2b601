import type { Random } from '../../src-shared/kernel/random.ts';
import type { AccountCode, LedgerEvent } from '../../src-shared/ledger/accounts.rules.ts';
import type { DemoBooks } from './demo-books.ts';
import { ACQUIRING, REGISTER, ROUBLE } from './demo-money.data.ts';
import type { DemoRow } from './demo-model.ts';

/** A line of a check of the demo; prices in kopecks. */
export interface CheckLine {
  readonly kind: DemoRow<'sale_lines'>['kind'];
  readonly title: string;
  readonly priceMinor: number;
  readonly staffId?: number | null;
  readonly sellerId?: number | null;
  readonly visitLineId?: number;
  readonly serviceId?: number;
  readonly productId?: number;
  readonly certificateId?: number;
  /** Of a certificate that is sold below or above what is on it (T6). */
  readonly nominalMinor?: number;
  readonly membershipId?: number;
  /** What a membership that is sold holds. */
  readonly pool?: { readonly id: number; readonly visits: number };
  readonly discount?: Pick<DemoRow<'sale_discounts'>, 'source' | 'rate_bp' | 'amount_minor' | 'reason'> & {
    readonly source_id: number | null;
  };
  /** The membership that pays the line, and what is recognised of it (T9). */
  readonly coveredBy?: { readonly membershipId: number; readonly poolId: number; readonly valueMinor: number };
}

/** A check of the demo with what pays it beside money. */
export interface Check {
  readonly visitId: number | null;
  readonly clientId: number | null;
  readonly minute: number;
  readonly shiftId: number;
  readonly lines: readonly CheckLine[];
  readonly certificate?: { readonly id: number; readonly amountMinor: number; readonly releasedMinor: number };
  readonly depositMinor?: number;
  readonly debtMinor?: number;
}

/** Money that came in with a check. */
export interface CheckMoney {
  readonly saleId: number;
  readonly cashMinor: number;
  /** Tenders that the bank still owes. */
  readonly cards: readonly { readonly id: number; readonly minor: number }[];
}

interface Money {
  readonly kind: 'card' | 'sbp' | 'cash';
  readonly minor: number;
}

/** What of a line only money pays, by kind: its event and the account that owes it (E08, E11, E16, E24). */
const MONEY_ONLY = {
  certificate: { event: 'E11', account: 2200 },
  membership: { event: 'E16', account: 2300 },
  deposit: { event: 'E08', account: 2100 },
  tip: { event: 'E24', account: 2510 },
} as const satisfies Partial<Record<CheckLine['kind'], { event: LedgerEvent; account: AccountCode }>>;

/** What a line comes to after its discount; 0 for one that a membership covers (P3). */
export function netOf({ priceMinor, discount, coveredBy }: CheckLine): number {
  return coveredBy ? 0 : priceMinor - (discount?.amount_minor ?? 0);
}

/** Whether a line is revenue, which certificates and deposits may pay. */
export function isRevenue({ kind }: Pick<CheckLine, 'kind'>): boolean {
  return kind === 'service' || kind === 'product';
}

/** Writes a check with its lines, tenders and entries, as checkout would (E02-E09, E11, E12, E16, E24). */
export function writeCheck(books: DemoBooks, random: Random, check: Check): CheckMoney {
  const { clientId, lines, shiftId, minute } = check;
  const netMinor = sum(lines.map(netOf));
  const debtMinor = check.debtMinor ?? 0;
  const documentId = books.document({ kind: 'sale', minute, amountMinor: netMinor, shiftId, clientId });
  const saleId = books.add('sales', {
    document_id: documentId,
    visit_id: check.visitId,
    client_id: clientId,
    local_date: books.date,
    priced_on: books.date,
    gross_minor: sum(lines.map((line) => (line.coveredBy ? 0 : line.priceMinor))),
    discount_minor: sum(lines.map((line) => line.discount?.amount_minor ?? 0)),
    net_minor: netMinor,
    debt_minor: debtMinor,
    rebook_skip: null,
    comment: '',
  }).id;
  if (check.visitId !== null) books.add('visit_sales', { visit_id: check.visitId, sale_id: saleId });
  const written = lines.map((line, index) => ({ line, id: writeLine(books, saleId, index + 1, line) }));
  for (const one of written) recogniseLine(books, { documentId, saleId, clientId }, one);
  const otherMinor = (check.certificate?.amountMinor ?? 0) + (check.depositMinor ?? 0) + debtMinor;
  const money = moneyOf(random, netMinor - otherMinor, lines);
  let position = 0;
  const tender = (fields: Partial<DemoRow<'tenders'>> & Pick<DemoRow<'tenders'>, 'kind' | 'amount_minor'>): number =>
    books.add('tenders', {
      document_id: documentId,
      sale_id: saleId,
      position: ++position,
      account_id: null,
      certificate_id: null,
      given_minor: null,
      change_minor: null,
      reference: '',
      ...fields,
    }).id;
  const receivable = [1100, saleId] as const;
  if (check.certificate) {
    const { id, amountMinor, releasedMinor } = check.certificate;
    tender({ kind: 'certificate', amount_minor: amountMinor, certificate_id: id });
    books.entry(documentId, 'E12', [2200, id], receivable, releasedMinor, { clientId });
    books.entry(documentId, 'E12', [4090, 0], receivable, amountMinor - releasedMinor, { clientId });
    books.add('certificate_movements', {
      certificate_id: id,
      document_id: documentId,
      sale_id: saleId,
      kind: 'redeem',
      local_date: books.date,
      nominal_minor: -amountMinor,
      liability_minor: -releasedMinor,
    });
  }
  if (check.depositMinor) {
    tender({ kind: 'deposit', amount_minor: check.depositMinor });
    books.entry(documentId, 'E09', [2100, 0], receivable, check.depositMinor, { clientId });
  }
  const sold = written.flatMap(({ line, id }) => {
    const target = soldSide(line);
    return target ? [{ ...target, saleLineId: id, left: netOf(line) }] : [];
  });
  const cards: { id: number; minor: number }[] = [];
  for (const { kind, minor } of money) {
    const isCash = kind === 'cash';
    const givenMinor = isCash ? Math.ceil(minor / (1000 * ROUBLE)) * 1000 * ROUBLE : null;
    const id = tender({
      kind,
      account_id: isCash ? REGISTER : ACQUIRING,
      amount_minor: minor,
      given_minor: givenMinor,
      change_minor: givenMinor === null ? null : givenMinor - minor,
    });
    if (!isCash) cards.push({ id, minor });
    const debit = isCash ? ([1010, REGISTER] as const) : ([1040, ACQUIRING] as const);
    let rest = minor;
    for (const line of sold) {
      const part = Math.min(rest, line.left);
      rest -= part;
      line.left -= part;
      books.entry(documentId, line.event, debit, line.credit, part, { clientId, saleLineId: line.saleLineId });
    }
    books.entry(documentId, isCash ? 'E05' : 'E06', debit, receivable, rest, { clientId });
  }
  return { saleId, cashMinor: sum(money.map(({ kind, minor }) => (kind === 'cash' ? minor : 0))), cards };
}

function writeLine(books: DemoBooks, saleId: number, position: number, line: CheckLine): number {
  const discountMinor = line.discount?.amount_minor ?? 0;
  const grossMinor = line.coveredBy ? 0 : line.priceMinor;
  const { id } = books.add('sale_lines', {
    sale_id: saleId,
    position,
    kind: line.kind,
    title: line.title,
    visit_line_id: line.visitLineId ?? null,
    service_id: line.serviceId ?? null,
    product_id: line.productId ?? null,
    certificate_id: line.certificateId ?? null,
    membership_id: line.membershipId ?? null,
    covered_by_id: line.coveredBy?.membershipId ?? null,
    bundle_id: null,
    staff_id: line.staffId ?? null,
    seller_id: line.sellerId ?? null,
    quantity_milli: 1000,
    list_price_minor: line.priceMinor,
    price_minor: line.priceMinor,
    gross_minor: grossMinor,
    discount_minor: discountMinor,
    net_minor: grossMinor - discountMinor,
    recognised_minor: line.coveredBy?.valueMinor ?? 0,
    bonus_minor: 0,
    vat_bp: null,
    vat_minor: 0,
    earns_bonus: 0,
    why_json: '[]',
  });
  if (line.discount && discountMinor > 0) {
    books.add('sale_discounts', { sale_line_id: id, title: '', ...line.discount });
  }
  return id;
}

function recogniseLine(
  books: DemoBooks,
  { documentId, saleId, clientId }: { documentId: number; saleId: number; clientId: number | null },
  { line, id }: { line: CheckLine; id: number },
): void {
  const about = { clientId, saleLineId: id };
  if (line.coveredBy) {
    const { membershipId, poolId, valueMinor } = line.coveredBy;
    books.entry(documentId, 'E04', [2300, membershipId], [4030, 0], valueMinor, about);
    books.add('membership_movements', {
      membership_id: membershipId,
      pool_id: poolId,
      document_id: documentId,
      sale_line_id: id,
      visit_line_id: null,
      client_id: clientId,
      kind: 'use',
      local_date: books.date,
      units: -1,
      value_minor: -valueMinor,
    });
  } else if (line.kind === 'service') {
    books.entry(documentId, 'E02', [1100, saleId], [4010, 0], netOf(line), about);
  } else if (line.kind === 'product') {
    books.entry(documentId, 'E03', [1100, saleId], [4020, 0], netOf(line), about);
  } else if (line.kind === 'certificate') {
    books.add('certificate_movements', {
      certificate_id: line.certificateId!,
      document_id: documentId,
      sale_id: null,
      kind: 'sell',
      local_date: books.date,
      nominal_minor: line.nominalMinor ?? line.priceMinor,
      liability_minor: line.priceMinor,
    });
  } else if (line.pool) {
    books.add('membership_movements', {
      membership_id: line.membershipId!,
      pool_id: line.pool.id,
      document_id: documentId,
      sale_line_id: null,
      visit_line_id: null,
      client_id: clientId,
      kind: 'sell',
      local_date: books.date,
      units: line.pool.visits,
      value_minor: line.priceMinor,
    });
  }
}

function soldSide(line: CheckLine): { event: LedgerEvent; credit: readonly [AccountCode, number] } | null {
  if (line.kind === 'service' || line.kind === 'product') return null;
  const { event, account } = MONEY_ONLY[line.kind];
  const object =
    line.kind === 'certificate'
      ? line.certificateId
      : line.kind === 'membership'
        ? line.membershipId
        : line.kind === 'tip'
          ? line.staffId
          : 0;
  return { event, credit: [account, object ?? 0] };
}

/** How the rest is paid: mostly by card; a tip of the salon's terminal always. */
function moneyOf(random: Random, minor: number, lines: readonly CheckLine[]): Money[] {
  if (minor === 0) return [];
  const hasTip = lines.some(({ kind }) => kind === 'tip');
  const kind = hasTip ? 'card' : random.weighted(['card', 'sbp', 'cash', 'split'] as const, [52, 16, 29, 3]);
  if (kind !== 'split') return [{ kind, minor }];
  const cashMinor = 1000 * ROUBLE;
  if (minor <= 2 * cashMinor) return [{ kind: 'card', minor }];
  return [
    { kind: 'card', minor: minor - cashMinor },
    { kind: 'cash', minor: cashMinor },
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
