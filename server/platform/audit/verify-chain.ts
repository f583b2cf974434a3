import type { Tx } from '../database/transaction.ts';
import { beginning, chain, writtenForm } from './entry-digest.ts';

export type Verdict = {
  /** How many entries hold. */
  entries: number;
  /** Entries that wait for their seal; a second's worth while the server runs. */
  unsealed: number;
  /** Of those, how many the last seal says were sealed already: their seals were taken away. */
  overlooked: number;
  /** The first position of the chain that doesn't hold. */
  firstBroken: bigint | null;
  /** The last position and its digest as the database has them now. */
  head: Head | null;
};

export type Head = { position: bigint; digest: Buffer };

type Sealed = {
  position: string;
  digest: Buffer;
  sealed_at: Date;
  sealed_exactly: boolean;
  complete_before: string;
  written: string | null;
};

/**
 * Walks the whole chain and reports the first place where it doesn't hold, and how many entries wait for their seal. Begins its own
 * view of the database: call it first in a transaction.
 */
export async function verifyChain(tx: Tx): Promise<Verdict> {
  // One moment for all statements, while the server goes on sealing.
  await tx.query('set transaction isolation level repeatable read');
  let digest = beginning;
  let position = 0n;
  let last = 0n;
  for (;;) {
    const seals = await tx.query<Sealed>(
      `select s.position, s.digest, s.sealed_at, date_trunc('milliseconds', s.sealed_at) = s.sealed_at as sealed_exactly,
         s.complete_before::text as complete_before,
         case when e.id is not null then ${writtenForm} end as written
       from audit_seals s left join audit_entries e on e.id = s.entry_id
       where s.position > $1 order by s.position limit 2000`,
      [String(last)],
    );
    for (const seal of seals) {
      last = BigInt(seal.position);
      const expected =
        seal.written === null
          ? undefined
          : chain(digest, { sealedAt: seal.sealed_at, completeBefore: seal.complete_before }, seal.written);
      if (last !== position + 1n || !seal.sealed_exactly || !expected?.equals(seal.digest)) {
        return { entries: Number(position), ...(await waiting(tx)), firstBroken: position + 1n, head: null };
      }
      position = last;
      digest = expected;
    }
    if (seals.length === 0) break;
  }
  const [stray] = await tx.query('select 1 from audit_seals where position < 1 limit 1');
  if (stray) return { entries: Number(position), ...(await waiting(tx)), firstBroken: 0n, head: null };
  return {
    entries: Number(position),
    ...(await waiting(tx)),
    firstBroken: null,
    head: position > 0n ? { position, digest } : null,
  };
}

type Waiting = Pick<Verdict, 'unsealed' | 'overlooked'>;

async function waiting(tx: Tx): Promise<Waiting> {
  const [row] = await tx.query<{ unsealed: number; overlooked: number }>(
    `select count(*)::integer as unsealed,
       count(*) filter (where e.transaction < (select complete_before from audit_seals order by position desc limit 1))::integer as overlooked
     from audit_entries e where not exists (select from audit_seals s where s.entry_id = e.id)`,
  );
  return row!;
}
