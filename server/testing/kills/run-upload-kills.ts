import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startOrder } from '#contract/orders.ts';
import { addRecord, type CaseRecord, listRecords, removeRecord } from '#contract/records.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { freePort, type ServerProcess, startServer } from './server-process.ts';
import { setUpServer } from './set-up.ts';

/** What a run of kills during uploads came to. */
export type UploadKillFigures = {
  kills: number;
  uploads: number;
  megabytes: number;
  /** Kills that cut off at least one request that was bringing bytes. */
  cutOff: number;
  /** Uploads of which a byte was missing that had been acknowledged, or whose file differs in the end: must be none. */
  lost: string[];
  /** Uploads that were whole, and whose content wasn't checked in the end: must be none. */
  unchecked: string[];
  /** Files without a record, and records without a file, once it was tidied up: must be none. */
  orphans: string[];
  seconds: number;
};

type Upload = {
  caseId: string;
  orderId: string;
  id: string;
  url: string;
  bytes: Buffer;
  acknowledged: number;
  /** Taken away in the middle: nothing of it may stay. */
  dropped: boolean;
};

/** Kills the whole server at random moments while files are being uploaded and checked, and goes on with them after each start. */
export async function runUploadKills(
  kills: number,
  progress: (line: string) => void = () => undefined,
): Promise<UploadKillFigures> {
  const began = performance.now();
  const directory = await mkdtemp(join(tmpdir(), 'midline-upload-kills-'));
  const settings = { port: await freePort(), env: { DATA_DIR: directory } };
  const uploads: Upload[] = [];
  const lost: string[] = [];
  let cutOff = 0;
  let server: ServerProcess | undefined;
  try {
    server = await startServer(settings);
    const { browser, practiceId } = await setUpServer(server);
    for (let kill = 0; kill < kills; kill += 1) {
      const order = await browser.call(startOrder, { params: { practiceId }, body: { kind: 'aligner' } });
      let alive = true;
      let cut = false;
      const streams = [1, 2, 3].map(async () => {
        while (alive) {
          const unfinished = uploads.find(
            (each) => !each.dropped && each.acknowledged < each.bytes.length && !busy.has(each.id),
          );
          const upload = unfinished ?? (await announce(browser, order.caseId, order.id).catch(() => undefined));
          if (!upload) {
            await delay(2);
            continue;
          }
          if (!unfinished) uploads.push(upload);
          busy.add(upload.id);
          const ended = await bring(browser, upload, () => alive, lost);
          busy.delete(upload.id);
          if (ended === 'cut off') cut = true;
        }
      });
      await delay(50 + Math.random() * 900);
      await server.kill();
      alive = false;
      await Promise.all(streams);
      if (cut) cutOff += 1;
      server = await startServer(settings);
      if ((kill + 1) % 10 === 0) progress(`${kill + 1} kills, ${uploads.length} uploads`);
    }
    for (const upload of uploads) await bring(browser, upload, () => true, lost);
    // Where a kill cut the removal off, the record may still be there, and its file rightly so: take it away now.
    for (const { caseId, id, dropped } of uploads)
      if (dropped) await browser.try(removeRecord, { params: { caseId, recordId: id } });
    const unchecked = await untilChecked(browser, uploads);
    for (const upload of uploads.filter(({ dropped }) => !dropped)) {
      const reply = await browser.fetch(`/api/cases/${upload.caseId}/records/${upload.id}/original`);
      const hash = digest(Buffer.from(await reply.arrayBuffer()));
      if (hash !== digest(upload.bytes)) lost.push(`${upload.id}: the file differs`);
    }
    // The next start tidies up what the last life left.
    await server.stop();
    server = await startServer(settings);
    const orphans = await untilTidy(directory, uploads);
    return {
      kills,
      uploads: uploads.length,
      megabytes: Math.round(uploads.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6),
      cutOff,
      lost,
      unchecked,
      orphans,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    await server?.kill();
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

const busy = new Set<string>();

async function announce(browser: TestBrowser, caseId: string, orderId: string): Promise<Upload> {
  const bytes = randomBytes(200_000 + Math.floor(Math.random() * 3_000_000));
  const params = { caseId, orderId };
  const added = await browser.call(addRecord, { params, body: { slot: 'file', fileName: 'a', bytes: bytes.length } });
  return { ...params, id: added.record.id, url: added.uploadUrl!, bytes, acknowledged: 0, dropped: false };
}

/** Goes on with an upload as a browser does: asks how much there is, then sends part after part. */
async function bring(
  browser: TestBrowser,
  upload: Upload,
  alive: () => boolean,
  lost: string[],
): Promise<'done' | 'cut off'> {
  try {
    if (upload.dropped) return 'done';
    const head = await browser.fetch(upload.url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
    let offset = Number(head.headers.get('upload-offset'));
    if (head.status !== 200 || offset < upload.acknowledged)
      lost.push(`${upload.id}: ${upload.acknowledged} bytes acknowledged, ${head.status}, ${offset} there`);
    while (offset < upload.bytes.length && alive()) {
      if (Math.random() < 0.02) {
        upload.dropped = true;
        await browser.call(removeRecord, { params: { caseId: upload.caseId, recordId: upload.id } });
        return 'done';
      }
      const part = upload.bytes.subarray(offset, offset + 1 + Math.floor(Math.random() * 1_000_000));
      const answer = await browser.fetch(upload.url, {
        method: 'PATCH',
        headers: {
          'tus-resumable': '1.0.0',
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(offset),
        },
        body: new Uint8Array(part),
      });
      if (answer.status !== 204) throw new Error(`a part was refused: ${answer.status} ${await answer.text()}`);
      offset = Number(answer.headers.get('upload-offset'));
      upload.acknowledged = offset;
    }
    if (offset >= upload.bytes.length) upload.acknowledged = offset;
    return 'done';
  } catch (error) {
    if (error instanceof Error && error.message.includes('refused: ')) throw error;
    return 'cut off';
  }
}

async function untilChecked(browser: TestBrowser, uploads: readonly Upload[]): Promise<string[]> {
  const orders = new Map(uploads.map(({ caseId, orderId }) => [orderId, { caseId, orderId }]));
  const wanted = new Set(uploads.filter(({ dropped }) => !dropped).map(({ id }) => id));
  for (let attempt = 0; ; attempt += 1) {
    const records: CaseRecord[] = [];
    for (const params of orders.values()) records.push(...(await browser.call(listRecords, { params })).records);
    const ready = new Set(records.filter(({ state }) => state === 'ready').map(({ id }) => id));
    const left = [...wanted].filter((id) => !ready.has(id));
    if (left.length === 0 || attempt === 300) return left;
    await delay(100);
  }
}

/** What lies in the folders and shouldn't, and what should and doesn't, once nothing changes any more. */
async function untilTidy(directory: string, uploads: readonly Upload[]): Promise<string[]> {
  const kept = new Set(uploads.filter(({ dropped }) => !dropped).map(({ id }) => id));
  for (let attempt = 0; ; attempt += 1) {
    const found = await readdir(join(directory, 'files/kept'), { recursive: true, withFileTypes: true });
    const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const idOf = (file: string) => file.split('/').at(-2)!;
    const orphans = files.filter((file) => !kept.has(idOf(file)) || !file.endsWith('/original'));
    const missing = [...kept].filter((id) => !files.some((file) => idOf(file) === id));
    const incoming = await readdir(join(directory, 'files/incoming')).catch(() => []);
    const left = [...orphans, ...missing.map((id) => `missing ${id}`), ...incoming];
    if (left.length === 0 || attempt === 100) return left;
    await delay(100);
  }
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
