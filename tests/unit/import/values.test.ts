import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameName, mergeClient } from '../../../src-shared/clients/client-intake.rules.ts';
import { fieldOfHeader, findHeaderRow, guessMapping, shapeOf } from '../../../src-shared/import/import-fields.rules.ts';
import {
  orderOfNames,
  readBirthday,
  readDate,
  readDiscount,
  readEmail,
  readList,
  readPhones,
  readSex,
  splitName,
} from '../../../src-shared/import/import-values.rules.ts';
import { formatPhone } from '../../../src-shared/kernel/fold.ts';
import { fromDayNumber } from '../../../src-shared/kernel/local-date.ts';

const TODAY = '2026-03-12';

describe('B22: dates of a table', () => {
  test.each([
    ['12.03.1990', '1990-03-12'],
    ['1990-03-12', '1990-03-12'],
    ['1990-03-12 00:00:00', '1990-03-12'],
    ['12/3/1990', '1990-03-12'],
    ['12-03-90', '1990-03-12'],
    ['05.06.21', '2021-06-05'],
    ['12 марта 1990', '1990-03-12'],
    ['12 мая 1990 г.', '1990-05-12'],
    ['12 Мар. 1990', '1990-03-12'],
    ['12 march 1990', '1990-03-12'],
    ['Mar 12, 1990', '1990-03-12'],
    ['12031990', '1990-03-12'],
  ])('%s', (text, date) => {
    expect(readBirthday(text, TODAY)).toEqual({ date });
  });

  test.each([
    ['31.02.1990', 'NOT_A_DATE'],
    ['12.13.1990', 'NOT_A_DATE'],
    ['вчера', 'NOT_A_DATE'],
    ['12.03', 'DATE_NO_YEAR'],
    ['12 марта', 'DATE_NO_YEAR'],
    ['13.03.2026', 'DATE_IN_FUTURE'],
    ['12.03.1910', 'DATE_TOO_OLD'],
  ])('%s: %s', (text, fault) => {
    expect(readBirthday(text, TODAY)).toEqual({ fault });
  });

  test('every day is read back from each spelling', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (number) => {
        const date = fromDayNumber(number);
        const [year, month, day] = date.split('-') as [string, string, string];
        for (const text of [date, `${day}.${month}.${year}`, `${Number(day)}/${Number(month)}/${year}`]) {
          expect(readDate(text)).toEqual({ date });
        }
      }),
    );
  });
});

describe('B22: phones of a cell', () => {
  test.each([
    ['8 (916) 123-45-67', ['79161234567']],
    ['+7 916 123 45 67; 89035557788', ['79161234567', '79035557788']],
    ['9161234567, 9035557788', ['79161234567', '79035557788']],
    ['89161234567 89035557788', ['79161234567', '79035557788']],
    ['+79161234567 +79035557788', ['79161234567', '79035557788']],
    ['8916 123-45-67 или 495 123-45-67', ['79161234567', '74951234567']],
    ['7.9161234567E+10', ['79161234567']],
    ['7,9161234567E10', ['79161234567']],
    ['79161234567.0', ['79161234567']],
    ['8 916 123-45-67 доб. 12', ['79161234567']],
    ['+375 29 123-45-67', ['375291234567']],
    ['8 916 123-45-67 мама', ['79161234567']],
  ])('%s', (text, digits) => {
    expect(readPhones(text)).toEqual({ digits, faults: [] });
  });

  test.each([
    ['7,92E+10', 'PHONE_ROUNDED'],
    ['нет', 'NOT_A_PHONE'],
    ['12', 'NOT_A_PHONE'],
  ])('%s: %s', (text, fault) => {
    expect(readPhones(text)).toEqual({ digits: [], faults: [{ fault, value: text }] });
  });

  test('what the program itself writes is read back', () => {
    const digits = fc.integer({ min: 9_000_000_000, max: 9_999_999_999 }).map((number) => `7${number}`);
    fc.assert(
      fc.property(fc.uniqueArray(digits, { minLength: 1, maxLength: 4 }), (list) => {
        expect(readPhones(list.map(formatPhone).join(', ')).digits).toEqual(list);
      }),
    );
  });
});

describe('B22: names', () => {
  test.each([
    ['Иванова Анна Петровна', 'firstLast', ['Иванова', 'Анна', 'Петровна']],
    ['Анна Петровна Иванова', 'lastFirst', ['Иванова', 'Анна', 'Петровна']],
    ['Анна Иванова', 'firstLast', ['Иванова', 'Анна', '']],
    ['Иванова Анна', 'lastFirst', ['Иванова', 'Анна', '']],
    ['Анна Петровна', 'lastFirst', ['', 'Анна', 'Петровна']],
    ['Анна', 'lastFirst', ['', 'Анна', '']],
    ['Анна ресницы подруга', 'firstLast', ['ресницы подруга', 'Анна', '']],
  ] as const)('%s, %s', (text, order, [lastName, firstName, middleName]) => {
    expect(splitName(text, order)).toEqual({ lastName, firstName, middleName });
  });

  test('the order of a column is told by patronymics and surnames', () => {
    expect(orderOfNames(['Иванова Анна', 'Ким Олег', 'Петров Иван'])).toBe('lastFirst');
    expect(orderOfNames(['Анна Иванова', 'Олег Ким', 'Ирина Соколова'])).toBe('firstLast');
    expect(orderOfNames(['Анна', 'Олег'])).toBeNull();
  });

  test.each([
    ['Анна', 'Ким', 'Ким Анна', '', true],
    ['Анна', '', 'Анна', 'Ким', true],
    ['Анна', 'Ким', 'Олег', 'Ким', false],
    ['Алёна', 'Ким', 'алена', 'КИМ', true],
  ])('%s %s and %s %s are one: %s', (first, last, otherFirst, otherLast, isSame) => {
    const one = { firstName: first, lastName: last, middleName: '' };
    const other = { firstName: otherFirst, lastName: otherLast, middleName: '' };
    expect(isSameName(one, other)).toBe(isSame);
    expect(isSameName(other, one)).toBe(isSame);
  });
});

