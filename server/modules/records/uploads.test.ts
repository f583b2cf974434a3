import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { fillPath } from '#contract/endpoint.ts';
import { addRecord, listRecords, readUpload, viewRecordFile } from '#contract/records.ts';
import { newId } from '#platform/ids.ts';
import { pdf, stl } from './testing/files.ts';
import { makeOrderWorld, type OrderWorld } from './testing/order-world.ts';
import { offsetOf, patch, recordOf, untilChecked, upload } from './testing/upload.ts';

let world: OrderWorld;
let place: { caseId: string; orderId: string };

beforeAll(async () => {
  world = await makeOrderWorld(inject('postgresUrl'), { env: { UPLOAD_MAX_MB_PHOTOS: '1' } });
  place = await world.order();
});
afterAll(() => world?.stop());

const announce = (bytes: number, fingerprint = '') =>
  world.browsers.dentist.call(addRecord, { params: place, body: { slot: 'file', fileName: 'a', bytes, fingerprint } });

describe('an upload is refused', () => {
  test('an empty file, and one larger than its kind may be', async () => {
    const { desk } = world.browsers;
    expect(await desk.refusal(addRecord, { params: place, body: { slot: 'photo_profile', bytes: 0 } })).toBe(
      'file_empty',
    );
    const large = await desk.try(addRecord, { params: place, body: { slot: 'photo_profile', bytes: 1_000_001 } });
    expect([large.status, large.problem.code, large.problem.facts]).toEqual([
      413,
      'record_too_large',
      { megabytes: 1 },
    ]);
  });

  test('to whoever isn’t of the case, or of the other side', async () => {
    const { uploadUrl } = await announce(10);
    for (const [browser, status] of [
      [world.stranger(), 401],
      [world.browsers.outsider, 404],
      [world.browsers.technician, 404],
    ] as const) {
      expect((await patch(browser, uploadUrl!, Buffer.alloc(10))).status).toBe(status);
      expect(await offsetOf(browser, uploadUrl!)).toBe(`refused ${status}`);
    }
    await world.move(place.orderId, 'submitted');
    expect((await patch(world.browsers.technician, uploadUrl!, Buffer.alloc(10))).status).toBe(404);
    await world.move(place.orderId, 'draft');
    expect(await offsetOf(world.browsers.desk, uploadUrl!)).toBe(0);
  });

  test('under another case, an unknown record, or an id that isn’t one', async () => {
    const { record } = await announce(10);
    const other = await world.order();
    for (const params of [
      { caseId: other.caseId, recordId: record.id },
      { caseId: place.caseId, recordId: newId() },
      { caseId: place.caseId, recordId: '..%2f..%2fsecret' },
    ]) {
      const url = fillPath(readUpload.path, params);
      expect(await offsetOf(world.browsers.dentist, url)).toBe('refused 404');
      expect((await patch(world.browsers.dentist, url, Buffer.alloc(10))).status).toBe(404);
    }
  });

  test('from another site, at a wrong offset, without tus, as another media type, or longer than announced', async () => {
    const { uploadUrl } = await announce(10);
    const { dentist } = world.browsers;
    const ten = Buffer.alloc(10, 'x');
    const tries = [
      await patch(dentist, uploadUrl!, ten, 0, { 'sec-fetch-site': 'cross-site' }),
      await patch(dentist, uploadUrl!, ten, 3),
      await patch(dentist, uploadUrl!, ten, 0, { 'upload-offset': '-1' }),
      await patch(dentist, uploadUrl!, ten, 0, { 'upload-offset': '1e1' }),
      await patch(dentist, uploadUrl!, ten, 0, { 'tus-resumable': '0.2' }),
      await patch(dentist, uploadUrl!, ten, 0, { 'content-type': 'application/json' }),
      await patch(dentist, uploadUrl!, Buffer.alloc(11), 0),
    ];
    expect(tries.map(({ status }) => status)).toEqual([403, 409, 400, 400, 400, 400, 413]);
    expect(await offsetOf(dentist, uploadUrl!)).toBe(0);
  });

  test('once it is whole', async () => {
    const { uploadUrl } = await announce(pdf.length);
    expect((await patch(world.browsers.dentist, uploadUrl!, pdf)).status).toBe(204);
    expect((await patch(world.browsers.dentist, uploadUrl!, pdf)).status).toBe(409);
    expect(await offsetOf(world.browsers.dentist, uploadUrl!)).toBe(pdf.length);
  });
});

