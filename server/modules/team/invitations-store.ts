import type { OrganisationScope } from '#access/scope.ts';
import type { ClinicalRole, Level, OrganisationKind, Role } from '#contract/permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { joinedOtherwise } from './invitation-acts.ts';
import type { InvitationTimes } from './invitation-state.ts';

export type InvitationRow = InvitationTimes & {
  id: string;
  organisation_id: string;
  email: string;
  email_key: string;
  first_name: string;
  last_name: string;
  language: string;
  role: Role;
  level: Level;
  clinical_role: ClinicalRole | null;
  specialty: string;
  registration_number: string;
  practitioner_id: string | null;
  invited_by: string;
  inviter_name: string;
  created_at: Date;
  sent_at: Date;
  link_copied_at: Date | null;
};

/** An invitation together with the organisation it is for. */
export type InvitationWithPlace = InvitationRow & {
  /** Empty once the invitation is closed: the organisation is nobody's business any more. */
  organisation_name: string;
  organisation_kind: OrganisationKind;
  group_id: string | null;
  city: string | null;
  country: string | null;
};

const columns = `i.id, i.organisation_id, i.email, i.email_key, i.first_name, i.last_name, i.language, i.role, i.level, i.clinical_role,
  i.specialty, i.registration_number, i.practitioner_id, i.invited_by, i.inviter_name, i.created_at, i.sent_at, i.expires_at,
  i.not_delivered_at, i.link_copied_at, i.accepted_at, i.declined_at, i.revoked_at, i.lapsed_at`;
const place = `o.name as organisation_name, o.kind as organisation_kind, o.group_id, p.city, p.country`;
const withPlace = `from invitations i left join organisations o on o.id = i.organisation_id left join practices p on p.id = o.id`;
const notEnded = 'i.accepted_at is null and i.declined_at is null and i.revoked_at is null and i.lapsed_at is null';

export function invitationsOf(tx: Tx, scope: OrganisationScope): Promise<InvitationRow[]> {
  return tx.query<InvitationRow>(
    `select ${columns} from invitations i where i.organisation_id = $1 order by i.created_at desc, i.id desc limit 500`,
    [scope.organisationId],
  );
}

/** One invitation of the organisation, held until the transaction ends. */
export async function takeInvitation(
  tx: Tx,
  scope: OrganisationScope,
  invitationId: string,
): Promise<InvitationRow | undefined> {
  const [row] = await tx.query<InvitationRow>(
    `select ${columns} from invitations i where i.organisation_id = $1 and i.id = $2 for update`,
    [scope.organisationId, invitationId],
  );
  return row;
}

/** The one for an address that nothing but time may have ended, held until the transaction ends. */
export async function takeUnended(
  tx: Tx,
  organisationId: string,
  addressKey: string,
): Promise<InvitationRow | undefined> {
  const [row] = await tx.query<InvitationRow>(
    `select ${columns} from invitations i where i.organisation_id = $1 and i.email_key = $2 and ${notEnded} for update`,
    [organisationId, addressKey],
  );
  return row;
}

/** By the link that was presented to the transaction. Held until it ends if `hold`. */
export async function invitationByLink(
  tx: Tx,
  digest: Buffer,
  hold: boolean,
): Promise<(InvitationWithPlace & { link_superseded: boolean }) | undefined> {
  if (hold) {
    await tx.query(
      'select id from invitations where id in (select invitation_id from invitation_links where digest = $1) for update',
      [digest],
    );
  }
  const [row] = await tx.query<InvitationWithPlace & { link_superseded: boolean }>(
    `select ${columns}, ${place}, l.superseded_at is not null as link_superseded
     ${withPlace} join invitation_links l on l.invitation_id = i.id where l.digest = $1`,
    [digest],
  );
  return row;
}

/** Open for the account that the transaction acts for. */
export function invitationsForMe(tx: Tx): Promise<InvitationWithPlace[]> {
  return tx.query<InvitationWithPlace>(
    `select ${columns}, ${place} ${withPlace}
     where i.email_key = own_address() and ${notEnded} and i.expires_at > $1 order by i.created_at desc`,
    [tx.now],
  );
}

/** One for the account's own address, whatever became of it; held until the transaction ends. */
export async function takeInvitationForMe(tx: Tx, invitationId: string): Promise<InvitationWithPlace | undefined> {
  await tx.query('select id from invitations where id = $1 and email_key = own_address() for update', [invitationId]);
  const [row] = await tx.query<InvitationWithPlace>(
    `select ${columns}, ${place} ${withPlace} where i.id = $1 and i.email_key = own_address()`,
    [invitationId],
  );
  return row;
}

/** False where somebody else invited the same address at this very moment. */
export async function insertInvitation(
  tx: Tx,
  row: Omit<
    InvitationRow,
    'not_delivered_at' | 'link_copied_at' | 'accepted_at' | 'declined_at' | 'revoked_at' | 'lapsed_at'
  >,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('invitations')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'email_key'])
        .where('accepted_at', 'is', null)
        .where('declined_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('lapsed_at', 'is', null)
        .doNothing(),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateInvitation(
  tx: Tx,
  invitationId: string,
  changes: Partial<Omit<InvitationRow, 'id' | 'organisation_id' | 'email' | 'email_key'>> & { accepted_by?: string },
): Promise<void> {
  await tx.db.updateTable('invitations').set(changes).where('id', '=', invitationId).execute();
}

/** From now on the links of an invitation say that they are superseded. */
export function supersedeLinks(tx: Tx, invitationId: string): void {
  tx.send('update invitation_links set superseded_at = $2 where invitation_id = $1 and superseded_at is null', [
    invitationId,
    tx.now,
  ]);
}

/** Makes this the link of an invitation; one that it had before must be superseded. */
export function insertLink(tx: Tx, invitationId: string, digest: Buffer): void {
  tx.send('insert into invitation_links (digest, invitation_id, created_at) values ($1, $2, $3)', [
    digest,
    invitationId,
    tx.now,
  ]);
}

/** Somebody joined by another way: what was still open for their address has reached its end. */
export async function settleFor(tx: Tx, organisationId: string, addressKey: string, accountId: string): Promise<void> {
  const row = await takeUnended(tx, organisationId, addressKey);
  if (row) await updateInvitation(tx, row.id, joinedOtherwise(row, tx.now, accountId));
}

/**
 * The mail came back: noted where the invitation is still open and no later letter went out for it, for which an old report says
 * nothing. Returns its organisation.
 */
export async function markNotDelivered(tx: Tx, invitationId: string, letterId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ organisation_id: string }>(
    `update invitations i set not_delivered_at = $2 where i.id = $1 and ${notEnded}
       and not exists (select from letters l where l.about_kind = 'invitation' and l.about_id = i.id and l.id > $3)
     returning i.organisation_id`,
    [invitationId, tx.now, letterId],
  );
  return row?.organisation_id;
}
