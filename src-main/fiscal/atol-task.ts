import { z } from 'zod';
import { troubleOf } from '../../src-shared/fiscal/fiscal-queue.rules.ts';
import type { FiscalPrinted, FiscalTroubleNote } from '../../src-shared/fiscal/fiscal.contract.ts';
import type { FiscalLine, FiscalMethod, FiscalSubject, FiscalTotals } from '../../src-shared/fiscal/fiscal.rules.ts';
import type { ReceiptTask, RegisterOperator, RegisterShiftState } from './fiscal-register.ts';

const METHODS: Readonly<Record<FiscalMethod, string>> = {
  1: 'fullPrepayment',
  2: 'prepayment',
  3: 'advance',
  4: 'fullPayment',
  5: 'partialPayment',
  6: 'credit',
  7: 'creditPayment',
};
const SUBJECTS: Readonly<Record<FiscalSubject, string>> = { 1: 'commodity', 4: 'service', 10: 'payment' };
const PAYMENTS = [
  ['cash', 'cashMinor'],
  ['electronically', 'electronicMinor'],
  ['prepaid', 'advanceMinor'],
  ['credit', 'creditMinor'],
  ['other', 'counterMinor'],
] as const;

/** A receipt as a JSON task of ATOL's driver 10. Amounts are roubles with kopecks, quantities units with thousandths. */
export function receiptTask({ receipt, operator, taxation, corrects }: ReceiptTask): Record<string, unknown> {
  const isIncome = receipt.sign === 'income';
  const plain = isIncome ? 'sell' : 'sellReturn';
  return {
    type: corrects === null ? plain : `${plain}Correction`,
    ...(taxation === null ? {} : { taxationType: taxation }),
    operator: operatorOf(operator),
    ...(corrects === null
      ? {}
      : {
          correctionType: 'self',
          correctionBaseDate: corrects.date.replaceAll('-', '.'),
          correctionBaseNumber: corrects.number,
        }),
    items: receipt.lines.map(itemOf),
    payments: PAYMENTS.filter(([, name]) => receipt.payment[name] > 0).map(([type, name]) => ({
      type,
      sum: receipt.payment[name] / 100,
    })),
    total: receipt.totalMinor / 100,
  };
}

function itemOf(line: FiscalLine): Record<string, unknown> {
  return {
    type: 'position',
    // Tag 1030 holds 128 characters.
    name: line.title.slice(0, 128),
    price: line.priceMinor / 100,
    quantity: line.quantityMilli / 1000,
    amount: line.sumMinor / 100,
    paymentMethod: METHODS[line.method],
    paymentObject: SUBJECTS[line.subject],
    measurementUnit: 'piece',
    tax: { type: taxOf(line) },
  };
}

/** Tag 1199. The tax of what is paid before is at the calculated rate (22/122), the amount is the same. */
function taxOf({ vatBp, method }: FiscalLine): string {
  if (vatBp === null) return 'none';
  const rate = vatBp / 100;
  if (rate === 0) return 'vat0';
  return method <= 3 ? `vat1${String(rate).padStart(2, '0')}` : `vat${rate}`;
}

/** Who stands on it. */
export function operatorOf({ name, inn }: RegisterOperator): Record<string, string> {
  return { name: name.slice(0, 64), ...(inn === '' ? {} : { vatin: inn }) };
}

const answerSchema = z.object({
  results: z
    .array(
      z.object({
        status: z.string(),
        // The web server up to 10.6 gives the two fields, «Web Requests» one object.
        errorCode: z.number().optional(),
        errorDescription: z.string().optional(),
        error: z.object({ code: z.number(), description: z.string().optional() }).nullish(),
        result: z.unknown().optional(),
      }),
    )
    .min(1),
});

/** What became of a task. */
export type TaskResult =
  | { readonly state: 'pending' }
  | { readonly state: 'ready'; readonly result: unknown }
  | { readonly state: 'refused' | 'unclear'; readonly trouble: FiscalTroubleNote };

