import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestDesk, clientOf, runServer } from '../../e2e/helpers/server-process.ts';

let desk: TestDesk;
beforeAll(() => {
  desk = new TestDesk();
});
afterAll(() => desk.close());

const linesOf = (text: string): string[] => text.split('\n').filter(Boolean);
const demoFolders = (): string[] => readdirSync(os.tmpdir()).filter((name) => name.startsWith('zerkalo-demo-'));

describe('wrong options end with one line and code 2', () => {
  it.each([
    [['--bogus'], 'Неизвестный параметр --bogus', 'Unknown option --bogus'],
    [['extra'], 'Лишний аргумент «extra»', 'Unexpected argument “extra”'],
    [['--data'], 'У параметра --data нет значения', 'Option --data has no value'],
    [['--data='], 'У параметра --data нет значения', 'Option --data has no value'],
    [['--port'], 'У параметра --port нет значения', 'Option --port has no value'],
    [['--port', 'http'], 'Порт «http» не подходит', 'Port “http” does not do'],
    [['--port', '65536'], 'Порт «65536» не подходит', 'Port “65536” does not do'],
    [['--port', '80.5'], 'Порт «80.5» не подходит', 'Port “80.5” does not do'],
  ])('%j', async (args, russian, english) => {
    for (const [language, sentence] of [
      ['ru', russian],
      ['en', english],
    ] as const) {
      const ending = await runServer(['--lang', language, ...args]);
      expect({ code: ending.code, stdout: ending.stdout }).toEqual({ code: 2, stdout: '' });
      expect(linesOf(ending.stderr)).toEqual([expect.stringContaining(sentence)]);
    }
  });

  it('a language that is not spoken is told in the language of the system', async () => {
    const english = await runServer(['--lang', 'de'], { LANG: 'en_GB.UTF-8' });
    expect(english.code).toBe(2);
    expect(linesOf(english.stderr)).toEqual([expect.stringContaining('Language “de” is not supported')]);
    const russian = await runServer([], { ZERKALO_LANG: 'de', LANG: 'ru_RU.UTF-8' });
    expect(russian.code).toBe(2);
    expect(linesOf(russian.stderr)).toEqual([expect.stringContaining('Язык «de» не поддерживается')]);
  });

  it('ZERKALO_LANG and ZERKALO_PORT are read like options', async () => {
    const ending = await runServer([], { ZERKALO_LANG: 'en', ZERKALO_PORT: 'x' });
    expect(ending.code).toBe(2);
    expect(linesOf(ending.stderr)).toEqual([expect.stringContaining('Port “x” does not do')]);
  });

  it('--help lists the options in both languages and ends well', async () => {
    const [russian, english] = await Promise.all([
      runServer(['--help', '--lang', 'ru']),
      runServer(['-h', '--lang', 'en']),
    ]);
    for (const { code, stdout } of [russian, english]) {
      expect(code).toBe(0);
      for (const option of ['--data', '--port', '--lang', '--no-open', '--demo']) expect(stdout).toContain(option);
    }
    expect(russian.stdout).toContain('рабочее место салона');
    expect(english.stdout).toContain('the desk of a beauty salon');
  });
});

describe('a taken port', () => {
  it('ends with one line and code 1, and leaves nothing behind', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const dataDir = desk.at('never-made');
    const before = demoFolders();
    const asked = ['--port', String(port), '--no-open', '--lang', 'ru'];
    try {
      const endings = await Promise.all([
        runServer(['--data', dataDir, ...asked]),
        runServer(['--demo', ...asked]),
        runServer(['--demo', '--data', dataDir, ...asked]),
      ]);
      for (const { code, stdout, stderr } of endings) {
        expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
        expect(linesOf(stderr)).toEqual([`Порт ${port} занят другой программой. Укажите другой: --port 4460.`]);
      }
      expect(existsSync(dataDir)).toBe(false);
      expect(demoFolders().filter((name) => !before.includes(name))).toEqual([]);
    } finally {
      other.close();
    }
  });
});

describe('start', () => {
  it('prints the address of 127.0.0.1 with a key, in the language asked for', async () => {
    const server = desk.run([], {
      ZERKALO_DATA: desk.at('by-environment'),
      ZERKALO_PORT: '0',
      ZERKALO_LANG: 'en',
    });
    const address = await server.address();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]{43}$/u);
    expect(linesOf(server.stdout)).toEqual([
      `Zerkalo is open: ${address}`,
      expect.stringContaining('Stop with Ctrl+C'),
    ]);
    const client = await clientOf(address);
    expect(await client.setup.status({})).toMatchObject({ state: 'new', locale: 'en', host: 'server' });
    const ending = await server.stop('SIGINT');
    expect(ending).toMatchObject({ code: 0, stderr: '' });
    expect(ending.stdout).toContain('Zerkalo is closed, the data are saved.');
  });

  it('R5: a network path is refused with a sentence, and no folder is made', async () => {
    const here = desk.at();
    const server = desk.run(['--data', '\\\\server\\share\\salon', '--port', '0', '--no-open', '--lang', 'ru'], {
      TEST_CWD: here,
    });
    const client = await clientOf(await server.address());
    expect(await client.setup.status({})).toMatchObject({
      state: 'problem',
      problem: { code: 'FOLDER_ON_NETWORK', data: { folder: '\\\\server\\share\\salon' } },
    });
    await expect(client.access.people({})).rejects.toMatchObject({ code: expect.any(String) });
    await server.stop();
    expect(readdirSync(here).filter((name) => name.includes('server'))).toEqual([]);
  });

  it('--demo opens with its owner signed in, and its folder goes with it', async () => {
    const before = demoFolders();
    const server = desk.run(['--demo', '--port', '0', '--no-open', '--lang', 'ru']);
    const address = await server.address();
    const [made] = demoFolders().filter((name) => !before.includes(name));
    expect(made).toBeDefined();
    const client = await clientOf(address);
    expect(await client.access.session({})).toMatchObject({ user: { role: 'owner' } });
    // The ticket of the address is good once: a second browser has to sign in.
    const second = await clientOf(address);
    expect(await second.access.session({})).toBeNull();
    await server.stop();
    expect(demoFolders()).not.toContain(made);
  });

  it('--demo stopped while it is being filled leaves no folder behind', async () => {
    const before = demoFolders();
    const server = desk.run(['--demo', '--port', '0', '--no-open', '--lang', 'ru']);
    const made = await expect
      .poll(() => demoFolders().find((name) => !before.includes(name)), { timeout: 60_000, interval: 20 })
      .toBeDefined()
      .then(() => demoFolders().find((name) => !before.includes(name)));
    const ending = await server.stop();
    expect(ending).toMatchObject({ code: 0, signal: null });
    expect(ending.stdout).toContain('Зеркало закрыто');
    expect(demoFolders()).not.toContain(made);
  });
});
