import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../helpers/test-core.ts';
import { casesAt } from './cases/all.cases.ts';
import {
  type CaseSalon,
  type PreparedFolder,
  type SalonState,
  type Transport,
  openCaseSalon,
  prepareFolder,
} from './prepared-salon.ts';
import { PROCEDURES, callAt, codeOf, outcomeOf } from './procedures.ts';

let prepared: PreparedFolder;
beforeAll(async () => {
  prepared = await prepareFolder();
});
afterAll(() => prepared.remove());

/** Not what any procedure takes: whoever may not call is refused before the input is looked at. */
const JUNK = 'junk';
const SECRET = 'secret internals of /home/salon';

const isClosed = ({ meta }: (typeof PROCEDURES)[number]): boolean => meta.access !== 'public';
const needsSalon = ({ meta }: (typeof PROCEDURES)[number]): boolean => !meta.withoutSalon;

describe.each(['port', 'http'] as const)('who may not call, over %s', (transport) => {
  /** One salon for all procedures: a refused call changes nothing. */
  function shared(on: SalonState, who: (salon: CaseSalon) => Client | Promise<Client>): () => Client {
    let salon: CaseSalon;
    let client: Client;
    beforeAll(async () => {
      salon = await openCaseSalon(prepared, transport, { on, as: null });
      client = await who(salon);
    });
    afterAll(() => salon.test.close());
    return () => client;
  }

  describe('without a session', () => {
    const client = shared('prepared', (salon) => salon.client);
    test.each(PROCEDURES.filter(isClosed))('$name is refused', async ({ path }) => {
      expect(await outcomeOf(callAt(client(), path, JUNK))).toMatchObject({ code: 'UNAUTHORIZED', isDeclared: true });
    });
    test.each(PROCEDURES.filter((procedure) => !isClosed(procedure)))('$name is public', async ({ path }) => {
      expect(codeOf(await outcomeOf(callAt(client(), path, JUNK)))).not.toBe('UNAUTHORIZED');
    });
  });

  describe('at a locked place', () => {
    const client = shared('prepared', async (salon) => {
      const owner = await salon.screenOf('owner');
      await owner.access.lock();
      return owner;
    });
    test.each(PROCEDURES.filter(isClosed))('$name is refused', async ({ path }) => {
      expect(await outcomeOf(callAt(client(), path, JUNK))).toMatchObject({ code: 'UNAUTHORIZED', isDeclared: true });
    });
  });

  describe.each(['new', 'damaged'] as const)('while the salon is %s', (on) => {
    const client = shared(on, (salon) => salon.client);
    test.each(PROCEDURES.filter(needsSalon))('$name asks for the setup', async ({ path }) => {
      expect(await outcomeOf(callAt(client(), path, JUNK))).toMatchObject({ code: 'SETUP_REQUIRED', isDeclared: true });
    });
  });
});

describe('a device that never showed the key', () => {
  let salon: CaseSalon;
  let client: Client;
  beforeAll(async () => {
    salon = await openCaseSalon(prepared, 'http', { as: null });
    ({ client } = await salon.test.overHttpUnknown());
  });
  afterAll(() => salon.test.close());

  test.each(PROCEDURES)('$name does not answer it', async ({ path }) => {
    expect(await outcomeOf(callAt(client, path, JUNK))).toMatchObject({ code: 'DEVICE_UNKNOWN', isDeclared: true });
  });
});

describe.each(['port', 'http'] as const)('a defect, over %s', (transport) => {
  test.each(PROCEDURES)('in $name is masked and logged with its number', async ({ path }) => {
    const { ok } = casesAt(path)!;
    await withSalon(transport, ok, async (salon) => {
      const input = await ok.input(salon);
      const repair = breakEverything(salon);
      const outcome = await outcomeOf(firstOf(callAt(salon.client, path, input)));
      repair();
      expect(outcome).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', isDeclared: false });
      const { data, error } = outcome as unknown as { data: { number: string }; error: Error };
      expect(data).toEqual({ number: expect.stringMatching(/^E-\d{6}$/) as string });
      expect(`${JSON.stringify(error)} ${error.message}`).not.toContain('secret');
      const line = salon.test.logger.lines.find((entry) => JSON.stringify(entry).includes(data.number));
      expect(line?.level).toBe('error');
      expect(JSON.stringify(line)).toContain(SECRET);
    });
  });

  test('an answer that is not what the contract says never leaves', async () => {
    await withSalon(transport, {}, async ({ client, test: { core } }) => {
      const repair = replace(core.salon!.settings, { now: () => ({ salonName: 5, secret: SECRET }) });
      const outcome = await outcomeOf(client.settings.get({}));
      repair();
      expect(outcome).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
      expect(JSON.stringify(outcome)).not.toContain('secret');
    });
  });
});

async function withSalon(
  transport: Transport,
  options: Parameters<typeof openCaseSalon>[2],
  body: (salon: CaseSalon) => Promise<void>,
): Promise<void> {
  const salon = await openCaseSalon(prepared, transport, options);
  try {
    await body(salon);
  } finally {
    salon.jobs.release();
    await salon.test.close();
  }
}

/** Puts other methods on an object; answers with what takes them away again. */
function replace(target: object, methods: Record<string, unknown>): () => void {
  const own = Object.keys(methods).map((name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const);
  Object.assign(target, methods);
  return () => {
    for (const [name, before] of own) {
      if (before) Object.defineProperty(target, name, before);
      else Reflect.deleteProperty(target, name);
    }
  };
}

/** Whatever a handler reaches for first throws something that nobody expected, until it is repaired. */
function breakEverything({ test: { core, logger } }: CaseSalon): () => void {
  const bang = (): never => {
    throw new Error(SECRET);
  };
  const { salon, backup, live } = core;
  const repairs: (() => void)[] = [];
  const put = (target: object, methods: Record<string, unknown>): void => {
    repairs.push(replace(target, methods));
  };
  if (salon) {
    // The gate itself must not fail first: the handler is to be reached.
    if (salon.setup.isDone()) put(salon.setup, { isDone: () => true });
    put(salon.store.reader, { prepare: bang });
    put(salon.settings, { on: bang });
    put(salon.sessions, { describe: bang });
    // What these do lies in memory until a later step, so nothing of the file would break them.
    put(salon.clientFiles, { upload: bang });
    put(salon.imports, { upload: bang, drop: bang, cancel: bang });
    put(salon.ledgerCheck, { cancel: bang });
    // The register answers over its own line, and its password lies in the machine's keyring.
    put(salon.fiscal, { check: bang, password: bang, setPassword: bang });
    // Adds up on a thread with a connection of its own.
    put(salon.finance, { obligation: bang });
  }
  put(backup, { list: bang, create: bang, verify: bang, restore: bang, upload: bang, cancel: bang });
  put(core, { open: bang });
  put(live, { subscribe: bang });
  const write = logger.error.bind(logger);
  put(logger, {
    error: (data: object, message: string) => {
      if (message === 'error in a screen') bang();
      write(data, message);
    },
  });
  return () => {
    for (const repair of repairs.toReversed()) repair();
  };
}

/** The first event of a stream; any other answer as it is. */
async function firstOf(call: Promise<unknown>): Promise<unknown> {
  const answer = await call;
  const isStream = typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
  return isStream ? (answer as unknown as AsyncIterator<unknown>).next() : answer;
}
