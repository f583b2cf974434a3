import type { Tx } from '#platform/database/transaction.ts';

/** Active members of a laboratory, by name. */
export function peopleOf(tx: Tx, laboratoryId: string | null): Promise<{ accountId: string; name: string }[]> {
  return tx.query(
    `select m.account_id as "accountId", m.first_name || ' ' || m.last_name as name from members m
      where m.organisation_id = $1 and m.removed_at is null and m.deactivated_at is null order by m.last_name, m.first_name, m.account_id`,
    [laboratoryId],
  );
}

/** Laboratories that can manufacture what another planned. */
export function manufacturersFor(tx: Tx, laboratoryId: string | null): Promise<{ id: string; name: string }[]> {
  return tx.query('select id, name from other_laboratories() where id is distinct from $1 order by name, id', [
    laboratoryId,
  ]);
}
