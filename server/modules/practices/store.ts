import type { z } from 'zod';
import type { OrganisationScope } from '#access/scope.ts';
import type { OrganisationKind } from '#contract/permissions.ts';
import type { practiceInformation } from '#contract/practices.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { nameKey } from './rules.ts';

export type PracticeInformation = z.infer<typeof practiceInformation>;

export type PracticeRow = {
  id: string;
  name: string;
  street_address: string;
  city: string;
  postal_code: string;
  country: string;
  phone: string;
  email: string;
  time_zone: string;
  language: string;
  group_id: string;
  group_name: string;
  logo_version: string | null;
  version: number;
};

const practiceColumns = `o.id, o.name, p.street_address, p.city, p.postal_code, p.country, p.phone, p.email, p.time_zone, p.language,
  o.group_id, coalesce((select g.name from organisations g where g.id = o.group_id), '') as group_name, p.logo_version, o.version`;

/** The practice of the scope, or one of the group that the scope is for. */
export async function practiceOf(
  tx: Tx,
  scope: OrganisationScope,
  practiceId = scope.organisationId,
): Promise<PracticeRow | undefined> {
  const [row] = await tx.query<PracticeRow>(
    `select ${practiceColumns} from organisations o join practices p on p.id = o.id
      where o.id = $1 and (o.id = $2 or o.group_id = $2)`,
    [practiceId, scope.organisationId],
  );
  return row;
}

/** The practice of the scope, held for the rest of the transaction, so that what it was is what a change replaces. */
export async function holdPractice(tx: Tx, scope: OrganisationScope): Promise<PracticeRow | undefined> {
  const [row] = await tx.query<PracticeRow>(
    `select ${practiceColumns} from organisations o join practices p on p.id = o.id where o.id = $1 for update of o, p`,
    [scope.organisationId],
  );
  return row;
}

export async function updatePractice(
  tx: Tx,
  scope: OrganisationScope,
  information: PracticeInformation,
): Promise<Refusal<'name_taken'> | undefined> {
  const refusal = await unlessTaken(
    tx.query('update organisations set name = $2, name_key = $3, version = version + 1 where id = $1', [
      scope.organisationId,
      information.name,
      nameKey(information.name),
    ]),
  );
  if (refusal) return refusal;
  await tx.query(
    `update practices set street_address = $2, city = $3, postal_code = $4, country = $5, phone = $6, email = $7, time_zone = $8,
       language = $9 where id = $1`,
    [scope.organisationId, ...addressAndSettings(information)],
  );
  return undefined;
}

/** Adds a practice to a group; its id, or a refusal where the group has one of this name. */
export async function insertPractice(
  tx: Tx,
  groupId: string,
  information: PracticeInformation,
): Promise<string | Refusal<'name_taken'>> {
  const id = newId();
  const refusal = await insertRow(tx, { id, kind: 'practice', name: information.name, groupId });
  if (refusal) return refusal;
  await tx.query(
    `insert into practices (id, street_address, city, postal_code, country, phone, email, time_zone, language)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, ...addressAndSettings(information)],
  );
  return id;
}

/**
 * Founds a group, laboratory or planning service; its id, or a refusal where the instance has one of this kind and name. A laboratory
 * may be run by a group.
 */
export async function insertOrganisation(
  tx: Tx,
  organisation: { kind: Exclude<OrganisationKind, 'practice'>; name: string; runBy?: string },
): Promise<string | Refusal<'name_taken'>> {
  const id = newId();
  const groupId = organisation.kind === 'group' ? id : (organisation.runBy ?? null);
  const refusal = await insertRow(tx, { kind: organisation.kind, name: organisation.name, id, groupId });
  if (refusal) return refusal;
  if (organisation.kind === 'group') await tx.query('insert into groups (id) values ($1)', [id]);
  return id;
}

function insertRow(
  tx: Tx,
  row: { id: string; kind: OrganisationKind; name: string; groupId: string | null },
): Promise<Refusal<'name_taken'> | undefined> {
  return unlessTaken(
    tx.query(
      'insert into organisations (id, kind, name, name_key, group_id, created_at) values ($1, $2, $3, $4, $5, $6)',
      [row.id, row.kind, row.name, nameKey(row.name), row.groupId, tx.now],
    ),
  );
}

function addressAndSettings(information: PracticeInformation): string[] {
  const { streetAddress, city, postalCode, country, phone, email, timeZone, language } = information;
  return [streetAddress, city, postalCode, country, phone, email, timeZone, language];
}

/** The database keeps names unique; two people taking the same name at once meet here. */
export async function unlessTaken(statement: Promise<unknown>): Promise<Refusal<'name_taken'> | undefined> {
  try {
    await statement;
    return undefined;
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code === '23505' && constraint?.includes('name_key')) return refuse('name_taken');
    throw error;
  }
}

export async function logoOf(tx: Tx, scope: OrganisationScope): Promise<{ png: Buffer; version: string } | undefined> {
  const [row] = await tx.query<{ png: Buffer; version: string }>(
    `select l.png, p.logo_version as version from logos l join practices p on p.id = l.practice_id
      where l.practice_id = $1 and p.logo_version is not null`,
    [scope.organisationId],
  );
  return row;
}

export async function replaceLogo(tx: Tx, scope: OrganisationScope, png: Buffer, version: string): Promise<void> {
  await tx.query(
    'insert into logos (practice_id, png) values ($1, $2) on conflict (practice_id) do update set png = excluded.png',
    [scope.organisationId, png],
  );
  await tx.query('update practices set logo_version = $2 where id = $1', [scope.organisationId, version]);
}

export async function deleteLogo(tx: Tx, scope: OrganisationScope): Promise<void> {
  await tx.query('delete from logos where practice_id = $1', [scope.organisationId]);
  await tx.query('update practices set logo_version = null where id = $1', [scope.organisationId]);
}

export type SecurityRow = { second_factor_required: boolean; workstation_idle_minutes: number };

export async function securityOf(tx: Tx, scope: OrganisationScope): Promise<SecurityRow | undefined> {
  const [row] = await tx.query<SecurityRow>(
    'select second_factor_required, workstation_idle_minutes from practices where id = $1',
    [scope.organisationId],
  );
  return row;
}

/** The same, held for the rest of the transaction. */
export async function holdSecurity(tx: Tx, scope: OrganisationScope): Promise<SecurityRow | undefined> {
  const [row] = await tx.query<SecurityRow>(
    'select second_factor_required, workstation_idle_minutes from practices where id = $1 for update',
    [scope.organisationId],
  );
  return row;
}

export async function updateSecurity(tx: Tx, scope: OrganisationScope, settings: SecurityRow): Promise<void> {
  await tx.query('update practices set second_factor_required = $2, workstation_idle_minutes = $3 where id = $1', [
    scope.organisationId,
    settings.second_factor_required,
    settings.workstation_idle_minutes,
  ]);
}
