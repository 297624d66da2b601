import {
  type BonusOnReceipt,
  type FiscalReceipt,
  type ReceiptTender,
  opposite,
  receiptOfCheck,
  receiptOfDebtPayment,
  receiptOfMoney,
} from '../../src-shared/fiscal/fiscal.rules.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { isMoney } from '../../src-shared/checkout/tenders.rules.ts';
import type { Reader } from '../store/executor.ts';
import { findPayload } from './fiscal.repository.ts';
import * as facts from './receipt-facts.repository.ts';

/** Settings that a receipt depends on. */
interface ReceiptTerms {
  readonly bonusOnReceipt: BonusOnReceipt;
  /** Tax of advances; null = the salon pays none. */
  readonly vatBp: number | null;
}

/**
 * The receipt of a posted document (T5); null for one that is no settlement with a client.
 *
 * Sales, refunds, payments of debts, deposits in and out (E08, E10), money back for certificates (E14) and memberships (E19),
 * fees, and the storno of each of them.
 */
export function receiptOfDocument(reader: Reader, documentId: number, terms: ReceiptTerms): FiscalReceipt | null {
  const document = facts.readFactDocument(reader, documentId);
  if (!document) return null;
  switch (document.kind) {
    case 'sale':
      return ofSale(reader, document, terms);
    case 'refund':
      return ofRefund(reader, document, terms);
    case 'payment':
      return ofPayment(reader, document, terms);
    case 'deposit':
    case 'deposit_return':
    case 'certificate_refund':
    case 'membership_refund':
      return ofMoney(reader, document, terms);
    case 'other_income':
      return document.client_id === null ? null : ofMoney(reader, document, terms);
    case 'reversal':
      return ofReversal(reader, document, terms);
    default:
      return null;
  }
}

function ofSale(reader: Reader, document: facts.FactDocument, terms: ReceiptTerms): FiscalReceipt | null {
  const saleId = document.sale_id ?? 0;
  const all = facts.readFactTenders(reader, document.id);
  const kept = all.filter((tender) => tender.sale_id === null);
  const keptMinor = kept.reduce((sum, { amount_minor: minor }) => sum + minor, 0);
  return receiptOfCheck({
    sign: 'income',
    lines: facts.readSoldLines(reader, saleId).map(checkLine),
    tenders: all.filter((tender) => tender.sale_id !== null).map(tenderOf),
    kept: keptMinor > 0 ? { title: paper('deposit'), amountMinor: keptMinor } : null,
    certificateDiscountMinor: facts.readCertificateDiscounts(reader, document.id).get(saleId) ?? 0,
    bonusOnReceipt: terms.bonusOnReceipt,
    advanceVatBp: terms.vatBp,
  });
}

function ofRefund(reader: Reader, document: facts.FactDocument, terms: ReceiptTerms): FiscalReceipt | null {
  const discount = facts.readCertificateDiscounts(reader, document.id).get(document.sale_id ?? 0) ?? 0;
  return receiptOfCheck({
    sign: 'incomeReturn',
    lines: facts.readReturnedLines(reader, document.id).map(checkLine),
    tenders: facts.readFactTenders(reader, document.id).map(tenderOf),
    kept: null,
    certificateDiscountMinor: 0 - discount,
    bonusOnReceipt: terms.bonusOnReceipt,
    advanceVatBp: terms.vatBp,
  });
}

function ofPayment(reader: Reader, document: facts.FactDocument, terms: ReceiptTerms): FiscalReceipt | null {
  const tenders = facts.readFactTenders(reader, document.id);
  const discounts = facts.readCertificateDiscounts(reader, document.id);
  const bySale = Map.groupBy(tenders, ({ sale_id: saleId }) => saleId ?? 0);
  return receiptOfDebtPayment({
    sign: 'income',
    parts: [...bySale].map(([saleId, own]) => ({
      title: paper('debt', { number: own[0]?.sale_number ?? 0 }),
      tenders: own.map(tenderOf),
      certificateDiscountMinor: discounts.get(saleId) ?? 0,
    })),
    bonusOnReceipt: terms.bonusOnReceipt,
  });
}

function ofMoney(reader: Reader, document: facts.FactDocument, { vatBp }: ReceiptTerms): FiscalReceipt | null {
  const { id, kind } = document;
  const tenders = facts
    .readFactTenders(reader, id)
    .filter((tender) => isMoney(tender.kind))
    .map(tenderOf);
  const money = { tenders, prepaidMinor: 0, vatBp };
  switch (kind) {
    case 'deposit':
      return receiptOfMoney({ ...money, sign: 'income', about: 'advance', title: paper('deposit') });
    case 'deposit_return':
      return receiptOfMoney({ ...money, sign: 'incomeReturn', about: 'advance', title: paper('depositBack') });
    case 'certificate_refund': {
      const title = paper('certificateBack', { number: facts.readReturnedThing(reader, id) });
      return receiptOfMoney({ ...money, sign: 'incomeReturn', about: 'advance', title });
    }
    case 'membership_refund': {
      const title = paper('membershipBack', { title: facts.readReturnedThing(reader, id) });
      return receiptOfMoney({ ...money, sign: 'incomeReturn', about: 'membership', title });
    }
    default: {
      const prepaidMinor = tenders.length > 0 ? 0 : facts.readTakenDeposit(reader, id);
      return receiptOfMoney({ ...money, prepaidMinor, sign: 'income', about: 'fee', title: paper('fee') });
    }
  }
}

/** What was printed is taken back as it was printed; what never was, as it would have been. */
function ofReversal(reader: Reader, document: facts.FactDocument, terms: ReceiptTerms): FiscalReceipt | null {
  if (document.reverses_id === null) return null;
  const payload = findPayload(reader, document.reverses_id);
  const original =
    payload === null ? receiptOfDocument(reader, document.reverses_id, terms) : (JSON.parse(payload) as FiscalReceipt);
  return original && original.lines.length > 0 ? opposite(original) : null;
}

function checkLine(row: facts.FactLine) {
  return {
    title: row.title || paper(`lines.${row.kind}`),
    kind: row.kind,
    quantityMilli: row.quantity_milli > 0 ? row.quantity_milli : 1000,
    netMinor: row.net_minor,
    bonusMinor: row.bonus_minor,
    coveredMinor: row.covered_minor,
    vatBp: row.vat_bp,
  };
}

function tenderOf({ kind, amount_minor: minor }: facts.FactTender): ReceiptTender {
  return { kind, amountMinor: Math.abs(minor) };
}

/** Receipts are in Russian, whatever language the screens speak. */
function paper(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  russian ??= createI18n('ru');
  return russian.t(`fiscal:paper.${key}`, values);
}

let russian: ReturnType<typeof createI18n> | null = null;
