import { describe, expect, test } from 'vitest';
import { type IprBetween, treatmentDifferences } from '../treatment-plan/treatment-differences.ts';
import { type TreatmentPlan, treatmentPlan } from '../treatment-plan/treatment-plan.ts';
import { movementDifferences } from './setup-differences.ts';
import { makePlan } from './testing/plans.ts';

describe('movement', () => {
  const move = (far: number, turn = 0) =>
    makePlan({
      stages: 5,
      teeth: [11, 21, 36, 46],
      step: (tooth) => (tooth === 21 ? { move: [far / 5, 0, 0], turn: [0, 0, turn / 5] } : { move: [0, 0.05, 0] }),
    });

  test('the same plan twice differs in nothing', () => {
    expect(movementDifferences(move(1), move(1)).teeth).toEqual([]);
  });

  test('a tooth that goes half a millimetre further to distal is the only one named, with its term', () => {
    const { teeth, alignment } = movementDifferences(move(1), move(1.5));
    expect(alignment.by).toBe('same');
    expect(teeth.map(({ tooth, terms }) => ({ tooth, terms }))).toEqual([{ tooth: 21, terms: ['mesial'] }]);
    const [{ before, after, apart }] = teeth as [(typeof teeth)[0]];
    expect([before.mesial, after.mesial, apart.mesial].map((value) => value.toFixed(6))).toEqual([
      '-1.000000',
      '-1.500000',
      '-0.500000',
    ]);
  });

  test('a difference in rotation is found by degrees; below the thresholds nothing is', () => {
    expect(movementDifferences(move(1), move(1, 4)).teeth[0]).toMatchObject({ tooth: 21, terms: ['rotation'] });
    expect(movementDifferences(move(1), move(1.05, 0.5)).teeth).toEqual([]);
    expect(movementDifferences(move(1), move(1.05, 0.5), { mm: 0.01, degrees: 1 }).teeth).toHaveLength(1);
  });

  test('more stages for the same way is no difference of movement', () => {
    const slower = makePlan({
      stages: 10,
      teeth: [11, 21, 36, 46],
      step: (tooth) => ({ move: tooth === 21 ? [0.1, 0, 0] : [0, 0.025, 0] }),
    });
    expect(movementDifferences(move(1), slower).teeth).toEqual([]);
  });
});

describe('treatment', () => {
  const version = (stages: number, treatment: Partial<Record<keyof TreatmentPlan, unknown>>) => ({
    plan: { stages },
    treatment: treatmentPlan.parse(treatment),
  });
  const differ = (one: Parameters<typeof version>[1], other: Parameters<typeof version>[1]) =>
    treatmentDifferences(version(20, one), version(24, other));

  test('stages and days are told for both', () => {
    const found = treatmentDifferences(
      version(20, {}),
      version(24, { wearDays: 7, wearDaysAt: [{ stage: 1, days: 21 }] }),
    );
    expect([found.stages, found.days]).toEqual([
      { before: 20, after: 24 },
      { before: 280, after: 23 * 7 + 21 },
    ]);
  });

  test('reduction added, taken out, and changed in amount or stage; whichever tooth is named first', () => {
    const { ipr, totalIpr } = differ(
      {
        ipr: [
          { stage: 3, between: [11, 21], mm: 0.2 },
          { stage: 3, between: [12, 11], mm: 0.1 },
          { stage: 5, between: [31, 41], mm: 0.3 },
          { stage: 5, between: [42, 41], mm: 0.2 },
        ],
      },
      {
        ipr: [
          { stage: 3, between: [21, 11], mm: 0.2 },
          { stage: 5, between: [41, 31], mm: 0.1 },
          { stage: 9, between: [41, 31], mm: 0.1 },
          { stage: 6, between: [41, 42], mm: 0.2 },
          { stage: 1, between: [33, 34], mm: 0.1 },
        ],
      },
    );
    const said = ({ between, mm, stages }: IprBetween) =>
      `${between.join('-')} ${mm} at ${stages.map((at) => at.stage)}`;
    expect(ipr.map(({ kind, before, after }) => [kind, before && said(before), after && said(after)])).toEqual([
      ['removed', '12-11 0.1 at 3', null],
      ['changed', '41-31 0.3 at 5', '41-31 0.2 at 5,9'],
      ['changed', '42-41 0.2 at 5', '42-41 0.2 at 6'],
      ['added', null, '33-34 0.1 at 1'],
    ]);
    expect(totalIpr).toEqual({ before: 0.8, after: 0.7 });
  });

  test('an attachment of another kind is a change, one on the other surface is not', () => {
    const { attachments, attachmentCount } = differ(
      {
        attachments: [
          { tooth: 13, kind: 'rectangular', placedAt: 1 },
          { tooth: 23, kind: 'hook', placedAt: 4, removedAt: 9 },
          { tooth: 33, kind: 'ellipsoid', placedAt: 1 },
          { tooth: 44, kind: 'bevelled', placedAt: 2 },
        ],
      },
      {
        attachments: [
          { tooth: 44, kind: 'bevelled', placedAt: 2 },
          { tooth: 13, kind: 'bevelled', placedAt: 1 },
          { tooth: 23, kind: 'hook', placedAt: 4, removedAt: 12 },
          { tooth: 33, kind: 'ellipsoid', surface: 'lingual', placedAt: 1 },
        ],
      },
    );
    expect(attachments.map(({ kind, before, after }) => [kind, (before ?? after)?.tooth])).toEqual([
      ['changed', 13],
      ['changed', 23],
      ['removed', 33],
      ['added', 33],
    ]);
    expect(attachmentCount).toEqual({ before: 4, after: 4 });
  });

  test('of two attachments on one tooth the one that stayed alike is not said to have changed', () => {
    const two = (kind: string) => ({
      attachments: [
        { tooth: 16, kind: 'hook', placedAt: 1 },
        { tooth: 16, kind, placedAt: 5 },
      ],
    });
    const { attachments } = differ(two('bevelled'), two('ellipsoid'));
    expect(attachments).toMatchObject([
      { kind: 'changed', before: { kind: 'bevelled' }, after: { kind: 'ellipsoid' } },
    ]);
  });

  test('elastics are matched by where they hook, in either order', () => {
    const elastics = (to: number, between: [number, number]) => ({ elastics: [{ from: 3, to, between }] });
    expect(differ(elastics(9, [13, 46]), elastics(9, [46, 13])).elastics).toEqual([]);
    expect(differ(elastics(9, [13, 46]), elastics(12, [13, 46])).elastics).toMatchObject([{ kind: 'changed' }]);
  });
});
