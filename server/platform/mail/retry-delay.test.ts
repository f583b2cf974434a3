import { expect, test } from 'vitest';
import { nextAttempt } from './retry-delay.ts';

test('waits grow from a second to two hours, and end after three days', () => {
  const createdAt = new Date('2026-11-22T09:00:00Z');
  const waits: number[] = [];
  let now = createdAt;
  for (let attempt = 1; ; attempt++) {
    const next = nextAttempt(attempt, createdAt, now);
    if (!next) break;
    waits.push((next.getTime() - now.getTime()) / 1000);
    now = next;
  }
  expect(waits.slice(0, 8)).toEqual([1, 5, 30, 120, 600, 1800, 3600, 7200]);
  expect(new Set(waits.slice(8))).toEqual(new Set([7200]));
  expect((now.getTime() - createdAt.getTime()) / 3600_000).toBeGreaterThan(70);
});
