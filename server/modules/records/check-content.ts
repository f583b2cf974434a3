import { join } from 'node:path';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { folderOf, type Kept, keyOf } from './keys.ts';
import { type Checked, isKept, recordChecked, recordToCheck, type ToCheck } from './life-store.ts';
import { hashOf, readContent, renditionsOf } from './read-content.ts';
import type { Readers } from './readers.ts';

/**
 * Finds out what an uploaded file is, and keeps it with what is delivered of it. Done again after a crash at any moment, it ends the same;
 * no transaction is open while the content is read.
 */
export async function checkContent(platform: Platform, readers: Readers, recordId: string): Promise<void> {
  const { worker } = platform.database;
  const { store, incoming } = platform.files;
  const record = await worker.transaction((tx) => recordToCheck(tx, recordId));
  if (!record) return;
  await incoming.withFolder(`${record.id}.${newId()}`, async (folder) => {
    const found = await examine(platform, readers, record, folder);
    await worker.transaction((tx) => recordChecked(tx, record.id, found));
  });
  await incoming.remove(record.id);
  // Taken away meanwhile: nobody will ask for what was just kept.
  if (!(await worker.transaction((tx) => isKept(tx, record.id)))) await store.removeAll(folderOf(record.id));
}

async function examine(platform: Platform, readers: Readers, record: ToCheck, folder: string): Promise<Checked> {
  const { store, incoming } = platform.files;
  const upload = { id: record.id, bytes: Number(record.bytes) };
  let file = incoming.pathOf(upload);
  if ((await incoming.received(upload)) !== upload.bytes) {
    // A check before this one got as far as keeping it.
    if ((await store.size(keyOf(record.id, 'original'))) !== upload.bytes)
      return { problem: 'lost', format: null, facts: {} };
    file = join(folder, 'original');
    await store.fetch(keyOf(record.id, 'original'), file);
  }
  const [contentHash, content] = await Promise.all([hashOf(file), readContent(readers, record.slot, file, folder)]);
  if (content.problem !== null) return content;
  await Promise.all(
    (Object.entries(content.files) as [Kept, string][]).map(([what, path]) => store.put(keyOf(record.id, what), path)),
  );
  const { format, facts, treatment = null, files } = content;
  return { problem: null, format, facts, treatment, renditions: renditionsOf(files), contentHash };
}
