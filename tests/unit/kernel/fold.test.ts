import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fold,
  formatPhone,
  maskPhone,
  phoneDigits,
  switchLayout,
  transliterate,
} from '../../../src-shared/kernel/fold.ts';

describe('fold: one form for writing and searching', () => {
  it.each([
    ['  Алёна\tКОВАЛЁВА ', 'алена ковалева'],
    ['АЛЕ\u0308НА', 'алена'], // ё as two code points
    ['Йод', 'йод'],
    ['И\u0306од', 'йод'],
    ['Ёлка\u00A0ёжик\n', 'елка ежик'],
    ['Zoe\u0308', 'zo\u00EB'],
    ['', ''],
    [' \u00A0 ', ''],
  ])('%j becomes %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('is idempotent, and blind to case and to ё', () => {
    const letters = fc.constantFrom(...'аеёйЕЁЙяЯщ aeiZİß\u0308\u0301\u0300\u0306\u00A0\t-’'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: letters }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'абвеёжйяюz -'.split('')) }), (text) => {
        expect(fold(text.toUpperCase())).toBe(fold(text));
        expect(fold(text.replaceAll('ё', 'е'))).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(text));
      }),
    );
  });
});

describe('phone numbers', () => {
  it.each([
    ['8 (916) 123-45-67', '79161234567'],
    ['+7 916 123-45-67', '79161234567'],
    ['+7(916)1234567', '79161234567'],
    ['79161234567', '79161234567'],
    ['9161234567', '79161234567'],
    ['916 123 45 67', '79161234567'],
    ['+8 916 123-45-67', '79161234567'], // a slip for +7
    ['8\u00A0916\u00A0123‑45‑67', '79161234567'],
    ['8.916.123.45.67', '79161234567'],
    ['тел. 8-916-123-45-67 (мама)', '79161234567'],
    ['89161234567 доб. 12', '79161234567'],
    ['89161234567, 89257654321', '79161234567'],
    ['8 800 555-35-35', '78005553535'],
    ['+375 29 123-45-67', '375291234567'],
    ['+49 30 123456', '4930123456'],
    ['8~10 375 29 1234567', null], // the first run of digits is too short to be a number
    ['8 10 375 29 1234567', '375291234567'],
    ['00375291234567', '375291234567'],
    ['+84 912 345 678', '84912345678'], // Vietnam, not a Russian eight
    ['+372 5123 4567', '37251234567'],
    ['+372 512 3456', '3725123456'], // ten digits, but with its own code
    ['37251234567', '37251234567'], // eleven digits without plus: neither 8 nor 7, kept as they are
    ['123-45-67', '1234567'],
    ['12345', '12345'],
    ['1234', null],
    ['1234567890123456', null],
    ['', null],
    ['нет телефона', null],
    ['+', null],
  ])('%j is stored as %s', (text, digits) => {
    expect(phoneDigits(text)).toBe(digits);
  });

  it.each([
    ['79161234567', '+7 916 123-45-67', '+7 9•• •••-••-67'],
    ['375291234567', '+375 29 123-45-67', '+37• •• •••-••-67'],
    ['4930123456', '+4930123456', '+49••••••56'],
    ['1234567', '123-45-67', '•••-••-67'],
    ['123456', '12-34-56', '••-••-56'],
    ['12345', '1-23-45', '•-••-45'],
    ['12345678', '12345678', '••••••78'],
  ])('%s is shown as %s and masked as %s', (digits, shown, masked) => {
    expect(formatPhone(digits)).toBe(shown);
    expect(maskPhone(digits)).toBe(masked);
  });

  it('what is shown is read back, and a stored number is stable', () => {
    const typed = fc.tuple(
      fc.constantFrom('', '+', '8', '7', '+7', '810', '00', '+8'),
      fc.string({ unit: fc.constantFrom(...'0123456789 -()'.split('')), maxLength: 18 }),
    );
    fc.assert(
      fc.property(typed, ([start, rest]) => {
        const digits = phoneDigits(start + rest);
        if (digits === null) return;
        expect(digits).toMatch(/^\d{5,15}$/u);
        expect(phoneDigits(formatPhone(digits))).toBe(digits);
      }),
      { numRuns: 2000 },
    );
  });

  it('a masked number shows at most four digits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), minLength: 5, maxLength: 15 }),
        (digits) => {
          expect(maskPhone(digits).replaceAll(/\D/gu, '').length).toBeLessThanOrEqual(4);
          expect(maskPhone(digits).length).toBe(formatPhone(digits).length);
        },
      ),
    );
  });
});

describe('keyboard layout', () => {
  it.each([
    ['ghbdtn', 'привет'],
    ['привет', 'ghbdtn'],
    ['Rjdfk`df', 'Ковалёва'],
    ['шкштф', 'irina'],
    [',jhjlf', 'борода'],
    ['Itktcn 5', 'Шелест 5'],
    ['123', '123'],
    ['', ''],
  ])('%j was meant as %j', (typed, meant) => {
    expect(switchLayout(typed)).toBe(meant);
  });

  it('is its own inverse for Russian text', () => {
    const russian = fc.string({
      unit: fc.constantFrom(...'абвгдежзийклмнопрстуфхцчшщъыьэюяёАБЮЁХЭ 0123456789'.split('')),
    });
    fc.assert(
      fc.property(russian, (text) => {
        // Keys that give punctuation in Latin alone ("б" is ",") leave no letter to tell the direction; they go back too.
        const latin = switchLayout(text);
        expect(switchLayout(latin)).toBe(text);
      }),
    );
  });
});

describe('transliteration', () => {
  it.each([
    ['Юлия Щукина', 'Yuliya Shchukina'],
    ['ИЛЬЯ', 'ILYA'],
    ['Яна', 'Yana'],
    ['Я', 'Ya'],
    ['ЖУЖА', 'ZHUZHA'],
    ['БЯша', 'BYasha'],
    ['Ёлка объезд', 'Elka obezd'],
    ['Айгүл Қасым', 'Aygul Kasym'],
    ['Отчёт за 22.11', 'Otchet za 22.11'],
    ['Anna', 'Anna'],
    ['И\u0306од', 'Yod'],
  ])('%s is written %s', (text, latin) => {
    expect(transliterate(text)).toBe(latin);
  });

  it('leaves no Russian letter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЯЩЪ '.split('')) }),
        (text) => {
          expect(transliterate(text)).toMatch(/^[a-zA-Z ]*$/u);
        },
      ),
    );
  });
});
