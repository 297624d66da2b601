import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cli as textsEn } from '../../../src-shared/i18n/en/cli.ts';
import { cli as textsRu } from '../../../src-shared/i18n/ru/cli.ts';
import { setup as setupRu } from '../../../src-shared/i18n/ru/setup.ts';
import { languageOf, readCliRequest } from '../../../src-main/hosts/cli/cli-options.ts';
import { temporaryFolder } from '../../helpers/test-store.ts';
import { openStore } from '../../../src-main/store/store.ts';

const root = path.resolve(import.meta.dirname, '../../..');
/** What `npm run salon` and the installed program run; `npm test` builds it. */
const program = path.join(root, 'out/main/cli.mjs');

let dir: string;

beforeEach(() => {
  dir = temporaryFolder('zerkalo-cli-');
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | null;
  readonly out: string;
  readonly problem: string;
}

/** Runs `salon` as a terminal does. */
function salon(...args: string[]): Answer {
  const env = { ...process.env, ZERKALO_LANG: undefined, LANG: 'C' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env });
  return { status, out: stdout.trim(), problem: stderr.trim() };
}

describe('options', () => {
  const refused = (...args: string[]): object => {
    try {
      return readCliRequest(args);
    } catch (error) {
      const { key, values, exitCode } = error as { key: string; values: { value: string }; exitCode: number };
      return { key, value: values.value, exitCode };
    }
  };

  test.each<[string[], string, string]>([
    [['fly'], 'unknownCommand', 'fly'],
    [['--fly'], 'unknownOption', '--fly'],
    [['verify', '--dta', 'x'], 'unknownOption', '--dta'],
    [['verify', '-x'], 'unknownOption', '-x'],
    [['verify', '--data'], 'missingValue', '--data'],
    [['verify', '--data', ''], 'missingValue', '--data'],
    [['verify', '--data', '--json'], 'missingValue', '--data'],
    [['verify'], 'missingOption', '--data'],
    [['restore', '--data', 'x'], 'missingOption', '--from'],
    [['api-token', '--data', 'x'], 'missingOption', '--user'],
    [['verify', '--data', 'x', 'y'], 'unexpectedArgument', 'y'],
    [['demo', '--data', 'x', '--today', '2026-02-30'], 'badDate', '2026-02-30'],
    [['demo', '--data', 'x', '--today', '12.03.2026'], 'badDate', '12.03.2026'],
    [['demo', '--data', 'x', '--size', 'huge'], 'badSize', 'huge'],
    [['demo', '--data', 'x', '--seed', '-1'], 'missingValue', '--seed'],
    [['demo', '--data', 'x', '--seed', '1.5'], 'badSeed', '1.5'],
    [['demo', '--data', 'x', '--seed', '4294967296'], 'badSeed', '4294967296'],
    [['demo', '--data', 'x', '--from', 'y'], 'unknownOption', '--from'],
    [['toString'], 'unknownCommand', 'toString'],
  ])('%j: %s', (args, key, value) => {
    expect(refused(...args)).toEqual({ key, value, exitCode: 2 });
  });

  test('every sentence about a wrong option exists in both languages', () => {
    for (const texts of [textsRu, textsEn]) {
      for (const key of ['unknownCommand', 'unknownOption', 'missingValue', 'missingOption', 'unexpectedArgument']) {
        expect(texts[key as 'unknownCommand']).toContain('{{value}}');
      }
    }
  });

  test('help needs nothing else; the language is taken from anywhere on the line', () => {
    expect(readCliRequest([])).toMatchObject({ command: null, isHelp: true });
    expect(readCliRequest(['--lang', 'en', '--help'])).toMatchObject({ command: null, isHelp: true });
    expect(readCliRequest(['restore', '--help'])).toMatchObject({ command: 'restore', isHelp: true });
    expect(readCliRequest(['verify', '--lang=en', '--data', '/x', '--json'])).toEqual({
      command: 'verify',
      isHelp: false,
      values: { data: path.resolve('/x') },
      isJson: true,
    });
    expect(languageOf(['verify', '--lang', 'en'], {})).toBe('en');
    expect(languageOf(['verify'], { ZERKALO_LANG: 'en' })).toBe('en');
    expect(languageOf(['verify'], { LANG: 'en_GB.UTF-8' })).toBe('en');
    expect(languageOf(['verify'], { LANG: 'de_DE.UTF-8' })).toBe('ru');
    expect(() => languageOf(['--lang', 'fr'], {})).toThrow(expect.objectContaining({ key: 'badLang' }));
  });
});

