import { expect, test } from 'vitest';
import { SETTINGS_INDEX, UNSHOWN_SETTINGS } from '../../../src-renderer/search/settings-index.ts';
import { groupRows } from '../../../src-renderer/search/rows.ts';
import { catalogue } from '../../../src-shared/i18n/catalogue.ts';
import { settingsSchema } from '../../../src-shared/settings/settings.contract.ts';

function textAt(key: string, language: 'ru' | 'en'): unknown {
  const [feature = '', path = ''] = key.split(':');
  let node: unknown = catalogue[language][feature as keyof (typeof catalogue)['ru']];
  for (const name of path.split('.')) node = (node as Record<string, unknown> | undefined)?.[name];
  return node;
}

test('the search finds every setting that the salon has', () => {
  const found = new Set<string>([...SETTINGS_INDEX.map(({ name }) => name), ...UNSHOWN_SETTINGS]);
  expect(Object.keys(settingsSchema.shape).filter((name) => !found.has(name))).toEqual([]);
});

test.each(SETTINGS_INDEX.map((setting) => [setting.name, setting] as const))(
  '%s has a title and other words',
  (name, setting) => {
    for (const language of ['ru', 'en'] as const) {
      expect(textAt(setting.title, language)).toEqual(expect.any(String));
      expect(textAt(`search:settingWords.${name}`, language)).toEqual(expect.any(String));
    }
  },
);

test('groups stand in order of their best row; guesses are left out while something met the text', () => {
  const row = (kind: 'client' | 'service' | 'command', rank: number, isArchived = false) =>
    ({ kind, rank, isArchived, key: `${kind}${rank}` }) as never;
  const kinds = (rows: never[]) => groupRows(rows, 6).map((group) => group.kind);
  expect(kinds([row('client', 2), row('service', 1), row('command', 2)])).toEqual(['service', 'client', 'command']);
  expect(kinds([row('client', 5), row('service', 1)])).toEqual(['service']);
  expect(kinds([row('client', 5), row('service', 4)])).toEqual(['service', 'client']);
  expect(kinds([row('client', 0, true), row('service', 3)])).toEqual(['service', 'client']);
});
