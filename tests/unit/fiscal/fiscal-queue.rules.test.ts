import { describe, expect, test } from 'vitest';
import {
  LATE_AFTER_MS,
  isGivenUp,
  isLate,
  isLocalAddress,
  isPersonInn,
  retryAtMs,
  troubleOf,
} from '../../../src-shared/fiscal/fiscal-queue.rules.ts';

describe('the queue of receipts (T5)', () => {
  test.each([
    [1, 5000],
    [2, 10_000],
    [3, 20_000],
    [4, 40_000],
    [5, 60_000],
    [500, 60_000],
  ])('after failure %i it waits for %i ms', (failures, waits) => {
    expect(retryAtMs(1_000_000, failures)).toBe(1_000_000 + waits);
  });

  test.each([
    [2, 'disconnected'],
    [44, 'paper'],
    [68, 'shift'],
    [115, 'device'],
    [66, 'refused'],
    [9999, 'refused'],
  ])('error %i of the register is %s', (code, trouble) => {
    expect(troubleOf(code)).toBe(trouble);
  });

  test('only a refusal is given up, and only the third', () => {
    expect(isGivenUp('refused', 2)).toBe(false);
    expect(isGivenUp('refused', 3)).toBe(true);
    expect(isGivenUp('paper', 100)).toBe(false);
    expect(isGivenUp('offline', 100)).toBe(false);
  });

  test('a receipt is late after a day', () => {
    expect(isLate(0, LATE_AFTER_MS)).toBe(false);
    expect(isLate(0, LATE_AFTER_MS + 1)).toBe(true);
  });
});

describe('an address of the register', () => {
  test.each([
    'http://127.0.0.1:16732',
    'http://localhost:16732/',
    'https://192.168.0.10:16732',
    'http://10.0.0.5',
    'http://172.16.4.1:80',
    'http://169.254.1.1',
    'http://kassa:16732',
    'http://kassa-1.local:16732',
    'http://[::1]:16732',
    'http://[fd00::1]:16732',
  ])('%s is of the salon', (address) => {
    expect(isLocalAddress(address)).toBe(true);
  });

  test.each([
    '',
    '127.0.0.1:16732',
    'ftp://127.0.0.1',
    'http://8.8.8.8',
    'http://172.32.0.1',
    'http://192.169.0.1',
    'http://127.0.0.1.example.com',
    'http://example.com',
    'http://atol.online',
    'http://user:word@127.0.0.1',
    'http://127.0.0.1/path',
    'http://127.0.0.1?x=1',
    'http://127.0.0.1#x',
    'http://2130706433',
    'http://0x7f000001',
    'http://10.0.0.999',
    'http://[2001:db8::1]',
    'http://a.local.evil',
  ])('%s is not', (address) => {
    expect(isLocalAddress(address)).toBe(false);
  });
});

test.each([
  ['', true],
  ['500100732259', true],
  ['500100732258', false],
  ['7707083893', false],
  ['50010073225x', false],
])('the tax number «%s» of a person: %s', (text, isGood) => {
  expect(isPersonInn(text)).toBe(isGood);
});
