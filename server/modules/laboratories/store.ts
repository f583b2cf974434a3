import type { OrganisationScope } from '#access/scope.ts';
import type { CasePackage, OfferedLaboratory, PackageLimits } from '#contract/laboratories.ts';
import type { OrderKind } from '#contract/order-life.ts';
import { orderKinds } from '#contract/order-life.ts';
import { type Requirements, usualRequirements } from '#contract/records.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** Laboratories on offer to the practice of the scope, own ones first, with what it has chosen. */
export function laboratoriesFor(tx: Tx, scope: OrganisationScope): Promise<OfferedLaboratory[]> {
  return tx.query<OfferedLaboratory>(
    `select l.id, l.name, l.own_group as "ownGroup", pl.practice_id is not null as chosen, coalesce(pl.preferred, false) as preferred
       from laboratories_on_offer($1) l
       left join practice_laboratories pl on pl.practice_id = $1 and pl.laboratory_id = l.id and pl.ended_at is null
      order by l.own_group desc, l.name, l.id`,
    [scope.organisationId],
  );
}

/** Holds the practice, so that two people choosing at once wait for each other. */
export async function holdChoice(tx: Tx, scope: OrganisationScope): Promise<void> {
  await tx.query('select id from organisations where id = $1 for no key update', [scope.organisationId]);
}

export async function replaceChoice(
  tx: Tx,
  scope: OrganisationScope,
  choice: { laboratoryIds: readonly string[]; preferredId: string | null; by: string },
): Promise<void> {
  await tx.query(
    `update practice_laboratories set preferred = false, ended_at = case when laboratory_id = any ($2) then null else coalesce(ended_at, $3) end
      where practice_id = $1`,
    [scope.organisationId, choice.laboratoryIds, tx.now],
  );
  await tx.query(
    `insert into practice_laboratories (practice_id, laboratory_id, preferred, chosen_by, chosen_at)
     select $1, l, l is not distinct from $3::uuid, $4, $5 from unnest($2::uuid[]) l
     on conflict (practice_id, laboratory_id) do update set preferred = excluded.preferred`,
    [scope.organisationId, choice.laboratoryIds, choice.preferredId, choice.by, tx.now],
  );
}

/** A laboratory that the practice of the scope orders from. */
export async function chosenLaboratory(
  tx: Tx,
  scope: OrganisationScope,
  laboratoryId: string,
): Promise<{ id: string; name: string } | undefined> {
  const [row] = await tx.query<{ id: string; name: string }>(
    `select o.id, o.name from practice_laboratories pl join organisations o on o.id = pl.laboratory_id
      where pl.practice_id = $1 and pl.laboratory_id = $2 and pl.ended_at is null`,
    [scope.organisationId, laboratoryId],
  );
  return row;
}

const packageColumns = `id, name, stages, revisions, retainer_sets as "retainerSets", months, price, offered`;

/** The packages of a laboratory in their order, as far as the account may see them. */
export function packagesOf(tx: Tx, laboratoryId: string): Promise<CasePackage[]> {
  return tx.query<CasePackage>(
    `select ${packageColumns} from packages where laboratory_id = $1 and removed_at is null order by position, id`,
    [laboratoryId],
  );
}

/** One package that a laboratory offers; undefined where it doesn't, or no longer. */
export async function offeredPackage(tx: Tx, laboratoryId: string, id: string): Promise<CasePackage | undefined> {
  const [row] = await tx.query<CasePackage>(
    `select ${packageColumns} from packages where laboratory_id = $1 and id = $2 and removed_at is null and offered`,
    [laboratoryId, id],
  );
  return row;
}

/** The same packages, held for the rest of the transaction. */
export async function holdPackages(tx: Tx, scope: OrganisationScope): Promise<CasePackage[]> {
  await holdChoice(tx, scope);
  return packagesOf(tx, scope.organisationId);
}

export type StoredPackage = PackageLimits & { id: string; name: string; price: string; offered: boolean };

/** Writes the packages in their order; what isn't among them any more is marked as removed, for the cases that have it. */
export async function replacePackages(
  tx: Tx,
  scope: OrganisationScope,
  packages: readonly StoredPackage[],
): Promise<void> {
  const ids = packages.map(({ id }) => id);
  // Names go first to what nobody can be called, so that two packages can swap theirs.
  await tx.query(
    'update packages set name = id::text where laboratory_id = $1 and removed_at is null and id = any ($2)',
    [scope.organisationId, ids],
  );
  await tx.query(
    'update packages set removed_at = $3 where laboratory_id = $1 and removed_at is null and id <> all ($2)',
    [scope.organisationId, ids, tx.now],
  );
  await tx.query(
    `insert into packages (id, laboratory_id, name, stages, revisions, retainer_sets, months, price, offered, position)
     select p.id, $1, p.name, p.stages, p.revisions, p."retainerSets", p.months, p.price, p.offered, p.position
       from jsonb_to_recordset($2::jsonb) p (id uuid, name text, stages integer, revisions integer, "retainerSets" integer, months integer,
         price text, offered boolean, position integer)
     on conflict (id) do update set name = excluded.name, stages = excluded.stages, revisions = excluded.revisions,
       retainer_sets = excluded.retainer_sets, months = excluded.months, price = excluded.price, offered = excluded.offered, position = excluded.position`,
    [scope.organisationId, JSON.stringify(packages.map((each, place) => ({ ...each, position: place + 1 })))],
  );
}

/** Which records a laboratory asks for, by kind of order: what it has said itself, over what is usual. */
export async function requirementsOf(tx: Tx, laboratoryId: string | null): Promise<Record<OrderKind, Requirements>> {
  const rows = laboratoryId
    ? await tx.query<{ kind: OrderKind; slots: Requirements }>(
        'select kind, slots from record_requirements where laboratory_id = $1',
        [laboratoryId],
      )
    : [];
  const said = new Map(rows.map((row) => [row.kind, row.slots]));
  return Object.fromEntries(
    orderKinds.map((kind) => [kind, { ...usualRequirements(kind), ...said.get(kind) }]),
  ) as Record<OrderKind, Requirements>;
}

export async function replaceRequirements(
  tx: Tx,
  scope: OrganisationScope,
  requirements: Record<OrderKind, Requirements>,
): Promise<void> {
  await tx.query(
    `insert into record_requirements (laboratory_id, kind, slots) select $1, key, value from jsonb_each($2::jsonb)
     on conflict (laboratory_id, kind) do update set slots = excluded.slots`,
    [scope.organisationId, JSON.stringify(requirements)],
  );
}

export type GroupLaboratoryRow = { id: string; name: string; managers: number; invited: string | null };

/** The laboratories that the group of the scope runs. */
export function groupLaboratories(tx: Tx, scope: OrganisationScope): Promise<GroupLaboratoryRow[]> {
  return tx.query<GroupLaboratoryRow>(
    `select o.id, o.name,
       (select count(*)::integer from members m where m.organisation_id = o.id and m.role = 'laboratory_manager'
          and m.removed_at is null and m.deactivated_at is null) as managers,
       (select case when i.accepted_at is not null then 'accepted' when i.declined_at is not null then 'declined'
            when i.revoked_at is not null then 'revoked' when i.lapsed_at is not null or i.expires_at <= $2 then 'expired'
            when i.not_delivered_at is not null then 'not_delivered' else 'pending' end
          from invitations i where i.organisation_id = o.id and i.role = 'laboratory_manager' order by i.created_at desc, i.id desc limit 1) as invited
     from organisations o where o.kind = 'laboratory' and o.group_id = $1 order by o.name, o.id`,
    [scope.organisationId, tx.now],
  );
}
