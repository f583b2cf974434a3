import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { countCases, listCases } from '#contract/manage-orders.ts';
import { makeWorld, type Organisation, type Person, type World } from '#testing/world.ts';
import { foldCounts, refreshCases } from './keep-rows.ts';
import { someCases } from './testing/some-cases.ts';

let world: World;
let practice: Organisation;
let laboratory: Organisation;
let [dentist, technician]: Person[] = [];
let ids: string[];

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
  practice = await world.practice(await world.group(), 'Before');
  laboratory = await world.organisation('laboratory', 'Lab before');
  [dentist, technician] = [await world.person(), await world.person()];
  await world.member(practice, dentist, 'practitioner', 'user', 'dentist');
  await world.member(laboratory, technician, 'technician');
  const [provider] = await world.sql<{ id: string }>('select id from practitioners');
  const random = fc.sample(fc.nat({ max: 2 ** 30 }), 2000);
  const pick = <T>(from: readonly T[]) => from[random.pop()! % from.length]!;
  ids = await someCases(
    world,
    { practice, laboratory, technician, author: dentist, practitioners: [provider!.id], count: 40 },
    pick,
  );
});
afterAll(() => world?.stop());

const worker = () => world.app.platform.database.worker;

/** What counting all rows now says, of one viewer. */
async function counted(viewer: string, me: string, side: string) {
  const [found] = await world.sql<{ status: Record<string, number>; mine: number; needs: number; answer: number }>(
    `select (select jsonb_object_agg(s, (select count(*) from case_rows r where r.viewer_id = $1 and r.status = s))
               from unnest(array['action_needed', 'in_progress', 'in_treatment', 'closed']) s) as status,
       count(*) filter (where not closed and (turn_account_id = $2 or (turn_account_id is null and turn = $3)))::integer as mine,
       count(*) filter (where not closed and needs_provider)::integer as needs, count(*) filter (where not closed and answer_needed)::integer as answer
     from case_rows where viewer_id = $1`,
    [viewer, me, side],
  );
  return found!;
}

test('counts are what counting anew says, whatever happened to the cases and whenever they were folded', async () => {
  const [asDentist, asTechnician] = [await world.as(dentist!), await world.as(technician!)];
  const readers = [
    { browser: asDentist, viewer: practice.id, me: dentist!.id, side: 'provider_side' },
    { browser: asTechnician, viewer: laboratory.id, me: technician!.id, side: 'laboratory' },
  ];
  const act = fc.record({
    place: fc.nat({ max: 39 }),
    category: fc.constantFrom(
      'draft',
      'submitted',
      'setup_awaiting_approval',
      'shipped',
      'in_treatment',
      'cancelled',
      'closed',
    ),
    orphan: fc.boolean(),
    fold: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
      for (const { place, category, orphan, fold } of acts) {
        await world.sql('update orders set category = $2, held_from = null where case_id = $1', [ids[place], category]);
        if (orphan) await world.sql('update cases set practitioner_id = null where id = $1', [ids[place]]);
        await world.sql('select refresh_case($1)', [ids[place]]);
        if (fold) await worker().transaction(foldCounts);
      }
      for (const { browser, viewer, me, side } of readers) {
        const shown = await browser.call(countCases, { params: { organisationId: viewer } });
        const anew = await counted(viewer, me, side);
        expect(shown).toMatchObject({
          status: anew.status,
          mine: anew.mine,
          needsProvider: anew.needs,
          answerNeeded: anew.answer,
        });
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 25) },
  );
});

test('a new name reaches the rows: of a patient at once, of practice, laboratory, provider and technician by a job', async () => {
  const browser = await world.as(dentist!);
  const rows = async () =>
    (await browser.call(listCases, { params: { organisationId: practice.id }, query: { all: 'true', limit: 100 } }))
      .rows;
  const [some] = (await rows()).filter((row) => row.provider !== null && row.laboratory !== null);
  await world.sql(`update patients set last_name = 'Renamed', last_key = 'renamed' where id = $1`, [some!.patient!.id]);
  expect((await rows()).find(({ id }) => id === some!.id)!.patient!.lastName).toBe('Renamed');

  await world.sql(`update organisations set name = 'After' where id = $1`, [practice.id]);
  await world.sql(`update organisations set name = 'Lab after' where id = $1`, [laboratory.id]);
  await world.sql(`update practitioners set last_name = 'Neu'`);
  await world.sql(`update accounts set last_name = 'Werker' where id = $1`, [technician!.id]);
  const jobs = await world.sql<{ payload: unknown }>(
    `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'refresh_cases' order by j.id`,
  );
  expect(jobs).toHaveLength(4);
  for (const { payload } of jobs) await worker().transaction((tx) => refreshCases(tx, payload));
  const row = (await rows()).find(({ id }) => id === some!.id)!;
  expect([row.practice, row.laboratory, row.provider!.name]).toEqual([
    'After',
    'Lab after',
    `${dentist!.firstName} Neu`,
  ]);
  const [seen] = await world.sql<{ technician: string }>(
    `select distinct technician from case_rows where viewer_id = $1 and technician_id is not null and technician is not null`,
    [laboratory.id],
  );
  expect(seen!.technician).toContain('Werker');
});
