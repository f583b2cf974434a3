import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, dayOf, endOfAll, type Hold, type Wear, wornOn } from './schedule.ts';

/** The same day by day: each morning the patient either goes on with the aligner or takes the next. */
function naively(wear: Wear, begun: { stage: number; since: number }, last: number, day: number) {
  const held = (at: number) => wear.holds.some(({ from, until }) => from <= at && at < (until ?? day + 1));
  const lengthOf = (stage: number, begins: number) => {
    let length = wear.planned(stage);
    for (const { from, days } of wear.changes) if (from <= begins) length = days;
    return length;
  };
  let { stage, since } = begun;
  let worn = 0;
  for (let at = begun.since; at < day; at += 1) {
    if (!held(at)) worn += 1;
    if (worn < lengthOf(stage, since) || stage >= last) continue;
    stage += 1;
    since = at + 1;
    worn = 0;
  }
  return { stage, since, over: worn >= lengthOf(stage, since) };
}

const holds = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 30 })), { maxLength: 4 })
  .map((pairs): Hold[] => {
    let at = 0;
    return pairs.map(([gap, length]) => {
      const from = at + gap;
      at = from + length;
      return { from, until: at };
    });
  });
const changes = fc
  .array(fc.record({ from: fc.integer({ min: 0, max: 200 }), days: fc.integer({ min: 1, max: 21 }) }), { maxLength: 4 })
  .map((list) => list.sort((one, other) => one.from - other.from));
const wears = fc
  .record({ table: fc.array(fc.integer({ min: 1, max: 21 }), { minLength: 1, maxLength: 12 }), changes, holds })
  .map(({ table, ...rest }): Wear => ({ planned: (stage) => table[stage % table.length]!, ...rest }));
const begun = fc.record({ stage: fc.integer({ min: 1, max: 5 }), since: fc.integer({ min: 0, max: 30 }) });

describe('the aligner on a day', () => {
  test('is the one that comes out when counted day by day, over changes of wear days and over holds', () => {
    fc.assert(
      fc.property(
        wears,
        begun,
        fc.integer({ min: 0, max: 15 }),
        fc.integer({ min: 0, max: 300 }),
        (wear, start, more, days) => {
          const last = start.stage + more;
          const day = start.since + days;
          const { stage, since, over } = wornOn(wear, start, { last, day });
          expect({ stage, since, over }).toEqual(naively(wear, start, last, day));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('is over for all of them on exactly the day on which the last one is', () => {
    fc.assert(
      fc.property(wears, begun, fc.integer({ min: 0, max: 8 }), (wear, start, more) => {
        const last = start.stage + more;
        const end = endOfAll(wear, start, { last, day: start.since });
        expect(wornOn(wear, start, { last, day: end })).toMatchObject({ stage: last, over: true });
        expect(wornOn(wear, start, { last, day: end - 1 }).over).toBe(false);
      }),
    );
  });

  test('never comes later for somebody who is held up less', () => {
    fc.assert(
      fc.property(wears, begun, fc.integer({ min: 0, max: 300 }), (wear, start, days) => {
        const at = { last: 200, day: start.since + days };
        const free = wornOn({ ...wear, changes: [], holds: [] }, start, at);
        expect(wornOn({ ...wear, changes: [] }, start, at).stage).toBeLessThanOrEqual(free.stage);
      }),
    );
  });
});

const fortnightly: Wear = { planned: () => 14, changes: [], holds: [] };

describe('by the calendar', () => {
  test('fourteen days are fourteen days when the clocks go forward and back', () => {
    for (const [from, to] of [
      ['2026-03-22', '2026-04-05'],
      ['2026-10-18', '2026-11-01'],
      ['2028-02-20', '2028-03-05'],
    ] as const) {
      const start = { stage: 1, since: dayOf(from) };
      const worn = wornOn(fortnightly, start, { last: 5, day: dayOf(to) });
      expect([worn.stage, dateOf(worn.since)]).toEqual([2, to]);
      expect(wornOn(fortnightly, start, { last: 5, day: dayOf(to) - 1 }).stage).toBe(1);
    }
  });

  test('shorter wear counts for aligners that begin from then on; the present one keeps its days', () => {
    const wear = { ...fortnightly, changes: [{ from: dayOf('2026-01-20'), days: 7 }] };
    const at = (date: string) => wornOn(wear, { stage: 1, since: dayOf('2026-01-01') }, { last: 9, day: dayOf(date) });
    expect(at('2026-01-28')).toMatchObject({ stage: 2, until: dayOf('2026-01-29') });
    expect(at('2026-01-29')).toMatchObject({ stage: 3, until: dayOf('2026-02-05') });
  });

  test('a hold that goes on stops the count', () => {
    const wear = { ...fortnightly, holds: [{ from: dayOf('2026-01-05'), until: undefined }] };
    for (const date of ['2026-01-05', '2026-02-05', '2026-12-24'])
      expect(wornOn(wear, { stage: 1, since: dayOf('2026-01-01') }, { last: 9, day: dayOf(date) }).stage).toBe(1);
  });
});
