import { expect, test } from 'vitest';
import phrases from '#phrases/en/setup-files.json' with { type: 'json' };
import { problemCodes } from './problems.ts';

test('everything that can be wrong has its sentence, and every sentence something to say', () => {
  expect(Object.keys(phrases.problems).sort()).toEqual([...problemCodes].sort());
});
