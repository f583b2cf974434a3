import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { meaningOf } from '#contract/order-life.ts';
import * as contract from '#contract/orders.ts';
import { everybody, type Place, type TreatmentWorld, treatmentWorld, type Who } from './testing/treatment-world.ts';

let world: TreatmentWorld;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const reason = 'because of the second molar';
const at = (place: Place, body: object = {}) => ({ params: place, body: body as never });
const by = (who: Who) => world.browsers[who];
async function standing(category: string, kind: 'aligner' | 'retainer' = 'aligner'): Promise<Place> {
  const place = await world.draft(kind);
  await world.bring(place, category);
  return place;
}

test('nobody but the provider approves, and nobody approves anything but the content seen', async () => {
  const place = await standing('setup_awaiting_approval');
  const { setups } = await by('provider').call(contract.viewOrder, { params: place });
  const { version, contentHash } = setups[0]!;
  const packageId = world.packages['FLEX']!;
  const body = { version, contentHash, packageId };
  for (const who of everybody.filter((each) => each !== 'provider')) {
    const expected = who === 'outsider' ? 'not_found' : 'not_allowed';
    expect(await by(who).refusal(contract.approveSetup, at(place, body)), who).toBe(expected);
  }
  const approve = (more: object) => by('provider').refusal(contract.approveSetup, at(place, { ...body, ...more }));
  expect(await approve({ contentHash: 'a'.repeat(64) })).toBe('not_the_version_seen');
  expect(await approve({ version: version + 1 })).toBe('not_the_version_seen');
  expect(await approve({ packageId: null })).toBe('package_needed');
  expect(await approve({ packageId: place.caseId })).toBe('package_not_offered');
  await world.sql('update setups set upper_stages = 20 where case_id = $1', [place.caseId]);
  expect(await approve({ packageId: world.packages['MINI'] })).toBe('package_not_offered');
  const approved = await by('provider').call(contract.approveSetup, at(place, body));
  expect(approved.category).toBe('manufacturing');
});

test('a case without a provider is neither submitted nor approved', async () => {
  const draft = await world.draft();
  const awaiting = await standing('setup_awaiting_approval');
  await world.sql('update cases set practitioner_id = null where id = any($1)', [[draft.caseId, awaiting.caseId]]);
  expect(await by('provider').refusal(contract.submitOrder, at(draft))).toBe('not_allowed');
  expect(await by('submitter').refusal(contract.submitOrder, at(draft))).toBe('not_allowed');
});

test('an order without a setup that somebody else submits waits for the provider, unseen by the laboratory', async () => {
  const place = await world.draft('retainer');
  const submitted = await by('submitter').call(contract.submitOrder, at(place));
  expect(submitted).toMatchObject({ category: 'awaiting_confirmation', status: 'action_needed', turn: 'provider' });
  expect(await by('technician').refusal(contract.viewOrder, { params: place })).toBe('not_found');
  expect(await by('submitter').refusal(contract.confirmOrder, at(place))).toBe('not_allowed');
  const back = await by('provider').call(contract.sendBackOrder, at(place, { reason }));
  expect(back).toMatchObject({ category: 'draft', submittedAt: null });
  await by('submitter').call(contract.submitOrder, at(place));
  expect((await by('provider').call(contract.confirmOrder, at(place))).category).toBe('submitted');
  expect((await world.order(place, 'technician')).category).toBe('submitted');
});

test('an order with a setup that a colleague submits goes to the laboratory at once', async () => {
  const place = await world.draft('aligner', 'member');
  expect(await by('member').refusal(contract.submitOrder, at(place))).toBe('not_allowed');
  expect((await by('submitter').call(contract.submitOrder, at(place))).category).toBe('submitted');
});

test('who comes too late is told what happened, who comes too early that it is not possible here', async () => {
  const place = await standing('submitted');
  const early = await by('provider').try(contract.confirmDelivery, at(place));
  expect([early.status, early.problem.code]).toEqual([409, 'not_from_here']);
  const late = await by('provider').try(contract.submitOrder, at(place));
  expect(late.problem).toMatchObject({
    code: 'order_moved_on',
    facts: { category: 'submitted', by: 'Pat provider', at: expect.any(String) },
  });
});

