import { expect, test } from 'vitest';
import { filtering, noFilters, queryOf } from './audit-query.ts';

test('the last day counts in full', () => {
  const { since, until } = queryOf({ ...noFilters, since: '2026-03-01', until: '2026-03-01' });
  expect(new Date(until ?? '').getTime() - new Date(since ?? '').getTime()).toBe(24 * 60 * 60 * 1000);
});

test('an action chosen is found whether it looked or changed', () => {
  expect(queryOf({ ...noFilters, action: 'listMembers' })).toEqual({ action: 'listMembers' });
});

test('nothing chosen shows what changed, and counts as no filter', () => {
  expect(queryOf(noFilters)).toEqual({ kind: 'changes' });
  expect(filtering(noFilters)).toBe(false);
  expect(filtering({ ...noFilters, since: '2026-03-01' })).toBe(true);
});
