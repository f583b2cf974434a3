import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import * as contract from '#contract/orders.ts';
import { forgetDiscardedDrafts } from './passing-of-time.ts';
import {
  completePrescription,
  type Place,
  type TreatmentWorld,
  treatmentWorld,
  type Who,
} from './testing/treatment-world.ts';

let world: TreatmentWorld;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const by = (who: Who) => world.browsers[who];
const save = (place: Place, body: object, who: Who = 'provider') =>
  by(who).call(contract.saveDraft, { params: place, body });
const refused = (place: Place, body: object, who: Who = 'provider') =>
  by(who).refusal(contract.saveDraft, { params: place, body });
async function begin(who: Who = 'provider', kind: 'aligner' | 'retainer' = 'aligner'): Promise<Place> {
  const params = { practiceId: world.practiceId };
  const order = await by(who).call(contract.startOrder, { params, body: { kind } });
  return { caseId: order.caseId, orderId: order.id };
}

test('a draft is nobody’s business outside the practice', async () => {
  const place = await begin();
  for (const who of ['outsider', 'manager', 'technician'] as const) {
    expect(await by(who).refusal(contract.viewOrder, { params: place }), who).toBe('not_found');
    expect(await refused(place, { instructions: 'x' }, who), who).toBe('not_found');
  }
});

test('what is missing is said step by step, and an incomplete order isn’t submitted', async () => {
  const place = await begin();
  const order = await world.order(place);
  expect(order.missing.map(({ step }) => step)).toEqual([...order.missing.map(({ step }) => step)].sort(byStep));
  expect(order.missing).toEqual(
    expect.arrayContaining([
      { step: 'general', what: 'patient' },
      { step: 'general', what: 'arches' },
      { step: 'records', what: 'model_upper' },
      { step: 'approach', what: 'overjet' },
      { step: 'submit', what: 'confirmations' },
    ]),
  );
  const answer = await by('provider').try(contract.submitOrder, { params: place, body: {} });
  expect(answer.problem).toMatchObject({
    code: 'order_incomplete',
    errors: expect.arrayContaining([{ path: 'general.patient', reason: 'missing' }]),
  });
});

test('a posted impression stands for both scans; a file that can’t be read stands for nothing', async () => {
  const place = await begin();
  await world.record(place, 'model_upper', { state: 'unreadable' });
  const slots = async () =>
    (await world.order(place)).missing.filter(({ step }) => step === 'records').map(({ what }) => what);
  expect(await slots()).toEqual(expect.arrayContaining(['model_upper', 'model_lower', 'uploads']));
  await world.record(place, 'impression', { state: 'posted' });
  expect(await slots()).not.toContain('model_upper');
  expect(await slots()).not.toContain('model_lower');
});

test('a complete order waits for its uploads', async () => {
  const place = await world.draft();
  await world.record(place, 'photo_profile', { state: 'uploading' });
  expect(await by('provider').refusal(contract.submitOrder, { params: place, body: {} })).toBe('uploads_unfinished');
});

test('only what is given changes: two people drafting together don’t undo each other', async () => {
  const place = await begin();
  await save(place, { chiefComplaint: 'Crowding', approach: { overjet: 'decrease' } });
  await Promise.all([
    save(place, { approach: { overbite: 'decrease' } }),
    save(place, { approach: { wearDays: 14 } }, 'member'),
    save(place, { instructions: 'Gently' }, 'admin'),
  ]);
  const { prescription } = await world.order(place);
  expect(prescription).toMatchObject({
    chiefComplaint: 'Crowding',
    instructions: 'Gently',
    approach: { overjet: 'decrease', overbite: 'decrease', wearDays: 14 },
  });
  const cleared = await save(place, { cleared: ['approach.overbite'] });
  expect(cleared.prescription.approach).toEqual({ overjet: 'decrease', wearDays: 14 });
});

test('a confirmation keeps who ticked it', async () => {
  const place = await begin();
  await save(place, { confirmations: ['patient_informed'] });
  const both = await save(
    place,
    { confirmations: ['patient_informed', 'records_belong_to_patient', 'other'] },
    'member',
  );
  expect(both.confirmations).toEqual(['patient_informed', 'records_belong_to_patient']);
  const [row] = await world.sql<{ confirmations: Record<string, { by: string }> }>(
    'select confirmations from orders where id = $1',
    [place.orderId],
  );
  expect(row!.confirmations['patient_informed']!.by).toBe(world.people.provider.id);
  expect(row!.confirmations['records_belong_to_patient']!.by).toBe(world.people.member.id);
});

test('provider, patient and laboratory are checked, and a practice of another group isn’t one', async () => {
  const place = await begin();
  const [elsewhere] = await world.sql<{ id: string }>('select id from practitioners where account_id = $1', [
    world.people.outsider.id,
  ]);
  expect(await refused(place, { practitionerId: elsewhere!.id })).toBe('not_a_provider');
  expect(await refused(place, { patientId: world.practiceId })).toBe('patient_unknown');
  const [laboratory] = await world.sql<{ id: string }>(
    `select id from organisations where kind = 'laboratory' and id <> $1 limit 1`,
    [world.laboratoryId],
  );
  expect(await refused(place, { laboratoryId: laboratory!.id })).toBe('laboratory_not_offered');
  const [practice] = await world.sql<{ id: string }>(
    `select id from organisations where kind = 'practice' and id <> $1 limit 1`,
    [world.practiceId],
  );
  expect(await refused(place, { practiceId: practice!.id })).toBe('practice_not_in_group');
});

