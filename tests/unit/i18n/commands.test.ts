import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commandTextKey, createI18n } from '../../../src-shared/i18n/i18n.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Keys of summaries as they stand in the services: `tx.summary = { key: 'journal.move', … }`. */
function summaryKeys(): string[] {
  const dir = path.join(root, 'src-main');
  const files = readdirSync(dir, { withFileTypes: true, recursive: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.ts'),
  );
  const keys = files.flatMap((entry) => {
    const source = readFileSync(path.join(entry.parentPath, entry.name), 'utf8');
    return [...source.matchAll(/summary = \{\s*key: '([\w.]+)'/gu)].map(([, key]) => key ?? '');
  });
  return [...new Set(keys)].sort();
}

test('every command has its sentence in both languages', () => {
  const keys = summaryKeys();
  expect(keys).toContain('settings.update');
  for (const locale of ['ru', 'en'] as const) {
    const { exists } = createI18n(locale);
    const missing = keys.filter((key) => !exists(commandTextKey(key)) && !exists(commandTextKey(key), { count: 1 }));
    expect(missing).toEqual([]);
  }
});
