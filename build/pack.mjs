// `npm run pack:app -- --linux | --win [--dir] [--stub] [--out DIR]`: packs the built application (out/) into dist/.
// Where Electron's binary can be had (node_modules/electron/dist, ZERKALO_ELECTRON_DIST, or a download), the result runs
// and installers are made; otherwise it packs a folder around a stub and says so.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Arch, build, Platform } from 'electron-builder';
import { writeElectronStub } from './electron-stub.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const PROGRAM = { linux: 'electron', win32: 'electron.exe' };
const DOWNLOAD_PLACE = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/';
const DOWNLOAD_TEST_MS = 5000;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        linux: { type: 'boolean', default: false },
        win: { type: 'boolean', default: false },
        dir: { type: 'boolean', default: false },
        stub: { type: 'boolean', default: false },
        out: { type: 'string', default: 'dist' },
      },
    });
    if (!values.linux && !values.win) throw new Error('name a platform: --linux or --win');
    return values;
  } catch (error) {
    console.error(`pack: ${error.message}. Usage: npm run pack:app -- --linux | --win [--dir] [--stub] [--out DIR]`);
    return process.exit(2);
  }
}

/** A folder with Electron for this platform that already lies on this machine, or null. */
function localElectron(platform) {
  const folders = [process.env.ZERKALO_ELECTRON_DIST, path.join(root, 'node_modules/electron/dist')];
  return folders.find((folder) => folder && existsSync(path.join(folder, PROGRAM[platform]))) ?? null;
}

async function canDownload(version) {
  try {
    const url = new URL(`v${version}/SHASUMS256.txt`, DOWNLOAD_PLACE);
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(DOWNLOAD_TEST_MS) });
    return response.ok;
  } catch {
    return false;
  }
}

async function pack(platform, options) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8'));
  const output = path.resolve(root, options.out);
  let electronDist = options.stub ? null : localElectron(platform);
  let isStub = false;
  if (!electronDist && (options.stub || !(await canDownload(version)))) {
    isStub = true;
    electronDist = path.join(output, `electron-stub-${platform}`);
    writeElectronStub(electronDist, platform, version);
    console.log(
      `pack: Electron's binary for ${platform} is not here${options.stub ? ' (--stub)' : ' and cannot be downloaded'}: packing a folder around a stub. The result shows what is packed; it does not run.`,
    );
  }
  // Installers need helper programs that are downloaded as well.
  const target = options.dir || isStub ? 'dir' : null;
  const builderPlatform = platform === 'linux' ? Platform.LINUX : Platform.WINDOWS;
  await build({
    projectDir: root,
    targets: builderPlatform.createTarget(target, Arch.x64),
    publish: 'never',
    config: {
      extends: path.join(root, 'electron-builder.yml'),
      electronVersion: version,
      directories: { output },
      ...(electronDist ? { electronDist } : {}),
    },
  });
}

const options = readOptions();
if (!existsSync(path.join(root, 'out/main/main.mjs'))) {
  console.error('pack: out/main/main.mjs is missing. Run `npm run build` first.');
  process.exit(1);
}
if (options.linux) await pack('linux', options);
if (options.win) await pack('win32', options);
