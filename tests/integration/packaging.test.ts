import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACK_LIMIT_MS = 240_000;
/** How a fuse that is on is written in the program: the digit one. */
const FUSE_ON = '1'.charCodeAt(0);

let folder: string;
let printed = '';

/** Packs both platforms around a stub of Electron, as `npm run pack:app -- --linux --win` does where Electron is missing. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zerkalo-pack-'));
  const pack = spawn(process.execPath, ['build/pack.mjs', '--linux', '--win', '--stub', '--out', folder], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [pack.stdout, pack.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(pack, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`packing failed:\n${printed}`);
}, PACK_LIMIT_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('packing around a stub says that the result does not run', () => {
  expect(printed).toMatch(/Electron's binary for linux is not here .* does not run/);
  expect(printed).toMatch(/Electron's binary for win32 is not here .* does not run/);
});

describe.each([
  { name: 'linux', dir: 'linux-unpacked', program: 'zerkalo', binary: 'linux-x64.node' },
  { name: 'win', dir: 'win-unpacked', program: 'Zerkalo.exe', binary: 'win32-x64.node' },
])('packed for $name', ({ dir, program, binary }) => {
  const resources = (name = '') => path.join(folder, dir, 'resources', name);
  const entries = () => listPackage(resources('app.asar'), { isPack: false }).map((name) => name.replaceAll('\\', '/'));

  test('the archive has the main script, the preload, the page and the fonts', () => {
    expect(entries()).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main/main.mjs',
        '/out/main/preload.cjs',
        '/out/main/worker.mjs',
        '/out/main/fonts/NotoSans_400Regular.ttf',
        '/out/main/fonts/NotoSans_700Bold.ttf',
        '/out/renderer/index.html',
        '/node_modules/better-sqlite3/lib/index.js',
      ]),
    );
  });

  test('the archive has no source, map, test or build file, and no package but better-sqlite3', () => {
    const top = new Set(entries().map((name) => name.split('/')[1] ?? ''));
    expect([...top].sort()).toEqual(['node_modules', 'out', 'package.json']);
    const second = new Set(entries().flatMap((name) => /^\/(?:out|node_modules)\/[^/]+/.exec(name) ?? []));
    expect([...second].sort()).toEqual(['/node_modules/better-sqlite3', '/out/main', '/out/renderer']);
    expect(entries().filter((name) => /\.(tsx?|map|tsbuildinfo|c|cpp|h|gyp)$/.test(name))).toEqual([]);
  });

  test('exactly the binary of this platform lies outside the archive', () => {
    const unpacked = readdirSync(resources('app.asar.unpacked'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(resources('app.asar.unpacked'), path.join(entry.parentPath, entry.name)));
    expect(unpacked).toEqual([path.join('node_modules/better-sqlite3/prebuilds', binary)]);
    expect(entries().filter((name) => name.endsWith('.node'))).toEqual([
      `/node_modules/better-sqlite3/prebuilds/${binary}`,
    ]);
  });

  test('the packed files are the built files', () => {
    for (const file of ['out/main/main.mjs', 'out/main/preload.cjs', 'out/renderer/index.html']) {
      expect(extractFile(resources('app.asar'), file).equals(readFileSync(path.join(ROOT, file))), file).toBe(true);
    }
    const manifest = JSON.parse(extractFile(resources('app.asar'), 'package.json').toString()) as Record<
      string,
      unknown
    >;
    expect(manifest).toMatchObject({ main: 'out/main/main.mjs', type: 'module', version: expect.any(String) });
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
  });

  test('S1: the fuses are set', async () => {
    const wire = await getCurrentFuseWire(path.join(folder, dir, program));
    const isOn = (fuse: FuseV1Options): boolean => Number(wire[fuse]) === FUSE_ON;
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      snapshot: isOn(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      filePrivileges: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      snapshot: false,
      filePrivileges: false,
    });
  });

  test('only the languages of the application are there', () => {
    expect(readdirSync(path.join(folder, dir, 'locales')).sort()).toEqual(['en-US.pak', 'ru.pak']);
    expect(existsSync(resources('default_app.asar'))).toBe(false);
  });
});

test('the updater knows its cache', () => {
  // For Windows electron-builder writes it with the installer only, which cannot be made around a stub.
  const settings = readFileSync(path.join(folder, 'linux-unpacked/resources/app-update.yml'), 'utf8');
  expect(settings).toContain('updaterCacheDirName: zerkalo-updater');
});

test('the Windows program carries the name, the icon and the digest of the archive', () => {
  const program = NtExecutable.from(readFileSync(path.join(folder, 'win-unpacked/Zerkalo.exe')));
  const { entries } = NtExecutableResource.from(program);
  const [version] = Resource.VersionInfo.fromEntries(entries);
  const [language] = version?.getAllLanguagesForStringValues() ?? [];
  expect(language && version?.getStringValues(language)).toMatchObject({ ProductName: 'Zerkalo' });
  expect(Resource.IconGroupEntry.fromEntries(entries)).toHaveLength(1);
  const digest = entries.find((entry) => entry.type === 'INTEGRITY');
  expect(Buffer.from(digest?.bin ?? new ArrayBuffer()).toString()).toMatch(/app\.asar.*"alg":"SHA256"/);
});
