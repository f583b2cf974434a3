import type { World } from '../world.ts';

const kept = ['audit_entries', 'audit_values', 'audit_seals', 'subject_keys', 'events', 'letters'];

type Table = { name: string; columns: string };

async function tablesOf(world: World): Promise<Table[]> {
  return world.sql<Table>(
    `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace = 'midline'::regnamespace and c.relkind = 'r' group by c.relname order by c.relname`,
  );
}

/**
 * Remembers what is in the database and puts it back on demand, so that a call that was let in leaves nothing behind for the next one.
 * What only grows (audit, events, letters) stays.
 */
export async function rememberTables(world: World): Promise<() => Promise<void>> {
  const tables = (await tablesOf(world)).filter((table) => !kept.includes(table.name));
  await world.sql('create schema remembered');
  for (const { name, columns } of tables) {
    await world.sql(`create table remembered.${name} as select ${columns} from midline.${name}`);
  }
  const back = tables.map(
    ({ name, columns }) =>
      `delete from midline.${name}; insert into midline.${name} (${columns}) overriding system value select ${columns} from remembered.${name};`,
  );
  const statement = `begin; set local session_replication_role = replica; ${back.join(' ')} commit;`;
  return async () => {
    await world.sql(statement);
  };
}

/** Columns that change by being asked, and tables that record failed attempts: left out of what a refusal must not change. */
const passing: Record<string, readonly string[]> = { sessions: ['last_seen_at'] };
const counting = ['sign_in_attempts', 'audit_entries', 'audit_values', 'audit_seals', 'subject_keys', 'events'];

/** A digest of everything that a refused request must leave as it is; two are equal only if nothing changed. */
export async function digestOfTables(world: World, leftOut: readonly string[] = counting): Promise<string> {
  const tables = (await tablesOf(world)).filter((table) => !leftOut.includes(table.name));
  const parts = tables.map(({ name }) => {
    const row = (passing[name] ?? []).reduce((text, column) => `${text} - '${column}'`, 'to_jsonb(t)');
    return `select '${name}' as name, md5(coalesce(string_agg((${row})::text, '' order by (${row})::text), '')) as digest from midline.${name} t`;
  });
  const rows = await world.sql<{ name: string; digest: string }>(parts.join(' union all '));
  return rows
    .map((row) => `${row.name} ${row.digest}`)
    .sort()
    .join('\n');
}
