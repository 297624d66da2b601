import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConnectionLostError, answerWithinMs } from '../../../src-renderer/api/connection.ts';
import { errorText, fieldErrors } from '../../../src-renderer/api/error-text.ts';
import { createI18n } from '../../../src-shared/i18n/i18n.ts';
import { DOMAIN_ERROR_CODES } from '../../../src-shared/kernel/errors.ts';

const { t } = createI18n('ru');
const { t: english } = createI18n('en');

/** Their screens say it in words of their own: what stands in the way of one booking of a plan. */
const SAID_ELSEWHERE: readonly string[] = ['substitution'];

describe('errors as sentences (domain.md 12)', () => {
  test.each(DOMAIN_ERROR_CODES)('%s has one in both languages, without holes', (code) => {
    for (const translate of [t, english]) {
      const text = errorText({ code, data: {} }, translate);
      expect(text).not.toContain('{{');
      expect(text).not.toContain(code);
      expect(text.length).toBeGreaterThan(10);
    }
  });

  test('names who has the time when the core tells (A12)', () => {
    const data = { staffName: 'Анна Соколова', clientName: 'Ольга К.', startMin: 600, endMin: 690, reason: '' };
    expect(errorText({ code: 'MASTER_BUSY', data }, t)).toContain('10:00–11:30');
    expect(errorText({ code: 'MASTER_BUSY', data }, t)).toContain('Ольга К.');
    const block = { ...data, clientName: '', reason: 'Обед' };
    expect(errorText({ code: 'MASTER_BUSY', data: block }, t)).toContain('Обед');
  });

  test('a master without the service is told in the same words before and after the booking', () => {
    const data = { staffName: 'Анна Соколова', serviceName: 'Стрижка' };
    expect(errorText({ code: 'NOT_QUALIFIED', data: {} }, t)).toContain('Мастер не оказывает эту услугу');
    expect(errorText({ code: 'NOT_QUALIFIED', data }, t)).toContain('Анна Соколова не оказывает услугу «Стрижка»');
    expect(t('journal:conflicts.NOT_QUALIFIED', data)).toContain('Анна Соколова не оказывает эту услугу');
  });

  test('tells how long to wait, and when waiting is of no use (S9)', () => {
    const wait = errorText({ code: 'LOCKED_OUT', data: { waitSeconds: 90, needsOwner: false } }, t);
    expect(wait).toContain('1 минуту 30 секунд');
    expect(errorText({ code: 'LOCKED_OUT', data: { waitSeconds: null, needsOwner: true } }, t)).toContain('владелец');
    expect(errorText({ code: 'WRONG_SECRET', data: { triesLeft: 2 } }, t)).toContain('2 попытки');
  });

  test('every reason with which the core refuses a conflict, and every limit, has a sentence of its own', () => {
    const root = path.resolve(import.meta.dirname, '../../..');
    const said = globSync(['src-main/**/*.ts', 'src-shared/**/*.rules.ts'], { cwd: root }).flatMap((file) => {
      const code = readFileSync(path.join(root, file), 'utf8');
      return [
        ...code.matchAll(/DomainError\('CONFLICT',\s*\{[^}]*?\breason: '(\w+)'/g),
        ...code.matchAll(/DomainError\('LIMIT_EXCEEDED',\s*\{[^}]*?\bwhat: '(\w+)'/g),
      ].map(([match, about]) => [match.includes('CONFLICT') ? 'CONFLICT' : 'LIMIT_EXCEEDED', about!] as const);
    });
    expect(said.length).toBeGreaterThan(50);
    const plain = {
      CONFLICT: errorText({ code: 'CONFLICT', data: {} }, t),
      LIMIT_EXCEEDED: errorText({ code: 'LIMIT_EXCEEDED', data: {} }, t),
    };
    const mute = said.filter(([code, about]) => {
      if (SAID_ELSEWHERE.includes(about)) return false;
      const data = code === 'CONFLICT' ? { reason: about } : { what: about };
      return errorText({ code, data }, t) === plain[code];
    });
    expect([...new Set(mute.map(([, about]) => about))]).toEqual([]);
  });

  test('says why a copy was refused', () => {
    const text = errorText({ code: 'BACKUP_FAILED', data: { reason: 'DISK_FULL', findings: ['x'] } }, t);
    expect(text).toContain('на диске кончилось место');
  });

  test('says why input was refused', () => {
    expect(errorText({ code: 'INVALID_INPUT', data: { field: 'secret', fault: 'PIN_TOO_SIMPLE' } }, t)).toContain(
      'угадать',
    );
    expect(fieldErrors({ code: 'INVALID_INPUT', data: { field: 'email', reason: 'NOT_AN_EMAIL' } }, t)).toEqual({
      email: 'Адрес почты не распознан. Пример: anna@example.ru.',
    });
  });

  test('puts the faults of refused input beside their fields', () => {
    const issues = [
      { path: ['owner', 'name'], code: 'custom', message: 'REQUIRED' },
      { path: ['note'], code: 'too_big', origin: 'string', maximum: 200 },
      { path: ['count'], code: 'too_small', origin: 'number', minimum: 1 },
    ];
    expect(fieldErrors({ code: 'BAD_REQUEST', data: { issues } }, t)).toEqual({
      'owner.name': 'Заполните это поле.',
      note: 'Слишком длинно: не больше 200 знаков.',
      count: 'Не меньше 1.',
    });
  });

  test('gives the number of an unexpected error and shows nothing of its inside', () => {
    const masked = { code: 'INTERNAL_SERVER_ERROR', message: 'INTERNAL', data: { number: 'E-123456' } };
    expect(errorText(masked, t)).toContain('E-123456');
    expect(errorText(new Error('select * from secrets'), t)).not.toContain('secrets');
  });

  test('tells a lost connection from an answer', () => {
    expect(errorText(new ConnectionLostError(), t)).toContain('не отвечает');
  });
});

describe('how long an answer is awaited', () => {
  test('half a minute as a rule, minutes for copies and the demo salon', () => {
    expect(answerWithinMs(['journal', 'day'])).toBe(30_000);
    expect(answerWithinMs(['backup', 'recovery', 'restore'])).toBe(900_000);
    expect(answerWithinMs(['setup', 'complete'])).toBe(900_000);
    expect(answerWithinMs(['setup', 'status'])).toBe(30_000);
  });
});