describe('an upload', () => {
  test('goes on where it stopped, in another browser of the practice too, and is the same file in the end', async () => {
    const bytes = randomBytes(300_000);
    const { record, uploadUrl } = await announce(bytes.length);
    expect((await patch(world.browsers.dentist, uploadUrl!, bytes.subarray(0, 100_000))).status).toBe(204);
    expect(await offsetOf(world.browsers.desk, uploadUrl!)).toBe(100_000);
    expect(await recordOf(world.browsers.desk, place, record.id)).toMatchObject({
      state: 'uploading',
      received: 100_000,
    });
    expect((await patch(world.browsers.desk, uploadUrl!, bytes.subarray(100_000), 100_000)).status).toBe(204);
    expect(await untilChecked(world, record.id)).toBe('ready');
    const [row] = await world.sql<{ content_hash: string }>('select content_hash from records where id = $1', [
      record.id,
    ]);
    expect(row!.content_hash).toBe(createHash('sha256').update(bytes).digest('hex'));
    const { bytes: back } = await world.browsers.desk.try(viewRecordFile, {
      params: { caseId: place.caseId, recordId: record.id, rendition: 'original' },
    });
    expect(back.equals(bytes)).toBe(true);
  });

  test('that breaks off keeps what had arrived', async () => {
    const bytes = randomBytes(2_000_000);
    const { uploadUrl } = await announce(bytes.length);
    const stop = new AbortController();
    let sent = 0;
    const body = new ReadableStream({
      pull(stream) {
        if (sent >= 1_000_000) return new Promise<void>(() => undefined);
        stream.enqueue(bytes.subarray(sent, sent + 50_000));
        sent += 50_000;
        return undefined;
      },
    });
    const broken = world.browsers.dentist.fetch(uploadUrl!, {
      method: 'PATCH',
      headers: { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
      body,
      duplex: 'half',
      signal: stop.signal,
    } as RequestInit);
    const failed = broken.catch(() => 'broken off');
    const arrived = async () => (await world.app.platform.files.incoming.list()).length > 0 && sent >= 1_000_000;
    while (!(await arrived())) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect(await failed).toBe('broken off');
    const offset = Number(await offsetOf(world.browsers.dentist, uploadUrl!));
    expect(offset).toBeGreaterThan(0);
    expect((await patch(world.browsers.dentist, uploadUrl!, bytes.subarray(offset), offset)).status).toBe(204);
  });

  test('of the same file from two tabs is one upload', async () => {
    const [first, second] = await Promise.all([announce(5000, 'print-1'), announce(5000, 'print-1')]);
    expect(second.record.id).toBe(first.record.id);
    expect((await announce(5000, 'print-2')).record.id).not.toBe(first.record.id);
    const bytes = randomBytes(5000);
    const both = await Promise.all([
      patch(world.browsers.dentist, first.uploadUrl!, bytes),
      patch(world.browsers.dentist, first.uploadUrl!, bytes),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await untilChecked(world, first.record.id)).toBe('ready');
    expect((await announce(5000, 'print-1')).uploadUrl).toBeNull();
  });

  test('tells the pages of the case, and says nothing to others', async () => {
    const record = await upload(world, world.browsers.dentist, place, 'model_upper', stl(), 'upper.stl');
    expect(record).toMatchObject({ state: 'ready', format: 'stl', renditions: ['model', 'original', 'thumbnail'] });
    expect(record.facts).toMatchObject({ triangles: 200, widthMm: 60, depthMm: 60 });
    const events = await world.sql(`select from events where kind = 'case_changed' and case_id = $1`, [place.caseId]);
    expect(events.length).toBeGreaterThan(2);
    expect((await world.browsers.outsider.try(listRecords, { params: place })).status).toBe(404);
    expect((await world.browsers.technician.try(listRecords, { params: place })).status).toBe(404);
  });
});