test('a patient waits for a case no longer, and again when the draft takes another', async () => {
  const place = await begin();
  const [first, second] = [await world.patient(), await world.patient()];
  const waiting = async () =>
    (
      await world.sql<{ waiting_in: string | null }>('select waiting_in from patients where id = any($1) order by id', [
        [first, second],
      ])
    ).map(({ waiting_in }) => waiting_in !== null);
  await save(place, { patientId: first });
  expect(await waiting()).toEqual([false, true]);
  await save(place, { patientId: second });
  expect(await waiting()).toEqual([true, false]);
});

test('a draft moves to another of one’s practices, where a provider must be one too', async () => {
  const group = { id: world.groupId, kind: 'group', name: '', groupId: world.groupId } as const;
  const second = await world.practice(group);
  const place = await begin();
  expect(await refused(place, { practiceId: second.id })).toBe('practice_not_in_group');
  await world.member(second, world.people.provider, 'front_desk');
  const moved = await save(place, { practiceId: second.id });
  expect(moved.missing).toEqual(expect.arrayContaining([{ step: 'general', what: 'provider' }]));
  expect(moved.laboratory).toBeNull();
  expect(await by('member').refusal(contract.viewOrder, { params: place })).toBe('not_found');
});

test('the provider’s preferences fill it, also when a colleague begins it and chooses the provider later', async () => {
  const approach = { overjet: 'decrease', wearDays: 14 } as const;
  await by('provider').call(contract.saveTreatmentPreferences, { body: { approach } });
  expect((await world.order(await begin())).prescription.approach).toEqual(approach);
  const place = await begin('member');
  expect((await world.order(place)).prescription.approach).toEqual({});
  const chosen = await save(place, { practitionerId: world.practitionerId }, 'member');
  expect(chosen.prescription.approach).toEqual(approach);
  await by('provider').call(contract.saveTreatmentPreferences, { body: { approach: {} } });
});

test('what was submitted isn’t edited any more', async () => {
  const place = await world.draft();
  await world.bring(place, 'submitted');
  expect(await refused(place, { instructions: 'late' })).toBe('order_moved_on');
  expect(await by('provider').refusal(contract.discardDraft, { params: place })).toBe('order_moved_on');
});

test('author and provider discard and restore a draft for thirty days, nobody else', async () => {
  const place = await begin('member');
  await save(place, { practitionerId: world.practitionerId, patientId: await world.patient() }, 'member');
  expect(await by('admin').refusal(contract.discardDraft, { params: place })).toBe('not_yours');
  await by('provider').call(contract.discardDraft, { params: place });
  expect(await by('provider').refusal(contract.submitOrder, { params: place, body: {} })).toBe('order_moved_on');
  const { drafts } = await by('member').call(contract.listDiscardedDrafts, {
    params: { practiceId: world.practiceId },
  });
  expect(drafts.find(({ orderId }) => orderId === place.orderId)).toMatchObject({
    patient: 'Paul Patient',
    author: 'Pat member',
    mayRestore: true,
  });
  expect(await by('admin').refusal(contract.restoreDraft, { params: place })).toBe('not_yours');
  const restored = await by('member').call(contract.restoreDraft, { params: place });
  expect(restored).toMatchObject({ discardedAt: null, category: 'draft' });
});

test('after thirty days a discarded draft is gone, with its case where there was nothing else, and the patient is still found', async () => {
  const place = await world.draft();
  const [patient] = await world.sql<{ patient_id: string }>('select patient_id from cases where id = $1', [
    place.caseId,
  ]);
  await by('provider').call(contract.discardDraft, { params: place });
  await world.sql(`update orders set discarded_at = discarded_at - interval '31 days' where id = $1`, [place.orderId]);
  expect(await by('provider').refusal(contract.restoreDraft, { params: place })).toBe('order_moved_on');
  await world.app.platform.database.worker.transaction(forgetDiscardedDrafts);
  expect(await world.sql('select from cases where id = $1', [place.caseId])).toEqual([]);
  const rows = await world.sql('select waiting_in from patients where id = $1', [patient!.patient_id]);
  expect(rows).toEqual([{ waiting_in: world.practiceId }]);
});

test('Submit for me is a provider’s to give, and taking it away counts at once', async () => {
  const params = { practiceId: world.practiceId };
  expect(await by('member').refusal(contract.viewSubmitters, { params })).toBe('not_a_provider');
  const { members } = await by('provider').call(contract.viewSubmitters, { params });
  const ids = members.filter(({ maySubmit }) => maySubmit).map(({ memberId }) => memberId);
  expect(ids).toHaveLength(1);
  await by('provider').call(contract.saveSubmitters, { params, body: { memberIds: [] } });
  const place = await world.draft();
  expect(await by('submitter').refusal(contract.submitOrder, { params: place, body: {} })).toBe('not_allowed');
  await by('provider').call(contract.saveSubmitters, { params, body: { memberIds: ids } });
  expect((await by('submitter').call(contract.submitOrder, { params: place, body: {} })).category).toBe('submitted');
});

test('what can be chosen: providers and laboratories of my practices', async () => {
  const place = await begin('member');
  const { practices } = await by('member').call(contract.orderChoices, { params: { caseId: place.caseId } });
  expect(practices).toHaveLength(1);
  expect(practices[0]!.providers.map(({ name }) => name).sort()).toEqual(['Pat otherProvider', 'Pat provider']);
  expect(practices[0]!.laboratories).toMatchObject([{ id: world.laboratoryId, preferred: true }]);
});

test('the complete prescription of these tests lacks nothing', async () => {
  const place = await world.draft();
  expect((await world.order(place)).missing).toEqual([]);
  expect(completePrescription.arches).toBe('both');
});

const steps = ['general', 'records', 'approach', 'instructions', 'submit'];
const byStep = (one: string, other: string) => steps.indexOf(one) - steps.indexOf(other);