describe('the terminal', () => {
  test('a wrong option is one clear line and exit code 2', () => {
    const answer = salon('verify', '--dta', 'x', '--lang', 'en');
    expect(answer).toEqual({
      status: 2,
      out: '',
      problem: 'Unknown option --dta. Options of the command: npm run -s salon -- verify --help',
    });
  });

  test('a folder without a salon is told and not made into one', () => {
    const folder = path.join(dir, 'nothing');
    for (const command of [['verify'], ['backup'], ['api-token', '--user', 'Ольга']]) {
      expect(salon(...command, '--data', folder)).toEqual({
        status: 1,
        out: '',
        problem: textsRu.noSalon.replace('{{folder}}', folder),
      });
    }
    expect(fs.existsSync(folder)).toBe(false);
  });

  test('a damaged file is told in the words of the recovery screen', async () => {
    const data = path.join(dir, 'salon');
    const store = await openStore({ dataDir: data, host: 'test', nowMs: () => Date.now() });
    store.close();
    fs.truncateSync(path.join(data, 'zerkalo.db'), 0);
    const answer = salon('api-token', '--data', data, '--user', 'Ольга');
    const { title, todo } = setupRu.recovery.problems.DATABASE_EMPTY;
    expect(answer).toMatchObject({ status: 1, out: '' });
    expect(answer.problem).toContain(title);
    expect(answer.problem).toContain(todo);
    expect(answer.problem).toContain(path.join(data, 'zerkalo.db'));
    expect(salon('backup', '--data', data).status).toBe(1);
    expect(salon('verify', '--data', data, '--json')).toMatchObject({ status: 1, problem: '' });
    expect(fs.statSync(path.join(data, 'zerkalo.db')).size).toBe(0);
  });

  type Problem = keyof typeof setupRu.recovery.problems;
  const damages: [string, Problem, (file: string) => void][] = [
    ['missing', 'DATABASE_MISSING', (file) => fs.rmSync(file)],
    ['cut', 'DATABASE_TRUNCATED', (file) => fs.truncateSync(file, 8192 + 100)],
    ['another kind of file', 'DATABASE_CORRUPT', (file) => fs.writeFileSync(file, 'Здравствуйте! '.repeat(100))],
    ['overwritten in the middle', 'DATABASE_CORRUPT', (file) => spoilPages(file)],
    ['of a newer version', 'DATABASE_NEWER', (file) => writeVersion(file, 999_999)],
    ['of another application', 'DATABASE_FOREIGN', (file) => writeApplication(file, 7)],
  ];
  const changed = (file: string, statement: string): void => {
    const connection = new BetterSqlite(file);
    connection.pragma(statement);
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.close();
  };
  const writeVersion = (file: string, version: number): void => changed(file, `user_version = ${version}`);
  const writeApplication = (file: string, id: number): void => changed(file, `application_id = ${id}`);
  /** Every page but the first two is noise: the schema reads, the tables do not. */
  const spoilPages = (file: string): void => {
    const bytes = fs.readFileSync(file);
    bytes.fill(0xa5, 4096 * 2);
    fs.writeFileSync(file, bytes);
  };

  test.each(damages)('verify and backup of a file %s: what happened, what to do, no codes', async (_, code, damage) => {
    const data = path.join(dir, 'salon');
    const store = await openStore({ dataDir: data, host: 'test', nowMs: () => Date.now() });
    store.close();
    const file = path.join(data, 'zerkalo.db');
    fs.mkdirSync(path.join(data, 'backups'), { recursive: true });
    fs.writeFileSync(path.join(data, 'backups', 'a.db'), 'trace');
    damage(file);
    const { title, todo } = setupRu.recovery.problems[code];
    for (const command of ['verify', 'backup']) {
      const { status, out, problem } = salon(command, '--data', data);
      expect([command, status, out]).toEqual([command, 1, '']);
      expect(problem).toContain(title);
      expect(problem).toContain(todo);
      expect(problem).toContain(file);
      expect(problem).not.toMatch(/[A-Z]{2,}_[A-Z]|ENO[A-Z]+|\{\{/u);
    }
    const json = salon('verify', '--data', data, '--json');
    expect(json).toMatchObject({ status: 1, problem: '' });
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, facts: null });
  });
});

