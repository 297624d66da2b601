import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role, isAllowed, permissionsOf } from '../../src-shared/access/access.rules.ts';
import { type CaseSalon, type PreparedFolder, openCaseSalon, prepareFolder } from '../contract/prepared-salon.ts';
import { type ListedProcedure, PROCEDURES, callAt, codeOf, outcomeOf } from '../contract/procedures.ts';

let prepared: PreparedFolder;
beforeAll(async () => {
  prepared = await prepareFolder();
});
afterAll(() => prepared.remove());

/** Not what any procedure takes: whoever is let in is told so, whoever is not never gets that far. */
const JUNK = { junk: true };

const mayCall = ({ meta: { access } }: ListedProcedure, role: Role): boolean =>
  access === 'public' || access === 'signedIn' || isAllowed(role, access);

describe.each(['port', 'http'] as const)('who may do what, over %s', (transport) => {
  describe.each(ROLES)('%s', (role) => {
    let salon: CaseSalon;
    beforeAll(async () => {
      salon = await openCaseSalon(prepared, transport, { as: role });
    });
    afterAll(() => salon.test.close());

    const refused = PROCEDURES.filter((procedure) => !mayCall(procedure, role));
    // What takes no input would really run; whoever may call is tried below with an input that means something.
    const allowed = PROCEDURES.filter((procedure) => mayCall(procedure, role) && procedure.definition.inputSchema);
    const headOf = () => salon.test.core.salon!.store.head().commandId;

    test.each(refused)('$name is forbidden and changes nothing', async ({ path, meta }) => {
      const before = headOf();
      const outcome = await outcomeOf(callAt(salon.client, path, JUNK));
      expect(outcome).toMatchObject({ code: 'FORBIDDEN', isDeclared: true, data: { permission: meta.access } });
      expect(headOf()).toBe(before);
    });

    test.each(allowed)('$name is let in', async ({ path }) => {
      expect(codeOf(await outcomeOf(callAt(salon.client, path, JUNK)))).not.toMatch(/FORBIDDEN|UNAUTHORIZED/);
    });
  });
});

test.each(ROLES)('%s gets no more rights from a session than the table of domain.md 13 gives', async (role) => {
  await withSalon(role, async ({ client }) => {
    expect((await client.access.session())?.permissions).toEqual(permissionsOf(role));
  });
});

describe('a system administrator', () => {
  test('cannot make a token that acts as the owner, only one of their own', async () => {
    await withSalon('sysadmin', async ({ client, users }) => {
      await expect(client.access.createToken({ userId: users.owner, name: 'x' })).rejects.toMatchObject({
        code: 'FORBIDDEN',
        data: { permission: 'manage_users' },
      });
      await expect(client.access.createToken({ userId: users.sysadmin, name: 'x' })).resolves.toHaveProperty('token');
    });
  });

  test('hears that the journal changed, but not whose visit it was', async () => {
    await withSalon('sysadmin', async (salon) => {
      const { client, visit } = salon;
      const owner = await salon.screenOf('owner');
      const events = await client.system.live();
      const first = events.next();
      // The stream begins with the first pull; a call behind it has been answered when it has begun.
      await client.access.session();
      await owner.journal.cancel({ visitId: visit, version: 1, by: 'client', reason: 'Передумала' });
      const { value } = await first;
      expect(value).toMatchObject({ kind: 'command', rows: { visits: [visit] }, summary: null });
      expect(JSON.stringify(value)).not.toContain('Петрова');
      await events.return?.();
    });
  });
});

test('the table of rights is the reviewed one', async () => {
  const head = ['procedure', 'needs', ...ROLES];
  const rows = PROCEDURES.map((procedure) => [
    procedure.name,
    procedure.meta.access,
    ...ROLES.map((role) => (mayCall(procedure, role) ? '+' : '·')),
  ]);
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => row[index]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index]!)).join(' | ')} |`;
  const table = [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
  await expect(
    `# Who may call what\n\nWritten by tests/security/matrix.test.ts (\`vitest -u\`); a changed line is a changed right.\n\n${table}\n`,
  ).toMatchFileSnapshot('matrix.snapshot.md');
});

async function withSalon(role: Role, body: (salon: CaseSalon) => Promise<void>): Promise<void> {
  const salon = await openCaseSalon(prepared, 'port', { as: role });
  try {
    await body(salon);
  } finally {
    salon.jobs.release();
    await salon.test.close();
  }
}
