import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { markPrivate, viewCase, viewHistory } from '#contract/cases.ts';
import { viewChairsideCard } from '#contract/chairside.ts';
import { leaveCase, markReady, pushBack, takeBackReady, viewCollaboration } from '#contract/collaboration.ts';
import * as view from '#contract/collaborator-view.ts';
import { readThread, writeToThread } from '#contract/messages.ts';
import * as orders from '#contract/orders.ts';
import { addRecord, listRecords } from '#contract/records.ts';
import { addSetupComment, listSetupComments } from '#contract/setup-comments.ts';
import { listPatientLinks, viewSetup } from '#contract/setups.ts';
import { newId } from '#platform/ids.ts';
import {
  completePrescription,
  type Place,
  type TreatmentWorld,
  treatmentWorld,
} from '../orders/testing/treatment-world.ts';
import { addCollaborator, type Collaborator, change, give } from './testing/collaborators.ts';

let world: TreatmentWorld;
let plain: Collaborator;
let granted: Collaborator;
let foreign: Collaborator;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
  const accountId = world.people.provider.id;
  const provider = { groupId: world.groupId, practitionerId: world.practitionerId, accountId };
  plain = await addCollaborator(world, provider, 'Plain');
  granted = await addCollaborator(world, provider, 'Granted', [
    ...(['add_orders', 'revisions', 'edit_prescription', 'manage_records', 'laboratory_thread', 'prices'] as const),
  ]);
  foreign = await addCollaborator(world, provider, 'Foreign');
});
afterAll(() => world?.stop());

/** A case whose setup is open, shared with both. */
async function shared(): Promise<Place & { setupId: string; version: number; contentHash: string }> {
  const place = await world.draft();
  await world.bring(place, 'setup_in_production');
  const { id: setupId, version, contentHash } = (await world.deliver(place)) as orders.Setup;
  for (const who of [plain, granted]) await give(world, place.caseId, who);
  return { ...place, setupId, version, contentHash };
}

const of = ({ caseId }: Place) => ({ params: { caseId } });

describe('a case that isn’t shared', () => {
  test('isn’t there for a collaborator of the same provider, nor after it was taken away', async () => {
    const place = await shared();
    for (const endpoint of [viewCase, viewHistory, viewCollaboration])
      expect(await foreign.browser.refusal(endpoint, of(place))).toBe('not_found');
    expect(await foreign.browser.refusal(markReady, { ...of(place), body: place })).toBe('not_found');
    await change(world, place.caseId, plain, 'take');
    expect(await plain.browser.refusal(viewCase, of(place))).toBe('not_found');
    const { rows } = await plain.browser.call(view.listSharedCases, { query: {} });
    expect(rows.map(({ id }) => id)).not.toContain(place.caseId);
  });
});

