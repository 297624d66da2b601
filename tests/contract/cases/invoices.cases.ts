import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { invoicesContract } from '../../../src-shared/invoices/invoices.contract.ts';
import { type CaseSalon, TODAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';
import { sold } from './refunds.cases.ts';

const someId = expect.any(Number) as number;

/** The salon's requisites are filled in. */
async function filled(salon: CaseSalon): Promise<CaseSalon> {
  await salon.client.settings.update({
    values: {
      legalName: 'ООО «Зеркало»',
      legalInn: '7707083893',
      legalKpp: '773601001',
      legalAddress: 'Москва, ул. Мира, 1',
      bankName: 'ПАО Сбербанк',
      bankBik: '044525225',
      bankAccount: '40702810938000000001',
      directorName: 'Волкова О. А.',
    },
  });
  return salon;
}

const payer = {
  kind: 'company' as const,
  name: 'ООО «Ромашка»',
  taxNumber: '7707083893',
  reasonCode: '',
  address: 'Москва',
};
const ticketOf = ({ visit, visitLine, cut, anna }: CaseSalon) => ({
  visitId: visit,
  lines: [{ key: 'a', kind: 'service' as const, visitLineId: visitLine, serviceId: cut, staffId: anna }],
});
const issuing = (salon: CaseSalon) => ({
  key: randomUUID(),
  kind: 'invoice' as const,
  ticket: ticketOf(salon),
  payer,
});
const issued = async (salon: CaseSalon, kind: 'invoice' | 'vat_invoice' = 'invoice') => {
  await filled(salon);
  return salon.client.invoices.issue({ key: randomUUID(), kind, saleId: sold(salon).saleId, payer });
};
const tooMuch = { key: 'a', kind: 'deposit', priceMinor: 1_000_000_000_000 } as const;

export const invoicesCases: CasesOf<typeof invoicesContract> = {
  of: {
    ok: {
      input: async (salon) => {
        const ticket = ticketOf(salon);
        await filled(salon);
        await salon.client.invoices.issue({ ...issuing(salon), ticket: { ...ticket, clientId: salon.olga } });
        return { visitId: salon.visit, clientId: salon.olga };
      },
      answer: {
        invoices: [{ kind: 'invoice', number: 1, amountMinor: 200_000, state: 'waiting', payerName: payer.name }],
        payers: [{ ...payer, payerId: someId }],
        missing: { invoice: [], vat_invoice: [] },
      },
    },
    refused: {},
  },
  issue: {
    ok: {
      input: async (salon) => issuing(await filled(salon)),
      answer: { commandId: someId, invoiceId: someId, number: 1, localDate: TODAY, amountMinor: 200_000 },
    },
    refused: {
      NOT_FOUND: {
        input: async (salon) => ({ ...issuing(await filled(salon)), ticket: null, saleId: NOBODY }),
        data: { what: 'sale' },
      },
      INVALID_INPUT: {
        input: async (salon) => ({ ...issuing(await filled(salon)), payer: { ...payer, taxNumber: '7707083894' } }),
        data: { field: 'payer.taxNumber', fault: 'BAD_TAX_NUMBER' },
      },
      CONFLICT: { input: issuing, data: { reason: 'requisitesMissing' } },
      LIMIT_EXCEEDED: async (salon) => ({
        ...issuing(await filled(salon)),
        ticket: { lines: [tooMuch, { ...tooMuch, key: 'b' }] },
      }),
    },
  },
  void: {
    ok: {
      input: async (salon) => ({ invoiceId: (await issued(salon)).invoiceId, reason: 'Не тот плательщик' }),
      answer: { commandId: someId },
    },
    refused: {
      NOT_FOUND: () => ({ invoiceId: NOBODY, reason: 'Не тот плательщик' }),
      CONFLICT: {
        input: async (salon) => {
          const { invoiceId } = await issued(salon);
          await salon.client.invoices.void({ invoiceId, reason: 'Не тот плательщик' });
          return { invoiceId, reason: 'Ещё раз' };
        },
        data: { reason: 'invoiceVoided', number: 1 },
      },
    },
  },
  removePayer: {
    ok: {
      input: async (salon) => {
        await issued(salon);
        const { payers } = await salon.client.invoices.of({ clientId: salon.olga });
        return { payerId: payers[0]!.payerId };
      },
      answer: { commandId: someId },
    },
    refused: { NOT_FOUND: () => ({ payerId: NOBODY }) },
  },
  list: {
    ok: {
      as: 'accountant',
      input: () => ({ fromDate: TODAY, toDate: TODAY }),
      answer: { rows: [], hasMore: false },
    },
    refused: {},
  },
  listFile: {
    ok: {
      as: 'accountant',
      input: () => ({ fromDate: TODAY, toDate: TODAY }),
      answer: ({ fileName }: { fileName: string }) => {
        expect(fileName).toBe('Реестр счетов и счетов-фактур с 12.03.2026 по 12.03.2026.xlsx');
      },
    },
    refused: {},
  },
  file: {
    ok: {
      input: async (salon) => ({ invoiceId: (await issued(salon, 'vat_invoice')).invoiceId }),
      answer: ({ fileName, base64 }: { fileName: string; base64: string }) => {
        expect(fileName).toBe('Счёт-фактура № 1 от 12 марта 2026.pdf');
        expect(Buffer.from(base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
      },
    },
    refused: { NOT_FOUND: () => ({ invoiceId: NOBODY }) },
  },
};
