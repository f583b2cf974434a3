import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import * as contract from '#contract/orders.ts';
import { type CaseFacts, type EarlierOrder, whyNot } from './later-orders.ts';
import { closeCasesOver } from './passing-of-time.ts';
import { type Place, type TreatmentWorld, treatmentWorld, type Who } from './testing/treatment-world.ts';

let world: TreatmentWorld;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const by = (who: Who) => world.browsers[who];
const reason = 'because';
const start = (place: Place, kind: 'revision' | 'retainer' | 'replacement', who: Who = 'provider') =>
  by(who).try(contract.startLaterOrder, { params: { caseId: place.caseId }, body: { kind } });
async function standing(category: string): Promise<Place> {
  const place = await world.draft();
  await world.bring(place, category);
  return place;
}

const aligner: EarlierOrder = { id: '1', kind: 'aligner', category: 'in_treatment', heldFrom: null, sets: 1 };
const facts = (more: Partial<CaseFacts>): CaseFacts => ({
  orders: [aligner],
  hasApprovedSetup: true,
  hasProvider: true,
  package: null,
  packageChosenAt: null,
  ...more,
});
const now = new Date('2026-06-30T12:00:00Z');
const limits = { name: 'ONE', stages: 24, revisions: 1, retainerSets: 1, months: 12 };
const code = (kind: 'revision' | 'retainer' | 'replacement', more: Partial<CaseFacts>) =>
  whyNot(kind, facts(more), now)?.code ?? null;

test('no later order begins without a provider or an approved setup', () => {
  expect(code('retainer', { hasProvider: false })).toBe('needs_provider');
  expect(code('retainer', { hasApprovedSetup: false })).toBe('no_approved_setup');
  expect(code('replacement', { hasApprovedSetup: false })).toBe('no_approved_setup');
  expect(code('revision', { orders: [{ ...aligner, kind: 'retainer' }] })).toBe('no_approved_setup');
});

test('a revision starts from a case in treatment, completed or closed, never while one is planned, never from a cancelled one', () => {
  const from = (category: EarlierOrder['category'], heldFrom: EarlierOrder['heldFrom'] = null) =>
    code('revision', { orders: [{ ...aligner, category, heldFrom }] });
  for (const category of ['manufacturing', 'shipped', 'in_treatment', 'completed', 'closed'] as const)
    expect(from(category)).toBeNull();
  expect(from('on_hold', 'shipped')).toBeNull();
  expect(from('on_hold', 'submitted')).toBe('order_of_kind_open');
  expect(from('setup_awaiting_approval')).toBe('order_of_kind_open');
  expect(from('cancelled')).toBe('case_cancelled');
  expect(from('refused')).toBe('case_cancelled');
});

test('a retainer and a replacement start from any case with an approved setup, closed ones included', () => {
  for (const category of ['in_treatment', 'completed', 'closed', 'cancelled'] as const) {
    expect(code('retainer', { orders: [{ ...aligner, category }] })).toBeNull();
    expect(code('replacement', { orders: [{ ...aligner, category }] })).toBeNull();
  }
});

test('what the package doesn’t cover any more isn’t begun', () => {
  const chosen = (at: string) => ({ package: limits, packageChosenAt: new Date(at) });
  const revision: EarlierOrder = { ...aligner, kind: 'revision', category: 'completed' };
  const retainer: EarlierOrder = { ...aligner, kind: 'retainer', category: 'completed' };
  expect(code('revision', { ...chosen('2026-01-01'), orders: [aligner, revision] })).toBe('package_used_up');
  expect(
    code('revision', { ...chosen('2026-01-01'), orders: [aligner, { ...revision, category: 'refused' }] }),
  ).toBeNull();
  expect(code('retainer', { ...chosen('2026-01-01'), orders: [aligner, retainer] })).toBe('package_used_up');
  expect(code('replacement', { ...chosen('2026-01-01'), orders: [aligner, retainer] })).toBeNull();
  expect(code('replacement', chosen('2025-06-30T12:00:00Z'))).toBe('package_used_up');
  expect(code('replacement', chosen('2025-06-30T12:00:01Z'))).toBeNull();
  expect(
    code('revision', { orders: [aligner, revision], package: { ...limits, revisions: null, months: null } }),
  ).toBeNull();
});

test('a laboratory or a stranger begins none', async () => {
  const place = await standing('in_treatment');
  expect((await start(place, 'retainer', 'technician')).problem.code).toBe('not_allowed');
  expect((await start(place, 'retainer', 'outsider')).problem.code).toBe('not_found');
});

test('of two who begin the same order at once one does, the other is shown it', async () => {
  const place = await standing('in_treatment');
  const answers = await Promise.all([start(place, 'retainer'), start(place, 'retainer', 'member')]);
  const [made, refused] = answers.sort((one, other) => one.status - other.status);
  expect(refused!.problem).toMatchObject({ code: 'order_of_kind_open', facts: { orderId: made!.reply.id } });
});