describe('B22: other values', () => {
  test.each([
    ['Ж', 'female'],
    ['жен.', 'female'],
    ['Женский', 'female'],
    ['male', 'male'],
    ['муж', 'male'],
  ] as const)('sex %s', (text, sex) => {
    expect(readSex(text)).toEqual({ sex });
  });

  test('sex, discount, e-mail, lists', () => {
    expect(readSex('1')).toEqual({ fault: 'NOT_A_SEX' });
    expect(readDiscount('10%')).toEqual({ discountBp: 1000 });
    expect(readDiscount('7,5')).toEqual({ discountBp: 750 });
    expect(readDiscount('110')).toEqual({ fault: 'NOT_A_DISCOUNT' });
    expect(readEmail('a@b.ru; c@d.ru')).toEqual({ email: 'a@b.ru' });
    expect(readEmail('a@b')).toEqual({ fault: 'NOT_AN_EMAIL' });
    expect(readList('VIP; постоянный,vip')).toEqual(['VIP', 'постоянный']);
  });
});

describe('B22: columns', () => {
  test.each([
    ['Моб. телефон', 'phone'],
    ['ФИО клиента', 'fullName'],
    ['Дата рождения', 'birthday'],
    ['E-mail:', 'email'],
    ['Комментарий администратора', 'note'],
    ['Last visit', 'lastVisit'],
    ['Скидка, %', 'discount'],
    ['ID', null],
  ])('%s', (header, field) => {
    expect(fieldOfHeader(header)).toBe(field);
  });

  test('known exports', () => {
    const yclients = ['Имя', 'Телефон', 'Email', 'Категории', 'Дата рождения', 'Оплачено', 'Пол', 'Последний визит'];
    expect(shapeOf(yclients)).toBe('yclients');
    expect(guessMapping(yclients, [])).toEqual([
      'fullName',
      'phone',
      'email',
      'tags',
      'birthday',
      'spent',
      'sex',
      'lastVisit',
    ]);
    const dikidi = ['ФИО', 'Телефон', 'Комментарий', 'Дата создания'];
    expect(shapeOf(dikidi)).toBe('dikidi');
    expect(guessMapping(dikidi, [])).toEqual(['fullName', 'phone', 'note', 'createdOn']);
  });

  test('a table without heads is understood by its contents', () => {
    const rows = [
      ['Иванова Анна', '89161234567', 'a@b.ru', 'ж', '12.03.1990', '5'],
      ['Ким Олег', '+7 903 555-77-88', 'c@d.ru', 'м', '1.4.1985', '7'],
    ];
    expect(findHeaderRow(rows)).toBe(-1);
    expect(guessMapping(['', '', '', '', '', ''], rows)).toEqual([
      'fullName',
      'phone',
      'email',
      'sex',
      'birthday',
      null,
    ]);
  });

  test('a title above the heads is left out', () => {
    expect(
      findHeaderRow([['Клиентская база на 12.03.2026'], [], ['№', 'ФИО', 'Телефон'], ['1', 'Ким', '89161234567']]),
    ).toBe(2);
  });
});

describe('B22: who is known already', () => {
  const known = {
    firstName: 'Анна',
    lastName: '',
    middleName: '',
    sex: null,
    birthday: '1990-03-12',
    email: null,
    source: null,
    address: null,
    allergy: 'лак',
    note: '',
    discountBp: null,
    card: null,
    messengers: [],
    phones: ['79161234567'],
    category: null,
    tags: ['VIP'],
  } as const;
  const incoming = {
    ...known,
    lastName: 'Ким',
    birthday: '1991-01-01',
    allergy: 'краска',
    email: 'a@b.ru',
    phones: ['79161234567', '79035557788'],
    tags: ['vip', 'Лояльный'],
    createdOn: null,
  };

  test('empty fields are filled, others stay; phones and tags are added', () => {
    expect(mergeClient(known, incoming, 'fill')).toEqual({
      lastName: 'Ким',
      email: 'a@b.ru',
      phones: ['79161234567', '79035557788'],
      tags: ['VIP', 'Лояльный'],
    });
    expect(mergeClient(known, incoming, 'overwrite')).toMatchObject({ birthday: '1991-01-01', allergy: 'лак\nкраска' });
    expect(mergeClient(known, incoming, 'skip')).toBeNull();
  });

  test('what was taken over once changes nothing the second time', () => {
    for (const rule of ['fill', 'overwrite'] as const) {
      const after = { ...known, ...mergeClient(known, incoming, rule) };
      expect(mergeClient(after, incoming, rule)).toBeNull();
    }
  });
});
