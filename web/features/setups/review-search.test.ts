import { expect, test } from 'vitest';
import { reviewSearch } from './review-search.ts';

test('a link shows a colleague the same stage, tooth, panel, comparison and comment', () => {
  const shown = { stage: 7, tab: 'comments', compare: 1, tooth: 11, comment: 'c' } as const;
  expect(reviewSearch(shown)).toEqual(shown);
  expect(reviewSearch({ stage: '7', compare: '2', tooth: '48' })).toEqual({ stage: 7, compare: 2, tooth: 48 });
});

test('nonsense in an address is as if it weren’t there', () => {
  for (const wrong of ['', 'x', '-1', '1.5', 'Infinity', '1e9', null, {}, Number.NaN])
    expect(reviewSearch({ stage: wrong, compare: wrong, tooth: wrong, tab: wrong })).toEqual({});
  expect(reviewSearch({ compare: 0, tooth: 3, comment: 5 })).toEqual({});
});
