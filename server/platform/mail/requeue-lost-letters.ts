import type { RecurringWork } from '#platform/jobs/run-jobs.ts';
import type { Mail } from './mail.ts';
import { enqueueLetter, overdueLetters } from './store.ts';

const minute = 60_000;

/**
 * Puts letters back into the queue whose job was lost with a killed process: at start all that are due, later those
 * that are due for a minute and that nobody is sending.
 */
export function requeueLostLetters(mail: Mail): RecurringWork {
  let grace = 0;
  return {
    name: 'requeue lost letters',
    everyMs: minute,
    async run(tx) {
      if (!mail.configured) return;
      const overdue = await overdueLetters(tx, new Date(tx.now.getTime() - grace));
      for (const letterId of overdue) enqueueLetter(tx, letterId);
      grace = minute;
    },
  };
}
