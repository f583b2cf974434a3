import type { Grant } from '#contract/case-permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Provider } from './provider.ts';
import type { CollaborationTimes } from './states.ts';

export type CollaborationRow = CollaborationTimes & {
  id: string;
  group_id: string;
  practitioner_id: string;
  practices: string[] | null;
  account_id: string | null;
  service_id: string | null;
  email: string;
  email_key: string;
  first_name: string;
  last_name: string;
  language: string;
  grants: Grant[];
  future_cases: boolean;
  added_by: string;
  added_name: string;
  on_behalf: boolean;
  added_at: Date;
  sent_at: Date;
  link_copied_at: Date | null;
  ended_name: string | null;
  ended_because: 'provider' | 'collaborator' | 'leaving' | null;
};

const columns = `b.id, b.group_id, b.practitioner_id, b.practices, b.account_id, b.service_id, b.email, b.email_key, b.first_name, b.last_name, b.language,
  b.grants, b.future_cases, b.added_by, b.added_name, b.on_behalf, b.added_at, b.sent_at, b.expires_at, b.not_delivered_at, b.link_copied_at, b.revoked_at,
  b.accepted_at, b.declined_at, b.ended_at, b.ended_name, b.ended_because`;

/** Everyone to whom the provider opened cases, newest first; for an Admin those who may be given cases of the practice. */
export function collaborationsOf(tx: Tx, provider: Provider): Promise<CollaborationRow[]> {
  return tx.query<CollaborationRow>(
    `select ${columns} from collaborations b where b.practitioner_id = $1 and b.group_id = $2 order by b.added_at desc, b.id desc limit 500`,
    [provider.practitionerId, provider.groupId],
  );
}

/** One of the provider's, held until the transaction ends. */
export async function takeCollaboration(
  tx: Tx,
  provider: Provider,
  collaborationId: string,
): Promise<CollaborationRow | undefined> {
  const [row] = await tx.query<CollaborationRow>(
    `select ${columns} from collaborations b where b.id = $2 and b.practitioner_id = $1 for update`,
    [provider.practitionerId, collaborationId],
  );
  return row;
}

/** The one with an address or planning service that nothing but time may have ended, held until the transaction ends. */
export async function takeUnended(
  tx: Tx,
  provider: Provider,
  who: { emailKey: string } | { serviceId: string },
): Promise<CollaborationRow | undefined> {
  const [column, value] = 'emailKey' in who ? ['b.email_key', who.emailKey] : ['b.service_id', who.serviceId];
  const [row] = await tx.query<CollaborationRow>(
    `select ${columns} from collaborations b where b.practitioner_id = $1 and ${column} = $2
       and b.ended_at is null and b.revoked_at is null and b.declined_at is null for update`,
    [provider.practitionerId, value],
  );
  return row;
}

export type NewCollaboration = Pick<
  CollaborationRow,
  | 'id'
  | 'group_id'
  | 'practitioner_id'
  | 'practices'
  | 'service_id'
  | 'email'
  | 'email_key'
  | 'first_name'
  | 'last_name'
  | 'language'
  | 'grants'
  | 'future_cases'
  | 'added_by'
  | 'added_name'
  | 'on_behalf'
  | 'added_at'
  | 'sent_at'
  | 'expires_at'
>;

/** False where there is one already, also one that the person may not see, or that is added at this very moment. */
export async function insertCollaboration(tx: Tx, row: NewCollaboration): Promise<boolean> {
  const names = Object.keys(row);
  const rows = await tx.query(
    `insert into collaborations (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) on conflict do nothing returning id`,
    Object.values(row),
  );
  return rows.length > 0;
}

type Changes = Partial<
  Pick<
    CollaborationRow,
    | 'practices'
    | 'account_id'
    | 'first_name'
    | 'last_name'
    | 'grants'
    | 'future_cases'
    | 'sent_at'
    | 'expires_at'
    | 'not_delivered_at'
    | 'link_copied_at'
    | 'revoked_at'
    | 'accepted_at'
    | 'declined_at'
    | 'ended_at'
    | 'ended_name'
    | 'ended_because'
  >
> & { accepted_by?: string; ended_by?: string };

export async function updateCollaboration(tx: Tx, collaborationId: string, changes: Changes): Promise<void> {
  await tx.db.updateTable('collaborations').set(changes).where('id', '=', collaborationId).execute();
}

/** Opens, keeps or closes what was given, as the collaboration stands now; a hundred thousand cases in one step. */
export async function settle(tx: Tx, collaborationId: string): Promise<void> {
  await tx.query('select settle_collaboration($1, $2)', [collaborationId, tx.now]);
}

/** From now on the links of a collaboration say that they are superseded. */
export function supersedeLinks(tx: Tx, collaborationId: string): void {
  tx.send('update collaboration_links set superseded_at = $2 where collaboration_id = $1 and superseded_at is null', [
    collaborationId,
    tx.now,
  ]);
}

/** Makes this the link of a collaboration; one that it had before must be superseded. */
export function insertLink(tx: Tx, collaborationId: string, digest: Buffer): void {
  tx.send('insert into collaboration_links (digest, collaboration_id, created_at) values ($1, $2, $3)', [
    digest,
    collaborationId,
    tx.now,
  ]);
}

export async function casesGiven(tx: Tx, practitionerId: string): Promise<Map<string, number>> {
  const rows = await tx.query<{ collaboration_id: string; cases: number }>('select * from cases_given_by($1)', [
    practitionerId,
  ]);
  return new Map(rows.map((row) => [row.collaboration_id, row.cases]));
}

export function planningServices(tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx.query<{ id: string; name: string }>('select id, name from planning_services()');
}

/** The mail came back: noted where the invitation is still open and no later letter went out for it. */
export async function markNotDelivered(tx: Tx, collaborationId: string, letterId: string): Promise<boolean> {
  const rows = await tx.query(
    `update collaborations b set not_delivered_at = $2 where b.id = $1 and b.accepted_at is null and b.declined_at is null and b.revoked_at is null
       and b.ended_at is null and not exists (select from letters l where l.about_kind = 'collaboration' and l.about_id = b.id and l.id > $3)
     returning b.id`,
    [collaborationId, tx.now, letterId],
  );
  return rows.length > 0;
}
