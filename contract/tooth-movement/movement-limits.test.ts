import { expect, test } from 'vitest';
import { exceedingsOf, largestOf, stageMovements, travelsOf, usualLimits } from './movement-limits.ts';
import { makePlan } from './testing/plans.ts';

const planOf = (steps: Record<string, { move?: [number, number, number]; turn?: [number, number, number] }>) =>
  stageMovements(
    makePlan({ stages: 4, teeth: [11, 21, 36], step: (tooth, stage) => steps[`${tooth}/${stage}`] ?? {} }),
  );

test('a movement of just the limit is not beyond it, one of a thousandth more is', () => {
  const stages = planOf({
    '11/1': { move: [0.3, 0, 0] },
    '11/2': { turn: [0, 0, 3] },
    '21/2': { move: [0.301, 0, 0] },
    '36/3': { turn: [0, 3.01, 0] },
  });
  const found = exceedingsOf(stages, usualLimits);
  expect(found.map(({ tooth, stage, mm, degrees }) => ({ tooth, stage, mm, degrees }))).toEqual([
    { tooth: 21, stage: 2, mm: true, degrees: false },
    { tooth: 36, stage: 3, mm: false, degrees: true },
  ]);
});

test('what counts is the whole way and the whole turn, not its shares', () => {
  const stages = planOf({
    '11/1': { move: [0.2, 0.2, 0.2] },
    '21/1': { turn: [2, 2, 0] },
    '36/1': { turn: [2, 0, 2] },
  });
  expect(exceedingsOf(stages, usualLimits).map(({ tooth }) => tooth)).toEqual([11]);
  expect(exceedingsOf(stages, { mm: 0.35, degrees: 2.5 }).map(({ tooth }) => tooth)).toEqual([21, 36]);
});

test('other limits find other teeth', () => {
  const stages = planOf({ '11/1': { move: [0.22, 0, 0] }, '21/4': { turn: [0, 0, 2.2] } });
  expect(exceedingsOf(stages, usualLimits)).toEqual([]);
  expect(exceedingsOf(stages, { mm: 0.2, degrees: 2 }).map(({ tooth, stage }) => [tooth, stage])).toEqual([
    [11, 1],
    [21, 4],
  ]);
});

test('there and back is a way of twice the length, though in the end nothing has moved', () => {
  const stages = planOf({
    '11/1': { move: [0.2, 0, 0], turn: [0, 0, 2] },
    '11/3': { move: [-0.2, 0, 0], turn: [0, 0, -2] },
  });
  const [travel] = travelsOf(stages);
  expect(travel!.tooth).toBe(11);
  expect(travel!.mm).toBeCloseTo(0.4, 9);
  expect(travel!.degrees).toBeCloseTo(4, 9);
});

test('each stage names the tooth that goes furthest and the one that turns most', () => {
  const stages = planOf({
    '11/1': { move: [0.1, 0, 0], turn: [0, 0, 1] },
    '36/1': { move: [0, 0.25, 0] },
    '21/2': { turn: [0, 2, 0] },
  });
  const largest = largestOf(stages);
  expect(largest.map(({ distance, turn, moving }) => [distance?.tooth, turn?.tooth, moving])).toEqual([
    [36, 11, 2],
    [21, 21, 1],
    [undefined, undefined, 0],
    [undefined, undefined, 0],
  ]);
  expect(largest[0]!.distance!.mm).toBeCloseTo(0.25, 9);
  expect(largest[1]!.turn!.degrees).toBeCloseTo(2, 9);
});
