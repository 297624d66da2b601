// `npm test`: format, lint, types, dead code, then every kind of test. Ends with a line `N passed, M failed` taken from the
// run itself; exits non-zero on any failure.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
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
runSteps(STATIC_STEPS.filter(([name]) => name !== 'layers'));

const report = 'out/test-report.json';
rmSync(report, { force: true });
const { status } = spawnSync(
  projectNode(),
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'build/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
if (!existsSync(report)) {
  console.error('test: the test runner left no report.');
  process.exit(1);
}
const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(readFileSync(report, 'utf8'));
// A file that fails before its first test has no failed test of its own, but it is a failure all the same.
const failed = numFailedTests > 0 ? numFailedTests : success && status === 0 ? 0 : Math.max(1, numFailedTestSuites);
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exit(status === 0 && failed === 0 ? 0 : 1);
