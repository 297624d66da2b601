import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role, isAllowed } from '../../src-shared/access/access.rules.ts';
import { casesAt } from '../contract/cases/all.cases.ts';
import type { InputOf } from '../contract/cases/case.ts';
import {
  ANNA_DIGITS,
  type CaseSalon,
  IRINA_DIGITS,
  OLGA_DIGITS,
  type PreparedFolder,
  TODAY,
  openCaseSalon,
  prepareFolder,
} from '../contract/prepared-salon.ts';
import { type ListedProcedure, PROCEDURES, callAt, outcomeOf } from '../contract/procedures.ts';
import { plantSecrets, secretsIn, textOfAnswer } from './secrets.ts';

/**
 * No role sees a phone, mail or account that it may not see (see_phones), whatever it calls.
 *
 * The matrix takes its procedures from the contract and its inputs from the contract's cases: a procedure that is added later
 * is covered as soon as it has the cases that the contract suite asks for.
 */
let prepared: PreparedFolder;
beforeAll(async () => {
  prepared = await prepareFolder();
});
afterAll(() => prepared.remove());

const KNOWN = [OLGA_DIGITS, IRINA_DIGITS, ANNA_DIGITS].map((phone) => phone.slice(1));
const leaks = (answer: unknown): string[] => secretsIn(textOfAnswer(answer), KNOWN);

const mayCall = ({ meta: { access } }: ListedProcedure, role: Role): boolean =>
  access === 'public' || access === 'signedIn' || isAllowed(role, access);

async function withSalon<T>(role: Role, body: (salon: CaseSalon) => Promise<T>): Promise<T> {
  const salon = await openCaseSalon(prepared, 'port', { as: role });
  try {
    plantSecrets(salon.test, { clientId: salon.olga, staffId: salon.maria });
    return await body(salon);
  } finally {
    salon.jobs.release();
    await salon.test.close();
  }
}

const withoutRight = ROLES.filter((role) => !isAllowed(role, 'see_phones'));
const features = [...new Set(PROCEDURES.map(({ path }) => path[0]!))];

