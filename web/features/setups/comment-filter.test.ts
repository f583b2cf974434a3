import { expect, test } from 'vitest';
import type { SetupComment } from '#contract/setup-comments.ts';
import { commentFilters, matches } from './comment-filter.ts';

const comment = (given: Partial<SetupComment>): SetupComment => ({
  ...{
    id: 'c',
    by: 'A',
    service: null,
    side: 'provider_side',
    yours: false,
    at: '',
    editedAt: null,
    text: '',
    setupId: 's',
    version: 1,
  },
  ...{ mark: 'A', audience: 'internal', sentAt: null, stage: null, tooth: null, point: null, resolvedAt: null },
  ...{ resolvedBy: null, replies: [], may: [] },
  ...given,
});
const answer = { id: 'r', by: 'B', service: null, side: 'provider_side', at: '', editedAt: null, text: '' } as const;
const filters = (given: Partial<SetupComment>) => commentFilters.filter((each) => matches(comment(given), each));

test('an internal comment is nobody’s but the practice’s until it is sent along', () => {
  expect(filters({})).toEqual(['all', 'open']);
  expect(filters({ sentAt: '2026-01-01T00:00:00Z' })).toEqual(['all', 'open', 'laboratory']);
  expect(filters({ audience: 'laboratory' })).toEqual(['all', 'open', 'laboratory']);
});

test('mine are those that I began and those that I answered', () => {
  expect(filters({ yours: true })).toContain('mine');
  expect(filters({ replies: [{ ...answer, yours: true }] })).toContain('mine');
  expect(filters({ replies: [{ ...answer, yours: false }] })).not.toContain('mine');
});

test('a resolved one is no longer open', () => {
  expect(filters({ resolvedAt: '2026-01-01T00:00:00Z' })).toEqual(['all', 'resolved']);
});
