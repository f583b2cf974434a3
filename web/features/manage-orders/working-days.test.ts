import { expect, test } from 'vitest';
import { workingDaysSince } from './working-days.ts';

test('a weekend is no time to wait', () => {
  const monday = new Date(2026, 10, 23, 8);
  expect(workingDaysSince(new Date(2026, 10, 20, 17).toISOString(), monday)).toBe(1);
  expect(workingDaysSince(new Date(2026, 10, 21, 9).toISOString(), monday)).toBe(1);
  expect(workingDaysSince(new Date(2026, 10, 23, 7).toISOString(), monday)).toBe(0);
  expect(workingDaysSince(new Date(2026, 10, 2, 9).toISOString(), monday)).toBe(15);
  expect(workingDaysSince(new Date(2026, 10, 24).toISOString(), monday)).toBe(0);
});
