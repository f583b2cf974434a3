import type { Platform } from '#platform/platform.ts';
import { attachmentsPrefix, folderOf } from './keys.ts';

/** Files that no message brought along within so many days are given up. */
const abandonedAfterDays = 2;

const buckets = Array.from({ length: 256 }, (_, number) => number.toString(16).padStart(2, '0'));
/** Found without a row the last time: a second time it is nobody's, the first time its upload may just be under way. */
const suspected = new Set<string>();
let next = Math.floor(Math.random() * buckets.length);

/** Removes files that were taken back or never sent, and some of those that no row knows, e.g. of an upload that was rolled back. */
export async function tidyAttachments(platform: Platform): Promise<void> {
  const { worker } = platform.database;
  const gone = await worker.transaction((tx) =>
    tx.query<{ id: string }>(
      `select id from message_attachments where message_id is null and (removed_at is not null or added_at < $1::timestamptz - $2 * interval '1 day') limit 500`,
      [tx.now, abandonedAfterDays],
    ),
  );
  for (const { id } of gone) {
    await platform.files.store.removeAll(folderOf(id));
    await worker.transaction((tx) =>
      tx.query('delete from message_attachments where id = $1 and message_id is null', [id]),
    );
  }
  for (let count = 0; count < 16; count += 1) {
    next = (next + 1) % buckets.length;
    await sweepBucket(platform, buckets[next]!);
  }
}

async function sweepBucket(platform: Platform, bucket: string): Promise<void> {
  const ids = (await platform.files.store.list(`${attachmentsPrefix}${bucket}/`)).filter((name) =>
    /^[0-9a-f-]{36}$/.test(name),
  );
  if (ids.length === 0) return;
  const known = await platform.database.worker.transaction((tx) =>
    tx.query<{ id: string }>('select id from message_attachments where id = any ($1::uuid[])', [ids]),
  );
  const kept = new Set(known.map(({ id }) => id));
  for (const id of ids) {
    if (kept.has(id)) suspected.delete(id);
    else if (suspected.delete(id)) await platform.files.store.removeAll(folderOf(id));
    else suspected.add(id);
  }
}
