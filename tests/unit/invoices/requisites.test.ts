import { describe, expect, it } from 'vitest';
import {
  type PayerRequisites,
  type SellerRequisites,
  isAccountOfBank,
  isBankCode,
  isReasonCode,
  isRegistration,
  isTaxNumber,
  missingRequisites,
  payerFault,
} from '../../../src-shared/invoices/requisites.rules.ts';

const SELLER: SellerRequisites = {
  kind: 'company',
  name: 'ООО «Зеркало»',
  taxNumber: '7707083893',
  reasonCode: '773601001',
  registration: '1027700132195',
  address: 'Москва, ул. Мира, 1',
  bankName: 'ПАО Сбербанк',
  bankCode: '044525225',
  bankAccount: '40702810938000000001',
  correspondentAccount: '30101810400000000225',
  director: 'Волкова О. А.',
  accountant: '',
};
const COMPANY: PayerRequisites = {
  kind: 'company',
  name: 'ООО «Ромашка»',
  taxNumber: '7707083893',
  reasonCode: '773601001',
  address: 'Москва',
};

describe('requisites (K6)', () => {
  it.each([
    ['7707083893', undefined, true],
    ['7707083893', 'company', true],
    ['7707083893', 'person', false],
    ['7707083894', undefined, false],
    ['500100732259', undefined, true],
    ['500100732259', 'entrepreneur', true],
    ['500100732259', 'company', false],
    ['500100732258', undefined, false],
    ['770708389', undefined, false],
    ['77070838 93', undefined, false],
    ['', undefined, false],
  ] as const)('tax number %s of %s: %s', (text, kind, isRight) => {
    expect(isTaxNumber(text, kind)).toBe(isRight);
  });

  it.each([
    [isReasonCode, '773601001', true],
    [isReasonCode, '7736AB001', true],
    [isReasonCode, '77360100', false],
    [isRegistration, '1027700132195', true],
    [isRegistration, '1027700132196', false],
    [isRegistration, '304500116000157', true],
    [isRegistration, '304500116000158', false],
    [isBankCode, '044525225', true],
    [isBankCode, '144525225', false],
  ] as const)('%o of %s: %s', (isRight, text, expected) => {
    expect(isRight(text)).toBe(expected);
  });

  it('an account belongs to its bank by the check digit, a correspondent one by other digits of the code', () => {
    expect(isAccountOfBank('30101810400000000225', '044525225', 'correspondent')).toBe(true);
    expect(isAccountOfBank('30101810400000000226', '044525225', 'correspondent')).toBe(false);
    expect(isAccountOfBank(SELLER.bankAccount, SELLER.bankCode, 'current')).toBe(true);
    expect(isAccountOfBank(SELLER.bankAccount, '044525974', 'current')).toBe(false);
    expect(isAccountOfBank('4070281033800000000', SELLER.bankCode, 'current')).toBe(false);
  });

  it('an invoice needs the bank, a VAT invoice the address and who signs; an entrepreneur signs alone', () => {
    const empty = Object.fromEntries(Object.keys(SELLER).map((key) => [key, ''])) as unknown as SellerRequisites;
    expect(missingRequisites(SELLER, 'invoice')).toEqual([]);
    expect(missingRequisites(SELLER, 'vat_invoice')).toEqual([]);
    expect(missingRequisites({ ...empty, kind: 'company' }, 'invoice')).toEqual([
      'name',
      'taxNumber',
      'bankName',
      'bankCode',
      'bankAccount',
    ]);
    expect(missingRequisites({ ...SELLER, address: '', director: '', bankAccount: '' }, 'vat_invoice')).toEqual([
      'address',
      'director',
    ]);
    expect(missingRequisites({ ...SELLER, kind: 'entrepreneur', director: '' }, 'vat_invoice')).toEqual([]);
  });

  it.each([
    [{}, 'invoice', null],
    [{ name: '' }, 'invoice', 'NAME_NEEDED'],
    [{ taxNumber: '' }, 'invoice', 'BAD_TAX_NUMBER'],
    [{ taxNumber: '500100732259' }, 'invoice', 'BAD_TAX_NUMBER'],
    [{ reasonCode: '12' }, 'invoice', 'BAD_REASON_CODE'],
    [{ address: '' }, 'invoice', null],
    [{ address: '' }, 'vat_invoice', 'ADDRESS_NEEDED'],
    [{ kind: 'person', taxNumber: '', address: '' }, 'vat_invoice', null],
    [{ kind: 'person', taxNumber: '7707083893' }, 'invoice', 'BAD_TAX_NUMBER'],
    [{ kind: 'entrepreneur', taxNumber: '500100732259', reasonCode: 'x' }, 'invoice', null],
  ] as const)('a payer with %o on a paper of kind %s: %s', (change, kind, fault) => {
    expect(payerFault({ ...COMPANY, ...change }, kind)?.fault ?? null).toBe(fault);
  });
});
