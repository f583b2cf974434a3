import type { Tx } from '../database/transaction.ts';
import { beforeAll, chain, writtenForm } from './entry-digest.ts';

type Unsealed = { id: string; written: string };
type Head = { position: string; digest: Buffer; entry_id: string };

/**
 * Chains entries that have no seal yet; each digest covers the one before. Takes only what finished transactions wrote, in the
 * order of their transactions, so that none that commits late is passed over. Returns how many.
 */
export async function sealEntries(tx: Tx, most = 5000): Promise<number> {
  // One process at a time, else two would chain to the same entry. Ends with the transaction.
  const [turn] = await tx.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('midline-audit-seal')) as mine`,
  );
  if (!turn?.mine) return 0;
  const [head] = await tx.query<Head>(
    'select position, digest, entry_id from audit_seals order by position desc limit 1',
  );
  const entries = await unsealed(tx, head, most);
  if (entries.length === 0) return 0;
  const from = BigInt(head?.position ?? 0);
  let digest = head?.digest ?? beforeAll;
  const digests = entries.map((entry) => {
    digest = chain(digest, tx.now, entry.written);
    return digest;
  });
  await tx.query(
    `insert into audit_seals (position, entry_id, digest, sealed_at)
     select u.position, u.entry, u.digest, $4 from unnest($1::bigint[], $2::uuid[], $3::bytea[]) u (position, entry, digest)`,
    [entries.map((_, index) => String(from + BigInt(index + 1))), entries.map((entry) => entry.id), digests, tx.now],
  );
  return entries.length;
}

/** Entries after the last sealed one, in the order of sealing. */
async function unsealed(tx: Tx, head: Head | undefined, most: number): Promise<Unsealed[]> {
  const [last] = head
    ? await tx.query<{ transaction: string; foreign: boolean }>(
        `select e.transaction, e.transaction >= pg_snapshot_xmax(pg_current_snapshot()) as foreign from audit_entries e where e.id = $1`,
        [head.entry_id],
      )
    : [];
  if (head && (!last || last.foreign)) return unsealedAnywhere(tx, most);
  return tx.query<Unsealed>(
    `select e.id, ${writtenForm} as written from audit_entries e
      where e.transaction < pg_snapshot_xmin(pg_current_snapshot())
        and (e.transaction > $1::xid8 or (e.transaction = $1::xid8 and e.id > $2::uuid))
        and not exists (select from audit_seals s where s.entry_id = e.id)
      order by e.transaction, e.id limit $3`,
    [last?.transaction ?? '0', head?.entry_id ?? '00000000-0000-0000-0000-000000000000', most],
  );
}

/**
 * After a restore into another PostgreSQL the numbers of transactions begin anew and the last sealed entry is no landmark: looks
 * at every entry, until a new one is the last.
 */
async function unsealedAnywhere(tx: Tx, most: number): Promise<Unsealed[]> {
  return tx.query<Unsealed>(
    `select e.id, ${writtenForm} as written from audit_entries e
      where not exists (select from audit_seals s where s.entry_id = e.id)
        and (e.transaction < pg_snapshot_xmin(pg_current_snapshot()) or e.transaction >= pg_snapshot_xmax(pg_current_snapshot()))
      order by (e.transaction < pg_snapshot_xmin(pg_current_snapshot())), e.transaction, e.id limit $1`,
    [most],
  );
}
