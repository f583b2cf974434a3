import type { OrganisationScope } from '#access/scope.ts';
import type { ClinicalRole } from '#contract/permissions.ts';
import type { Group } from '#contract/practices.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Refusal } from '#platform/refusal.ts';
import { nameKey } from './rules.ts';
import { unlessTaken } from './store.ts';

export type GroupRow = {
  id: string;
  name: string;
  provider_clinical_roles: ClinicalRole[];
  practices: Group['practices'];
};

/** The group of the scope with its practices by name; members are those who are active. */
export async function groupOf(tx: Tx, scope: OrganisationScope): Promise<GroupRow | undefined> {
  const [row] = await tx.query<GroupRow>(
    `select o.id, o.name, g.provider_clinical_roles,
       coalesce((select json_agg(json_build_object('id', po.id, 'name', po.name, 'city', p.city, 'logoVersion', p.logo_version,
           'members', (select count(*) from members m
             where m.organisation_id = po.id and m.removed_at is null and m.deactivated_at is null)) order by po.name, po.id)
         from organisations po join practices p on p.id = po.id where po.group_id = o.id and po.kind = 'practice'), '[]') as practices
     from organisations o join groups g on g.id = o.id where o.id = $1`,
    [scope.organisationId],
  );
  return row;
}

/** What of a group can be changed, held for the rest of the transaction. */
export async function holdGroup(
  tx: Tx,
  scope: OrganisationScope,
): Promise<Pick<GroupRow, 'name' | 'provider_clinical_roles'> | undefined> {
  const [row] = await tx.query<GroupRow>(
    'select o.name, g.provider_clinical_roles from organisations o join groups g on g.id = o.id where o.id = $1 for update of o, g',
    [scope.organisationId],
  );
  return row;
}

export async function updateGroup(
  tx: Tx,
  scope: OrganisationScope,
  group: { name: string; providerClinicalRoles: readonly ClinicalRole[] },
): Promise<Refusal<'name_taken'> | undefined> {
  const refusal = await unlessTaken(
    tx.query('update organisations set name = $2, name_key = $3, version = version + 1 where id = $1', [
      scope.organisationId,
      group.name,
      nameKey(group.name),
    ]),
  );
  if (refusal) return refusal;
  await tx.query('update groups set provider_clinical_roles = $2 where id = $1', [
    scope.organisationId,
    group.providerClinicalRoles,
  ]);
  return undefined;
}
