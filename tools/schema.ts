import { writeFile } from 'node:fs/promises';
import pg from 'pg';
import { migrate } from '#platform/database/migrate.ts';
import { newToken, secretFrom } from '#platform/secret.ts';
import { startTestPostgres } from '../server/testing/postgres.ts';

/** Writes the row types and the readable snapshot of the schema from a freshly migrated database: `npm run schema`. */
const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'string',
  xid8: 'string',
  timestamptz: 'Date',
  bytea: 'Buffer',
  jsonb: 'unknown',
  _text: 'string[]',
  _int4: 'number[]',
  float8: 'number',
  date: 'string',
};

type Column = {
  table: string;
  column: string;
  type: string;
  written: string;
  required: boolean;
  defaulted: boolean;
  comment: string | null;
  default: string | null;
};

export async function readSchema(url: string): Promise<{ tables: string; snapshot: string }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Column>(`
    select c.relname as table, a.attname as column, t.typname as type, format_type(a.atttypid, a.atttypmod) as written,
      a.attnotnull as required, (a.atthasdef or a.attidentity <> '') as defaulted, col_description(c.oid, a.attnum) as comment,
      pg_get_expr(d.adbin, d.adrelid) as default
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'midline'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
    order by c.relname, a.attnum`);
  const { rows: comments } = await client.query<{ table: string; comment: string | null }>(`
    select relname as table, obj_description(oid) as comment from pg_class where relnamespace = 'midline'::regnamespace and relkind = 'r'`);
  const { rows: extras } = await client.query<{ table: string; text: string }>(`
    select conrelid::regclass::text as table, '  ' || pg_get_constraintdef(oid) as text, 1 as place, conname as name
      from pg_constraint where connamespace = 'midline'::regnamespace and contype <> 'n'
    union all
    select tablename, '  ' || regexp_replace(indexdef, '^CREATE (UNIQUE )?INDEX .* USING', '\\1INDEX'), 2, indexname
      from pg_indexes where schemaname = 'midline' and indexname not in (select conname from pg_constraint)
    union all
    select tablename, '  POLICY ' || policyname || ' FOR ' || cmd || ' TO ' || array_to_string(roles, ', ')
      || coalesce(' USING ' || regexp_replace(qual, '\\s+', ' ', 'g'), '') || coalesce(' CHECK ' || regexp_replace(with_check, '\\s+', ' ', 'g'), ''), 3, policyname
      from pg_policies where schemaname = 'midline'
    order by 1, 3, 4`);
  await client.end();
  const byTable = Map.groupBy(rows, (row) => row.table);
  const tables = [
    '// Written by `npm run schema` from the migrated database.',
    "import type { ColumnType } from 'kysely';",
    '',
    'type Defaulted<T> = ColumnType<T, T | undefined, T>;',
    '',
    'export type Tables = {',
    ...[...byTable].flatMap(([table, columns]) => [
      `  ${table}: {`,
      ...columns.map((column) => {
        const type = `${types[column.type] ?? 'unknown'}${column.required ? '' : ' | null'}`;
        return `    ${column.column}: ${column.defaulted ? `Defaulted<${type}>` : type};`;
      }),
      '  };',
    ]),
    '};',
    '',
  ].join('\n');
  const snapshot = [
    '-- Written by `npm run schema`: the schema as the migrations leave it, for reading.',
    ...[...byTable].flatMap(([table, columns]) => [
      '',
      `-- ${comments.find((row) => row.table === table)?.comment ?? ''}`,
      `TABLE ${table}`,
      ...columns.map(
        (column) =>
          `  ${column.column} ${column.written}${column.required ? ' NOT NULL' : ''}${column.default ? ` DEFAULT ${column.default}` : ''}${column.comment ? `  -- ${column.comment}` : ''}`,
      ),
      ...extras.filter((extra) => extra.table.replace('midline.', '') === table).map((extra) => extra.text),
    ]),
    '',
  ].join('\n');
  return { tables, snapshot };
}

if (import.meta.main) {
  const postgres = await startTestPostgres();
  try {
    await migrate(postgres.ownerUrl, secretFrom(newToken()));
    const { tables, snapshot } = await readSchema(postgres.ownerUrl);
    await writeFile(new URL('../server/platform/database/tables.ts', import.meta.url), tables);
    await writeFile(new URL('../server/migrations/schema.sql', import.meta.url), snapshot);
  } finally {
    await postgres.stop();
  }
}
