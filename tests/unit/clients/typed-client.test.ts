import { expect, test } from 'vitest';
import { readTypedClient } from '../../../src-shared/clients/clients.rules.ts';

test.each([
  ['анна', 'firstLast', { firstName: 'Анна', lastName: '', phone: '' }],
  ['анна-мария ковалёва', 'firstLast', { firstName: 'Анна-Мария', lastName: 'Ковалёва', phone: '' }],
  ['ковалёва анна', 'lastFirst', { firstName: 'Анна', lastName: 'Ковалёва', phone: '' }],
  ['анна', 'lastFirst', { firstName: 'Анна', lastName: '', phone: '' }],
  ['анна ван дер меер', 'firstLast', { firstName: 'Анна', lastName: 'Ван Дер Меер', phone: '' }],
  ['8 (916) 123-45-67', 'firstLast', { firstName: '', lastName: '', phone: '8 (916) 123-45-67' }],
  ['+7916 123 45 67 Олег', 'firstLast', { firstName: 'Олег', lastName: '', phone: '+7916 123 45 67' }],
  ['Олег 8916', 'firstLast', { firstName: 'Олег', lastName: '', phone: '' }],
] as const)('%s, %s', (text, order, expected) => {
  expect(readTypedClient(text, order)).toEqual(expected);
});

test.each(['', '  ', '8916', '-+()'])('«%s» is nobody', (text) => {
  expect(readTypedClient(text, 'firstLast')).toBeNull();
});
