import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CaseRecord, removeRecord } from '#contract/records.ts';
import { type S3Server, startS3 } from '#platform/files/testing/s3-server.ts';
import { newId } from '#platform/ids.ts';
import { sweep } from './clean-up.ts';
import { buckets, folderOf } from './keys.ts';
import { stl } from './testing/files.ts';
import { makeOrderWorld, type OrderWorld } from './testing/order-world.ts';
import { recordOf, untilChecked, upload, uploadOnly } from './testing/upload.ts';

let s3: S3Server;
let world: OrderWorld;
let place: { caseId: string; orderId: string };

beforeAll(async () => {
  s3 = await startS3();
  world = await makeOrderWorld(inject('postgresUrl'), { env: s3.env });
  place = await world.order();
});
afterAll(async () => {
  await world?.stop();
  await s3?.stop();
});

const get = (record: CaseRecord, rendition: string, headers = {}, who = world.browsers.dentist) =>
  who.fetch(`/api/cases/${place.caseId}/records/${record.id}/${rendition}`, { headers });
const bytesOf = async (reply: Response) => Buffer.from(await reply.arrayBuffer());
const objectsOf = (id: string) => s3.keys().filter((key) => key.includes(id));
const onDisk = async () =>
  (await readdir(join(world.app.platform.config.dataDir, 'files'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 15));
};
const untilFailed = (id: string) =>
  until(async () => {
    const query = 'select 1 from graphile_worker.jobs where key like $1 and last_error is not null';
    return (await world.sql(query, [`%${id}`])).length > 0;
  });

test('a scan goes all the way: brought, read, shown, and given out in parts; nothing of it stays on the disk', async () => {
  const bytes = stl(5000);
  const scan = await upload(world, world.browsers.dentist, place, 'model_upper', bytes, 'upper.stl');
  expect(scan).toMatchObject({ state: 'ready', renditions: ['model', 'original', 'thumbnail'] });
  expect(objectsOf(scan.id)).toEqual(['model', 'original', 'thumbnail'].map((what) => folderOf(scan.id) + what));
  expect(await onDisk()).toEqual([]);

  const whole = await get(scan, 'original');
  expect([whole.status, (await bytesOf(whole)).equals(bytes)]).toEqual([200, true]);
  const part = await get(scan, 'original', { range: 'bytes=1000-1999' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1000-1999/${bytes.length}`]);
  expect((await bytesOf(part)).equals(bytes.subarray(1000, 2000))).toBe(true);
  expect((await get(scan, 'original', { range: `bytes=${bytes.length}-` })).status).toBe(416);
  expect((await bytesOf(await get(scan, 'model'))).subarray(0, 4).toString()).toBe('glTF');
  const thumbnail = await get(scan, 'thumbnail');
  expect(thumbnail.headers.get('content-type')).toBe('image/webp');
  const again = await get(scan, 'thumbnail', { 'if-none-match': thumbnail.headers.get('etag') });
  expect(again.status).toBe(304);

  expect((await get(scan, 'original', {}, world.stranger())).status).toBe(401);
  expect((await get(scan, 'original', {}, world.browsers.outsider)).status).toBe(404);
});

describe('when the bucket goes away', () => {
  test('an upload is taken all the same, its check waits, and in the end nothing is lost', async () => {
    const bytes = randomBytes(9_000_000);
    await s3.stop();
    const { id } = await uploadOnly(world.browsers.dentist, place, 'file', bytes);
    await untilFailed(id);
    expect(await recordOf(world.browsers.dentist, place, id)).toMatchObject({ state: 'checking' });
    expect(await onDisk()).toEqual([`${id}_${bytes.length}`]);
    await s3.start();
    expect(await untilChecked(world, id)).toBe('ready');
    const record = (await recordOf(world.browsers.dentist, place, id))!;
    expect((await bytesOf(await get(record, 'original'))).equals(bytes)).toBe(true);
    await until(async () => (await onDisk()).length === 0);
  });

  test('a file can’t be fetched, is not said to be gone, and can be fetched later', async () => {
    const record = await upload(world, world.browsers.dentist, place, 'file', randomBytes(1000));
    await s3.stop();
    const away = await get(record, 'original');
    expect([away.status, ((await away.json()) as { code: string }).code]).toEqual([503, 'files_unavailable']);
    expect([away.headers.get('etag'), away.headers.get('retry-after')]).toEqual([null, '60']);
    await s3.start();
    expect((await get(record, 'original')).status).toBe(200);
  });
});

describe('no object stays without a record', () => {
  test('not of a record that is removed, also when the bucket was away just then', async () => {
    const record = await upload(world, world.browsers.dentist, place, 'photo_profile', randomBytes(10));
    const kept = await upload(world, world.browsers.dentist, place, 'file', randomBytes(500));
    const gone = await upload(world, world.browsers.dentist, place, 'file', randomBytes(600));
    expect(record.state).toBe('unreadable');
    expect(objectsOf(record.id)).toEqual([]);
    await s3.stop();
    await world.browsers.dentist.call(removeRecord, { params: { caseId: place.caseId, recordId: gone.id } });
    await untilFailed(gone.id);
    expect(objectsOf(gone.id)).toHaveLength(1);
    await s3.start();
    await until(async () => objectsOf(gone.id).length === 0);
    expect(objectsOf(kept.id)).toHaveLength(1);
  });

  test('not of a restored older database', async () => {
    const kept = await upload(world, world.browsers.dentist, place, 'file', randomBytes(700));
    const { store, incoming } = world.app.platform.files;
    const unknown = newId();
    await incoming.withFolder(unknown, async (folder) => {
      await store.fetch(`${folderOf(kept.id)}original`, join(folder, 'copy'));
      await store.put(`${folderOf(unknown)}original`, join(folder, 'copy'));
    });
    expect(await sweep(world.app.platform, buckets)).toBe(1);
    expect([objectsOf(unknown).length, objectsOf(kept.id).length]).toEqual([0, 1]);
    expect(s3.unfinished()).toBe(0);
  });
});