describe('a collaborator without grants', () => {
  test('never approves, submits, cancels, closes, shares, sees visits, prices, hand-overs or the practice’s people', async () => {
    const place = await shared();
    const { browser } = plain;
    const params = place;
    const reason = { reason: 'because' };
    const refused = [
      await browser.refusal(orders.approveSetup, { params, body: { ...place, packageId: null } }),
      await browser.refusal(orders.cancelOrder, { params, body: reason }),
      await browser.refusal(orders.closeOrder, { params, body: reason }),
      await browser.refusal(orders.holdOrder, { params, body: reason }),
      await browser.refusal(orders.listPackages, { params }),
      await browser.refusal(orders.startLaterOrder, { ...of(place), body: { kind: 'revision' } }),
      await browser.refusal(markPrivate, { ...of(place), body: { notShared: true } }),
      await browser.refusal(viewChairsideCard, of(place)),
      await browser.refusal(listPatientLinks, { params: { caseId: place.caseId, setupId: place.setupId } }),
      await browser.refusal(pushBack, { ...of(place), body: { version: 1, ...reason } }),
      await browser.refusal(readThread, { params: { caseId: place.caseId, laboratoryId: world.laboratoryId } }),
      await browser.refusal(addRecord, {
        params,
        body: { slot: 'photo_profile', fileName: 'a.jpg', bytes: 10, fingerprint: '' },
      }),
    ];
    expect([...new Set(refused)]).toEqual(['not_allowed']);
    const seen = await browser.call(viewCase, of(place));
    expect(seen.handOver).toBeNull();
    expect(seen.people.map(({ name, standing }) => [name, standing])).toEqual([
      ['Pat provider', 'provider'],
      ['Granted Planner', 'collaborator'],
      ['Plain Planner', 'collaborator'],
    ]);
    expect(seen.row).toMatchObject({ collaboratorStatus: 'evaluating', collaborators: 2, yourTurn: true });
    expect(JSON.stringify(seen)).not.toContain('Pat admin');
  });

  test('sees orders, records and setups, reads and writes internal comments, and declines with instructions that send them along', async () => {
    const place = await shared();
    const { browser } = plain;
    const { order, setups } = await browser.call(orders.viewOrder, { params: place });
    expect([order.mayDo, setups.length]).toEqual([['decline'], 1]);
    expect((await browser.call(listRecords, { params: place })).records.length).toBeGreaterThan(0);
    const setup = { caseId: place.caseId, setupId: place.setupId };
    expect((await browser.call(viewSetup, { params: setup })).mayDo).toEqual(['decline']);
    const comment = await browser.call(addSetupComment, {
      params: setup,
      body: { text: 'Rotate more', clientId: newId(), audience: 'internal', stage: 1, tooth: null, point: null },
    });
    expect((await world.browsers.provider.call(listSetupComments, { params: setup })).comments).toHaveLength(1);
    expect((await world.browsers.technician.call(listSetupComments, { params: setup })).comments).toEqual([]);
    await browser.call(orders.declineSetup, {
      params: place,
      body: { version: place.version, instructions: 'Please again', commentIds: [comment.id] },
    });
    expect((await world.browsers.technician.call(listSetupComments, { params: setup })).comments).toHaveLength(1);
    const { entries } = await world.browsers.technician.call(viewHistory, of(place));
    expect(entries[0]).toMatchObject({ event: 'decline', by: 'Plain Planner', actedAs: 'collaborator' });
    const collaboration = await world.browsers.provider.call(viewCollaboration, of(place));
    expect(collaboration.status).toBe('awaiting');
    expect(collaboration.collaborators.map(({ name, word }) => [name, word?.said ?? null])).toEqual([
      ['Plain Planner', 'declined'],
      ['Granted Planner', null],
    ]);
  });
});

