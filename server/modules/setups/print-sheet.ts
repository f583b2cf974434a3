import type { Answer, Call } from '#access/route.ts';
import type { printSetupSheet as endpoint } from '#contract/setups.ts';
import type { Language } from '#contract/shapes.ts';
import { documentHead } from '#modules/cases/index.ts';
import { recordFolder } from '#modules/records/index.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { planSheet } from './plan-sheet.ts';
import { versionSeen } from './store.ts';

/** Two statements of one flight; the pictures come from the file store, and the page is drawn, once no connection is held. */
export const printSetupSheet =
  (platform: Platform) =>
  async (call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> => {
    const { tx, scope, actor, params } = call;
    call.audit({ changes: [{ field: 'setup', after: params.setupId }] });
    const [row, head] = await Promise.all([
      versionSeen(tx, scope, params.setupId),
      documentHead(tx, scope, actor.accountId),
    ]);
    if (!row || !head) return refuse('not_found');
    const folder = recordFolder(row.record_id);
    const { store } = platform.files;
    const [first, last] = await Promise.all([
      picture(store, `${folder}first_stage`),
      picture(store, `${folder}last_stage`),
    ]);
    return planSheet(row, { head, pictures: { first, last }, language: actor.language as Language, now: tx.now });
  };

const largest = 20_000_000;

/** A picture of a version, where its import made one. */
async function picture(store: FileStore, key: string): Promise<Buffer | null> {
  const size = await store.size(key);
  if (size === null || size === 0 || size > largest) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of await store.read(key)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
