import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER_PIN, TestDesk, clientOf, runServer, setUpSalon } from '../../e2e/helpers/server-process.ts';

let desk: TestDesk;
/** A closed salon with one client in it, to copy from. */
let sound: string;

beforeAll(async () => {
  desk = new TestDesk();
  sound = desk.at('sound');
  const server = desk.start(sound);
  const client = await clientOf(await server.address());
  await setUpSalon(client);
  await client.clients.create({ firstName: 'Наталья', lastName: 'Белова', phones: [{ phone: '+7 916 123-45-67' }] });
  await server.stop();
});
afterAll(() => desk.close());

const namesOf = async (dataDir: string): Promise<string[]> => {
  const server = desk.start(dataDir);
  const client = await clientOf(await server.address());
  const [owner] = await client.access.people({});
  await client.access.signIn({ userId: owner!.id, secret: OWNER_PIN });
  const { clients } = await client.clients.list({ limit: 50 });
  await server.stop();
  return clients.map(({ name }) => name);
};

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s closes the file and lets the folder go', async (signal) => {
    const dataDir = desk.at(`stop-${signal}`);
    const server = desk.start(dataDir);
    await setUpSalon(await clientOf(await server.address()));
    expect(existsSync(path.join(dataDir, 'zerkalo.db-wal'))).toBe(true);
    const ending = await server.stop(signal);
    expect(ending).toMatchObject({ code: 0, stderr: '' });
    const left = readdirSync(dataDir);
    expect(left).toContain('zerkalo.db');
    for (const name of ['zerkalo.db-wal', 'zerkalo.db-shm', 'owner.json', 'owner.lock-journal']) {
      expect(left).not.toContain(name);
    }
    const again = desk.start(dataDir);
    expect(await (await clientOf(await again.address())).setup.status({})).toMatchObject({ state: 'ready' });
    await again.stop();
  });

  it('R1: after kill -9 everything that was answered is there', async () => {
    const dataDir = desk.at('killed');
    const server = desk.start(dataDir);
    const client = await clientOf(await server.address());
    await setUpSalon(client);
    const names = ['Алёна', 'Борис', 'Вера', 'Галина', 'Дарья'];
    for (const firstName of names) await client.clients.create({ firstName, lastName: 'Ким', phones: [] });
    const ending = await server.stop('SIGKILL');
    expect(ending.signal).toBe('SIGKILL');
    expect((await namesOf(dataDir)).toSorted()).toEqual(names.map((firstName) => `${firstName} Ким`));
  });
});

describe('a second start on the same folder', () => {
  it('prints the running address, ends well and touches nothing', async () => {
    const dataDir = desk.at('shared');
    const server = desk.start(dataDir);
    const address = await server.address();
    await setUpSalon(await clientOf(address));
    const before = lastCommand(dataDir);
    const { port } = new URL(address);
    for (const asked of [['--port', '0'], ['--port', port], []]) {
      const ending = await runServer(['--data', dataDir, '--no-open', '--lang', 'ru', ...asked]);
      expect(ending).toMatchObject({ code: 0, stderr: '' });
      expect(ending.stdout.trim()).toBe(`Эта папка данных уже открыта (процесс ${server.pid}): ${address}`);
    }
    expect(lastCommand(dataDir)).toEqual(before);
    expect(await (await clientOf(address)).setup.status({})).toMatchObject({ state: 'ready' });
    await server.stop();
  });

  it('--demo on a folder with a salon is refused before anything opens', async () => {
    const ending = await runServer(['--demo', '--data', sound, '--port', '0', '--no-open', '--lang', 'en']);
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain('has a salon already');
    expect(await namesOf(sound)).toEqual(['Наталья Белова']);
  });
});

describe('R6: a file that cannot be opened shows the recovery and is never replaced', () => {
  const spoiled: readonly [string, string, (file: string) => void][] = [
    ['overwritten', 'DATABASE_CORRUPT', (file) => writeFileSync(file, Buffer.alloc(65_536, 'not a database '))],
    ['cut', 'DATABASE_TRUNCATED', (file) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096)],
    ['of length 0', 'DATABASE_EMPTY', (file) => truncateSync(file, 0)],
    ['of a later program', 'DATABASE_NEWER', (file) => change(file, 'pragma user_version = 9999')],
    ['of another program', 'DATABASE_FOREIGN', (file) => change(file, 'pragma application_id = 1')],
    ['without a table', 'DATABASE_CORRUPT', (file) => change(file, 'drop table visit_lines')],
    ['read-only', 'DATABASE_READ_ONLY', (file) => chmodSync(file, 0o400)],
  ];

  it.each(spoiled)('%s: %s', async (name, code, spoil) => {
    const dataDir = desk.at(`spoiled-${name.replaceAll(' ', '-')}`);
    mkdirSync(dataDir);
    for (const file of ['zerkalo.db', 'high-water.json'])
      copyFileSync(path.join(sound, file), path.join(dataDir, file));
    const file = path.join(dataDir, 'zerkalo.db');
    spoil(file);
    const before = readFileSync(file);
    const server = desk.start(dataDir);
    const client = await clientOf(await server.address());
    expect(await client.setup.status({})).toMatchObject({ state: 'problem', problem: { code, data: { file } } });
    await expect(setUpSalon(client)).rejects.toMatchObject({ code: 'SETUP_REQUIRED' });
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(dataDir).filter((found) => found.startsWith('zerkalo.db'))).toEqual(['zerkalo.db']);
  });

  it('a file that is gone is missed, not made anew', async () => {
    const dataDir = desk.at('gone');
    mkdirSync(dataDir);
    copyFileSync(path.join(sound, 'high-water.json'), path.join(dataDir, 'high-water.json'));
    const server = desk.start(dataDir);
    const client = await clientOf(await server.address());
    expect(await client.setup.status({})).toMatchObject({ state: 'problem', problem: { code: 'DATABASE_MISSING' } });
    await server.stop();
    expect(existsSync(path.join(dataDir, 'zerkalo.db'))).toBe(false);
  });
});

/** What the log of the salon's file ends with. */
function lastCommand(dataDir: string): unknown {
  const connection = new BetterSqlite(path.join(dataDir, 'zerkalo.db'), { readonly: true });
  const last = connection.prepare('select id, name, hex(seal) as seal from command order by id desc limit 1').get();
  connection.close();
  return last;
}

function change(file: string, sql: string): void {
  const connection = new BetterSqlite(file);
  connection.exec(sql);
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
}
