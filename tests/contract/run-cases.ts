import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { casesAt } from './cases/all.cases.ts';
import type { Attempt, ProcedureCases } from './cases/case.ts';
import { type CaseSalon, type PreparedFolder, type Transport, openCaseSalon, prepareFolder } from './prepared-salon.ts';
import { type ListedProcedure, PROCEDURES, callAt, codeOf, outcomeOf } from './procedures.ts';

let prepared: PreparedFolder;

/** The folder that the cases of this file open copies of. */
function usePreparedFolder(): void {
  beforeAll(async () => {
    prepared = await prepareFolder();
  });
  afterAll(() => prepared.remove());
}

/** Runs a body with a salon of its own. */
async function inSalon<T>(
  transport: Transport,
  attempt: Pick<Attempt<unknown>, 'on' | 'as'>,
  body: (salon: CaseSalon) => Promise<T>,
): Promise<T> {
  const salon = await openCaseSalon(prepared, transport, attempt);
  try {
    return await body(salon);
  } finally {
    salon.jobs.release();
    await salon.test.close();
  }
}

const withCases = PROCEDURES.flatMap((procedure) => {
  const cases = casesAt(procedure.path);
  return cases ? [{ ...procedure, cases }] : [];
});

/** A success and every refusal of each procedure over a transport. */
export function describeCases(transport: 'port' | 'http'): void {
  usePreparedFolder();
  describe.each(withCases)('$name', (procedure) => {
    test('answers', () => succeeds(procedure, transport));

    test.each(Object.keys(procedure.cases.refused))('refuses with %s', async (code) => {
      const entry = procedure.cases.refused[code]!;
      const refusal = typeof entry === 'function' ? { input: entry } : entry;
      await inSalon(transport, refusal, async (salon) => {
        const outcome = await outcomeOf(callAt(salon.client, procedure.path, await refusal.input(salon)));
        expect(codeOf(outcome)).toBe(code);
        expect(outcome).toMatchObject({ isDeclared: true, data: refusal.data ?? {} });
      });
    });
  });
}

/** The REST interface is the same contract by its routes: each is found with a token, and its answer is the same. */
export function describeRest(): void {
  usePreparedFolder();
  const isPrepared = ({ cases }: { cases: ProcedureCases }): boolean => (cases.ok.on ?? 'prepared') === 'prepared';

  test.each(withCases.filter(isPrepared))('$name answers', (procedure) => succeeds(procedure, 'rest'));

  test.each(withCases.filter((procedure) => !isPrepared(procedure)))(
    '$name is for the screens only: while no salon is open no token is known',
    ({ path, cases }) =>
      inSalon('rest', cases.ok, async ({ client }) => {
        expect(codeOf(await outcomeOf(callAt(client, path, {})))).toBe('DEVICE_UNKNOWN');
      }),
  );
}

async function succeeds(
  { path, definition, cases }: ListedProcedure & { cases: ProcedureCases },
  transport: Transport,
): Promise<void> {
  await inSalon(transport, cases.ok, async (salon) => {
    const answer = await callAt(salon.client, path, await cases.ok.input(salon));
    const expected = cases.ok.answer;
    if (typeof expected === 'function') await expected(answer as never, salon);
    else expect(answer).toMatchObject(expected as object);
    if (!isStream(answer)) expect((definition.outputSchema as z.ZodType).safeParse(answer).error).toBeUndefined();
  });
}

function isStream(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}
