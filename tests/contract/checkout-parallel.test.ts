import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlText } from '../../src-main/store/executor.ts';
import { expectLedgerHolds } from '../helpers/ledger-holds.ts';
import { openShift } from './cases/client-account.cases.ts';
import { type CaseSalon, type PreparedFolder, openCaseSalon, prepareFolder } from './prepared-salon.ts';
import { codeOf, outcomeOf } from './procedures.ts';

let prepared: PreparedFolder;
let salon: CaseSalon;
beforeAll(async () => {
  prepared = await prepareFolder();
});
afterAll(async () => {
  await salon.test.close();
  await prepared.remove();
});

test('T18 I15 two cashiers pay one visit at once over HTTP: one check is posted, however often each presses', async () => {
  salon = await openCaseSalon(prepared, 'http');
  openShift(salon);
  const desks = [await salon.screenOf('administrator'), await salon.screenOf('owner')];
  const { visit, visitLine, cut, anna } = salon;
  const input = {
    ticket: {
      visitId: visit,
      lines: [{ key: 'a', kind: 'service' as const, visitLineId: visitLine, serviceId: cut, staffId: anna }],
    },
    tenders: [{ kind: 'cash' as const, amountMinor: 200_000 }],
    expectedDueMinor: 200_000,
  };
  const outcomes = await Promise.all(
    desks.flatMap((desk) => {
      const key = randomUUID();
      return [1, 2, 3].map(() => outcomeOf(desk.checkout.pay({ ...input, key })));
    }),
  );
  const answers = outcomes.map((outcome) => codeOf(outcome));
  // Three presses of the first cashier are one check; the other one is told that it is paid.
  expect(answers.filter((code) => code === 'ALREADY_PAID')).toHaveLength(3);
  const { reader, connection } = salon.test.core.salon!.store;
  expect(reader.all(sqlText('select id from sales'))).toHaveLength(1);
  expect(reader.all(sqlText('select id from tenders'))).toHaveLength(1);
  expectLedgerHolds({ connection });
});
