import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { CaseRecord } from '#contract/records.ts';
import { sendRecords } from './index.ts';
import { stl } from './testing/files.ts';
import { makeOrderWorld, type OrderWorld } from './testing/order-world.ts';
import { upload } from './testing/upload.ts';

let world: OrderWorld;
let place: { caseId: string; orderId: string };
let other: { caseId: string; orderId: string };
let scan: CaseRecord;
let photo: CaseRecord;
let file: CaseRecord;
const content = randomBytes(10_000);

beforeAll(async () => {
  world = await makeOrderWorld(inject('postgresUrl'));
  place = await world.order();
  other = await world.order();
  const { dentist } = world.browsers;
  const jpeg = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } })
    .withExif({ IFD0: { Artist: 'Secret Name' } })
    .jpeg()
    .toBuffer();
  scan = await upload(world, dentist, place, 'model_upper', stl(), 'upper.stl');
  photo = await upload(world, dentist, place, 'photo_profile', jpeg, 'me.jpg');
  file = await upload(world, dentist, place, 'file', content, '../..\\evil\u202egpj"; x=.exe');
});
afterAll(() => world?.stop());

const get = (
  record: CaseRecord,
  rendition: string,
  headers: Record<string, string> = {},
  who = world.browsers.dentist,
) => who.fetch(`/api/cases/${place.caseId}/records/${record.id}/${rendition}`, { headers });

describe('a file is not given out', () => {
  test('to who isn’t signed in, isn’t of the case, or to whom it wasn’t sent', async () => {
    for (const rendition of ['original', 'model', 'thumbnail']) {
      expect((await get(scan, rendition, {}, world.stranger())).status).toBe(401);
      expect((await get(scan, rendition, {}, world.browsers.outsider)).status).toBe(404);
      expect((await get(scan, rendition, {}, world.browsers.technician)).status).toBe(404);
    }
    await world.move(place.orderId, 'submitted');
    expect((await get(scan, 'model', {}, world.browsers.technician)).status).toBe(404);
    await world.app.platform.database.worker.transaction(async (tx) => sendRecords(tx, place.orderId));
    expect((await get(scan, 'model', {}, world.browsers.technician)).status).toBe(200);
  });

  test('under another case, nor as something it doesn’t exist as', async () => {
    const elsewhere = await world.browsers.dentist.fetch(`/api/cases/${other.caseId}/records/${scan.id}/original`);
    expect(elsewhere.status).toBe(404);
    for (const rendition of ['pixels', 'picture', 'delivered', '..%2foriginal', 'toString'])
      expect([rendition, (await get(scan, rendition)).status]).toEqual([rendition, 404]);
  });
});

describe('what is given out', () => {
  test('says what it is, is saved under a harmless name, and runs nothing', async () => {
    const reply = await get(file, 'original');
    expect(Buffer.from(await reply.arrayBuffer()).equals(content)).toBe(true);
    const headers = Object.fromEntries(reply.headers);
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'content-length': '10000',
    });
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w. ;=-]+"; filename\*=UTF-8''[\w.%=-]+$/);
    expect(decodeURIComponent(headers['content-disposition']!)).not.toMatch(/[/\\\u202e\r\n]/);
    expect((await get(scan, 'model')).headers.get('content-type')).toBe('model/gltf-binary');
    expect((await get(scan, 'thumbnail')).headers.get('content-type')).toBe('image/webp');
    expect((await get(scan, 'model')).headers.get('content-disposition')).toBeNull();
  });

  test('of a photo tells nothing of place and person', async () => {
    const original = Buffer.from(await (await get(photo, 'original')).arrayBuffer());
    expect(original.includes('Secret Name')).toBe(false);
    expect((await sharp(original).metadata()).width).toBe(60);
    expect(photo.facts).toMatchObject({ pixelsWide: 60, pixelsHigh: 40 });
  });

  test('comes in parts, and not again while it is the same', async () => {
    const part = await get(file, 'original', { range: 'bytes=100-199' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-199/10000']);
    expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(100, 200))).toBe(true);
    const last = await get(file, 'original', { range: 'bytes=-10' });
    expect(Buffer.from(await last.arrayBuffer()).equals(content.subarray(-10))).toBe(true);
    expect((await get(file, 'original', { range: 'bytes=10000-' })).status).toBe(416);
    expect((await get(file, 'original', { range: 'bytes=5-1' })).status).toBe(416);
    const tag = part.headers.get('etag')!;
    expect((await get(file, 'original', { 'if-none-match': tag })).status).toBe(304);
    expect((await get(file, 'original', { range: 'bytes=0-1', 'if-range': '"older"' })).status).toBe(200);
    const head = await world.browsers.dentist.fetch(`/api/cases/${place.caseId}/records/${file.id}/original`, {
      method: 'HEAD',
    });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '10000']);
  });
});
