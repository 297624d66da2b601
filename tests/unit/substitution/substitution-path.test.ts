import { expect, test } from 'vitest';
import { substitutionPath } from '../../../src-renderer/substitution/substitution-path.ts';

test.each([
  [[], '/substitution?staff=5'],
  [['2026-03-13'], '/substitution?staff=5&from=2026-03-13'],
  [['2026-03-15', '2026-03-13', '2026-03-14'], '/substitution?staff=5&from=2026-03-13&to=2026-03-15'],
])('the screen of a substitution opens on the days with bookings: %j', (dates, path) => {
  expect(substitutionPath(5, dates)).toBe(path);
});
