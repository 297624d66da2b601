// `npm run check`: format, lint, types, layers, dead code. Under a minute.
import { spawn } from 'node:child_process';
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

/** Runs the steps side by side, tells each as it ends, and ends the process after them when one has failed. */
export async function runSteps(steps) {
  const outcomes = await Promise.all(
    steps.map(async ([name, args]) => {
      const startedAt = Date.now();
      const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
      }
      const status = await new Promise((resolve) => {
        child.on('error', () => resolve(1));
        child.on('close', (code) => resolve(code ?? 1));
      });
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      process.stdout.write(status === 0 ? '' : text);
      console.log(`check: ${name} ${status === 0 ? 'ok' : 'FAILED'} ${seconds} s`);
      return status === 0;
    }),
  );
  if (outcomes.includes(false)) process.exit(1);
}

if (process.argv[1]?.endsWith('check.mjs')) await runSteps(STATIC_STEPS);
