// `npm test`: format, lint, types, dead code, then every kind of test. Ends with a line `N passed, M failed` taken from the
// run itself; exits non-zero on any failure. Arguments go to the test runner: `npm test -- tests/unit/kernel`.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import { STATIC_STEPS, runSteps } from './check.mjs';
import { projectNode } from './project-node.mjs';

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];
if (process.platform === 'linux' && !process.env.CHROMIUM_PATH && !BROWSERS.some((file) => existsSync(file))) {
  console.error(
    'test: the screens are tested in a real Chromium, and none is here. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
  );
  process.exit(1);
}

// The layers test runs among the others.
await runSteps(STATIC_STEPS.filter(([name]) => name !== 'layers'));

/**
 * Two runs side by side. A journey through the screens waits for a painted frame before each key, so it never fills two
 * cores; the tests without a browser take what is left, and step back (`priority`) as soon as a screen wants to paint.
 */
const RUNS = [
  { name: 'screens', projects: ['e2e', 'electron'], priority: 0 },
  { name: 'core', projects: ['unit', 'integration'], priority: os.constants.priority.PRIORITY_LOW },
];

/** Runs the tests of some projects; answers with what its report says. */
async function run({ name, projects, priority }) {
  const report = `out/test-report-${name}.json`;
  rmSync(report, { force: true });
  const startedAt = Date.now();
  const child = spawn(
    projectNode(),
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      'build/vitest.config.ts',
      ...projects.flatMap((project) => ['--project', project]),
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...process.argv.slice(2),
    ],
    // A terminal would be drawn on by both at once: lines only.
    { stdio: ['ignore', 'pipe', 'pipe'], env: { FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...process.env } },
  );
  try {
    os.setPriority(child.pid, priority);
  } catch {
    // A system that allows no such thing runs both alike.
  }
  // What a run says stays together: the second one is heard when it has ended.
  let text = '';
  const say = (part) => {
    if (priority === 0) process.stdout.write(part);
    else text += part;
  };
  child.stdout.setEncoding('utf8').on('data', say);
  child.stderr.setEncoding('utf8').on('data', say);
  const status = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  if (!existsSync(report)) {
    return { name, text, seconds, passed: 0, failed: 1, note: 'the test runner left no report' };
  }
  const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that fails before its first test has no failed test of its own, but it is a failure all the same.
  const failed = numFailedTests > 0 ? numFailedTests : success && status === 0 ? 0 : Math.max(1, numFailedTestSuites);
  return { name, text, seconds, passed: numPassedTests, failed, note: '' };
}

const results = await Promise.all(RUNS.map(run));
for (const { text } of results) process.stdout.write(text);
for (const { name, seconds, passed, failed, note } of results) {
  console.log(`test: ${name} ${passed} passed, ${failed} failed, ${seconds} s${note && `: ${note}`}`);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
// A path that no test has is a mistake of whoever typed it.
const failed = sum('failed') > 0 || sum('passed') > 0 ? sum('failed') : 1;
console.log(`${sum('passed')} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
