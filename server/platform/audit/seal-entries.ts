import type { Tx } from '../database/transaction.ts';
import { beginning, chain, writtenForm } from './entry-digest.ts';

type Waiting = { id: string; transaction: string; written: string };
type Head = { position: string; digest: Buffer; complete_before: string };

/**
 * Chains entries that have no seal yet; each digest covers the one before. Finds every entry however late its transaction commits, and
 * doesn't wait for those that are still open. Returns how many.
 */
export async function sealEntries(tx: Tx, most = 5000): Promise<number> {
  // One process at a time, else two would chain to the same entry. Ends with the transaction.
  const [turn] = await tx.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('midline-audit-seal')) as mine`,
  );
  if (!turn?.mine) return 0;
  // A number that lies in the future is another PostgreSQL's, of which this is a restored copy: then look at everything once.
  const [head] = await tx.query<Head>(
    `select position, digest,
       case when complete_before > pg_snapshot_xmax(pg_current_snapshot()) then '0' else complete_before::text end as complete_before
     from audit_seals order by position desc limit 1`,
  );
  const from = head?.complete_before ?? '0';
  // The oldest transaction still open is read before the entries are, so that it can only be too cautious.
  const [open] = await tx.query<{ oldest: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as oldest');
  const waiting = await tx.query<Waiting>(
    `select e.id, e.transaction::text as transaction, ${writtenForm} as written from audit_entries e
      where e.transaction >= $1::xid8 and not exists (select from audit_seals s where s.entry_id = e.id)
      order by e.transaction, e.id limit $2`,
    [from, most],
  );
  if (waiting.length === 0) return 0;
  const reached = waiting.length < most ? open!.oldest : waiting.at(-1)!.transaction;
  await appendToChain(tx, head, waiting, BigInt(reached) < BigInt(open!.oldest) ? reached : open!.oldest);
  return waiting.length;
}

async function appendToChain(
  tx: Tx,
  head: Head | undefined,
  entries: readonly Waiting[],
  completeBefore: string,
): Promise<void> {
  const start = BigInt(head?.position ?? 0);
  const seal = { sealedAt: tx.now, completeBefore };
  let digest = head?.digest ?? beginning;
  const digests = entries.map((entry) => {
    digest = chain(digest, seal, entry.written);
    return digest;
  });
  await tx.query(
    `insert into audit_seals (position, entry_id, digest, sealed_at, complete_before)
     select u.position, u.entry, u.digest, $4, $5::xid8
       from unnest($1::bigint[], $2::uuid[], $3::bytea[]) u (position, entry, digest)`,
    [
      entries.map((_, index) => String(start + BigInt(index + 1))),
      entries.map((entry) => entry.id),
      digests,
      tx.now,
      completeBefore,
    ],
  );
}
