import { describe, expect, test } from 'vitest';
import {
  type DatedDocument,
  blockingDocumentsOn,
  documentLevel,
  documentWarnings,
} from '../../../src-shared/staff/staff.rules.ts';

const TODAY = '2026-03-12';
const book = (expiresOn: string | null, more: Partial<DatedDocument> = {}): DatedDocument => ({
  staffId: 1,
  title: 'Медкнижка',
  expiresOn,
  blocksBooking: false,
  ...more,
});

describe('S8 warnings at 30, 7 and 0 days', () => {
  test.each([
    [31, null],
    [30, 'soon'],
    [8, 'soon'],
    [7, 'close'],
    [1, 'close'],
    [0, 'lastDay'],
    [-1, 'expired'],
    [-400, 'expired'],
  ])('%i days left: %s', (daysLeft, level) => {
    expect(documentLevel(daysLeft)).toBe(level);
  });

  test('the nearest end comes first; a document for ever never warns', () => {
    const found = documentWarnings(
      [
        book('2026-04-11', { title: 'Патент' }),
        book(null, { title: 'Договор' }),
        book('2026-03-11'),
        book('2027-01-01', { title: 'Виза' }),
      ],
      TODAY,
    );
    expect(found.map(({ document, daysLeft, level }) => [document.title, daysLeft, level])).toEqual([
      ['Медкнижка', -1, 'expired'],
      ['Патент', 30, 'soon'],
    ]);
  });

  test.each<[string, DatedDocument]>([
    ['a later date', book('2027-03-01')],
    ['another spelling', book('2027-03-01', { title: 'МЕДКНИЖКА' })],
    ['no end', book(null)],
  ])('a renewed paper ends the warning of the old one: %s', (_, renewed) => {
    expect(documentWarnings([book('2026-03-01'), renewed], TODAY)).toEqual([]);
    expect(documentWarnings([renewed, book('2026-03-01')], TODAY)).toEqual([]);
  });

  test('the paper of a colleague renews nothing', () => {
    expect(documentWarnings([book('2026-03-01'), book('2027-03-01', { staffId: 2 })], TODAY)).toHaveLength(1);
  });
});

describe('S8 no booking without the document', () => {
  test.each<[string, DatedDocument, boolean]>([
    ['the last day is still good', book(TODAY, { blocksBooking: true }), false],
    ['the day after is not', book('2026-03-11', { blocksBooking: true }), true],
    ['a document that booking does not need', book('2026-03-11'), false],
    ['a document for ever', book(null, { blocksBooking: true }), false],
  ])('%s', (_, document, isBlocked) => {
    expect(blockingDocumentsOn([document], TODAY)).toEqual(isBlocked ? [document] : []);
  });

  test('asked for a day ahead, the end before that day counts', () => {
    const document = book('2026-03-20', { blocksBooking: true });
    expect(blockingDocumentsOn([document], '2026-03-20')).toEqual([]);
    expect(blockingDocumentsOn([document], '2026-03-21')).toEqual([document]);
  });
});
