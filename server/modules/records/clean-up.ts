import type { RecurringWork } from '#platform/jobs/run-jobs.ts';
import type { Platform } from '#platform/platform.ts';
import { buckets, folderOf, recordsPrefix } from './keys.ts';
import {
  arriving,
  deleteRemoved,
  enqueueCheck,
  existing,
  isKept,
  markArrived,
  removedRecords,
  takeAway,
} from './life-store.ts';

const minute = 60_000;

/** Removes the files of a record that is gone or was taken away, and then its row. */
export async function removeRecordFiles(platform: Platform, recordId: string): Promise<void> {
  const { worker } = platform.database;
  if (await worker.transaction((tx) => isKept(tx, recordId))) return;
  await platform.files.store.removeAll(folderOf(recordId));
  await platform.files.incoming.remove(recordId);
  await worker.transaction((tx) => deleteRemoved(tx, recordId));
}

/**
 * Goes on with what a killed process left: uploads that are whole, checks that nobody does any more. Gives up uploads that were left
 * for days, and removes incoming files that no record waits for.
 */
export async function tidyIncoming(platform: Platform): Promise<void> {
  const { worker } = platform.database;
  const { incoming } = platform.files;
  // Looked at before the records: what is announced meanwhile isn't taken for left over.
  const files = await incoming.list();
  const records = await worker.transaction((tx) => arriving(tx));
  for (const record of records) {
    const whole =
      record.state === 'uploading' &&
      (await incoming.received({ id: record.id, bytes: Number(record.bytes) })) === Number(record.bytes);
    await worker.transaction(async (tx) => {
      if (record.state === 'checking') enqueueCheck(tx, record.id);
      else if (whole) await markArrived(tx, record.id);
      else if (record.abandoned && (await takeAway(tx, record.id)))
        tx.send('select touch_case($1, $2)', [record.case_id, tx.now]);
    });
  }
  const awaited = new Set(records.map(({ id }) => id));
  for (const id of new Set(files.map((file) => file.id))) {
    if (!awaited.has(id)) await incoming.remove(id);
  }
  for (const id of await worker.transaction((tx) => removedRecords(tx))) await removeRecordFiles(platform, id);
}

/** Removes kept files without a record, e.g. of a restored older database, from some of the 256 folders. */
export async function sweep(platform: Platform, which: readonly string[]): Promise<number> {
  let removed = 0;
  for (const bucket of which) {
    const ids = (await platform.files.store.list(`${recordsPrefix}${bucket}/`)).filter((name) =>
      /^[0-9a-f-]{36}$/.test(name),
    );
    if (ids.length === 0) continue;
    const known = await platform.database.worker.transaction((tx) => existing(tx, ids));
    for (const id of ids) {
      if (known.has(id)) continue;
      await platform.files.store.removeAll(folderOf(id));
      removed += 1;
    }
  }
  return removed;
}

/** Soon after the start, and again and again. */
export function cleanUp(platform: Platform): RecurringWork[] {
  let next = Math.floor(Math.random() * buckets.length);
  return [
    { name: 'tidy incoming files', everyMs: 10 * minute, run: () => tidyIncoming(platform) },
    {
      name: 'sweep kept files',
      // Each folder once a day.
      everyMs: 5 * minute,
      async run() {
        await sweep(platform, [buckets[next]!]);
        next = (next + 1) % buckets.length;
      },
    },
  ];
}
