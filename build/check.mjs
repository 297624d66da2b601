// `npm run check`: format, lint, types, layers, dead code. Under a minute.
import { spawnSync } from 'node:child_process';
import { projectNode } from './project-node.mjs';

const node = projectNode();
const SOURCES = ['src-shared', 'src-main', 'src-renderer', 'db', 'tests', 'build'];
export const STATIC_STEPS = [
  ['format', ['node_modules/oxfmt/bin/oxfmt', '--check']],
  ['lint', ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...SOURCES]],
  ['types', ['node_modules/typescript/bin/tsc', '-b']],
  [
    'layers',
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      'build/vitest.config.ts',
      '--project',
      'unit',
      'tests/unit/layers.test.ts',
    ],
  ],
  ['dead code', ['node_modules/knip/bin/knip.js', '--config', 'build/knip.json', '--no-progress']],
];

/** Runs the steps in order and ends the process at the first failure. */
export function runSteps(steps) {
  for (const [name, args] of steps) {
    const startedAt = Date.now();
    const { status } = spawnSync(node, args, { stdio: 'inherit' });
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(`check: ${name} ${status === 0 ? 'ok' : 'FAILED'} ${seconds} s`);
    if (status !== 0) process.exit(1);
  }
}

if (process.argv[1]?.endsWith('check.mjs')) runSteps(STATIC_STEPS);
