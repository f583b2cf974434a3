import type { OrganisationScope } from '#access/scope.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { EndedSession } from './sessions.ts';

export type WorkstationHere = { id: string; name: string; practice_id: string; practice_name: string };

/** The shared workstation whose cookie was presented. */
export async function workstationAt(tx: Tx, digest: Buffer): Promise<WorkstationHere | undefined> {
  const [row] = await tx.query<WorkstationHere>('select id, name, practice_id, practice_name from workstation_at($1)', [
    digest,
  ]);
  return row;
}

export type PersonHere = { account_id: string; first_name: string; last_name: string; email_key: string };

/** Who may sign in by PIN or passkey at the workstation whose cookie was presented. */
export async function peopleAt(tx: Tx, digest: Buffer): Promise<PersonHere[]> {
  return tx.query<PersonHere>('select account_id, first_name, last_name, email_key from people_at($1)', [digest]);
}

export async function noteWorkstationUse(tx: Tx, digest: Buffer): Promise<void> {
  await tx.query('select use_workstation($1, $2)', [digest, tx.now]);
}

export type WorkstationRow = { id: string; name: string; digest: Buffer; created_at: Date; last_used_at: Date | null };

export async function workstationsOf(tx: Tx, scope: OrganisationScope): Promise<WorkstationRow[]> {
  return tx.query<WorkstationRow>(
    `select id, name, digest, created_at, last_used_at from workstations
      where practice_id = $1 and removed_at is null order by name, id`,
    [scope.organisationId],
  );
}

export async function insertWorkstation(
  tx: Tx,
  scope: OrganisationScope,
  workstation: { id: string; name: string; digest: Buffer; createdBy: string },
): Promise<void> {
  await tx.query(
    'insert into workstations (id, practice_id, name, digest, created_by, created_at) values ($1, $2, $3, $4, $5, $6)',
    [workstation.id, scope.organisationId, workstation.name, workstation.digest, workstation.createdBy, tx.now],
  );
}

/** The name of the removed workstation; undefined where there is none in the practice. */
export async function markRemoved(
  tx: Tx,
  scope: OrganisationScope,
  id: string,
): Promise<{ name: string; digest: Buffer } | undefined> {
  const [row] = await tx.query<{ name: string; digest: Buffer }>(
    `update workstations set removed_at = $3 where id = $2 and practice_id = $1 and removed_at is null returning name, digest`,
    [scope.organisationId, id, tx.now],
  );
  return row;
}

export async function endSessionsAtWorkstation(tx: Tx, id: string): Promise<EndedSession[]> {
  return tx.query<EndedSession>('select session_id, account_id from close_workstation($1, $2)', [id, tx.now]);
}
