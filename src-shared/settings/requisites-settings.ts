import { z } from 'zod';
import type { SellerRequisites } from '../invoices/requisites.rules.ts';
import {
  isAccountNumber,
  isBankCode,
  isReasonCode,
  isRegistration,
  isTaxNumber,
} from '../invoices/requisites.rules.ts';

const text = (max: number) => z.string().trim().max(max).default('');
/** A number with a form of its own; empty = not filled in. */
const checked = (isRight: (value: string) => boolean, message: string) =>
  z
    .string()
    .trim()
    .max(40)
    .refine((value) => value === '' || isRight(value), { message })
    .default('');

/** Requisites of the salon, as papers for accountants need them (features.md K6). */
export const requisitesSettings = {
  legalKind: z.enum(['company', 'entrepreneur']).default('company'),
  legalName: text(200),
  legalInn: checked((value) => isTaxNumber(value), 'BAD_INN'),
  legalKpp: checked(isReasonCode, 'BAD_KPP'),
  legalOgrn: checked(isRegistration, 'BAD_OGRN'),
  legalAddress: text(300),
  bankName: text(200),
  bankBik: checked(isBankCode, 'BAD_BIK'),
  bankAccount: checked(isAccountNumber, 'BAD_ACCOUNT'),
  bankCorrAccount: checked(isAccountNumber, 'BAD_ACCOUNT'),
  directorName: text(120),
  accountantName: text(120),
  /** Days in which an invoice is to be paid; 0 = no last day is named. */
  invoiceDays: z.int().min(0).max(365).default(5),
} as const;

type Requisites = { readonly [Name in keyof typeof requisitesSettings]: z.output<(typeof requisitesSettings)[Name]> };

/** The salon's requisites out of its settings. */
export function sellerOf(settings: Requisites): SellerRequisites {
  return {
    kind: settings.legalKind,
    name: settings.legalName,
    taxNumber: settings.legalInn,
    reasonCode: settings.legalKind === 'company' ? settings.legalKpp : '',
    registration: settings.legalOgrn,
    address: settings.legalAddress,
    bankName: settings.bankName,
    bankCode: settings.bankBik,
    bankAccount: settings.bankAccount,
    correspondentAccount: settings.bankCorrAccount,
    director: settings.directorName,
    accountant: settings.accountantName,
  };
}
