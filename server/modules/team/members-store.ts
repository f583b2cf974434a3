import type { OrganisationScope } from '#access/scope.ts';
import type { ClinicalRole, Level, Role } from '#contract/permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type MemberRow = {
  id: string;
  account_id: string;
  first_name: string;
  last_name: string;
  email: string;
  language: string;
  role: Role;
  level: Level;
  practitioner_id: string | null;
  joined_at: Date;
  deactivated_at: Date | null;
  clinical_role: ClinicalRole | null;
  specialty: string | null;
  registration_number: string | null;
  group_manager: boolean;
};

const columns = `m.id, m.account_id, m.first_name, m.last_name, m.email, m.language, m.role, m.level, m.practitioner_id, m.joined_at,
  m.deactivated_at, p.clinical_role, p.specialty, p.registration_number, m.account_id in (select group_managers_of($2)) as group_manager`;
const from = 'from members m left join practitioners p on p.id = m.practitioner_id';

/** Present members, active and deactivated, by name. */
export function presentMembers(tx: Tx, scope: OrganisationScope): Promise<MemberRow[]> {
  return tx.query<MemberRow>(
    `select ${columns} ${from} where m.organisation_id = $1 and m.removed_at is null order by m.last_name, m.first_name, m.id`,
    [scope.organisationId, scope.groupId],
  );
}

/** One present member, not held. */
export async function memberById(tx: Tx, scope: OrganisationScope, memberId: string): Promise<MemberRow | undefined> {
  const [row] = await tx.query<MemberRow>(
    `select ${columns} ${from} where m.organisation_id = $1 and m.id = $3 and m.removed_at is null`,
    [scope.organisationId, scope.groupId, memberId],
  );
  return row;
}

/** One present member; held until the transaction ends, so that two people can't change the same member at once. */
export async function takeMember(tx: Tx, scope: OrganisationScope, memberId: string): Promise<MemberRow | undefined> {
  const [row] = await tx.query<MemberRow>(
    `select ${columns} ${from} where m.organisation_id = $1 and m.id = $3 and m.removed_at is null for update of m`,
    [scope.organisationId, scope.groupId, memberId],
  );
  return row;
}

export async function memberByAddress(
  tx: Tx,
  scope: OrganisationScope,
  addressKey: string,
): Promise<MemberRow | undefined> {
  const [row] = await tx.query<MemberRow>(
    `select ${columns} ${from} where m.organisation_id = $1 and m.email_key = $3 and m.removed_at is null`,
    [scope.organisationId, scope.groupId, addressKey],
  );
  return row;
}

/** Somebody active in another practice of the same group that the person acting administers too. */
export async function knownElsewhere(
  tx: Tx,
  scope: OrganisationScope,
  addressKey: string,
): Promise<MemberRow | undefined> {
  if (scope.kind !== 'practice') return undefined;
  const [row] = await tx.query<MemberRow>(
    `select ${columns} ${from} join organisations o on o.id = m.organisation_id
     where m.email_key = $3 and o.group_id = $2 and o.kind = 'practice' and o.id <> $1
       and m.organisation_id = any ((select organisations_administered())::uuid[]) and m.removed_at is null and m.deactivated_at is null
     order by m.joined_at desc limit 1`,
    [scope.organisationId, scope.groupId, addressKey],
  );
  return row;
}

/** All present memberships of an account in the group, each held until the transaction ends. */
export function membershipsInGroup(
  tx: Tx,
  scope: OrganisationScope,
  accountId: string,
): Promise<(MemberRow & { organisation_id: string; kind: OrganisationScope['kind'] })[]> {
  return tx.query(
    `select ${columns}, m.organisation_id, o.kind ${from} join organisations o on o.id = m.organisation_id
     where m.account_id = $1 and o.group_id = $2 and m.removed_at is null order by m.organisation_id for update of m`,
    [accountId, scope.groupId],
  );
}

/** Holds the organisation, then tells whether another active Admin remains without this member. */
export async function anotherAdminRemains(tx: Tx, organisationId: string, memberId: string): Promise<boolean> {
  await tx.query('select id from organisations where id = $1 for no key update', [organisationId]);
  const [row] = await tx.query<{ remains: boolean }>(
    `select exists (select from members where organisation_id = $1 and id <> $2 and level = 'admin'
       and removed_at is null and deactivated_at is null) as remains`,
    [organisationId, memberId],
  );
  return row!.remains;
}

export async function hasManager(tx: Tx, scope: OrganisationScope): Promise<boolean> {
  const [row] = await tx.query<{ has: boolean }>(
    `select exists (select from members where organisation_id = $1 and level = 'admin'
       and removed_at is null and deactivated_at is null) as has`,
    [scope.organisationId],
  );
  return row!.has;
}

/** Whether an account is a member here, active or deactivated; visible to the account itself. */
export async function membershipOf(
  tx: Tx,
  organisationId: string,
  accountId: string,
): Promise<{ id: string; deactivated_at: Date | null } | undefined> {
  const [row] = await tx.query<{ id: string; deactivated_at: Date | null }>(
    'select id, deactivated_at from members where organisation_id = $1 and account_id = $2 and removed_at is null',
    [organisationId, accountId],
  );
  return row;
}

/** False where the person joined by another way at this very moment. */
export async function insertMember(
  tx: Tx,
  member: {
    id: string;
    organisationId: string;
    accountId: string;
    firstName: string;
    lastName: string;
    email: string;
    language: string;
    role: Role;
    level: Level;
    practitionerId: string | null;
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('members')
    .values({
      id: member.id,
      organisation_id: member.organisationId,
      account_id: member.accountId,
      first_name: member.firstName,
      last_name: member.lastName,
      email: member.email,
      language: member.language,
      role: member.role,
      level: member.level,
      practitioner_id: member.practitionerId,
      joined_at: tx.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'account_id']).where('removed_at', 'is', null).doNothing(),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** One statement for all of them: whoever deactivates their own memberships may do so while it runs, and not after. */
export async function updateMembers(
  tx: Tx,
  memberIds: readonly string[],
  changes: {
    role?: Role;
    level?: Level;
    practitioner_id?: string | null;
    deactivated_at?: Date | null;
    removed_at?: Date;
  },
): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('members')
    .set(changes)
    .where('id', 'in', memberIds)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== BigInt(memberIds.length)) throw new Error('a membership was out of reach');
}

/** Whether a member's practitioner can own cases of the practice now. */
export async function mayProvide(tx: Tx, scope: OrganisationScope, practitionerId: string | null): Promise<boolean> {
  if (scope.kind !== 'practice' || !practitionerId) return false;
  const [row] = await tx.query<{ may: boolean }>('select may_provide($1, $2) as may', [
    scope.organisationId,
    practitionerId,
  ]);
  return row!.may;
}

/** Whether a clinical role can own cases in the group. */
export async function providerRole(
  tx: Tx,
  groupId: string | null,
  clinicalRole: ClinicalRole | null,
): Promise<boolean> {
  if (!groupId || !clinicalRole) return false;
  const [row] = await tx.query<{ may: boolean }>(
    'select $2::text = any (provider_clinical_roles) as may from groups where id = $1',
    [groupId, clinicalRole],
  );
  return row?.may ?? false;
}