describe('a demo salon', () => {
  let folder: string;

  beforeAll(() => {
    folder = path.join(temporaryFolder('zerkalo-cli-demo-'), 'demo');
    const made = salon('demo', '--data', folder, '--seed', '7', '--today', '2026-03-12', '--lang', 'ru');
    expect(made).toMatchObject({ status: 0, problem: '' });
    expect(made.out).toContain(folder);
  });
  afterAll(() => {
    fs.rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  const rows = (file: string, statement: string) => {
    const connection = new BetterSqlite(file, { readonly: true });
    try {
      return connection.prepare(statement).all();
    } finally {
      connection.close();
    }
  };

  test('is not made a second time over itself', () => {
    expect(salon('demo', '--data', folder)).toEqual({
      status: 1,
      out: '',
      problem: textsRu.hasSalon.replace('{{folder}}', folder),
    });
  });

  test('the same seed and day give the same salon', () => {
    const twin = path.join(dir, 'twin');
    expect(salon('demo', '--data', twin, '--seed', '7', '--today', '2026-03-12').status).toBe(0);
    for (const table of ['clients', 'visits', 'visit_lines']) {
      const digest = (data: string) =>
        createHash('sha256')
          .update(JSON.stringify(rows(path.join(data, 'zerkalo.db'), `select * from ${table} order by id`)))
          .digest('hex');
      expect(digest(twin)).toBe(digest(folder));
    }
  });

  test('verifies; a price changed behind its back is found, by name, with exit code 1', () => {
    const sound = salon('verify', '--data', folder, '--json');
    expect(sound.status).toBe(0);
    expect(JSON.parse(sound.out)).toMatchObject({ ok: true, findings: [], facts: { clients: 1500 } });
    const copy = path.join(dir, 'changed');
    fs.cpSync(folder, copy, { recursive: true });
    const connection = new BetterSqlite(path.join(copy, 'zerkalo.db'));
    const { sql } = connection.prepare("select sql from sqlite_schema where name = 'log_visit_lines_update'").get() as {
      sql: string;
    };
    connection.exec('drop trigger log_visit_lines_update');
    connection.exec('update visit_lines set price_minor = price_minor - 100 where id = 77');
    connection.exec(sql);
    connection.close();
    const found = salon('verify', '--data', copy);
    expect(found.status).toBe(1);
    expect(found.out).toContain('row_changed visit_lines#77');
  });

  test('copied, changed, restored: the visits are back, the changed state is kept', () => {
    const data = path.join(dir, 'data');
    const file = path.join(dir, 'copy.db');
    fs.cpSync(folder, data, { recursive: true });
    expect(salon('backup', '--data', data, '--to', file)).toMatchObject({ status: 0, problem: '' });
    expect(salon('backup', '--data', data, '--to', file)).toMatchObject({
      status: 1,
      problem: textsRu.fileExists.replace('{{file}}', file),
    });
    const token = salon('api-token', '--data', data, '--user', 'Ольга В.', '--name', 'Касса').out.split('\n').at(-1)!;
    const [row] = rows(path.join(data, 'zerkalo.db'), 'select name, token_hash from api_tokens') as {
      name: string;
      token_hash: string;
    }[];
    expect(row).toMatchObject({ name: 'Касса' });
    expect(token.length).toBeGreaterThan(30);
    expect(fs.readFileSync(path.join(data, 'zerkalo.db')).includes(token)).toBe(false);
    const restored = salon('restore', '--data', data, '--from', file);
    expect(restored).toMatchObject({ status: 0, problem: '' });
    expect(rows(path.join(data, 'zerkalo.db'), 'select * from api_tokens')).toEqual([]);
    const kept = fs.readdirSync(path.join(data, 'backups')).find((name) => name.endsWith('before_restore.db'))!;
    expect(restored.out).toContain(kept);
    expect(rows(path.join(data, 'backups', kept), 'select name from api_tokens')).toEqual([{ name: 'Касса' }]);
    const back = salon('restore', '--data', data, '--from', path.join(data, 'backups', kept));
    expect(back.status).toBe(0);
    expect(rows(path.join(data, 'zerkalo.db'), 'select name from api_tokens')).toEqual([{ name: 'Касса' }]);
  });

  test('a file that is no copy is refused and the salon stays', () => {
    const before = fs.readFileSync(path.join(folder, 'zerkalo.db'));
    const letter = path.join(dir, 'letter.txt');
    fs.writeFileSync(letter, 'Здравствуйте! '.repeat(100));
    const answer = salon('restore', '--data', folder, '--from', letter, '--lang', 'en');
    expect(answer.status).toBe(1);
    expect(answer.problem).toContain('The data of the salon is unchanged.');
    expect(fs.readFileSync(path.join(folder, 'zerkalo.db'))).toEqual(before);
    expect(salon('restore', '--data', folder, '--from', path.join(dir, 'none.db')).status).toBe(1);
  });

  test('an unknown user is told with the names there are', () => {
    const answer = salon('api-token', '--data', folder, '--user', 'Никто');
    expect(answer).toMatchObject({ status: 1, out: '' });
    expect(answer.problem).toContain('Ольга В.');
  });
});

describe('a salon that the application has open', () => {
  let holder: ChildProcess | undefined;
  afterEach(async () => {
    if (!holder || holder.exitCode !== null) return;
    const ended = new Promise((resolve) => holder!.once('exit', resolve));
    holder.kill('SIGKILL');
    await ended;
  });

  test('is named with the address and the process, without the key of the address', async () => {
    const script = path.join(dir, 'holder.ts');
    const data = path.join(dir, 'data');
    const module = (name: string) => JSON.stringify(path.join(root, name));
    fs.writeFileSync(
      script,
      `import { openStore } from ${module('src-main/store/store.ts')};
import { dataPaths, writeOwner } from ${module('src-main/store/data-folder.ts')};
const dir = ${JSON.stringify(data)};
const store = await openStore({ dataDir: dir, host: 'server', nowMs: () => Date.now() });
writeOwner(dataPaths(dir), { pid: process.pid, host: 'server', address: 'http://127.0.0.1:4455/?key=secret' });
console.log('open');
setInterval(() => store, 1000);`,
    );
    holder = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => holder!.stdout!.once('data', resolve));
    for (const command of [['verify'], ['backup'], ['restore', '--from', script]]) {
      const answer = salon(...command, '--data', data);
      expect(answer.status).toBe(1);
      expect(answer.problem).toBe(
        textsRu.inUse
          .replace('{{folder}}', data)
          .replace('{{pid}}', String(holder.pid))
          .replace('{{address}}', 'http://127.0.0.1:4455/'),
      );
    }
  });
});
