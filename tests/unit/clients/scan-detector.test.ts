import { expect, test } from 'vitest';
import { createScanDetector } from '../../../src-renderer/clients/scan-detector.ts';

const typed = (text: string, stepMs: number): (string | null)[] => {
  const read = createScanDetector();
  return [...text, 'Enter'].map((key, index) => read(key, index * stepMs));
};

test('a burst of six characters that ends with Enter is a code', () => {
  expect(typed('200412', 10).at(-1)).toBe('200412');
});
test('a person is slower, and a short burst is none', () => {
  expect(typed('200412', 80)).toEqual(Array.from({ length: 7 }, () => null));
  expect(typed('20041', 10).at(-1)).toBeNull();
});
test('what was typed before the burst does not belong to it; Shift does not part it', () => {
  const read = createScanDetector();
  read('x', 0);
  for (const [index, key] of ['Shift', 'A', 'B', '0', '0', '4', '1'].entries()) read(key, 500 + index * 5);
  expect(read('Enter', 540)).toBe('AB0041');
});