/** Reads the answer of `GET /requests/<uuid>`; null when it is not one. */
export function taskResult(body: unknown): TaskResult | null {
  const parsed = answerSchema.safeParse(body);
  const first = parsed.data?.results[0];
  if (!first) return null;
  const deviceCode = first.error?.code ?? first.errorCode ?? 0;
  const text = first.error?.description ?? first.errorDescription ?? '';
  switch (first.status) {
    case 'wait':
    case 'inProgress':
      return { state: 'pending' };
    case 'ready':
      return { state: 'ready', result: first.result };
    case 'error':
    case 'interrupted':
    case 'canceled':
      return { state: 'refused', trouble: { kind: troubleOf(deviceCode), text, deviceCode } };
    case 'blocked':
      return { state: 'unclear', trouble: { kind: 'unclear', text, deviceCode } };
    default:
      return null;
  }
}

const printedSchema = z.object({
  fiscalParams: z.object({
    fiscalDocumentNumber: z.coerce.number().int().nullish(),
    fiscalDocumentSign: z.coerce.string().nullish(),
    shiftNumber: z.coerce.number().int().nullish(),
    fiscalReceiptNumber: z.coerce.number().int().nullish(),
    fnNumber: z.coerce.string().nullish(),
    fiscalDocumentDateTime: z.coerce.string().nullish(),
  }),
  warnings: z.object({ notPrinted: z.boolean().nullish() }).nullish(),
});

/** The figures of a printed receipt; null when the answer has none. */
export function printedOf(result: unknown): Omit<FiscalPrinted, 'isCorrection'> | null {
  const { data } = printedSchema.safeParse(result);
  if (!data) return null;
  const { fiscalParams: found, warnings } = data;
  return {
    documentNumber: found.fiscalDocumentNumber ?? null,
    documentSign: found.fiscalDocumentSign ?? '',
    shiftNumber: found.shiftNumber ?? null,
    receiptNumber: found.fiscalReceiptNumber ?? null,
    fnNumber: found.fnNumber ?? '',
    dateTime: found.fiscalDocumentDateTime ?? '',
    isOnPaper: warnings?.notPrinted !== true,
  };
}

const SHIFT_STATES: Readonly<Record<string, RegisterShiftState>> = {
  opened: 'open',
  closed: 'closed',
  expired: 'expired',
};

const shiftSchema = z.object({ shiftStatus: z.object({ state: z.string(), number: z.coerce.number().nullish() }) });

/** Reads `getShiftStatus`; null when it is not one. */
export function shiftOf(result: unknown): { state: RegisterShiftState; number: number | null } | null {
  const found = shiftSchema.safeParse(result).data?.shiftStatus;
  const state = found ? SHIFT_STATES[found.state] : undefined;
  return found && state ? { state, number: found.number ?? null } : null;
}

const sums = z
  .object({
    cash: z.number().default(0),
    electronically: z.number().default(0),
    prepaid: z.number().default(0),
    credit: z.number().default(0),
    other: z.number().default(0),
  })
  .prefault({});
const totalSchema = z.object({ count: z.number().default(0), payments: sums }).prefault({});
const totalsSchema = z.object({
  shiftTotals: z.object({ receipts: z.object({ sell: totalSchema, sellReturn: totalSchema }) }),
});

/** Reads `getShiftTotals`; null when it is not one. */
export function totalsOfTask(result: unknown): FiscalTotals | null {
  const receipts = totalsSchema.safeParse(result).data?.shiftTotals.receipts;
  if (!receipts) return null;
  const of = ({ count, payments }: z.output<typeof totalSchema>): FiscalTotals['income'] => ({
    count,
    cashMinor: Math.round(payments.cash * 100),
    electronicMinor: Math.round(payments.electronically * 100),
    advanceMinor: Math.round(payments.prepaid * 100),
    creditMinor: Math.round(payments.credit * 100),
    counterMinor: Math.round(payments.other * 100),
  });
  return { income: of(receipts.sell), incomeReturn: of(receipts.sellReturn) };
}

/** Model and number of `getDeviceInfo`. */
export const deviceInfoSchema = z.object({
  deviceInfo: z.object({ modelName: z.string().default(''), serial: z.coerce.string().default('') }),
});

/** Paper of `getDeviceStatus`. */
export const deviceStatusSchema = z.object({
  deviceStatus: z.object({ paperPresent: z.boolean().nullish() }),
});
