import { randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { addRecord } from '#contract/records.ts';
import { newId } from '#platform/ids.ts';
import { checkContent } from './check-content.ts';
import { removeRecordFiles, sweep, tidyIncoming } from './clean-up.ts';
import { purgeRecords } from './index.ts';
import { buckets, folderOf, keyOf } from './keys.ts';
import { lazyReaders, type Readers } from './readers.ts';
import { stl } from './testing/files.ts';
import { makeOrderWorld, type OrderWorld } from './testing/order-world.ts';
import { offsetOf, patch, recordOf, uploadOnly } from './testing/upload.ts';

let world: OrderWorld;
let place: { caseId: string; orderId: string };
let readers: Readers;

beforeAll(async () => {
  // Nobody works the queue: what a killed process left stays as it is until a test goes on.
  world = await makeOrderWorld(inject('postgresUrl'), { idle: true });
  place = await world.order();
  readers = lazyReaders();
});
afterAll(async () => {
  readers?.close();
  await world?.stop();
});

const platform = () => world.app.platform;
const filesOf = async () => {
  const kept = await readdir(join(platform().config.dataDir, 'files'), { recursive: true, withFileTypes: true });
  return kept.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};
const filesWith = async (id: string) => (await filesOf()).filter((file) => file.includes(id));
const stateOf = async (id: string) =>
  (await world.sql<{ state: string }>('select state from records where id = $1', [id]))[0]?.state ?? 'gone';
const jobs = async (id: string) =>
  (await world.sql<{ key: string }>('select key from graphile_worker.jobs where key like $1', [`%${id}`])).length;

describe('after a crash', () => {
  test('an upload whose last byte had arrived is checked, though nobody comes back to say so', async () => {
    const { dentist } = world.browsers;
    const bytes = randomBytes(1000);
    const added = await dentist.call(addRecord, { params: place, body: { slot: 'file', bytes: 1000 } });
    await patch(dentist, added.uploadUrl!, bytes.subarray(0, 900));
    const path = platform().files.incoming.pathOf({ id: added.record.id, bytes: 1000 });
    await writeFile(path, bytes);
    await tidyIncoming(platform());
    expect(await stateOf(added.record.id)).toBe('checking');
    expect(await offsetOf(dentist, added.uploadUrl!)).toBe(1000);
    await checkContent(platform(), readers, added.record.id);
    expect(await stateOf(added.record.id)).toBe('ready');
    expect((await filesWith(added.record.id)).map((file) => file.split('/').at(-1))).toEqual(['original']);
  });

  test('a check that was cut off is done again, from wherever it had got to', async () => {
    const { id } = await uploadOnly(world.browsers.dentist, place, 'model_upper', stl());
    await world.sql(
      `select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs where key like $1))`,
      [`%${id}`],
    );
    await tidyIncoming(platform());
    expect(await jobs(id)).toBe(1);
    // As if it had kept the original, removed the incoming one and died before it could say so.
    const bytes = stl().length;
    await platform().files.store.put(keyOf(id, 'original'), platform().files.incoming.pathOf({ id, bytes }));
    await platform().files.incoming.remove(id);
    await checkContent(platform(), readers, id);
    expect((await recordOf(world.browsers.dentist, place, id))!.renditions).toEqual(['model', 'original', 'thumbnail']);
  });

  test('a file that is gone makes its record say so instead of waiting for ever', async () => {
    const { id } = await uploadOnly(world.browsers.dentist, place, 'model_lower', stl());
    await platform().files.incoming.remove(id);
    await checkContent(platform(), readers, id);
    expect(await recordOf(world.browsers.dentist, place, id)).toMatchObject({ state: 'unreadable', problem: 'lost' });
  });
});

describe('no file stays without a record', () => {
  test('not of an upload that nobody went on with for a week; the record before it comes back', async () => {
    const { dentist } = world.browsers;
    const first = await uploadOnly(dentist, place, 'photo_profile', randomBytes(10));
    await world.sql(`update records set state = 'ready' where id = $1`, [first.id]);
    const { record, uploadUrl } = await dentist.call(addRecord, {
      params: place,
      body: { slot: 'photo_profile', bytes: 100 },
    });
    await patch(dentist, uploadUrl!, randomBytes(50));
    world.clock.pass({ days: 6.9 });
    await tidyIncoming(platform());
    expect(await stateOf(record.id)).toBe('uploading');
    world.clock.pass({ days: 0.2 });
    await tidyIncoming(platform());
    expect([await stateOf(record.id), await filesWith(record.id)]).toEqual(['gone', []]);
    const later = await world.as(world.people.dentist);
    expect((await recordOf(later, place, first.id))!.replacedAt).toBeNull();
  });

  test('not of a discarded order that is purged, of a restored older database, or without any sense', async () => {
    const { id } = await uploadOnly(await world.as(world.people.dentist), await world.order(), 'file', randomBytes(10));
    await checkContent(platform(), readers, id);
    const [{ order_id }] = (await world.sql<{ order_id: string }>('select order_id from records where id = $1', [
      id,
    ])) as [{ order_id: string }];
    await platform().database.worker.transaction((tx) => purgeRecords(tx, order_id));
    await removeRecordFiles(platform(), id);
    expect(await filesWith(id)).toEqual([]);

    const unknown = newId();
    const incoming = platform().files.incoming.pathOf({ id: unknown, bytes: 3 });
    await writeFile(incoming, 'abc');
    await platform().files.store.put(`${folderOf(unknown)}original`, incoming);
    const before = (await filesOf()).length;
    expect(await sweep(platform(), buckets)).toBe(1);
    await tidyIncoming(platform());
    expect(await filesWith(unknown)).toEqual([]);
    expect((await filesOf()).length).toBe(before - 2);
  });
});