describe('ready for approval', () => {
  test('binds to the version and content seen, and the laboratory hears nothing of it', async () => {
    const place = await shared();
    const other = { version: place.version, contentHash: 'f'.repeat(64) };
    expect(await plain.browser.refusal(markReady, { ...of(place), body: other })).toBe('not_the_version_seen');
    const later = { version: place.version + 1, contentHash: place.contentHash };
    expect(await plain.browser.refusal(markReady, { ...of(place), body: later })).toBe('not_the_version_seen');
    expect(await plain.browser.refusal(takeBackReady, of(place))).toBe('not_from_here');
    await plain.browser.call(markReady, { ...of(place), body: place });
    await plain.browser.call(markReady, { ...of(place), body: place });
    const { row } = await world.browsers.member.call(viewCase, of(place));
    expect(row).toMatchObject({ collaboratorStatus: 'ready', collaborators: 2, ready: 1 });
    const { entries } = await world.browsers.member.call(viewHistory, of(place));
    expect(entries.filter(({ event }) => event === 'mark_ready')).toHaveLength(1);
    const told = await world.browsers.technician.call(viewHistory, of(place));
    expect(told.entries.map(({ event }) => event)).not.toContain('mark_ready');
  });

  test('goes back to evaluating by the provider alone, with a reason, and can be given again', async () => {
    const place = await shared();
    const body = { version: place.version, reason: 'Look at 11 once more' };
    expect(await world.browsers.provider.refusal(pushBack, { ...of(place), body })).toBe('not_from_here');
    for (const who of [plain, granted]) await who.browser.call(markReady, { ...of(place), body: place });
    expect(await world.browsers.admin.refusal(pushBack, { ...of(place), body })).toBe('not_allowed');
    expect(await world.browsers.provider.refusal(pushBack, { ...of(place), body: { ...body, reason: ' ' } })).toBe(
      'invalid',
    );
    await world.browsers.provider.call(pushBack, { ...of(place), body });
    const after = await plain.browser.call(viewCollaboration, of(place));
    expect([after.status, after.collaborators.map(({ word }) => word?.said)]).toEqual([
      'evaluating',
      ['pushed_back', 'pushed_back'],
    ]);
    await plain.browser.call(markReady, { ...of(place), body: place });
    expect((await plain.browser.call(viewCollaboration, of(place))).status).toBe('ready');
  });

  test('of two who mark at the same moment both count', async () => {
    const place = await shared();
    await Promise.all([plain, granted].map(({ browser }) => browser.call(markReady, { ...of(place), body: place })));
    expect((await plain.browser.call(viewCase, of(place))).row).toMatchObject({ ready: 2, collaborators: 2 });
  });

  test('no longer counts when its collaborator leaves, who sees nothing from then on', async () => {
    const place = await shared();
    await plain.browser.call(markReady, { ...of(place), body: place });
    await plain.browser.call(leaveCase, of(place));
    expect(await plain.browser.refusal(viewCase, of(place))).toBe('not_found');
    const { row } = await world.browsers.provider.call(viewCase, of(place));
    expect(row).toMatchObject({ collaboratorStatus: 'evaluating', collaborators: 1, ready: 0 });
  });
});

describe('an archived case', () => {
  test('is read by its collaborators and changed no more', async () => {
    const place = await shared();
    await world.browsers.provider.call(orders.cancelOrder, { params: place, body: { reason: 'because' } });
    const seen = await granted.browser.call(viewCase, of(place));
    expect(seen.row.collaboratorStatus).toBe('archived');
    expect(seen.may).toEqual(
      ['case.see', 'prices.see', 'thread.see', 'messages.see', 'messages.write', 'collaboration.leave'].sort(
        (a, b) => seen.may.indexOf(a as never) - seen.may.indexOf(b as never),
      ),
    );
    expect(await granted.browser.refusal(markReady, { ...of(place), body: place })).toBe('not_allowed');
    const text = { text: 'x', clientId: newId() };
    const thread = { caseId: place.caseId, laboratoryId: world.laboratoryId };
    expect(await granted.browser.refusal(writeToThread, { params: thread, body: text })).toBe('not_allowed');
    await granted.browser.call(readThread, { params: thread });
  });
});