test('records: rejected ones are replaced before they go back, and nothing is rejected without one', async () => {
  const place = await standing('submitted');
  const reject = () => by('technician').refusal(contract.rejectRecords, at(place));
  expect(await reject()).toBe('nothing_rejected');
  await world.sql(`update records set verdict = 'rejected' where order_id = $1 and slot = 'model_upper'`, [
    place.orderId,
  ]);
  const rejected = await by('technician').call(contract.rejectRecords, at(place));
  expect(rejected).toMatchObject({ category: 'records_rejected', status: 'action_needed', turn: 'provider_side' });
  expect(await by('member').refusal(contract.sendRecords, at(place))).toBe('records_still_rejected');
  await world.sql(`update records set replaced_at = now() where order_id = $1 and slot = 'model_upper'`, [
    place.orderId,
  ]);
  const id = await world.record(place, 'model_upper', { state: 'uploading' });
  expect(await by('member').refusal(contract.sendRecords, at(place))).toBe('uploads_unfinished');
  await world.sql(`update records set state = 'ready' where id = $1`, [id]);
  expect((await by('member').call(contract.sendRecords, at(place))).category).toBe('submitted');
  const [record] = await world.sql<{ sent: boolean }>('select sent_at is not null as sent from records where id = $1', [
    id,
  ]);
  expect(record).toEqual({ sent: true });
});

test('a decline, anyone’s, can be taken back until the laboratory acts on it', async () => {
  const place = await standing('setup_awaiting_approval');
  const decline = { version: 1, instructions: reason };
  expect(await by('member').refusal(contract.declineSetup, at(place, decline))).toBe('not_allowed');
  expect(await by('provider').refusal(contract.declineSetup, at(place, { ...decline, version: 2 }))).toBe(
    'not_the_version_seen',
  );
  await by('provider').call(contract.declineSetup, at(place, decline));
  const back = await by('provider').call(contract.takeBackDecline, at(place, { reason }));
  expect(back.category).toBe('setup_awaiting_approval');
  await by('provider').call(contract.declineSetup, at(place, decline));
  await by('technician').call(contract.holdOrder, at(place, { reason }));
  await by('technician').call(contract.resumeOrder, at(place));
  expect(await by('provider').refusal(contract.takeBackDecline, at(place, { reason }))).toBe('order_moved_on');
  expect((await world.deliver(place)).version).toBe(2);
});

test('an approval is taken back only by who gave it, before manufacturing begins, and the package with it', async () => {
  const place = await standing('manufacturing');
  await world.sql('update setups set decided_by = $2 where order_id = $1', [
    place.orderId,
    world.people.otherProvider.id,
  ]);
  expect(await by('provider').refusal(contract.takeBackApproval, at(place, { reason }))).toBe('not_from_here');
  await world.sql('update setups set decided_by = $2 where order_id = $1', [place.orderId, world.people.provider.id]);
  await by('provider').call(contract.takeBackApproval, at(place, { reason }));
  expect(await packageOf(place)).toBeNull();
  await world.approve(place, 'TWO');
  expect(await packageOf(place)).toMatchObject({ name: 'TWO', stages: 48, revisions: 2, retainerSets: 2, months: 24 });
  await by('technician').call(contract.beginManufacturing, at(place));
  expect(await by('provider').refusal(contract.takeBackApproval, at(place, { reason }))).toBe('order_moved_on');
  expect(await by('technician').refusal(contract.beginManufacturing, at(place))).toBe('order_moved_on');
});

test('a withdrawn version’s number is never used again, and an earlier version can be offered once more', async () => {
  const place = await standing('setup_awaiting_approval');
  const first = (await by('technician').call(contract.viewOrder, { params: place })).setups[0]!;
  expect(await by('provider').refusal(contract.withdrawSetup, at(place, { version: 1, reason }))).toBe('not_allowed');
  await by('technician').call(contract.withdrawSetup, at(place, { version: 1, reason }));
  await by('technician').call(contract.deliverSetup, at(place, { recordId: first.recordId }));
  const { setups } = await by('provider').call(contract.viewOrder, { params: place });
  expect(setups.map(({ version, contentHash }) => [version, contentHash])).toEqual([
    [2, first.contentHash],
    [1, first.contentHash],
  ]);
});

test('a setup is delivered from a ready file of this laboratory in this case alone', async () => {
  const place = await standing('setup_in_production');
  const other = await standing('setup_in_production');
  const deliver = (recordId: string) => by('technician').refusal(contract.deliverSetup, at(place, { recordId }));
  expect(await deliver(await world.record(place, 'setup', { state: 'checking' }))).toBe('record_not_ready');
  expect(await deliver(await world.record(other, 'setup'))).toBe('record_not_ready');
  expect(await deliver(await world.record(place, 'file'))).toBe('record_not_ready');
});

test('from manufacturing on the laboratory’s manager consents to cancelling, or goes on', async () => {
  const place = await standing('manufacturing');
  expect(await by('provider').refusal(contract.cancelOrder, at(place, { reason }))).toBe('order_moved_on');
  expect(await by('manager').refusal(contract.consentToCancel, at(place))).toBe('not_from_here');
  const asked = await by('submitter').call(contract.askToCancel, at(place, { reason }));
  expect(asked).toMatchObject({ category: 'manufacturing', turn: 'laboratory' });
  expect(await by('provider').refusal(contract.askToCancel, at(place, { reason }))).toBe('order_moved_on');
  expect(await by('technician').refusal(contract.consentToCancel, at(place))).toBe('not_allowed');
  await by('manager').call(contract.refuseToCancel, at(place, { reason }));
  await by('provider').call(contract.askToCancel, at(place, { reason }));
  expect((await by('manager').call(contract.consentToCancel, at(place))).category).toBe('cancelled');
});

