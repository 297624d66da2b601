import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROLES } from '../../../src-shared/access/access.rules.ts';
import { BACKUP_FAILURES, BACKUP_REASONS } from '../../../src-shared/backup/backup.rules.ts';
import { catalogue } from '../../../src-shared/i18n/catalogue.ts';
import { createI18n } from '../../../src-shared/i18n/i18n.ts';
import { DOMAIN_ERROR_CODES } from '../../../src-shared/kernel/errors.ts';
import { startProblemSchema } from '../../../src-shared/setup/setup.contract.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const PLURAL = /_(?:zero|one|two|few|many|other)$/u;
const FORMS = { ru: ['one', 'few', 'many', 'other'], en: ['one', 'other'] } as const;

/** Every text as `feature:key.path`. */
function textsOf(tree: object, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    const separator = prefix === '' ? ':' : '.';
    const key = prefix === '' ? name : `${prefix}${prefix.includes(':') ? '.' : separator}${name}`;
    if (typeof value === 'string') texts.set(key, value);
    else for (const [inner, text] of textsOf(value as object, prefix === '' ? `${name}:` : key)) texts.set(inner, text);
  }
  return new Map([...texts].map(([key, text]) => [key.replace(':.', ':'), text]));
}

const texts = { ru: textsOf(catalogue.ru), en: textsOf(catalogue.en) };
const baseKeys = (language: 'ru' | 'en'): string[] =>
  [...new Set([...texts[language].keys()].map((key) => key.replace(PLURAL, '')))].sort();

function placeholdersOf(language: 'ru' | 'en'): Map<string, string> {
  const found = new Map<string, Set<string>>();
  for (const [key, text] of texts[language]) {
    const base = key.replace(PLURAL, '');
    const names = found.get(base) ?? new Set();
    for (const [, name] of text.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/gu)) names.add(name ?? '');
    found.set(base, names);
  }
  return new Map(
    [...found].map(([key, names]) => [
      key,
      [...names]
        .filter((name) => name !== 'count')
        .sort()
        .join(),
    ]),
  );
}

describe('the catalogue of texts', () => {
  test('has the same keys in both languages', () => {
    expect(baseKeys('en')).toEqual(baseKeys('ru'));
  });

  test('has the same placeholders in both languages', () => {
    expect(Object.fromEntries(placeholdersOf('en'))).toEqual(Object.fromEntries(placeholdersOf('ru')));
  });

  test.each(['ru', 'en'] as const)('has every plural form of %s', (language) => {
    const forms = new Map<string, string[]>();
    for (const key of texts[language].keys()) {
      const form = PLURAL.exec(key)?.[0].slice(1);
      if (form) forms.set(key.replace(PLURAL, ''), [...(forms.get(key.replace(PLURAL, '')) ?? []), form]);
    }
    const incomplete = [...forms].filter(([, found]) => FORMS[language].some((form) => !found.includes(form)));
    expect(incomplete).toEqual([]);
  });

  test('leaves no text empty and no brace open', () => {
    const bad = (['ru', 'en'] as const).flatMap((language) =>
      [...texts[language]].filter(
        ([, text]) => text.trim() === '' || text.split('{{').length !== text.split('}}').length,
      ),
    );
    expect(bad).toEqual([]);
  });

  test('keeps Cyrillic out of the English texts', () => {
    const allowed = new Set(['common:languages.ru']);
    const russian = [...texts.en].filter(([key, text]) => /\p{Script=Cyrillic}/u.test(text) && !allowed.has(key));
    expect(russian).toEqual([]);
  });

  test('has a sentence for every expected error (domain.md 12)', () => {
    expect(Object.keys(catalogue.ru.errors.code)).toEqual(expect.arrayContaining([...DOMAIN_ERROR_CODES]));
  });

  test('has a sentence for every problem at the start, role, reason and failure of a backup', () => {
    expect(Object.keys(catalogue.ru.setup.recovery.problems).sort()).toEqual(
      [...startProblemSchema.shape.code.options].sort(),
    );
    expect(Object.keys(catalogue.ru.common.roles)).toEqual([...ROLES]);
    expect(Object.keys(catalogue.ru.backup.reasons).sort()).toEqual([...BACKUP_REASONS].sort());
    expect(Object.keys(catalogue.ru.backup.failures)).toEqual([...BACKUP_FAILURES]);
  });

  test('has a text for every key that the screens name', () => {
    const { t, exists } = createI18n('ru');
    expect(t('common:save')).toBe('Сохранить');
    const missing: string[] = [];
    for (const file of sourceFiles(path.join(root, 'src-renderer'))) {
      const source = readFileSync(file, 'utf8');
      const namespaces = [...source.matchAll(/useTranslation\('(\w+)'/gu)].map(([, name]) => name ?? '');
      for (const [, key = ''] of source.matchAll(/\bt\(\s*'([^'$]+)'/gu)) {
        const candidates = key.includes(':') ? [key] : [...namespaces, 'common'].map((name) => `${name}:${key}`);
        // A text with plural forms exists only with a count.
        const isKnown = candidates.some((candidate) => exists(candidate) || exists(candidate, { count: 1 }));
        if (!isKnown) missing.push(`${path.relative(root, file)}: ${key}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
