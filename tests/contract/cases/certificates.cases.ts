import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { certificatesContract } from '../../../src-shared/certificates/certificates.contract.ts';
import { type CaseSalon, TODAY, TOMORROW, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';
import { DAY_MS, daysLater, emptied, lockBooks, openShift, soldCertificate, write } from './pass-desk.ts';

const commandId = expect.any(Number) as number;
const someId = expect.any(Number) as number;
const reason = 'Просьба клиента';

const sold = (salon: CaseSalon) => ({ certificateId: soldCertificate(salon), version: 1 });
const nobody = { certificateId: NOBODY, version: 1 };
const back = (certificateId: number, amountMinor = 400_000) => ({
  certificateId,
  key: randomUUID(),
  tenders: [{ kind: 'cash' as const, amountMinor }],
  reason,
});

async function refunded(salon: CaseSalon): Promise<number> {
  openShift(salon);
  const certificateId = soldCertificate(salon);
  await salon.client.certificates.refund(back(certificateId));
  return certificateId;
}

/** Expired and held. */
function held(salon: CaseSalon): number {
  const certificateId = soldCertificate(salon, TODAY);
  write(salon, (tx) => tx.runSql("update certificates set expires_on = '2020-01-31' where id = ?", [certificateId]));
  daysLater(salon, 1);
  return certificateId;
}

async function type(salon: CaseSalon, name = 'На 5000'): Promise<number> {
  return (await salon.client.certificates.createType({ name, nominalMinor: 500_000 })).certificateTypeId;
}

export const certificatesCases: CasesOf<typeof certificatesContract> = {
  types: {
    ok: {
      input: async (salon) => {
        await type(salon);
        return {};
      },
      answer: [{ name: 'На 5000', nominalMinor: 500_000, priceMinor: null, validityDays: 365 }],
    },
    refused: {},
  },
  createType: {
    ok: { input: () => ({ name: 'Любая сумма' }), answer: { commandId, certificateTypeId: someId } },
    refused: {
      ALREADY_EXISTS: {
        input: async (salon) => {
          await type(salon);
          return { name: 'на 5000' };
        },
        data: { what: 'certificateType', name: 'На 5000' },
      },
    },
  },
  updateType: {
    ok: {
      input: async (salon) => ({ certificateTypeId: await type(salon), version: 1, values: { priceMinor: 450_000 } }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ certificateTypeId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ certificateTypeId: await type(salon), version: 2, values: { name: 'А' } }),
      ALREADY_EXISTS: async (salon) => {
        await type(salon, 'Другой');
        return { certificateTypeId: await type(salon), version: 1, values: { name: 'Другой' } };
      },
    },
  },
  list: {
    ok: {
      input: (salon) => {
        soldCertificate(salon);
        return { query: 'петрова', status: 'active' as const };
      },
      answer: {
        certificates: [{ number: 'ПК-1', status: 'active', balanceMinor: 500_000, liabilityMinor: 400_000 }],
        total: 1,
        balanceMinor: 500_000,
      },
    },
    refused: {},
  },
  card: {
    ok: {
      input: (salon) => ({ certificateId: soldCertificate(salon) }),
      answer: {
        certificate: { number: 'ПК-1', paidMinor: 400_000 },
        movements: [{ kind: 'sell', nominalMinor: 500_000, liabilityMinor: 400_000, saleId: someId }],
        writeOffFrom: null,
      },
    },
    refused: { NOT_FOUND: () => ({ certificateId: NOBODY }) },
  },
  check: {
    ok: {
      input: (salon) => {
        soldCertificate(salon, YESTERDAY);
        return { number: ' пк-1 ' };
      },
      answer: {
        certificate: { status: 'expired' },
        hindrance: { code: 'CERTIFICATE_EXPIRED', data: { expiresOn: YESTERDAY, balanceMinor: 500_000 } },
      },
    },
    refused: { NOT_FOUND: { input: () => ({ number: '77' }), data: { what: 'certificate', number: '77' } } },
  },
  update: {
    ok: { input: (salon) => ({ ...sold(salon), values: { recipient: 'Мария' } }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ ...nobody, values: {} }),
      STALE_VERSION: (salon) => ({ ...sold(salon), version: 2, values: { recipient: 'Мария' } }),
    },
  },
  setBlocked: {
    ok: { input: (salon) => ({ ...sold(salon), isBlocked: true, reason: 'Потерян' }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ ...nobody, isBlocked: true, reason }),
      STALE_VERSION: (salon) => ({ ...sold(salon), version: 2, isBlocked: true, reason }),
    },
  },
  extend: {
    ok: { input: (salon) => ({ ...sold(salon), expiresOn: '2027-12-31', reason }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ ...nobody, expiresOn: null, reason }),
      STALE_VERSION: (salon) => ({ ...sold(salon), version: 2, expiresOn: null, reason }),
      CONFLICT: {
        input: async (salon) => ({ certificateId: await refunded(salon), version: 1, expiresOn: null, reason }),
        data: { reason: 'certificateEmpty', number: 'ПК-1' },
      },
      INVALID_INPUT: {
        input: (salon) => ({ ...sold(salon), expiresOn: YESTERDAY, reason }),
        data: { fault: 'EXTENDED_INTO_PAST' },
      },
      PERIOD_LOCKED: (salon) => {
        const certificateId = held(salon);
        lockBooks(salon, TOMORROW);
        return { certificateId, version: 1, expiresOn: null, reason };
      },
    },
  },
  refundPreview: {
    ok: {
      input: (salon) => ({ certificateId: soldCertificate(salon) }),
      answer: { refundMinor: 400_000, tenders: [{ kind: 'cash', amountMinor: 400_000, paidMinor: 400_000 }] },
    },
    refused: {
      NOT_FOUND: () => ({ certificateId: NOBODY }),
      CONFLICT: async (salon) => ({ certificateId: await refunded(salon) }),
    },
  },
  refund: {
    ok: {
      input: (salon) => {
        openShift(salon);
        return back(soldCertificate(salon));
      },
      answer: { commandId, documentId: someId, refundedMinor: 400_000 },
    },
    refused: {
      NOT_FOUND: () => back(NOBODY),
      CONFLICT: async (salon) => back(await refunded(salon)),
      INVALID_INPUT: {
        input: (salon) => {
          openShift(salon);
          return back(soldCertificate(salon), 500_000);
        },
        data: { fault: 'TENDERS_SUM', dueMinor: 400_000 },
      },
      LIMIT_EXCEEDED: {
        input: async (salon) => {
          openShift(salon);
          const certificateId = soldCertificate(salon);
          await emptied(salon);
          return back(certificateId);
        },
        data: { what: 'register' },
      },
      SHIFT_CLOSED: (salon) => back(soldCertificate(salon)),
      SHIFT_EXPIRED: (salon) => {
        openShift(salon);
        const certificateId = soldCertificate(salon);
        salon.test.clock.atMs += DAY_MS + 1;
        return back(certificateId);
      },
      PERIOD_LOCKED: (salon) => {
        openShift(salon);
        const certificateId = soldCertificate(salon);
        lockBooks(salon);
        return back(certificateId);
      },
    },
  },
  writeOff: {
    ok: { input: (salon) => ({ certificateId: held(salon), reason }), answer: { commandId, documentId: someId } },
    refused: {
      NOT_FOUND: () => ({ certificateId: NOBODY, reason }),
      CONFLICT: {
        input: (salon) => ({ certificateId: soldCertificate(salon), reason }),
        data: { reason: 'certificateNotHeld' },
      },
      INVALID_INPUT: {
        input: (salon) => {
          const certificateId = soldCertificate(salon, TODAY);
          daysLater(salon, 1);
          return { certificateId, reason };
        },
        data: { fault: 'WRITE_OFF_EARLY', from: '2029-03-13' },
      },
      PERIOD_LOCKED: (salon) => {
        const certificateId = held(salon);
        lockBooks(salon, TOMORROW);
        return { certificateId, reason };
      },
    },
  },
  paper: {
    ok: {
      input: (salon) => ({ certificateId: soldCertificate(salon, null, '10001007') }),
      answer: { mediaType: 'application/pdf', fileName: 'Сертификат 10001007.pdf' },
    },
    refused: { NOT_FOUND: () => ({ certificateId: NOBODY }) },
  },
};
