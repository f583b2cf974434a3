import { expect, test } from 'vitest';
import { usualLimits } from '#contract/tooth-movement/movement-limits.ts';
import { makePlan } from '#contract/tooth-movement/testing/plans.ts';
import { inArch, movementsBetween, type Order, ordered, toCsv } from './movement-rows.ts';

const plan = makePlan({
  stages: 4,
  teeth: [21, 11, 12, 31, 41],
  step: (tooth, stage) => (tooth === 12 && stage === 3 ? { move: [0.5, 0, 0] } : { move: [0, tooth / 1000, 0] }),
});
const other = makePlan({ stages: 2, teeth: [11, 21, 22, 41], step: () => ({ move: [0.1, 0, 0] }) });
const shown = (stage: number) => ({ of: 'shown', stage }) as const;
const whole = movementsBetween(plan, undefined, { from: shown(0), to: shown(4), limits: usualLimits });
const teethBy = (order: Order) => ordered(whole.rows, order).map(({ tooth }) => tooth);

test('stages beyond the limits are told only between the two stages, whichever comes first', () => {
  const beyond = (from: number, to: number) =>
    movementsBetween(plan, undefined, { from: shown(from), to: shown(to), limits: usualLimits }).rows.flatMap((row) =>
      row.beyond.map(({ stage }) => [row.tooth, stage]),
    );
  expect(beyond(0, 4)).toEqual([[12, 3]]);
  expect(beyond(3, 2)).toEqual([[12, 3]]);
  expect(beyond(0, 2)).toEqual([]);
  expect(beyond(3, 4)).toEqual([]);
});

test('between versions only common teeth have rows, no limits are judged, and it says how they were laid over', () => {
  const { rows, alignment } = movementsBetween(plan, other, {
    from: { of: 'compared', stage: 2 },
    to: shown(4),
    limits: { mm: 0.01, degrees: 0.01 },
  });
  expect(rows.map(({ tooth, beyond }) => [tooth, beyond.length])).toEqual([
    [11, 0],
    [21, 0],
    [41, 0],
  ]);
  expect(alignment).toMatchObject({ by: 'same', onlyFirst: [22], onlySecond: [12, 31] });
});

test('teeth come as one sees them; by a column the largest first, by its size and not its sign', () => {
  expect(teethBy({ by: 'tooth', down: false })).toEqual([12, 11, 21, 41, 31]);
  expect(teethBy({ by: 'mesial', down: true })[0]).toBe(12);
  expect(teethBy({ by: 'buccal', down: true })).toEqual([41, 31, 21, 11, 12].toSorted(bySize));
  expect(teethBy({ by: 'beyond', down: true })[0]).toBe(12);
  expect(inArch(whole.rows, 'lower').map(({ tooth }) => tooth)).toEqual([31, 41]);
});

const sizes = new Map(whole.rows.map(({ tooth, movement }) => [tooth, Math.abs(movement.buccal)]));
const bySize = (one: number, another: number) => (sizes.get(another) ?? 0) - (sizes.get(one) ?? 0);

test('CSV is written as a spreadsheet of the language reads it, and what holds a separator is quoted', () => {
  const columns = {
    mesial: 'a',
    buccal: 'b, mm',
    extrusion: 'c; mm',
    distance: 'd',
    rotation: 'e',
    tip: 'f',
    torque: 'g',
    turn: 'h',
  };
  const csv = (language: string) =>
    toCsv(ordered(whole.rows, { by: 'tooth', down: false }), {
      words: { tooth: 'Tooth', columns, beyond: 'Beyond "limits"' },
      label: String,
      language,
    }).split('\r\n');
  const [head, first] = csv('en');
  expect(head).toBe('Tooth,a,"b, mm",c; mm,d,e,f,g,h,"Beyond ""limits"""');
  expect(first).toMatch(/^12,0\.5000,-0\.036\d,/);
  expect(first).toMatch(/,3$/);
  expect(csv('de')[1]).toMatch(/^12;0,5000;-0,036\d;/);
  expect(csv('en')).toHaveLength(6);
});
