import type { CaseRecord, Slot } from '#contract/records.ts';
import { addRecord, listRecords } from '#contract/records.ts';
import type { TestBrowser } from '#testing/browser.ts';
import type { OrderWorld } from './order-world.ts';

type Place = { caseId: string; orderId: string };

/** One request of tus: bytes from an offset on. */
export function patch(
  browser: TestBrowser,
  url: string,
  bytes: Buffer,
  offset = 0,
  headers: Record<string, string> = {},
) {
  return browser.fetch(url, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...headers,
    },
    body: new Uint8Array(bytes),
  });
}

export async function offsetOf(browser: TestBrowser, url: string): Promise<number | string> {
  const head = await browser.fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
  return head.status === 200 ? Number(head.headers.get('upload-offset')) : `refused ${head.status}`;
}

export async function recordOf(browser: TestBrowser, place: Place, id: string): Promise<CaseRecord | undefined> {
  const { records } = await browser.call(listRecords, { params: place });
  return records.find((record) => record.id === id);
}

/** Announces a file and brings all of its bytes. */
export async function uploadOnly(browser: TestBrowser, place: Place, slot: Slot, bytes: Buffer, fileName = 'file') {
  const added = await browser.call(addRecord, { params: place, body: { slot, fileName, bytes: bytes.length } });
  const sent = await patch(browser, added.uploadUrl!, bytes);
  if (sent.status !== 204) throw new Error(`the upload was refused: ${sent.status}`);
  return added.record;
}

/** The same, and waits until the content was read. */
export async function upload(
  world: OrderWorld,
  browser: TestBrowser,
  place: Place,
  slot: Slot,
  bytes: Buffer,
  fileName = 'file',
): Promise<CaseRecord> {
  const { id } = await uploadOnly(browser, place, slot, bytes, fileName);
  await untilChecked(world, id);
  return (await recordOf(browser, place, id))!;
}

/** Waits for the live event's cause: the record's state in the database. */
export async function untilChecked(world: Pick<OrderWorld, 'sql'>, id: string): Promise<string> {
  for (;;) {
    const [row] = await world.sql<{ state: string }>('select state from records where id = $1', [id]);
    if (!row) return 'gone';
    if (row.state === 'ready' || row.state === 'unreadable') return row.state;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
