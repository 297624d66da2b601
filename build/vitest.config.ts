import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
const node = { root, environment: 'node' as const };

/** Each kind of test is a project of its own, so that one kind can be run alone (`--project unit`). */
export default defineConfig({
  root,
  test: {
    reporters: process.env['CI'] ? ['default'] : ['dot'],
    projects: [
      { root, test: { ...node, name: 'unit', include: ['tests/unit/**/*.test.ts'], isolate: false } },
      {
        root,
        test: {
          ...node,
          name: 'integration',
          include: ['tests/{integration,contract,migrations,security}/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        plugins: [react()],
        test: {
          ...node,
          name: 'e2e',
          include: ['tests/{e2e,crash}/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // One at a time: two browsers on two cores make a busy machine, and the journeys are fast typists.
          fileParallelism: false,
        },
      },
      {
        root,
        resolve: { alias: { electron: `${root}tests/electron/electron-double.ts` } },
        test: {
          ...node,
          name: 'electron',
          include: ['tests/electron/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
