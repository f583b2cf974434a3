import type { Tx } from '#platform/database/transaction.ts';
import type { CasePackageTaken } from './order-row.ts';

const limits = `p.name, p.stages, p.revisions, p.retainer_sets as "retainerSets", p.months`;

/** A package as its laboratory offers it now; undefined where it isn't one of this laboratory's, or no longer offered. */
export async function packageOffered(
  tx: Tx,
  laboratoryId: string | null,
  packageId: string,
): Promise<CasePackageTaken | undefined> {
  const [row] = await tx.query<CasePackageTaken>(
    `select ${limits} from packages p where p.id = $1 and p.laboratory_id = $2 and p.offered and p.removed_at is null`,
    [packageId, laboratoryId],
  );
  return row;
}

export function packagesOffered(
  tx: Tx,
  laboratoryId: string | null,
): Promise<(CasePackageTaken & { id: string; price: string })[]> {
  return tx.query(
    `select p.id, p.price, ${limits} from packages p where p.laboratory_id = $1 and p.offered and p.removed_at is null order by p.position`,
    [laboratoryId],
  );
}