test('a retainer from the last stage needs no scans, and leaves a completed case as it is', async () => {
  const place = await standing('completed');
  const { reply } = await start(place, 'retainer', 'member');
  expect(reply.prescription).toMatchObject({ arches: 'both', appliance: { from: 'last_stage', sets: 1 } });
  expect(reply.laboratory?.id).toBe(world.laboratoryId);
  expect(reply.missing).toEqual([{ step: 'submit', what: 'confirmations' }]);
  const later = { caseId: place.caseId, orderId: reply.id };
  const fromScans = await by('provider').call(contract.saveDraft, {
    params: later,
    body: { appliance: { from: 'new_scans' }, confirmations: [...contract.requiredConfirmations] },
  });
  expect(fromScans.missing.map(({ what }) => what)).toEqual(['model_upper', 'model_lower']);
  await by('provider').call(contract.saveDraft, { params: later, body: { appliance: { from: 'last_stage' } } });
  expect(
    await by('provider').refusal(contract.saveDraft, { params: later, body: { patientId: await world.patient() } }),
  ).toBe('general_information_fixed');
  await by('provider').call(contract.submitOrder, { params: later, body: {} });
  expect((await world.order(place)).category).toBe('completed');
});

test('a revision of a completed case opens it again, and covers what the package covers', async () => {
  const place = await world.draft();
  await world.bring(place, 'setup_awaiting_approval');
  await world.approve(place, 'ONE');
  await world.bring(place, 'completed');
  const { reply } = await start(place, 'revision');
  expect(reply).toMatchObject({ kind: 'revision', category: 'draft' });
  const [row] = await world.sql<{ closed: boolean }>(
    'select closed from case_rows where case_id = $1 and viewer_id = $2',
    [place.caseId, world.practiceId],
  );
  expect(row).toEqual({ closed: false });
  const events = await world.sql<{ event: string }>('select event from case_history where order_id = $1 order by id', [
    reply.id,
  ]);
  expect(events.map(({ event }) => event)).toEqual(['reopen_case', 'start']);
  expect((await start(place, 'revision')).problem.code).toBe('order_of_kind_open');
});

test('when the package’s months are over what is in treatment is closed by nobody, once', async () => {
  const place = await world.draft();
  await world.bring(place, 'setup_awaiting_approval');
  await world.approve(place, 'MINI');
  await world.bring(place, 'in_treatment');
  const run = () => world.app.platform.database.worker.transaction((tx) => closeCasesOver(world.app.platform, tx));
  await run();
  expect((await world.order(place)).category).toBe('in_treatment');
  await world.sql(`update cases set package_chosen_at = package_chosen_at - interval '7 months' where id = $1`, [
    place.caseId,
  ]);
  await run();
  await run();
  expect((await world.order(place)).category).toBe('closed');
  const rows = await world.sql(
    'select account_id, name, acted_as from case_history where order_id = $1 and event = $2',
    [place.orderId, 'close'],
  );
  expect(rows).toEqual([{ account_id: null, name: 'Midline', acted_as: null }]);
});

test('a closed order takes no further event', async () => {
  const place = await standing('in_treatment');
  await by('provider').call(contract.closeOrder, { params: place, body: { reason } });
  expect((await world.order(place)).mayDo).toEqual([]);
  expect(await by('technician').refusal(contract.shipOrder, { params: place, body: { carrier: 'DHL' } })).toBe(
    'order_moved_on',
  );
});

test('the package’s limits hold at later approvals and submissions too: no more stages, no more retainer sets', async () => {
  const place = await world.draft();
  await world.bring(place, 'setup_awaiting_approval');
  await world.approve(place, 'ONE');
  await world.bring(place, 'in_treatment');

  const retainer = { caseId: place.caseId, orderId: (await start(place, 'retainer')).reply.id };
  const asked = (sets: number) =>
    by('provider').call(contract.saveDraft, {
      params: retainer,
      body: { appliance: { from: 'last_stage', sets }, confirmations: [...contract.requiredConfirmations] },
    });
  await asked(2);
  const submitting = { params: retainer, body: {} };
  expect(await by('provider').refusal(contract.submitOrder, submitting)).toBe('package_used_up');
  await asked(1);
  await by('provider').call(contract.submitOrder, submitting);
  expect((await start(place, 'retainer')).problem.code).toBe('package_used_up');

  const { reply } = await start(place, 'revision');
  const revision = { caseId: place.caseId, orderId: reply.id };
  await world.sql(
    `update orders set category = 'setup_in_production', laboratory_id = $2, submitted_at = now(), sent_at = now() where id = $1`,
    [revision.orderId, world.laboratoryId],
  );
  const deliver = async (upperStages: number) => {
    const recordId = await world.record(revision, 'setup', { facts: { upperStages, lowerStages: 8 } });
    await by('technician').call(contract.deliverSetup, { params: revision, body: { recordId } });
    const { setups } = await by('provider').call(contract.viewOrder, { params: revision });
    const { version, contentHash } = setups[0]!;
    return { params: revision, body: { version, contentHash } };
  };
  const long = await deliver(25);
  expect((await by('provider').try(contract.approveSetup, long)).problem).toMatchObject({
    code: 'package_used_up',
    facts: { package: 'ONE', stages: 25 },
  });
  await by('provider').call(contract.declineSetup, {
    params: revision,
    body: { version: long.body.version, instructions: 'at most 24' },
  });
  await by('provider').call(contract.approveSetup, await deliver(24));
});
