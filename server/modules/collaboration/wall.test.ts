import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Tx } from '#platform/database/transaction.ts';
import { type Place, type TreatmentWorld, treatmentWorld } from '../orders/testing/treatment-world.ts';
import { addCollaborator, type Collaborator, give } from './testing/collaborators.ts';

/** A collaborator with statements of their own, past everything that the application checks. */

let world: TreatmentWorld;
let kim: Collaborator;
let shared: Place;
let hidden: Place;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
  const accountId = world.people.provider.id;
  kim = await addCollaborator(
    world,
    { groupId: world.groupId, practitionerId: world.practitionerId, accountId },
    'Kim',
  );
  const open = async () => {
    const place = await world.draft();
    await world.bring(place, 'setup_awaiting_approval');
    return place;
  };
  [shared, hidden] = [await open(), await open()];
  await give(world, shared.caseId, kim);
});
afterAll(() => world?.stop());

async function outcome(text: string, values: unknown[]): Promise<string> {
  const undone = new Error('undone');
  let rows = 0;
  try {
    await world.app.platform.database.app.transaction(async (tx: Tx) => {
      await tx.actAs(kim.person.id);
      rows = (await tx.query(text, values)).length;
      throw undone;
    });
  } catch (error) {
    if (error !== undone) return (error as { code?: string }).code === '42501' ? 'denied' : String(error);
  }
  return `${rows} rows`;
}

test('sees nothing of a case that isn’t shared, nor visits, links and hand-overs of one that is', async () => {
  for (const table of ['case_rows', 'orders', 'setups', 'records', 'case_history', 'collaborator_messages', 'messages'])
    expect([table, await outcome(`select from ${table} where case_id = $1`, [hidden.caseId])]).toEqual([
      table,
      '0 rows',
    ]);
  expect(await outcome('select from cases where id = $1', [hidden.caseId])).toBe('0 rows');
  expect(await outcome('select from orders where case_id = $1', [shared.caseId])).toBe('1 rows');
  for (const table of ['visits', 'patient_links', 'hand_overs', 'messages'])
    expect([table, await outcome(`select from ${table} where case_id = $1`, [shared.caseId])]).toEqual([
      table,
      '0 rows',
    ]);
});

test('approves nothing, moves no order but by declining, and changes neither case nor decision', async () => {
  const of = [shared.caseId];
  const approves = `update setups set decision = 'approved', decided_by = current_account() where case_id = $1 returning 1`;
  expect(await outcome(approves, of)).toBe('denied');
  expect(await outcome(`update orders set category = 'manufacturing' where case_id = $1 returning 1`, of)).toBe(
    'denied',
  );
  expect(await outcome(`update orders set laboratory_id = null where case_id = $1 returning 1`, of)).toBe('denied');
  expect(await outcome(`update cases set not_shared = true where id = $1 returning 1`, of)).toBe('denied');
  expect(await outcome(`update setups set withdrawn_at = now() where case_id = $1 returning 1`, of)).toBe('denied');
  expect(
    await outcome(`update orders set category = 'setup_changes_requested' where case_id = $1 returning 1`, of),
  ).toBe('1 rows');
});
