import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyDatabase } from '../../src-main/store/verify.ts';
import { ROUTER_ERRORS } from '../../src-shared/contract-base.ts';
import { casesAt } from '../contract/cases/all.cases.ts';
import {
  type CaseSalon,
  type PreparedFolder,
  type SalonState,
  openCaseSalon,
  prepareFolder,
} from '../contract/prepared-salon.ts';
import { type ListedProcedure, PROCEDURES, callAt, codeOf, outcomeOf } from '../contract/procedures.ts';

/** Bad inputs per procedure (reliability.md S2). */
const RUNS = 60;
const SEED = 20260312;

let prepared: PreparedFolder;
beforeAll(async () => {
  prepared = await prepareFolder();
});
afterAll(() => prepared.remove());

/** Values that programs have stumbled over, and ones of any kind. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    '',
    ' ',
    0,
    -0,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.MAX_SAFE_INTEGER,
    2 ** 53,
    2 ** 31,
    1e308,
    10n ** 30n,
    'x'.repeat(100_000),
    'ё'.repeat(60),
    '__proto__',
    'constructor',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'a\udfff\ud800b',
    '\u202eabc',
    '\ufeff',
    '👩‍👩‍👧',
    "'; drop table clients; --",
    '%_\\',
    '../../etc/passwd',
    '0001-01-01',
    '1600-01-01',
    '9999-12-31',
    '1900-01-01',
    '1901-01-01',
    '2199-12-31',
    '2200-12-31',
    '2026-02-30',
    '2026-03-29',
    [],
    {},
    [[]],
    [null],
    new Date(0),
    new Date(Number.NaN),
    JSON.parse('{"__proto__":{"isOwner":true}}'),
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.integer(),
  fc.nat({ max: 12 }),
  fc.integer({ min: 0, max: 2880 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

type Path = readonly (string | number)[];

/** Every place of a value, the value itself first. */
function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [path, ...[...keys].flatMap((key) => placesOf((value as Record<string, unknown>)[key], [...path, key]))];
}

function replacedAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (typeof value !== 'object' || value === null) return value;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  copy[key] = replacedAt(copy[key], rest, put);
  return copy;
}

/** A right input with one to three places replaced; extra keys too. */
function badInputs(right: unknown): fc.Arbitrary<unknown> {
  const places = placesOf(right);
  const inner = places.filter((path) => path.length > 0);
  const fault = fc.tuple(fc.constantFrom(...(inner.length > 0 ? inner : places)), hostile);
  const spoiled = fc
    .array(fault, { minLength: 1, maxLength: 3 })
    .map((faults) => faults.reduce((value, [path, put]) => replacedAt(value, path, put), right));
  return fc.oneof({ weight: 9, arbitrary: spoiled }, { weight: 1, arbitrary: hostile });
}

async function tryBadInputs({ path, codes }: ListedProcedure, on: SalonState): Promise<void> {
  const { ok } = casesAt(path)!;
  const salon = await openCaseSalon(prepared, 'port', { on, as: on === 'prepared' ? 'owner' : null });
  try {
    const right = on === (ok.on ?? 'prepared') ? await ok.input(salon) : {};
    const expected: readonly string[] = ['ok', 'BAD_REQUEST', ...ROUTER_ERRORS, ...codes];
    await fc.assert(
      fc.asyncProperty(badInputs(right), (input) => answersProperly(salon, path, input, expected)),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    // Whatever was let in left the log and the rows in agreement.
    const { salon: open } = salon.test.core;
    if (open) expect(verifyDatabase(open.store.connection).findings).toEqual([]);
  } finally {
    salon.jobs.release();
    await salon.test.close();
  }
}

async function answersProperly(
  salon: CaseSalon,
  path: readonly string[],
  input: unknown,
  expected: readonly string[],
): Promise<void> {
  const { core, logger } = salon.test;
  const before = core.salon?.store.head().commandId;
  const outcome = await outcomeOf(callAt(salon.client, path, input));
  const code = codeOf(outcome);
  if (!expected.includes(code)) throw new Error(`${code}: ${JSON.stringify(logger.lines.at(-1))}`);
  if (code !== 'ok') expect(core.salon?.store.head().commandId).toBe(before);
  expect(({} as { isOwner?: unknown }).isOwner).toBeUndefined();
}

describe(`${RUNS} bad inputs (S2)`, () => {
  const withInput = PROCEDURES.filter(({ definition }) => definition.inputSchema);
  test.each(withInput)('$name answers each with a declared error or success, and keeps the log whole', (procedure) =>
    tryBadInputs(procedure, 'prepared'),
  );
  test.each(withInput.filter(({ meta }) => meta.withoutSalon))('$name does so on the recovery screen', (procedure) =>
    tryBadInputs(procedure, 'damaged'),
  );

  // Met in longer searches than each run can afford; the property above looks for others.
  const FAR = { fromDate: '1901-01-01', toDate: '2026-03-12' };
  test.each<[name: string, change: unknown]>([
    ['journal.staffDays', { fromDate: '2199-12-31', days: 2 }],
    ['journal.roomDays', { fromDate: '2199-12-31', days: 2 }],
    ['availability.windows', { fromDate: '2199-12-31', days: 7 }],
    ['ledger.profit', { ...FAR, comparison: 'before' }],
    ['ledger.profit', { ...FAR, comparison: 'year' }],
    ['ledger.movement', { ...FAR, comparison: 'before' }],
    ['ledger.balance', { onDate: '1901-01-01', comparison: 'year' }],
    ['ledger.profit', { fromDate: '2026-03-12', toDate: '2199-12-31', comparison: 'before' }],
    ['loyalty.effect', FAR],
    [
      'schedule.preview',
      { change: { kind: 'paint', cells: [{ staffId: 1, localDate: '2199-12-31', to: { kind: 'off' } }] } },
    ],
  ])('%s answers %o properly', async (name, change) => {
    await asked(name, [change]);
  });
  test.each([
    'cash.createArticle',
    'certificates.createType',
    'clients.createTag',
    'memberships.createType',
    'products.createCategory',
    'services.createLevel',
    'services.createPriceList',
  ])('%s knows a name that UTF-8 cannot hold when it comes again', async (name) => {
    await asked(name, [{ name: 'a\udfff\ud800b' }, { name: 'a\udfff\ud800b' }]);
  });

  /** Calls a procedure with its right input changed, once for each change. */
  async function asked(name: string, changes: readonly unknown[]): Promise<void> {
    const { path, codes } = PROCEDURES.find((one) => one.name === name)!;
    const salon = await openCaseSalon(prepared, 'port', { on: 'prepared', as: 'owner' });
    const expected: readonly string[] = ['ok', 'BAD_REQUEST', ...ROUTER_ERRORS, ...codes];
    try {
      const right = await casesAt(path)!.ok.input(salon);
      for (const change of changes) {
        await answersProperly(salon, path, Object.assign({}, right, change), expected);
      }
    } finally {
      salon.jobs.release();
      await salon.test.close();
    }
  }
});
