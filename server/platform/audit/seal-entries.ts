import { createHash } from 'node:crypto';
import type { Tx } from '../database/transaction.ts';

type Unsealed = {
  id: string;
  at: Date;
  account_id: string | null;
  session_id: string | null;
  acted_as: string | null;
  permission: string;
  action: string;
  reads: boolean;
  organisation_id: string | null;
  group_id: string | null;
  subject_kind: string | null;
  subject_id: string | null;
  address: string;
  facts: unknown;
  sealed_values: string | null;
};

const columns = `e.id, e.at, e.account_id, e.session_id, e.acted_as, e.permission, e.action, e.reads, e.organisation_id, e.group_id,
  e.subject_kind, e.subject_id, e.address, e.facts,
  (select string_agg(v.subject_id::text || encode(v.sealed, 'hex'), ',' order by v.subject_id) from audit_values v where v.entry_id = e.id) as sealed_values`;

/** Chains entries that have no seal yet, oldest first; each digest covers the one before. Returns how many. */
export async function sealEntries(tx: Tx, most = 1000): Promise<number> {
  // One process at a time, else two would chain to the same entry.
  const [turn] = await tx.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(hashtext('midline-audit-seal')) as mine`);
  if (!turn?.mine) return 0;
  const [head] = await tx.query<{ position: string; digest: Buffer }>(
    'select position, digest from audit_seals order by position desc limit 1',
  );
  const entries = await tx.query<Unsealed>(
    `select ${columns} from audit_entries e
     where not exists (select from audit_seals s where s.entry_id = e.id) and e.id >= $1::uuid
     order by e.id limit $2`,
    [await firstUnsealed(tx), most],
  );
  let position = BigInt(head?.position ?? 0);
  let digest = head?.digest ?? Buffer.alloc(32);
  const rows: [string[], string[], Buffer[]] = [[], [], []];
  for (const entry of entries) {
    position += 1n;
    digest = chain(digest, entry);
    rows[0].push(String(position));
    rows[1].push(entry.id);
    rows[2].push(digest);
  }
  if (entries.length > 0) {
    await tx.query(
      `insert into audit_seals (position, entry_id, digest, sealed_at)
       select *, $4::timestamptz from unnest($1::bigint[], $2::uuid[], $3::bytea[])`,
      [...rows, tx.now],
    );
  }
  return entries.length;
}

/** Ids are made before the commit, so that an entry may appear behind newer ones: look back ten minutes. */
async function firstUnsealed(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ id: string | null }>(
    `select e.id from audit_seals s join audit_entries e on e.id = s.entry_id where s.sealed_at < $1 order by s.position desc limit 1`,
    [new Date(tx.now.getTime() - 600_000)],
  );
  return row?.id ? earlier(row.id) : '00000000-0000-0000-0000-000000000000';
}

/** The smallest UUIDv7 of ten minutes before this one. */
function earlier(id: string): string {
  const ms = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) - 600_000;
  const hex = Math.max(ms, 0).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Digest of an entry in the chain: SHA-256 over the digest before and the entry in a fixed written form. */
export function chain(before: Buffer, entry: Unsealed): Buffer {
  const text = JSON.stringify([
    entry.id,
    entry.at.toISOString(),
    entry.account_id,
    entry.session_id,
    entry.acted_as,
    entry.permission,
    entry.action,
    entry.reads,
    entry.organisation_id,
    entry.group_id,
    entry.subject_kind,
    entry.subject_id,
    entry.address,
    canonical(entry.facts),
    entry.sealed_values,
  ]);
  return createHash('sha256').update(before).update(text).digest();
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

export type Verdict = { entries: number; unsealed: number; firstBroken: bigint | null };

/** Walks the whole chain and reports the first place where it doesn't hold, and how many entries wait for their seal. */
export async function verifyChain(tx: Tx): Promise<Verdict> {
  let before: Buffer = Buffer.alloc(32);
  let position = 0n;
  for (;;) {
    const rows = await tx.query<Unsealed & { position: string; digest: Buffer }>(
      `select s.position, s.digest, ${columns} from audit_seals s join audit_entries e on e.id = s.entry_id
       where s.position > $1 order by s.position limit 5000`,
      [String(position)],
    );
    for (const row of rows) {
      position += 1n;
      before = chain(before, row);
      if (BigInt(row.position) !== position || !before.equals(row.digest)) {
        return { entries: Number(position), unsealed: 0, firstBroken: position };
      }
    }
    if (rows.length < 5000) break;
  }
  const [count] = await tx.query<{ seals: string; unsealed: string }>(
    `select (select count(*) from audit_seals) as seals,
            (select count(*) from audit_entries e where not exists (select from audit_seals s where s.entry_id = e.id)) as unsealed`,
  );
  const broken = BigInt(count!.seals) === position ? null : position + 1n;
  return { entries: Number(position), unsealed: Number(count!.unsealed), firstBroken: broken };
}
