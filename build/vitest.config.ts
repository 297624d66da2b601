import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
/** Limits end what hangs; a slow machine must never meet them. */
const node = {
  root,
  environment: 'node' as const,
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 90_000 } },
};
/** Tests without a browser take every core; Vitest by itself leaves one free. */
const quick = { maxWorkers: availableParallelism(), sequence: { groupOrder: 0 } };
/** One at a time: two browsers on two cores make a busy machine, and the journeys are fast typists. */
const inTurn = { fileParallelism: false, sequence: { groupOrder: 1 } };
/** Modules are read once per worker: to read a core and its libraries again for each file took a fifth of the run. */
const isolate = false;

/** Each kind of test is a project of its own, so that one kind can be run alone (`--project unit`). */
export default defineConfig({
  root,
  test: {
    reporters: process.env['CI'] ? ['default'] : ['dot'],
    projects: [
      { root, test: { ...node, ...quick, name: 'unit', include: ['tests/unit/**/*.test.ts'], isolate } },
      {
        root,
        test: {
          ...node,
          ...quick,
          name: 'integration',
          include: ['tests/{integration,contract,migrations,security}/**/*.test.ts'],
          isolate,
        },
      },
      {
        root,
        plugins: [react()],
        test: {
          ...node,
          name: 'e2e',
          include: ['tests/{e2e,crash}/**/*.test.{ts,tsx}'],
          isolate,
          ...inTurn,
        },
      },
      {
        root,
        resolve: { alias: { electron: `${root}tests/electron/electron-double.ts` } },
        test: {
          ...node,
          name: 'electron',
          include: ['tests/electron/**/*.test.ts'],
          ...inTurn,
        },
      },
    ],
  },
});
