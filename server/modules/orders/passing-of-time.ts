import { touchCase } from '#modules/cases/index.ts';
import { purgeRecords } from '#modules/records/index.ts';
import { record } from '#platform/audit/record.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { draftsKeptMs } from './rules.ts';
import {
  casesWithPackageOver,
  closeOver,
  draftsToForget,
  forgetDrafts,
  ordersToClose,
  writeClosing,
} from './time-store.ts';

/** Recurring: deletes drafts that were discarded thirty days ago, with the case that had nothing else. */
export async function forgetDiscardedDrafts(tx: Tx): Promise<void> {
  const drafts = await draftsToForget(tx, new Date(tx.now.getTime() - draftsKeptMs));
  if (drafts.length === 0) return;
  for (const { id } of drafts) await purgeRecords(tx, id);
  await forgetDrafts(tx, drafts);
}

/** Recurring: closes what is in treatment in cases whose package has come to its end. */
export async function closeCasesOver(platform: Platform, tx: Tx): Promise<void> {
  for (const id of await casesWithPackageOver(tx)) {
    for (const order of await ordersToClose(tx, id)) {
      closeOver(tx, order.id, order.category);
      writeClosing(tx, id, order);
      await record(tx, platform.secret, {
        action: 'closeOrder',
        permission: 'order.close',
        reads: false,
        accountId: null,
        sessionId: null,
        position: null,
        address: '',
        organisationId: order.practice_id,
        groupId: order.group_id,
        subject: { kind: 'case', id },
        changes: [
          { field: 'order', after: order.id },
          { field: 'category', before: order.category, after: 'closed' },
        ],
      });
    }
    touchCase(tx, { caseId: id });
  }
}