test('either side holds with a reason, and it goes on where it was', async () => {
  const place = await standing('setup_in_production');
  expect(await by('member').refusal(contract.holdOrder, at(place, { reason: ' ' }))).toBe('invalid');
  const held = await by('member').call(contract.holdOrder, at(place, { reason }));
  expect(held).toMatchObject({
    category: 'on_hold',
    heldFrom: 'setup_in_production',
    heldBecause: reason,
    turn: 'nobody',
  });
  expect(held.status).toBe('in_progress');
  const goes = await by('technician').call(contract.resumeOrder, at(place));
  expect(goes).toMatchObject({ category: 'setup_in_production', heldFrom: null, heldBecause: null });
});

test('shipments: in any number, with stages in order, and a link where the carrier is known', async () => {
  const place = await standing('manufacturing');
  const ship = { carrier: 'Swiss Post', trackingNumber: '99 00' };
  const refused = (more: object) => by('technician').refusal(contract.shipOrder, at(place, { ...ship, ...more }));
  expect(await refused({ fromStage: 5, toStage: 4 })).toBe('stages_out_of_order');
  expect(await refused({ fromStage: 5 })).toBe('stages_out_of_order');
  expect(await refused({ arch: 'lower', fromStage: 1, toStage: 9 })).toBe('stages_out_of_order');
  await by('technician').call(contract.shipOrder, at(place, { ...ship, arch: 'upper', fromStage: 1, toStage: 10 }));
  await by('technician').call(contract.shipOrder, at(place, { carrier: 'A friend', trackingNumber: '1' }));
  await by('member').call(contract.confirmDelivery, at(place));
  const { shipments, order } = await by('provider').call(contract.viewOrder, { params: place });
  expect(order.category).toBe('in_treatment');
  expect(shipments.map(({ number, trackingUrl, arrivedAt }) => [number, trackingUrl, arrivedAt !== null])).toEqual([
    [2, null, true],
    [1, 'https://service.post.ch/ekp-web/ui/entry/search/99%2000', true],
  ]);
});

test('a retainer goes from accepted to manufacturing', async () => {
  const place = await standing('submitted', 'retainer');
  expect((await by('technician').call(contract.acceptOrder, at(place))).category).toBe('manufacturing');
  await by('technician').call(contract.beginManufacturing, at(place));
  await world.bring(place, 'completed');
});

test('a laboratory sees nothing of an order that another laboratory has', async () => {
  const place = await standing('submitted');
  const other = await world.organisation('laboratory');
  const [retainer] = [await world.draft('retainer')];
  await world.sql('update orders set case_id = $2 where id = $1', [retainer.orderId, place.caseId]);
  await world.sql('update orders set laboratory_id = $2, sent_at = now(), category = $3 where id = $1', [
    retainer.orderId,
    other.id,
    'submitted',
  ]);
  const hidden = { caseId: place.caseId, orderId: retainer.orderId };
  expect(await by('technician').refusal(contract.viewOrder, { params: hidden })).toBe('not_found');
  expect(await by('technician').refusal(contract.acceptOrder, at(hidden))).toBe('not_found');
  expect(await by('provider').refusal(contract.acceptOrder, at(hidden))).toBe('not_allowed');
});

test('reasons stand in the history and not in the audit log', async () => {
  const place = await standing('submitted');
  await by('technician').call(contract.refuseOrder, at(place, { reason }));
  const [entry] = await world.sql<{ facts: { changes: object[] } }>(
    `select facts from audit_entries where subject_id = $1 and action = 'refuseOrder'`,
    [place.caseId],
  );
  expect(entry?.facts.changes).toEqual([
    { field: 'order', after: place.orderId },
    { field: 'category', before: 'submitted', after: 'refused' },
  ]);
  const [row] = await world.sql<{ reason: string }>(
    `select reason from case_history where order_id = $1 and event = 'refuse'`,
    [place.orderId],
  );
  expect(row?.reason).toBe(reason);
});

test('the database reads statuses and turns as the contract does', async () => {
  const rows = await world.sql<{ category: string; status: string; turn: string }>('select * from category_meanings');
  expect(Object.fromEntries(rows.map(({ category, ...meaning }) => [category, meaning]))).toEqual(meaningOf);
});

async function packageOf(place: Place) {
  const [row] = await world.sql<{ package: object | null }>('select package from cases where id = $1', [place.caseId]);
  return row!.package;
}
