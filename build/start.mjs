// Runs the application: Electron where its binary can be had, otherwise the same screens in the browser from the server
// host on loopback. All arguments are handed on.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectNode } from './project-node.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
// As small-heap.ts does for Electron; given here it also holds while the program is loaded.
const SMALL_HEAP = ['--max-semi-space-size=4'];

/** The Electron binary, if its package has been able to download it; `require('electron')` would try to and throw. */
function electronBinary() {
  const folder = path.join(root, 'node_modules', 'electron');
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist');
  const marker = path.join(folder, 'path.txt');
  if (!existsSync(marker)) return null;
  const file = path.join(dist, readFileSync(marker, 'utf8'));
  return existsSync(file) ? file : null;
}

const electron = args.includes('--help') || args.includes('-h') ? null : electronBinary();
const child = electron
  ? spawn(electron, [root, ...args], { stdio: 'inherit' })
  : spawn(projectNode(), [...SMALL_HEAP, path.join(root, 'out', 'main', 'server.mjs'), ...args], {
      stdio: 'inherit',
      env: { ...process.env, ZERKALO_NO_ELECTRON: '1' },
    });
// The child closes the salon's file properly; this process only waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
