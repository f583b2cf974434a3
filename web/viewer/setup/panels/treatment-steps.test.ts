import { expect, test } from 'vitest';
import { makePlan } from '#contract/tooth-movement/testing/plans.ts';
import { treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { rowOf } from './row-marks.ts';
import { isEmpty, leftAtEnd, stepsOf } from './treatment-steps.ts';

const plan = makePlan({ stages: 10, teeth: [13, 12, 11, 21, 22, 41, 31] });
const treatment = treatmentPlan.parse({
  wearDays: 10,
  wearDaysAt: [{ stage: 10, days: 21 }],
  ipr: [
    { stage: 3, between: [21, 11], mm: 0.2 },
    { stage: 7, between: [11, 21], mm: 0.1 },
  ],
  attachments: [
    { tooth: 13, kind: 'hook', placedAt: 3, removedAt: 7 },
    { tooth: 12, kind: 'ellipsoid', placedAt: 3 },
  ],
  elastics: [{ from: 4, to: 7, between: [13, 41] }],
});

test('stages at which nothing is due are put together, those with other wear apart', () => {
  const said = stepsOf(plan, treatment).map((step) =>
    step.kind === 'wear' ? `${step.from}-${step.to}: ${step.days}` : `${step.due.stage}!`,
  );
  expect(said).toEqual(['1-2: 10', '3!', '4!', '5-6: 10', '7!', '8-9: 10', '10-10: 21']);
});

test('what is due stands at its stage: placing, removing, elastics from and to, and the rest at the end', () => {
  const due = new Map(
    stepsOf(plan, treatment).flatMap((step) => (step.kind === 'due' ? [[step.due.stage, step.due]] : [])),
  );
  const teeth = (list: readonly { tooth: number }[] = []) => list.map(({ tooth }) => tooth);
  expect([teeth(due.get(3)?.placed), teeth(due.get(7)?.removed)]).toEqual([[13, 12], [13]]);
  expect([due.get(4)?.elasticsFrom.length, due.get(7)?.elasticsUntil.length]).toEqual([1, 1]);
  expect(teeth(leftAtEnd(plan, treatment))).toEqual([12]);
});

test('a plan without a table is told from one with longer wear', () => {
  expect(isEmpty(treatmentPlan.parse({}))).toBe(true);
  expect(isEmpty(treatmentPlan.parse({ wearDaysAt: [{ stage: 1, days: 20 }] }))).toBe(false);
});

test('the row shows reduction between neighbours: due now, done before, and none ahead of time', () => {
  const gap = (stage: number) => rowOf('upper', plan, treatment, stage).find(({ tooth }) => tooth === 11)?.gap;
  expect(gap(2)).toBe(null);
  expect(gap(3)).toEqual({ to: 21, now: 0.2, done: 0 });
  expect(gap(5)).toEqual({ to: 21, now: 0, done: 0.2 });
  expect(gap(7)).toEqual({ to: 21, now: 0.1, done: 0.2 });
  expect(gap(9)).toEqual({ to: 21, now: 0, done: 0.3 });
});

test('an attachment is placed, worn, removed, and gone', () => {
  const state = (stage: number) =>
    rowOf('upper', plan, treatment, stage)
      .find(({ tooth }) => tooth === 13)
      ?.worn.map((one) => one.state);
  expect([2, 3, 5, 7, 8].map(state)).toEqual([[], ['placed'], ['worn'], ['removed'], []]);
});

test('teeth stand as one looks at them; of an arch in one piece the usual ones', () => {
  expect(rowOf('upper', plan, treatment, 0).map(({ tooth }) => tooth)).toEqual([13, 12, 11, 21, 22]);
  expect(rowOf('lower', { ...plan, teeth: [], poses: [] }, treatment, 0)).toHaveLength(14);
});
