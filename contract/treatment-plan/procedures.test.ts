import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueAt, elasticsAt, proceduresOf, stagesOfVisit } from './procedures.ts';
import { treatmentPlan } from './treatment-plan.ts';

const stages = 12;
const stage = fc.integer({ min: 1, max: stages });
const plans = fc
  .record({
    ipr: fc.array(fc.record({ stage, mm: fc.constantFrom(0.1, 0.2, 0.3) }), { maxLength: 6 }),
    attachments: fc.array(fc.record({ placedAt: stage, after: fc.option(fc.integer({ min: 0, max: 8 })) }), {
      maxLength: 6,
    }),
  })
  .map(({ ipr, attachments }) =>
    treatmentPlan.parse({
      ipr: ipr.map((each) => ({ ...each, between: [11, 12] })),
      attachments: attachments.map(({ placedAt, after }) => ({
        tooth: 13,
        kind: 'ellipsoid',
        placedAt,
        removedAt: after === null ? null : placedAt + after,
      })),
    }),
  );
const visits = fc.record({ from: fc.integer({ min: 1, max: stages + 1 }), more: fc.integer({ min: 0, max: 5 }) });

/** Read from the plan itself, attachment by attachment. */
function naively(plan: ReturnType<typeof treatmentPlan.parse>, done: Set<string>, from: number, to: number): string[] {
  const due: string[] = [];
  plan.ipr.forEach((each, index) => {
    if (each.stage <= to && !done.has(`ipr-${index}`)) due.push(`ipr-${index}`);
  });
  plan.attachments.forEach(({ placedAt, removedAt }, index) => {
    const goes = removedAt === null || removedAt > stages ? stages + 1 : removedAt;
    const [placed, removed] = [done.has(`place-${index}`), done.has(`remove-${index}`)];
    const overBefore = goes <= from;
    if (!placed && placedAt <= to && !overBefore) due.push(`place-${index}`);
    if (!removed && goes <= to && (placed || overBefore)) due.push(`remove-${index}`);
  });
  return due.sort();
}

describe('what is due at a visit', () => {
  test('is what a naive reading of the plan says, whatever was done before', () => {
    fc.assert(
      fc.property(plans, visits, fc.array(fc.boolean(), { maxLength: 20 }), (plan, { from, more }, marks) => {
        const all = proceduresOf(plan, stages).map((each, index) => ({
          ...each,
          doneOn: marks[index] ? '2026-01-01' : null,
        }));
        const done = new Set(all.filter(({ doneOn }) => doneOn !== null).map(({ id }) => id));
        const due = dueAt(all, { from, to: from + more });
        expect(due.map(({ id }) => id).sort()).toEqual(naively(plan, done, from, from + more));
      }),
      { numRuns: 2000 },
    );
  });

  test('was done once every visit from the first stage to the end did what was due: nothing is left, nothing twice', () => {
    fc.assert(
      fc.property(plans, fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: stages }), (plan, steps) => {
        const all = proceduresOf(plan, stages).map((each) => ({ ...each, doneOn: null as string | null }));
        let handedTo = 0;
        const visit = (next: { from: number; to: number } | null) => {
          for (const each of dueAt(all, stagesOfVisit(next, handedTo, stages))) {
            expect(each.doneOn).toBeNull();
            each.doneOn = '2026-01-01';
          }
          handedTo = next?.to ?? handedTo;
        };
        for (const step of [...steps, ...Array.from({ length: stages }, () => 1)]) {
          if (handedTo < stages) visit({ from: handedTo + 1, to: Math.min(stages, handedTo + step) });
        }
        visit(null);
        const left = all.filter(({ doneOn }) => doneOn === null);
        expect(left.filter(({ kind }) => kind !== 'place')).toEqual([]);
        // Gone before it could be placed: taken off at the stage at which it would have come.
        for (const { id } of left) {
          const { placedAt, removedAt } = plan.attachments[Number(id.split('-')[1])]!;
          expect(removedAt).toBe(placedAt);
        }
      }),
    );
  });
});

test('elastics are those worn at some stage of the visit', () => {
  const { elastics } = treatmentPlan.parse({
    elastics: [
      { from: 1, to: 3, between: [13, 46] },
      { from: 4, to: 9, between: [23, 36] },
    ],
  });
  expect(elasticsAt(elastics, { from: 4, to: 5 })).toEqual([elastics[1]]);
  expect(elasticsAt(elastics, { from: 3, to: 4 })).toHaveLength(2);
  expect(elasticsAt(elastics, { from: 10, to: 12 })).toEqual([]);
});
