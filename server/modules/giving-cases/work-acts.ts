import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { dayIn } from '../cases/index.ts';
import { chosenCases } from './choose-cases.ts';
import {
  beQuiet,
  failAct,
  finishAct,
  holdOpenAct,
  noteTold,
  type OpenAct,
  type Outcome,
  writeProgress,
} from './givings-store.ts';
import { workChunk } from './many-cases.ts';
import { tellGivings } from './store.ts';

/** Between two reports of progress. */
const chunk = 4000;
/** More than a group has cases. */
const everything = 10_000_000;

/**
 * Works the oldest act that waits, in one transaction: all of it commits, or a kill undoes all of it and the next process begins anew. Who
 * reads the cases is told in a transaction of its own, so that other live events never wait for this one.
 */
export function workActs(platform: Platform) {
  return async (tx: Tx): Promise<void> => {
    const act = await holdOpenAct(tx);
    if (!act) return;
    if (act.done) {
      tellGivings(tx, act.collaborationId, []);
      await tellPractice(tx, act);
      await noteTold(tx, act.id);
      return;
    }
    const second = platform.database.worker.transaction;
    await beQuiet(tx, second);
    await tx.actAs(act.accountId);
    const subject = {
      practiceId: act.practiceId,
      practitionerId: act.practitionerId,
      collaborationId: act.collaborationId,
    };
    const reader = { accountId: act.accountId, today: dayIn(act.timeZone, tx.now), side: 'practice' as const };
    const cases = await chosenCases(tx, act.chosen, subject, reader, everything);
    const outcome: Outcome = { chosen: cases.length, changed: 0, unchanged: 0, notShared: 0, notTheirs: 0 };
    await tx.query('savepoint work');
    for (let from = 0; from < cases.length; from += chunk) {
      await second((other) => writeProgress(other, act.id, cases.length, from));
      const done = await workChunk(tx, act, cases.slice(from, from + chunk));
      if (!done) {
        // Over, or without consent, since it was asked: nothing of it stays.
        await tx.query('rollback to savepoint work');
        return failAct(tx, act.id, 'collaboration_over');
      }
      outcome.changed += done.changed;
      outcome.unchanged += done.unchanged;
      outcome.notShared += done.notShared;
      outcome.notTheirs += done.notTheirs;
    }
    await finishAct(tx, act.id, outcome, false);
  };
}

async function tellPractice(tx: Tx, act: OpenAct): Promise<void> {
  await tx.query(`insert into events (at, kind, organisation_id) values ($1, 'case_changed', $2)`, [
    tx.now,
    act.practiceId,
  ]);
  await tx.query(`insert into events (at, kind, organisation_id) values ($1, 'collaborations_changed', $2)`, [
    tx.now,
    act.practiceId,
  ]);
}