describe('a collaborator with grants', () => {
  test('talks to the laboratory, sees prices, and changes the approach alone before the setup is approved', async () => {
    const place = await shared();
    const { browser } = granted;
    const thread = { params: { caseId: place.caseId, laboratoryId: world.laboratoryId } };
    await browser.call(writeToThread, { ...thread, body: { text: 'Hello', clientId: newId() } });
    expect((await world.browsers.technician.call(readThread, thread)).messages).toHaveLength(1);
    expect(
      (await browser.call(orders.listPackages, { params: place })).packages.map(({ price }) => price),
    ).not.toContain(null);
    const { order } = await browser.call(orders.viewOrder, { params: place });
    const changed = (more: object) => ({
      params: place,
      body: { prescription: { ...order.prescription, ...more }, basedOn: order.prescriptionVersion },
    });
    expect(await browser.refusal(orders.changePrescription, changed({ instructions: 'Other' }))).toBe('not_allowed');
    const approach = { ...order.prescription.approach, wearDays: 14 as const };
    const after = await browser.call(orders.changePrescription, changed({ approach }));
    expect(after.prescriptionVersion).toBe(2);
    await world.approve(place);
    expect(await browser.refusal(orders.changePrescription, changed({ approach }))).toBe('order_moved_on');
  });

  test('prepares an order for the provider: a new patient, records, approach; and never submits it', async () => {
    const { browser, person } = granted;
    const choices = await browser.call(view.viewCollaboratorView, {});
    expect(choices.addsOrdersFor).toMatchObject([
      { practitionerId: world.practitionerId, practices: [{ id: world.practiceId }] },
    ]);
    const asked = { practitionerId: world.practitionerId, practiceId: world.practiceId, kind: 'aligner' as const };
    expect(await plain.browser.refusal(view.startOrderForProvider, { body: asked })).toBe('not_found');
    expect(await browser.refusal(view.startOrderForProvider, { body: { ...asked, practiceId: newId() } })).toBe(
      'not_found',
    );
    const draft = await browser.call(view.startOrderForProvider, { body: asked });
    expect([draft.author, draft.category, draft.laboratory?.id]).toEqual([
      'Granted Planner',
      'draft',
      world.laboratoryId,
    ]);
    const place = { caseId: draft.caseId, orderId: draft.id };
    const patient = { firstName: 'Neu', lastName: 'Patient', birthDate: '2001-02-03', sex: 'female' as const };
    await browser.call(view.nameNewPatient, { params: place, body: patient });
    await browser.call(view.nameNewPatient, { params: place, body: { ...patient, firstName: 'Nea' } });
    const seen = await browser.call(viewCase, of(place));
    expect([seen.patient?.firstName, seen.row.collaboratorStatus]).toEqual(['Nea', 'awaiting']);
    const taken = { patientId: await world.patient() };
    expect(await browser.refusal(orders.saveDraft, { params: place, body: taken })).toBe('not_allowed');
    expect(await browser.refusal(view.handToProvider, { params: place })).toBe('order_incomplete');
    const { arches, approach } = completePrescription;
    await browser.call(orders.saveDraft, { params: place, body: { arches, approach } });
    for (const { what } of (await world.order(place)).missing.filter(({ step }) => step === 'records'))
      await world.record(place, what);
    const handed = await browser.call(view.handToProvider, { params: place });
    expect([handed.handed?.by, handed.missing]).toEqual([`${person.firstName} ${person.lastName}`, []]);
    expect(await browser.refusal(orders.submitOrder, { params: place, body: {} })).toBe('not_allowed');
    expect(await foreign.browser.refusal(viewCase, of(place))).toBe('not_found');
    expect((await world.order(place)).handed?.by).toBe('Granted Planner');
    expect((await world.browsers.provider.call(viewCollaboration, of(place))).collaborators).toHaveLength(1);
  });
});

describe('my collaborator view', () => {
  test('lists what is shared with me and nothing else, with counts and what can be chosen', async () => {
    const place = await shared();
    const { rows } = await plain.browser.call(view.listSharedCases, { query: { turn: 'mine' } });
    expect(rows.map(({ id }) => id)).toContain(place.caseId);
    const elsewhere = await plain.browser.call(view.listSharedCases, { query: { provider: newId() } });
    expect(elsewhere.rows).toEqual([]);
    const counts = await plain.browser.call(view.countSharedCases, {});
    expect(counts.mine).toBe(rows.length);
    const choices = await plain.browser.call(view.sharedCaseFilterChoices, {});
    expect(choices.providers.map(({ id }) => id)).toEqual([world.practitionerId]);
    expect((await foreign.browser.call(view.listSharedCases, { query: {} })).rows).toEqual([]);
    expect((await world.browsers.provider.call(view.listSharedCases, { query: {} })).rows).toEqual([]);
  });
});
