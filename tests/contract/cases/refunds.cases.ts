import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { refundsContract } from '../../../src-shared/checkout/refunds.contract.ts';
import { salesContract } from '../../../src-shared/checkout/sales.contract.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';
import { closeShift, lockBooks, openShift, ownerOf } from './client-account.cases.ts';
import { emptied } from './pass-desk.ts';

const commandId = expect.any(Number) as number;
const documentId = expect.any(Number) as number;
const DAY_MS = 86_400_000;

/** A check of 2,000.00 for a cut without a visit, paid in cash. */
export function sold(salon: CaseSalon): { saleId: number; saleLineId: number } {
  openShift(salon);
  const { sales } = salon.test.core.salon!;
  const { saleId } = sales.pay(
    ownerOf(salon),
    salesContract.pay['~orpc'].inputSchema!.parse({
      key: randomUUID(),
      expectedDueMinor: 200_000,
      tenders: [{ kind: 'cash', amountMinor: 200_000 }],
      ticket: {
        clientId: salon.olga,
        lines: [{ key: 'cut', kind: 'service', serviceId: salon.cut, staffId: salon.anna }],
      },
    }),
  );
  return { saleId, saleLineId: sales.sale(saleId).lines[0]!.saleLineId };
}

const whole = ({ saleId }: { saleId: number }) => ({ saleId, key: randomUUID(), reason: 'Не понравилось' });

const afterSale =
  (more: (salon: CaseSalon) => void | Promise<void> = () => undefined) =>
  async (salon: CaseSalon) => {
    const sale = sold(salon);
    await more(salon);
    return whole(sale);
  };

async function nextDay(salon: CaseSalon): Promise<void> {
  salon.test.clock.atMs += DAY_MS + 60_000;
  await salon.client.access.signIn({ userId: salon.users.owner, secret: '2580' }).catch(() => undefined);
}

async function refunded(salon: CaseSalon) {
  const sale = sold(salon);
  await salon.client.checkout.refund(whole(sale));
  return sale;
}

const afterRefund =
  (more: (salon: CaseSalon) => void | Promise<void> = () => undefined) =>
  async (salon: CaseSalon) => {
    const refund = await salon.client.checkout.refund(whole(sold(salon)));
    await more(salon);
    return { documentId: refund.documentId, key: randomUUID(), reason: 'Не тот чек' };
  };

/** A debt of 2,000.00 was paid in cash, and the cash has left the register. */
async function afterPayment(salon: CaseSalon) {
  openShift(salon);
  const { client, olga, irina, cut, anna } = salon;
  await client.clientAccount.setLimit({ clientId: olga, version: 1, debtLimitMinor: 200_000 });
  const lines = [{ key: 'cut', kind: 'service' as const, serviceId: cut, staffId: anna }];
  const ticket = { clientId: olga, lines };
  const sale = { key: randomUUID(), ticket, tenders: [], expectedDueMinor: 200_000, leavesDebt: true };
  const { saleId } = await client.checkout.pay(sale);
  const cash = [{ kind: 'cash' as const, amountMinor: 200_000 }];
  await client.checkout.payDebt({ key: randomUUID(), clientId: olga, tenders: cash });
  const card = [{ kind: 'card' as const, amountMinor: 100_000 }];
  await client.clientAccount.topUp({ key: randomUUID(), clientId: irina, tenders: card });
  const given = [{ kind: 'cash' as const, amountMinor: 100_000 }];
  await client.clientAccount.giveBack({ key: randomUUID(), clientId: irina, tenders: given, reason: 'Терминал' });
  const { documents } = await client.checkout.sale({ saleId });
  const payment = documents.find(({ kind }) => kind === 'payment')!;
  return { documentId: payment.documentId, key: randomUUID(), reason: 'Не тот клиент' };
}

export const refundsCases: CasesOf<typeof refundsContract> = {
  refundPreview: {
    ok: {
      input: (salon) => ({ saleId: sold(salon).saleId }),
      answer: {
        totalMinor: 200_000,
        debtReductionMinor: 0,
        tenders: [{ kind: 'cash', amountMinor: 200_000, refundableMinor: 200_000 }],
      },
    },
    refused: {
      NOT_FOUND: () => ({ saleId: NOBODY }),
      INVALID_INPUT: (salon) => {
        const { saleId, saleLineId } = sold(salon);
        return { saleId, lines: [{ saleLineId }, { saleLineId }] };
      },
      LIMIT_EXCEEDED: {
        input: (salon) => {
          const { saleId, saleLineId } = sold(salon);
          return { saleId, lines: [{ saleLineId, amountMinor: 200_001 }] };
        },
        data: { what: 'saleLine', leftMinor: 200_000 },
      },
      CONFLICT: async (salon) => ({ saleId: (await refunded(salon)).saleId }),
    },
  },
  refund: {
    ok: { input: afterSale(), answer: { commandId, documentId, number: 1, refundedMinor: 200_000 } },
    refused: {
      NOT_FOUND: () => whole({ saleId: NOBODY }),
      CONFLICT: async (salon) => whole(await refunded(salon)),
      INVALID_INPUT: (salon) => ({ ...whole(sold(salon)), tenders: [{ kind: 'cash', amountMinor: 1 }] }),
      LIMIT_EXCEEDED: { input: afterSale(emptied), data: { what: 'register' } },
      SHIFT_CLOSED: afterSale(closeShift),
      SHIFT_EXPIRED: afterSale(nextDay),
      PERIOD_LOCKED: afterSale(lockBooks),
    },
  },
  reverse: {
    ok: { input: afterSale(), answer: { commandId, documentId, number: 1 } },
    refused: {
      NOT_FOUND: () => whole({ saleId: NOBODY }),
      CONFLICT: { input: async (salon) => whole(await refunded(salon)), data: { reason: 'hasRefunds' } },
      LIMIT_EXCEEDED: { input: afterSale(emptied), data: { what: 'register' } },
      SHIFT_CLOSED: afterSale(closeShift),
      SHIFT_EXPIRED: afterSale(nextDay),
      PERIOD_LOCKED: afterSale(lockBooks),
    },
  },
  takeBack: {
    ok: { input: afterRefund(), answer: { commandId, documentId, number: 1 } },
    refused: {
      NOT_FOUND: () => ({ documentId: NOBODY, key: randomUUID(), reason: 'Не тот чек' }),
      CONFLICT: {
        input: async (salon) => {
          const input = await afterRefund()(salon);
          await salon.client.checkout.takeBack({ ...input, key: randomUUID() });
          return input;
        },
        data: { reason: 'reversed' },
      },
      LIMIT_EXCEEDED: { input: afterPayment, data: { what: 'register' } },
      SHIFT_CLOSED: afterRefund(closeShift),
      SHIFT_EXPIRED: afterRefund(nextDay),
      PERIOD_LOCKED: afterRefund(lockBooks),
    },
  },
  slip: {
    ok: {
      input: (salon) => ({ saleId: sold(salon).saleId }),
      answer: { fileName: expect.stringContaining('Чек № 1') as string, mediaType: 'application/pdf' },
    },
    refused: { NOT_FOUND: () => ({ saleId: NOBODY }) },
  },
  act: {
    ok: {
      input: (salon) => ({ saleId: sold(salon).saleId }),
      answer: {
        fileName: expect.stringContaining('Акт об оказании услуг № 1') as string,
        mediaType: 'application/pdf',
      },
    },
    refused: { NOT_FOUND: () => ({ saleId: NOBODY }) },
  },
};
