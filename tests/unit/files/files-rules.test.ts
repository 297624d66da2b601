import { describe, expect, test } from 'vitest';
import { MAX_FILE_BYTES, MAX_PHOTO_BYTES, fileFault, fileTypeOf } from '../../../src-shared/files/files.rules.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const PDF = bytes('%PDF-1.7\n');
const JPEG = bytes('\u00ff\u00d8\u00ff\u00e0');
const PNG = bytes('\u0089PNG\r\n\u001a\n');
const WEBP = bytes('RIFF\u0000\u0000\u0000\u0000WEBPVP8 ');
const grown = (head: Uint8Array, size: number): Uint8Array => {
  const file = new Uint8Array(size);
  file.set(head);
  return file;
};

describe('the kind of a file is told by its first bytes', () => {
  test.each([
    ['pdf', PDF, 'application/pdf'],
    ['jpeg', JPEG, 'image/jpeg'],
    ['png', PNG, 'image/png'],
    ['webp', WEBP, 'image/webp'],
    ['a program', bytes('MZ\u0090'), null],
    ['a page', bytes('<html><script>'), null],
    ['a vector picture, which may carry a script', bytes('<svg xmlns='), null],
    ['a sound in the same wrapper as webp', bytes('RIFF\u0000\u0000\u0000\u0000WAVE'), null],
    ['a pdf with something before it', bytes(' %PDF-1.7'), null],
    ['a head cut short', JPEG.subarray(0, 2), null],
    ['nothing', new Uint8Array(), null],
  ])('%s', (_, content, type) => {
    expect(fileTypeOf(content)).toBe(type);
  });
});

describe('what is kept', () => {
  test.each([
    ['an empty file', new Uint8Array(), 'paper', 'FILE_EMPTY'],
    ['the largest paper', grown(PDF, MAX_FILE_BYTES), 'paper', null],
    ['a byte more', grown(PDF, MAX_FILE_BYTES + 1), 'paper', 'FILE_TOO_LARGE'],
    ['an unknown kind', bytes('MZ'), 'paper', 'FILE_TYPE'],
    ['a picture of a paper', JPEG, 'paper', null],
    ['a portrait', WEBP, 'photo', null],
    ['a paper as a portrait', PDF, 'photo', 'PHOTO_TYPE'],
    ['the largest portrait', grown(PNG, MAX_PHOTO_BYTES), 'photo', null],
    ['a portrait that nobody made smaller', grown(PNG, MAX_PHOTO_BYTES + 1), 'photo', 'PHOTO_TOO_LARGE'],
  ] as const)('%s', (_, content, use, fault) => {
    expect(fileFault(content, use)).toBe(fault);
  });
});
