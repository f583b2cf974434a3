import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { touchCase } from '../cases/index.ts';
import { casesDue, giveBack, noteReturn } from './store.ts';

/** Cases handed over until a day go back once it is past. */
export async function returnCases(tx: Tx): Promise<void> {
  for (const due of await casesDue(tx)) {
    await giveBack(tx, due);
    noteReturn(tx, newId(), due);
    touchCase(tx, { caseId: due.id });
  }
}
