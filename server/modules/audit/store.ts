import type { OrganisationScope } from '#access/scope.ts';
import type { exportAudit } from '#contract/audit.ts';
import type { QueryOf } from '#contract/endpoint.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type Filters = QueryOf<typeof exportAudit>;

export type EntryRow = {
  id: string;
  at: Date;
  account_id: string | null;
  acted_as: string | null;
  permission: string;
  action: string;
  reads: boolean;
  subject_kind: string | null;
  subject_id: string | null;
  address: string;
  facts: unknown;
  sealed: boolean;
  /** Encrypted personal values with the wrapped key of the person they are about; its key is null once destroyed. */
  values: { subject_id: string; sealed: string; wrapped_key: string | null }[] | null;
};

/** Entries of the scope's organisation that pass the filters, newest first, from before an entry on. */
export async function entriesOf(
  tx: Tx,
  scope: OrganisationScope,
  filters: Filters,
  before: string | null,
  size: number,
): Promise<EntryRow[]> {
  const conditions = ['e.organisation_id = $1'];
  const values: unknown[] = [scope.organisationId];
  const add = (condition: string, value: unknown) => {
    values.push(value);
    conditions.push(condition.replace('?', `$${values.length}`));
  };
  if (before) add('e.id < ?', before);
  if (filters.accountId) add('e.account_id = ?', filters.accountId);
  if (filters.subjectId) add('e.subject_id = ?', filters.subjectId);
  if (filters.action) add('e.action = ?', filters.action);
  if (filters.kind) conditions.push(filters.kind === 'reads' ? 'e.reads' : 'not e.reads');
  // As moments, not as they were written: ISO 8601 has years and fractions that PostgreSQL doesn't read.
  if (filters.until) {
    const until = new Date(filters.until);
    add('e.at < ?', until);
    add('e.id < ?', idAt(until.getTime() + slackMs));
  }
  if (filters.since) {
    const since = new Date(filters.since);
    add('e.at >= ?', since);
    const older = await newestBefore(tx, scope, since);
    if (older) add('e.id > ?', idAt(timeOf(older) - slackMs));
  }
  values.push(size);
  return tx.query<EntryRow>(
    `select e.id, e.at, e.account_id, e.acted_as, e.permission, e.action, e.reads, e.subject_kind, e.subject_id, e.address, e.facts,
       exists (select from audit_seals s where s.entry_id = e.id) as sealed,
       (select json_agg(json_build_object('subject_id', v.subject_id, 'sealed', encode(v.sealed, 'base64'),
            'wrapped_key', encode(k.wrapped_key, 'base64')) order by v.subject_id)
          from audit_values v left join subject_keys k on k.subject_id = v.subject_id where v.entry_id = e.id) as values
     from audit_entries e where ${conditions.join(' and ')} order by e.id desc limit $${values.length}`,
    values,
  );
}

/** An identifier tells when it was made, an entry's time when its request began: as much may lie between. */
const slackMs = 3_600_000;

/** The newest entry from before a moment, where the log needn't be searched any further. */
async function newestBefore(tx: Tx, scope: OrganisationScope, moment: Date): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    'select id from audit_entries where organisation_id = $1 and at < $2 order by id desc limit 1',
    [scope.organisationId, moment],
  );
  return row?.id;
}

/** When a UUIDv7 was made, in milliseconds. */
function timeOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The smallest UUIDv7 of a moment. */
function idAt(ms: number): string {
  const hex = Math.min(Math.max(Math.floor(ms), 0), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Whoever is or was a member of the scope's organisation. */
export async function membersEver(tx: Tx, scope: OrganisationScope): Promise<{ accountId: string; name: string }[]> {
  return tx.query(
    `select distinct on (account_id) account_id as "accountId", first_name || ' ' || last_name as name
       from members where organisation_id = $1 order by account_id, joined_at desc`,
    [scope.organisationId],
  );
}

/** Names of the people who acted in these entries of the scope's organisation, wherever they are members. */
export async function namesOfActors(
  tx: Tx,
  scope: OrganisationScope,
  entryIds: readonly string[],
): Promise<{ accountId: string; name: string }[]> {
  return tx.query(`select account_id as "accountId", name from people_in_log($1, $2)`, [
    scope.organisationId,
    entryIds,
  ]);
}

/** What the things are called that entries are about, as far as the reader may see them. */
export async function namesOfSubjects(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; name: string }>(
    `select id, name from organisations where id = any ($1)
     union all select id, first_name || ' ' || last_name from members where id = any ($1)
     union all select distinct on (account_id) account_id, first_name || ' ' || last_name from members where account_id = any ($1)
     union all select id, email from invitations where id = any ($1)
     union all select id, first_name || ' ' || last_name from practitioners where id = any ($1)
     union all select id, name from workstations where id = any ($1)
     union all select id, first_name || ' ' || last_name from patients where id = any ($1)
     union all select id, number::text from cases where id = any ($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
