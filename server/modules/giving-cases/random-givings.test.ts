import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addCase, type MadeCase } from '../cases/testing/case-world.ts';
import { active, type CaseWorld, makeCollaboratorWorld, tick } from '../collaborators/testing/collaborator-world.ts';

const histories = Number(process.env['FUZZ_RUNS'] ?? 25);
let world: CaseWorld;
let cases: MadeCase[];
let collaborations: string[];

beforeAll(async () => {
  world = await makeCollaboratorWorld(inject('postgresUrl'));
  await tick(world);
  collaborations = [];
  for (let n = 0; n < 3; n += 1) collaborations.push((await active(world)).id);
  cases = [];
  for (let n = 0; n < 8; n += 1)
    cases.push(await addCase(world, { category: n % 3 === 0 ? 'in_treatment' : 'submitted' }));
  await world.sql('update cases set not_shared = true where id = $1', [cases[0]!.caseId]);
});
afterAll(() => world?.stop());

const step = fc.record({
  act: fc.constantFrom('give', 'take'),
  who: fc.nat({ max: 2 }),
  which: fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1 }),
  by: fc.constantFrom('provider', 'admin', 'desk'),
  undone: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** One act over a connection of its own; undone where it was to be cut off. */
async function perform({ act, who, which, by, undone }: Step): Promise<void> {
  const chosen = which.map((n) => cases[n]!.caseId);
  const cut = new Error('cut off');
  await world.app.platform.database.app
    .transaction(async (tx) => {
      await tx.actAs(world.people[by as 'provider'].id);
      if (act === 'give')
        await tx.query('select * from give_cases($1, $2, false, $3)', [collaborations[who], chosen, tx.now]);
      else await tx.query(`select take_cases($1, $2, 'provider', $3)`, [collaborations[who], chosen, tx.now]);
      if (undone) throw cut;
    })
    .catch((error: unknown) => {
      if (error !== cut) throw error;
    });
}

const rowsNow = () =>
  world.sql(
    `select viewer_id, case_id, side, collaborator_status, collaborators, ready, turn from case_rows where side <> 'laboratory' order by viewer_id, case_id`,
  );
const givenNow = async () =>
  new Set(
    (
      await world.sql<{ given: string }>(
        `select collaboration_id || ' ' || case_id as given from case_collaborators where taken_at is null`,
      )
    ).map(({ given }) => given),
  );

test(`${histories} random histories of several who give and take at once: all of an act or nothing, and rows are what is worked out anew`, {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
      async (rounds) => {
        for (const together of rounds) {
          const before = await givenNow();
          await Promise.all(together.map(perform));
          const after = await givenNow();
          const counting = together.filter(({ by, undone }) => !undone && by !== 'desk');
          const touched = new Set<string>();
          for (const { act, who, which } of counting) {
            // Where no other act of the same moment is about the same collaborator, all of this one is true now.
            const alone = counting.filter((each) => each.who === who).length === 1;
            for (const n of which) {
              const key = `${collaborations[who]} ${cases[n]!.caseId}`;
              touched.add(key);
              if (alone) expect([key, after.has(key)]).toEqual([key, act === 'give' && n !== 0]);
            }
          }
          for (const key of new Set([...before, ...after]))
            if (!touched.has(key)) expect([key, after.has(key)]).toEqual([key, before.has(key)]);
        }
        const kept = await rowsNow();
        await world.sql('select refresh_case(id) from cases');
        expect(await rowsNow()).toEqual(kept);
      },
    ),
    { numRuns: histories },
  );
});
