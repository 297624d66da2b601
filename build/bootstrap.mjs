// Sets a fresh clone up. Dependency-free, runs on any Node >= 18 (the machine's own); everything after it runs on the
// Node 24 that the lock file brings. Installs when the lock file changed, builds when a source changed.
// `--no-build` only installs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectNode } from './project-node.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);
const hash = (text) => createHash('sha256').update(text).digest('hex');

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function run(command, args, title) {
  console.error(`bootstrap: ${title}…`);
  const startedAt = Date.now();
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) {
    console.error(`bootstrap: ${title} failed (${result.error?.message ?? `exit code ${result.status}`}).`);
    process.exit(result.status ?? 1);
  }
  console.error(`bootstrap: ${title} took ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** One bootstrap at a time: `npm start` and `npm test` may begin together in one checkout. */
function takeLock() {
  const lock = path.join(os.tmpdir(), `zerkalo-bootstrap-${hash(root).slice(0, 16)}`);
  for (let waitedMs = 0; ; waitedMs += 500) {
    try {
      mkdirSync(lock);
      writeFileSync(path.join(lock, 'pid'), String(process.pid));
      process.on('exit', () => rmSync(lock, { recursive: true, force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const pid = Number(readIfThere(path.join(lock, 'pid')));
    let alive = waitedMs < 2000; // the owner may not have written its pid yet
    if (pid) {
      try {
        process.kill(pid, 0);
        alive = true;
      } catch {
        alive = false;
      }
    }
    if (!alive) rmSync(lock, { recursive: true, force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
}

function install(depsHash) {
  const stamp = at('node_modules', '.bootstrap');
  if (readIfThere(stamp) === depsHash) return;
  if (process.platform === 'win32' && process.execPath.startsWith(at('node_modules'))) {
    // npm ci cannot delete the node.exe that runs this very script: move it aside first.
    renameSync(process.execPath, at(`.node-${process.pid}.exe.old`));
  }
  const args = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const npmScript = process.env.npm_execpath;
  if (npmScript && /\.c?js$/.test(npmScript)) {
    run(process.env.npm_node_execpath ?? process.execPath, [npmScript, ...args], 'npm ci');
  } else {
    run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, 'npm ci');
  }
  writeFileSync(stamp, depsHash);
}

function listSources(folder, found) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) listSources(file, found);
    else {
      const { size, mtimeMs } = statSync(file);
      found.push(`${path.relative(root, file)}:${size}:${mtimeMs}`);
    }
  }
  return found;
}

takeLock();
const depsHash = hash(readIfThere(at('package-lock.json')) + process.platform + process.arch);
install(depsHash);
if (!process.argv.includes('--no-build')) {
  const sources = ['build', 'db', 'src-main', 'src-renderer', 'src-shared'].flatMap((folder) =>
    listSources(at(folder), []),
  );
  const wanted = hash(depsHash + sources.sort().join('\n'));
  const stamp = at('out', '.stamp');
  if (readIfThere(stamp) !== wanted) {
    run(projectNode(), [at('build', 'build.mjs')], 'build');
    writeFileSync(stamp, wanted);
  }
}