describe.each(withoutRight)('%s reads no phone, mail or account', (role) => {
  const readable = PROCEDURES.filter(
    (procedure) => mayCall(procedure, role) && (casesAt(procedure.path)?.ok.on ?? 'prepared') === 'prepared',
  );

  test.each(features.filter((feature) => readable.some(({ path }) => path[0] === feature)))(
    'in anything that %s answers or refuses',
    async (feature) => {
      const found: string[] = [];
      const ask = async (salon: CaseSalon, { name, path }: ListedProcedure, inputOf: InputOf<unknown>) => {
        const owner = await salon.screenOf('owner');
        const input = await inputOf({ ...salon, client: owner });
        const outcome = await outcomeOf(callAt(salon.client, path, input));
        for (const leak of leaks(outcome)) found.push(`${name}: ${leak}`);
      };
      for (const procedure of readable.filter(({ path }) => path[0] === feature)) {
        const { ok, refused } = casesAt(procedure.path)!;
        const inputs = [ok, ...Object.values(refused)].flatMap((entry): InputOf<unknown>[] => {
          if (typeof entry === 'function') return [entry];
          return (entry.on ?? 'prepared') === 'prepared' ? [entry.input] : [];
        });
        // A copy being restored replaces the file under whatever comes next.
        const rounds = feature === 'backup' ? inputs.map((inputOf) => [inputOf]) : [inputs];
        for (const round of rounds) {
          await withSalon(role, async (salon) => {
            for (const inputOf of round) {
              // A case may need a salon of its own; the first one, the success, has it.
              try {
                await ask(salon, procedure, inputOf);
              } catch (error) {
                if (inputOf === inputs[0]) throw error;
              }
            }
          });
        }
      }
      expect(found).toEqual([]);
    },
  );

  test('in what it hears while others work', async () => {
    await withSalon(role, async (salon) => {
      const owner = await salon.screenOf('owner');
      const events = await salon.client.system.live();
      const first = events.next();
      await salon.client.access.session();
      await owner.clients.create({ firstName: 'Новая', phones: [{ phone: '+7 916 555-01-42' }], allowSamePhone: true });
      const heard = [(await first).value];
      await owner.journal.cancel({ visitId: salon.visit, version: 1, by: 'client', reason: 'Передумала' });
      heard.push((await events.next()).value);
      await events.return?.();
      expect(leaks(heard)).toEqual([]);
    });
  });

  test('by looking for its digits, in any search', async () => {
    await withSalon(role, async ({ client }) => {
      for (const query of [OLGA_DIGITS, OLGA_DIGITS.slice(-4), '916 123', '0142', 'Ольга', 'tajna', 'example']) {
        expect(leaks(await outcomeOf(client.clients.search({ query, limit: 20 })))).toEqual([]);
        for (const { path } of PROCEDURES.filter(({ path: [feature] }) => feature === 'search')) {
          const outcome = await outcomeOf(callAt(client, path, { query, text: query, limit: 20 }));
          expect(leaks(outcome)).toEqual([]);
        }
      }
    });
  });

  test('in the history of any record', async () => {
    await withSalon(role, async (salon) => {
      const records = [
        ['client', salon.olga],
        ['staff', salon.maria],
        ['staff', salon.anna],
        ['visit', salon.visit],
      ] as const;
      for (const [entity, id] of records) {
        expect(leaks(await outcomeOf(salon.client.history.ofRecord({ entity, id })))).toEqual([]);
      }
    });
  });

  test('over REST, in the bytes themselves', async () => {
    await withSalon(role, async (salon) => {
      const { origin } = await salon.test.http();
      for (const { name, definition } of PROCEDURES.filter(
        ({ definition: { route }, meta }) => route.method === 'GET' && !route.path?.includes('{') && !meta.withoutSalon,
      )) {
        if (name === 'system.live') continue;
        const response = await fetch(`${origin}/api/v1${definition.route.path}?query=916&limit=20&localDate=${TODAY}`, {
          headers: { authorization: `Bearer ${salon.tokens[role]}` },
        });
        expect([name, secretsIn(await response.text(), KNOWN)]).toEqual([name, []]);
      }
    });
  });
});

describe('the check itself sees what the owner sees', () => {
  test('on the card, in the list, in old values, on the waiting list, on paper and in files', async () => {
    await withSalon('owner', async ({ client, olga }) => {
      const card = leaks(await client.clients.card({ clientId: olga }));
      expect(card).toEqual(expect.arrayContaining(['9165550142', '9165550147', 'tajna.now@inbox.example']));
      const history = leaks(await client.history.ofRecord({ entity: 'client', id: olga }));
      expect(history).toEqual(
        expect.arrayContaining(['9165550143', '9165550144', 'tajna.before@inbox.example', 'tajna_handle_before']),
      );
      expect(leaks(await client.waiting.list({}))).toEqual(expect.arrayContaining(['9165550145', '9165550146']));
      expect(leaks(await client.documents.daySheet({ localDate: TODAY }))).toContain(OLGA_DIGITS.slice(1));
      expect(leaks(await client.documents.dayList({ localDate: TODAY }))).toContain(OLGA_DIGITS.slice(1));
      for (const format of ['xlsx', 'csv'] as const) {
        const file = await client.segments.export({ columns: ['name', 'phone', 'email'], format });
        expect(leaks(file)).toEqual(expect.arrayContaining(['9165550142', 'tajna.now@inbox.example']));
      }
    });
  });

  test.each([
    '+7 916 555-01-42',
    '8(916)5550142',
    '916.555.01.42',
    '"79165550142"',
    '7-916-555-01-42',
    '916\\u00a0555 01 42',
  ])('written as %s', (text) => {
    expect(secretsIn(`{"a":"${text}"}`)).toEqual(['9165550142']);
  });

  test('a mask is no phone', () => {
    expect(secretsIn('+7 9•• •••-••-42')).toEqual([]);
  });
});
