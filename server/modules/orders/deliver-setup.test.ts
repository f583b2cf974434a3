import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as contract from '#contract/orders.ts';
import { noTreatmentPlan, treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { canonical } from './delivered-content.ts';
import { type Place, type TreatmentWorld, treatmentWorld, type Who } from './testing/treatment-world.ts';

let world: TreatmentWorld;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const by = (who: Who) => world.browsers[who];
const facts = { stages: 10, upperStages: 10, lowerStages: 8, teeth: 4, toothNumbers: '11 12 41 42' };
const table = treatmentPlan.parse({ ipr: [{ stage: 3, between: [11, 12], mm: 0.2 }] });
const hash = 'b'.repeat(64);

async function inProduction(): Promise<Place> {
  const place = await world.draft();
  await world.bring(place, 'setup_in_production');
  return place;
}

const file = (place: Place, more: object = {}) => world.record(place, 'setup', { facts, content_hash: hash, ...more });
const deliver = (place: Place, body: object) =>
  by('technician').try(contract.deliverSetup, { params: place, body: body as never });
async function newest(place: Place) {
  const [row] = await world.sql<{ version: number; content_hash: string; treatment: object }>(
    'select version, content_hash, treatment from setups where case_id = $1 order by version desc limit 1',
    [place.caseId],
  );
  return row!;
}
const decline = (place: Place, version: number) =>
  by('provider').call(contract.declineSetup, { params: place, body: { version, instructions: 'again' } });

describe('a treatment table is refused', () => {
  test.each([
    ['a tooth that the setup hasn’t', { ipr: [{ stage: 1, between: [11, 21], mm: 0.2 }] }, { tooth: 21 }],
    ['an attachment elsewhere', { attachments: [{ tooth: 46, kind: 'hook', placedAt: 1 }] }, { tooth: 46 }],
    ['elastics elsewhere', { elastics: [{ from: 1, to: 2, between: [12, 46] }] }, { tooth: 46 }],
    ['a stage after the last', { notes: [{ stage: 11, text: 'x' }] }, { stage: 11, stages: 10 }],
    [
      'removing after the last stage',
      { attachments: [{ tooth: 11, kind: 'hook', placedAt: 1, removedAt: 12 }] },
      { stage: 11, stages: 10 },
    ],
    ['wear days of no stage', { wearDaysAt: [{ stage: 40, days: 7 }] }, { stage: 40, stages: 10 }],
  ])('that names %s', async (_, treatment, named) => {
    const place = await inProduction();
    const answer = await deliver(place, { recordId: await file(place), treatment });
    expect([answer.status, answer.problem.code, answer.problem.facts]).toEqual([422, 'treatment_not_of_setup', named]);
    expect((await world.order(place)).category).toBe('setup_in_production');
    expect(await world.sql('select from setups where case_id = $1', [place.caseId])).toEqual([]);
  });

  const row = { stage: 1, mm: 0.2 };
  test.each([
    ['reduces between teeth that stand apart', { ipr: [{ ...row, between: [11, 42] }] }, 'treatment_not_neighbours'],
    ['reduces at one tooth', { ipr: [{ ...row, between: [11, 11] }] }, 'treatment_not_neighbours'],
    [
      'takes an attachment off before it is placed',
      { attachments: [{ tooth: 11, kind: 'hook', placedAt: 3, removedAt: 3 }] },
      'treatment_ends_before',
    ],
    ['ends elastics first', { elastics: [{ from: 4, to: 2, between: [12, 42] }] }, 'treatment_ends_before'],
  ])('that %s', async (_, treatment, code) => {
    const place = await inProduction();
    const answer = await deliver(place, { recordId: await file(place), treatment });
    expect([answer.status, answer.problem.code]).toEqual([422, code]);
    expect(answer.problem.facts).toMatchObject({ row: 1 });
    expect(await world.sql('select from setups where case_id = $1', [place.caseId])).toEqual([]);
  });

  test('not for its teeth where the file doesn’t tell them apart', async () => {
    const place = await inProduction();
    const recordId = await file(place, { facts: { upperStages: 10, lowerStages: 8 } });
    expect((await deliver(place, { recordId, treatment: table })).status).toBe(200);
  });
});

describe('the hash covers what was delivered', () => {
  test('that of the file where the table came in it, or there is none', async () => {
    const place = await inProduction();
    await deliver(place, { recordId: await file(place, { treatment: JSON.stringify(table) }) });
    expect(await newest(place)).toEqual({ version: 1, content_hash: hash, treatment: table });
    await decline(place, 1);
    await deliver(place, { recordId: await file(place) });
    expect(await newest(place)).toEqual({ version: 2, content_hash: hash, treatment: noTreatmentPlan });
  });

  test('file and table where the table was given beside it', async () => {
    const place = await inProduction();
    await deliver(place, { recordId: await file(place), treatment: table });
    const both = createHash('sha256').update(hash).update(canonical(table)).digest('hex');
    expect(await newest(place)).toEqual({ version: 1, content_hash: both, treatment: table });
    const approve = { version: 1, packageId: world.packages['FLEX']! };
    const wrong = by('provider').refusal(contract.approveSetup, {
      params: place,
      body: { ...approve, contentHash: hash },
    });
    expect(await wrong).toBe('not_the_version_seen');
    await by('provider').call(contract.approveSetup, { params: place, body: { ...approve, contentHash: both } });
  });

  test('the table that the file brings, given again, changes nothing', async () => {
    const place = await inProduction();
    await deliver(place, { recordId: await file(place, { treatment: JSON.stringify(table) }), treatment: table });
    expect((await newest(place)).content_hash).toBe(hash);
  });

  test('an earlier version offered again is that version: the same hash and table', async () => {
    const place = await inProduction();
    const recordId = await file(place);
    await deliver(place, { recordId, treatment: table });
    const first = await newest(place);
    await decline(place, 1);
    await deliver(place, { recordId });
    expect(await newest(place)).toEqual({ ...first, version: 2 });
    await decline(place, 2);
    const other = { ...table, wearDays: 10 };
    await deliver(place, { recordId, treatment: other });
    expect((await newest(place)).content_hash).not.toBe(first.content_hash);
    await decline(place, 3);
    expect((await deliver(place, { recordId, again: 4 })).problem.code).toBe('record_not_ready');
    expect((await deliver(place, { recordId: await file(place), again: 1 })).problem.code).toBe('record_not_ready');
    await deliver(place, { recordId, again: 1 });
    expect(await newest(place)).toEqual({ ...first, version: 4 });
  });

  test('names and order in the JSON make no difference, values do', () => {
    expect(canonical({ a: 1, b: [{ d: null, c: 'x' }] })).toBe(canonical({ b: [{ c: 'x', d: null }], a: 1 }));
    expect(canonical({ a: [1, 2] })).not.toBe(canonical({ a: [2, 1] }));
  });
});

test('approved, declined, withdrawn at once: exactly one outcome, and the others are told', {
  timeout: 60_000,
}, async () => {
  const outcomes = new Set<string>();
  for (let round = 0; round < 12; round += 1) {
    const place = await inProduction();
    const recordId = await file(place);
    await deliver(place, { recordId });
    const again = await file(place, { content_hash: 'c'.repeat(64) });
    const { version, content_hash: contentHash } = await newest(place);
    const acts = [
      () =>
        by('provider').try(contract.approveSetup, {
          params: place,
          body: { version, contentHash, packageId: world.packages['FLEX']! },
        }),
      () => by('technician').try(contract.withdrawSetup, { params: place, body: { version, reason: 'mistake' } }),
      () => by('provider').try(contract.declineSetup, { params: place, body: { version, instructions: 'again' } }),
      () => deliver(place, { recordId: again }),
    ];
    const from = round % acts.length;
    const answers = await Promise.all([...acts.slice(from), ...acts.slice(0, from)].map((act) => act()));
    const rows = await world.sql<{
      version: number;
      decision: string | null;
      withdrawn: boolean;
      content_hash: string;
    }>(
      'select version, decision, withdrawn_at is not null as withdrawn, content_hash from setups where case_id = $1 order by version',
      [place.caseId],
    );
    const first = rows[0]!;
    const outcome = [first.decision, first.withdrawn ? 'withdrawn' : null].filter(Boolean);
    expect(outcome).toHaveLength(1);
    outcomes.add(outcome[0]!);
    // A new version only once the one before was declined or withdrawn; after an approval none.
    const delivered = rows.length === 2;
    if (first.decision === 'approved') expect(delivered).toBe(false);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(delivered ? 2 : 1);
    for (const { status, problem } of answers.filter((answer) => answer.status !== 200)) {
      expect(status).toBe(409);
      expect(['order_moved_on', 'not_from_here', 'not_the_version_seen']).toContain(problem.code);
    }
    if (first.decision === 'approved') expect(first.content_hash).toBe(contentHash);
  }
  expect(outcomes.size).toBeGreaterThan(1);
});
