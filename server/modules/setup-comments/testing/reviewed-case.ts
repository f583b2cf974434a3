import { newId } from '#platform/ids.ts';
import { addCase, type CaseWorld, type MadeCase } from '../../cases/testing/case-world.ts';

export type Reviewed = MadeCase & { setupId: string; recordId: string };

/** A case whose laboratory has delivered a version with ten stages and two teeth. */
export async function reviewedCase(world: CaseWorld): Promise<Reviewed> {
  const made = await addCase(world, { category: 'setup_awaiting_approval' });
  const [recordId, setupId] = [newId(), newId()];
  await world.sql(
    `insert into records (id, case_id, order_id, slot, state, file_name, bytes, content_hash, side, added_by, added_name, added_at, sent_at, facts)
     values ($1, $2, $3, 'setup', 'ready', 'a.glb', 10, $4, 'laboratory', $5, 'T', now(), now(), '{"toothNumbers": "11 21"}')`,
    [recordId, made.caseId, made.orderId, 'a'.repeat(64), world.people.technician.id],
  );
  await world.sql(
    `insert into setups (id, order_id, case_id, version, record_id, content_hash, upper_stages, lower_stages, delivered_by, delivered_name, delivered_at)
     values ($1, $2, $3, 1, $4, $5, 10, 8, $6, 'T', now())`,
    [setupId, made.orderId, made.caseId, recordId, 'a'.repeat(64), world.people.technician.id],
  );
  return { ...made, recordId, setupId };
}
