/** Kinds of those who give out papers and of those who ask for them. */
export const PAYER_KINDS = ['company', 'entrepreneur', 'person'] as const;
export type PayerKind = (typeof PAYER_KINDS)[number];

/** Requisites of the salon as they stand on its papers; '' = not filled in. */
export interface SellerRequisites {
  readonly kind: 'company' | 'entrepreneur';
  readonly name: string;
  /** INN: 10 digits of a company, 12 of an entrepreneur. */
  readonly taxNumber: string;
  /** KPP; an entrepreneur has none. */
  readonly reasonCode: string;
  /** OGRN, or OGRNIP of an entrepreneur with its day as it is written on paper. */
  readonly registration: string;
  readonly address: string;
  readonly bankName: string;
  /** BIK. */
  readonly bankCode: string;
  readonly bankAccount: string;
  readonly correspondentAccount: string;
  readonly director: string;
  readonly accountant: string;
}

/** Requisites of whoever pays. */
export interface PayerRequisites {
  readonly kind: PayerKind;
  readonly name: string;
  readonly taxNumber: string;
  readonly reasonCode: string;
  readonly address: string;
}

/** Fields of the salon's requisites that may be missing. */
export const SELLER_FIELDS = [
  'name',
  'taxNumber',
  'address',
  'bankName',
  'bankCode',
  'bankAccount',
  'director',
] as const;
export type SellerField = (typeof SELLER_FIELDS)[number];

function isChecked(digits: readonly number[], weights: readonly number[]): boolean {
  const sum = weights.reduce((total, weight, at) => total + weight * digits[at]!, 0);
  return (sum % 11) % 10 === digits[weights.length];
}

const COMPANY_WEIGHTS = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_WEIGHTS = [
  [7, 2, 4, 10, 3, 5, 9, 4, 6, 8],
  [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8],
] as const;

/**
 * Whether a tax number (INN) has its ten or twelve digits and right check digits.
 *
 * `kind` narrows it: ten of a company, twelve of a person or an entrepreneur. Example: '7707083893'.
 */
export function isTaxNumber(text: string, kind?: PayerKind): boolean {
  if (!/^(?:\d{10}|\d{12})$/u.test(text)) return false;
  const digits = [...text].map(Number);
  const isCompany = digits.length === 10;
  if (kind !== undefined && (kind === 'company') !== isCompany) return false;
  if (isCompany) return isChecked(digits, COMPANY_WEIGHTS);
  return PERSON_WEIGHTS.every((weights) => isChecked(digits, weights));
}

/** Whether a reason code (KPP) has its nine signs: four digits, two digits or letters, three digits. */
export function isReasonCode(text: string): boolean {
  return /^\d{4}[\dA-Z]{2}\d{3}$/u.test(text);
}

/** Whether a number of registration (OGRN of 13 digits, OGRNIP of 15) has its right last digit. */
export function isRegistration(text: string): boolean {
  if (!/^(?:\d{13}|\d{15})$/u.test(text)) return false;
  const divisor = text.length === 13 ? 11n : 13n;
  return (BigInt(text.slice(0, -1)) % divisor) % 10n === BigInt(text.slice(-1));
}

/** Whether a code of a bank (BIK) has its nine digits. */
export function isBankCode(text: string): boolean {
  return /^0\d{8}$/u.test(text);
}

/** Whether an account has its twenty digits. */
export function isAccountNumber(text: string): boolean {
  return /^\d{20}$/u.test(text);
}

const ACCOUNT_WEIGHTS = [7, 1, 3] as const;

/**
 * Whether the check digit of an account fits the bank it is kept in.
 *
 * A current account is read behind the last three digits of the BIK, a correspondent one behind its fifth and sixth.
 */
export function isAccountOfBank(account: string, bankCode: string, kind: 'current' | 'correspondent'): boolean {
  if (!isAccountNumber(account) || !isBankCode(bankCode)) return false;
  const head = kind === 'current' ? bankCode.slice(-3) : `0${bankCode.slice(4, 6)}`;
  const sum = [...head, ...account].reduce(
    (total, digit, at) => total + ((Number(digit) * ACCOUNT_WEIGHTS[at % 3]!) % 10),
    0,
  );
  return sum % 10 === 0;
}

/**
 * What the salon has to fill in before a paper of a kind can be given out.
 *
 * An invoice is paid to an account, so it needs the bank; a VAT invoice needs the address instead. Both need the name, the
 * tax number and who signs: of an entrepreneur that is the entrepreneur.
 */
export function missingRequisites(seller: SellerRequisites, kind: 'invoice' | 'vat_invoice'): SellerField[] {
  const needed: readonly SellerField[] =
    kind === 'invoice'
      ? ['name', 'taxNumber', 'bankName', 'bankCode', 'bankAccount']
      : ['name', 'taxNumber', 'address', ...(seller.kind === 'company' ? (['director'] as const) : [])];
  return needed.filter((field) => seller[field] === '');
}

/** Why the requisites of a payer cannot stand on a paper; null when they can. */
export type PayerFault = 'NAME_NEEDED' | 'BAD_TAX_NUMBER' | 'BAD_REASON_CODE' | 'ADDRESS_NEEDED';

/**
 * Checks the requisites of a payer for a paper of a kind.
 *
 * A company and an entrepreneur have a tax number, a person may leave it out; a VAT invoice names the address of the first
 * two. Answers with the first fault and its field.
 */
export function payerFault(
  payer: PayerRequisites,
  kind: 'invoice' | 'vat_invoice',
): { readonly field: keyof PayerRequisites; readonly fault: PayerFault } | null {
  if (payer.name === '') return { field: 'name', fault: 'NAME_NEEDED' };
  const mayLackNumber = payer.kind === 'person' && payer.taxNumber === '';
  if (!mayLackNumber && !isTaxNumber(payer.taxNumber, payer.kind)) {
    return { field: 'taxNumber', fault: 'BAD_TAX_NUMBER' };
  }
  if (payer.kind === 'company' && payer.reasonCode !== '' && !isReasonCode(payer.reasonCode)) {
    return { field: 'reasonCode', fault: 'BAD_REASON_CODE' };
  }
  if (kind === 'vat_invoice' && payer.kind !== 'person' && payer.address === '') {
    return { field: 'address', fault: 'ADDRESS_NEEDED' };
  }
  return null;
}
