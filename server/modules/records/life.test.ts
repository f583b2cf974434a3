import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { addRecord, addSetupFile, checkRecord, listRecords, removeRecord, type Slot } from '#contract/records.ts';
import { setupGlb } from '../setup-files/testing/setup-files.ts';
import { sendRecords, setupFileKey } from './index.ts';
import { glb, pdf, png, stl } from './testing/files.ts';
import { makeOrderWorld, type OrderWorld } from './testing/order-world.ts';
import { offsetOf, patch, recordOf, untilChecked, upload } from './testing/upload.ts';

let world: OrderWorld;
type Place = { caseId: string; orderId: string };

beforeAll(async () => {
  world = await makeOrderWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const add = (place: Place, slot: Slot, bytes = stl(), fileName = 'file') =>
  upload(world, world.browsers.dentist, place, slot, bytes, fileName);
const slotsSeenBy = async (who: keyof OrderWorld['browsers'], place: Place) => {
  const { records } = await world.browsers[who].call(listRecords, { params: place });
  return records.map(({ slot, replacedAt }) => `${slot}${replacedAt ? ' replaced' : ''}`);
};
const send = (place: Place) =>
  world.app.platform.database.worker.transaction(async (tx) => sendRecords(tx, place.orderId));

/** A submitted order with one scan that the laboratory has. */
async function submitted(): Promise<Place & { recordId: string }> {
  const place = await world.order();
  const { id } = await add(place, 'model_upper');
  await send(place);
  await world.move(place.orderId, 'submitted');
  return { ...place, recordId: id };
}

describe('refused is', () => {
  test('adding to an order that is closed or discarded', async () => {
    for (const category of ['completed', 'cancelled', 'refused', 'closed']) {
      const place = await world.order(category);
      expect(await world.browsers.dentist.refusal(addRecord, { params: place, body: { slot: 'file', bytes: 3 } })).toBe(
        'order_moved_on',
      );
    }
    const place = await world.order();
    await world.sql('update orders set discarded_at = now() where id = $1', [place.orderId]);
    expect(await world.browsers.dentist.refusal(addRecord, { params: place, body: { slot: 'file', bytes: 3 } })).toBe(
      'order_moved_on',
    );
  });

  test('a setup file by the practice, and a record by the laboratory', async () => {
    const place = await submitted();
    const { dentist, technician } = world.browsers;
    const body = { slot: 'setup' as const, bytes: 3 };
    expect(await dentist.refusal(addRecord, { params: place, body })).toBe('invalid');
    expect(await dentist.refusal(addSetupFile, { params: place, body: { bytes: 3 } })).toBe('not_allowed');
    expect(await technician.refusal(addRecord, { params: place, body: { slot: 'file', bytes: 3 } })).toBe(
      'not_allowed',
    );
  });

  test('an order of another case', async () => {
    const [one, other] = [await world.order(), await world.order()];
    const params = { caseId: one.caseId, orderId: other.orderId };
    expect(await world.browsers.dentist.refusal(listRecords, { params })).toBe('not_found');
    expect(await world.browsers.dentist.refusal(addRecord, { params, body: { slot: 'file', bytes: 3 } })).toBe(
      'not_found',
    );
  });

  test('more records than an order may hold', async () => {
    const place = await world.order();
    await world.sql(
      `insert into records (id, case_id, order_id, slot, state, side, added_by, added_name, added_at)
       select gen_random_uuid(), $1, $2, 'file', 'ready', 'provider_side', $3, 'Dana', now() from generate_series(1, 50)`,
      [place.caseId, place.orderId, world.people.dentist.id],
    );
    expect(await world.browsers.dentist.refusal(addRecord, { params: place, body: { slot: 'file', bytes: 3 } })).toBe(
      'too_many_records',
    );
  });

  test('taking away what was sent', async () => {
    const { caseId, recordId } = await submitted();
    expect(await world.browsers.dentist.refusal(removeRecord, { params: { caseId, recordId } })).toBe('order_moved_on');
  });

  test('judging what wasn’t sent, is unread, was replaced, or by the practice', async () => {
    const place = await submitted();
    const verdict = { verdict: 'accepted' as const };
    const judge = (who: keyof OrderWorld['browsers'], recordId: string) =>
      world.browsers[who].refusal(checkRecord, { params: { caseId: place.caseId, recordId }, body: verdict });
    expect(await judge('dentist', place.recordId)).toBe('not_allowed');
    expect(await judge('outsider', place.recordId)).toBe('not_found');
    await world.move(place.orderId, 'waiting_for_records');
    const unsent = await add(place, 'model_lower');
    expect(await judge('technician', unsent.id)).toBe('not_found');
    const newer = await add(place, 'model_upper');
    await send(place);
    expect(await judge('technician', place.recordId)).toBe('record_replaced');
    await world.sql(`update records set state = 'checking' where id = $1`, [newer.id]);
    expect(await judge('technician', newer.id)).toBe('record_not_ready');
  });
});

describe('a record', () => {
  test('with content that doesn’t belong into its slot is unreadable, with the reason, and nobody can fetch it', async () => {
    const place = await world.order();
    const wrong: [Slot, Buffer, string][] = [
      ['model_upper', pdf, 'not_a_mesh'],
      ['model_lower', stl().subarray(0, 3000), 'truncated'],
      ['photo_profile', stl(), 'not_a_picture'],
      ['photo_frontal', png().subarray(0, 40), 'truncated'],
      ['xray_panoramic', Buffer.from('<HPS version="1.1"></HPS>'), 'not_a_picture'],
    ];
    for (const [slot, bytes, problem] of wrong) {
      const record = await add(place, slot, bytes, 'innocent.stl');
      expect([slot, record.state, record.problem]).toEqual([slot, 'unreadable', problem]);
      expect(record.renditions).toEqual([]);
      const file = await world.browsers.dentist.fetch(`/api/cases/${place.caseId}/records/${record.id}/original`);
      expect(file.status).toBe(404);
    }
    expect(await add(place, 'file', pdf)).toMatchObject({ state: 'ready', format: 'pdf', renditions: ['original'] });
  });

  test('takes the place of the one before it, which comes back when it is taken away unsent', async () => {
    const place = await world.order();
    const first = await add(place, 'model_upper');
    const second = await world.browsers.dentist.call(addRecord, {
      params: place,
      body: { slot: 'model_upper', bytes: 1000, fileName: 'second' },
    });
    expect(await slotsSeenBy('dentist', place)).toEqual(['model_upper replaced', 'model_upper']);
    await world.browsers.dentist.call(removeRecord, { params: { caseId: place.caseId, recordId: second.record.id } });
    expect(await offsetOf(world.browsers.dentist, second.uploadUrl!)).toBe('refused 404');
    expect((await recordOf(world.browsers.dentist, place, first.id))!.replacedAt).toBeNull();
    const third = await add(place, 'model_upper');
    expect((await recordOf(world.browsers.dentist, place, first.id)) ?? 'gone').toBe('gone');
    expect(await slotsSeenBy('dentist', place)).toEqual(['model_upper']);
    expect(third.may).toEqual(['remove', 'replace']);
  });

  test('isn’t the laboratory’s before the order is, nor while records are gathered', async () => {
    const place = await submitted();
    expect(await slotsSeenBy('technician', place)).toEqual(['model_upper']);
    await world.move(place.orderId, 'records_rejected');
    await add(place, 'model_upper');
    await add(place, 'model_bite');
    expect(await slotsSeenBy('technician', place)).toEqual(['model_upper']);
    expect(await slotsSeenBy('desk', place)).toEqual(['model_upper replaced', 'model_upper', 'model_bite']);
    await send(place);
    expect(await slotsSeenBy('technician', place)).toEqual(['model_upper replaced', 'model_upper', 'model_bite']);
  });

  test('goes to the laboratory at once while that works on the order', async () => {
    const place = await submitted();
    await world.move(place.orderId, 'setup_in_production');
    await add(place, 'photo_profile', png());
    expect(await slotsSeenBy('technician', place)).toEqual(['model_upper', 'photo_profile']);
  });

  test('is accepted or rejected with a reason, told to the case, and replaced when rejected', async () => {
    const place = await submitted();
    const { technician, dentist } = world.browsers;
    const params = { caseId: place.caseId, recordId: place.recordId };
    const seen = await recordOf(technician, place, place.recordId);
    expect(seen!.may).toEqual(['accept', 'reject']);
    expect(await technician.refusal(checkRecord, { params, body: { verdict: 'rejected', reason: ' ' } })).toBe(
      'invalid',
    );
    const rejected = await technician.call(checkRecord, {
      params,
      body: { verdict: 'rejected', reason: 'Margin cut off' },
    });
    expect(rejected).toMatchObject({
      verdict: 'rejected',
      rejectedBecause: 'Margin cut off',
      checkedBy: 'Tom Technician',
    });
    expect((await recordOf(dentist, place, place.recordId))!.may).toEqual(['replace']);
    await technician.call(checkRecord, { params, body: { verdict: 'accepted' } });
    const history = await world.sql('select event, reason, name from case_history where case_id = $1 order by id', [
      place.caseId,
    ]);
    expect(history).toEqual([
      { event: 'record_rejected', reason: 'Margin cut off', name: 'Tom Technician' },
      { event: 'record_accepted', reason: null, name: 'Tom Technician' },
    ]);
  });

  test('of an impression sent by post has no file, and arrives', async () => {
    const place = await submitted();
    const { record, uploadUrl } = await world.browsers.desk.call(addRecord, {
      params: place,
      body: { slot: 'impression' },
    });
    expect([record.state, uploadUrl]).toEqual(['posted', null]);
    const params = { caseId: place.caseId, recordId: record.id };
    const received = await world.browsers.technician.call(checkRecord, { params, body: { verdict: 'accepted' } });
    expect(received).toMatchObject({ state: 'received', verdict: 'accepted' });
  });
});

test('a setup file is the laboratory’s alone until it is delivered', async () => {
  const place = await submitted();
  const { technician, dentist } = world.browsers;
  const body = { fileName: 'setup.glb', bytes: glb.length };
  const { record, uploadUrl } = await technician.call(addSetupFile, { params: place, body });
  expect((await patch(dentist, uploadUrl, glb)).status).toBe(404);
  expect((await patch(technician, uploadUrl, glb)).status).toBe(204);
  expect(await untilChecked(world, record.id)).toBe('ready');
  expect(await slotsSeenBy('dentist', place)).toEqual(['model_upper']);
  expect(await slotsSeenBy('technician', place)).toEqual(['model_upper', 'setup']);
});

test('a setup file with something wrong tells everything that is; a sound one is kept with plan, meshes and pictures', async () => {
  const place = await submitted();
  const { technician } = world.browsers;
  const deliver = async (bytes: Buffer) => {
    const body = { fileName: 'setup.glb', bytes: bytes.length };
    const { record, uploadUrl } = await technician.call(addSetupFile, { params: place, body });
    expect((await patch(technician, uploadUrl, bytes)).status).toBe(204);
    await untilChecked(world, record.id);
    return (await recordOf(technician, place, record.id))!;
  };
  const wrong = await deliver(setupGlb({ stages: 2, name: (tooth) => `tooth_${tooth === 11 ? 99 : tooth}` }));
  expect(wrong).toMatchObject({ state: 'unreadable', problem: 'setup_problems', renditions: [] });
  expect(wrong.problems).toEqual([{ code: 'unknown_tooth', where: 'tooth_99', facts: {} }]);
  const sound = await deliver(glb);
  expect(sound).toMatchObject({ state: 'ready', format: 'glb', problem: null, problems: [] });
  expect(sound.facts).toMatchObject({ form: 'glb', stages: 2, teeth: 28 });
  expect(sound.renditions).toEqual(['original', 'thumbnail']);
  const { store } = world.app.platform.files;
  for (const part of ['plan', 'coarse', 'full', 'first_stage', 'last_stage', 'original'] as const) {
    expect(await store.size(setupFileKey(sound.id, part))).toBeGreaterThan(500);
    if (part !== 'original') expect(await store.size(setupFileKey(wrong.id, part))).toBeNull();
  }
});
