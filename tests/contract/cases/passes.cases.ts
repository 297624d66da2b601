import type { passesContract } from '../../../src-shared/passes/passes.contract.ts';
import { type CaseSalon, TODAY } from '../prepared-salon.ts';
import type { CasesOf } from './case.ts';
import { soldCertificate, soldMembership, write } from './pass-desk.ts';

/** More certificates than a person reads on paper. */
function many(salon: CaseSalon): void {
  const first = soldCertificate(salon);
  write(salon, (tx) => {
    tx.runSql(
      `insert into certificates (number, nominal_minor, paid_minor, sold_on)
       with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 2001)
       select 'Н' || n, 1, 1, ? from numbers`,
      [TODAY],
    );
    tx.runSql(
      `insert into certificate_movements (certificate_id, document_id, kind, local_date, nominal_minor, liability_minor)
       select id, (select document_id from certificate_movements where certificate_id = ?), 'sell', ?, 1, 1
       from certificates where id > ?`,
      [first, TODAY, first],
    );
  });
}

export const passesCases: CasesOf<typeof passesContract> = {
  liabilities: {
    ok: {
      input: async (salon) => {
        await soldMembership(salon);
        return { kind: 'membership' };
      },
      answer: {
        onDate: TODAY,
        count: 1,
        soldMinor: 300_000,
        leftMinor: 300_000,
        expiredMinor: 0,
        ledgerMinor: 300_000,
        types: [{ title: '3 стрижки', count: 1, pools: [{ title: 'Стрижка', more: 0, unitsLeft: 3 }] }],
        months: [{ month: '2026-03', count: 1, leftMinor: 300_000 }],
      },
    },
    refused: {},
  },
  owed: {
    ok: {
      input: (salon) => {
        soldCertificate(salon);
        return { kind: 'certificate', month: '2026-03', typeId: 0 };
      },
      answer: {
        rows: [{ number: 'ПК-1', title: null, left: 500_000, leftMinor: 400_000, isExpired: false }],
        hasMore: false,
      },
    },
    refused: {},
  },
  file: {
    ok: {
      input: (salon) => {
        soldCertificate(salon);
        return { kind: 'certificate', format: 'pdf' };
      },
      answer: { mediaType: 'application/pdf' },
    },
    refused: {
      LIMIT_EXCEEDED: {
        input: (salon) => {
          many(salon);
          return { kind: 'certificate', format: 'pdf' };
        },
        data: { what: 'certificate', limit: 2000, count: 2002 },
      },
    },
  },
};
