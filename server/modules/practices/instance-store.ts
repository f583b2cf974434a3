import type { Tx } from '#platform/database/transaction.ts';
import type { Refusal } from '#platform/refusal.ts';
import { nameKey } from './rules.ts';
import { unlessTaken } from './store.ts';

/** As the database's policies show them to the instance administrator: these organisations belong to no scope but the instance. */
export type InstanceOrganisationRow = {
  id: string;
  kind: 'group' | 'laboratory' | 'planning_service';
  name: string;
  created_at: Date;
  practices: number;
  managers: number;
  /** State of the newest invitation of a manager. */
  invited: string | null;
};

const managerRoles = `('group_manager', 'laboratory_manager', 'service_manager')`;

const columns = `o.id, o.kind, o.name, o.created_at, coalesce(c.practices, 0) as practices,
  (select count(*)::integer from members m where m.organisation_id = o.id and m.role in ${managerRoles}
     and m.removed_at is null and m.deactivated_at is null) as managers,
  (select case when i.accepted_at is not null then 'accepted' when i.declined_at is not null then 'declined'
       when i.revoked_at is not null then 'revoked' when i.lapsed_at is not null or i.expires_at <= $1 then 'expired'
       when i.not_delivered_at is not null then 'not_delivered' else 'pending' end
     from invitations i where i.organisation_id = o.id and i.role in ${managerRoles} order by i.created_at desc, i.id desc limit 1) as invited`;

const source = `organisations o left join practice_counts() c on c.group_id = o.id`;

export async function instanceOrganisations(tx: Tx): Promise<InstanceOrganisationRow[]> {
  return tx.query<InstanceOrganisationRow>(
    `select ${columns} from ${source} where o.kind <> 'practice' order by o.kind, o.name, o.id`,
    [tx.now],
  );
}

export async function instanceOrganisation(tx: Tx, id: string): Promise<InstanceOrganisationRow | undefined> {
  const [row] = await tx.query<InstanceOrganisationRow>(
    `select ${columns} from ${source} where o.kind <> 'practice' and o.id = $2`,
    [tx.now, id],
  );
  return row;
}

/** Gives another name; the former one, or undefined where there is no such organisation. */
export async function renameInstanceOrganisation(
  tx: Tx,
  id: string,
  name: string,
): Promise<string | Refusal<'name_taken'> | undefined> {
  const [before] = await tx.query<{ name: string }>(
    `select name from organisations where id = $1 and kind <> 'practice' for update`,
    [id],
  );
  if (!before) return undefined;
  const refusal = await unlessTaken(
    tx.query('update organisations set name = $2, name_key = $3, version = version + 1 where id = $1', [
      id,
      name,
      nameKey(name),
    ]),
  );
  return refusal ?? before.name;
}
