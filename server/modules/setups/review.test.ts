import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as orders from '#contract/orders.ts';
import * as contract from '#contract/setups.ts';
import { type Place, type TreatmentWorld, treatmentWorld, type Who } from '../orders/testing/treatment-world.ts';
import { contentOfPart, deliverVersion, setupFile } from './testing/review-world.ts';

let world: TreatmentWorld;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const by = (who: Who) => world.browsers[who];
const plan = {
  wearDays: 7,
  wearDaysAt: [{ stage: 1, days: 14 }],
  ipr: [{ stage: 2, between: [11, 12], mm: 0.3 }],
  attachments: [{ tooth: 12, kind: 'rectangular', placedAt: 2 }],
};

async function inProduction(): Promise<Place> {
  const place = await world.draft();
  await world.bring(place, 'setup_in_production');
  return place;
}

/** A version in review, delivered with a treatment table. */
async function reviewed() {
  const place = await inProduction();
  const recordId = await setupFile(world, place);
  const setup = await deliverVersion(world, place, { recordId, treatment: plan });
  return { place, setup, recordId, params: { caseId: place.caseId, setupId: setup.id } };
}

const part = (params: { caseId: string; setupId: string }, name: string, who: Who, headers: object = {}) =>
  by(who).fetch(`/api/cases/${params.caseId}/setups/${params.setupId}/files/${name}`, { headers: { ...headers } });

describe('a version is not shown', () => {
  test('to who isn’t signed in, isn’t of the case, or under another case', async () => {
    const { params } = await reviewed();
    const other = await reviewed();
    expect(await world.stranger().refusal(contract.viewSetup, { params })).toBe('not_signed_in');
    expect(await by('outsider').refusal(contract.viewSetup, { params })).toBe('not_found');
    const crossed = { caseId: other.params.caseId, setupId: params.setupId };
    expect(await by('provider').refusal(contract.viewSetup, { params: crossed })).toBe('not_found');
    for (const name of contract.setupParts) {
      expect((await part(params, name, 'outsider')).status).toBe(404);
      expect((await part(crossed, name, 'provider')).status).toBe(404);
      const signedOut = world.stranger().fetch(`/api/cases/${params.caseId}/setups/${params.setupId}/files/${name}`);
      expect((await signedOut).status).toBe(401);
    }
  });

  test('to another practice of the group, nor to a laboratory that has no order of the case', async () => {
    const { params } = await reviewed();
    const elsewhere = await world.practice(await world.group());
    const dentist = await world.person();
    await world.member(elsewhere, dentist, 'practitioner', 'admin', 'dentist');
    const rival = await world.organisation('laboratory');
    const technician = await world.person();
    await world.member(rival, technician, 'laboratory_manager');
    for (const person of [dentist, technician]) {
      const browser = await world.as(person);
      expect(await browser.refusal(contract.viewSetup, { params })).toBe('not_found');
      expect(await browser.refusal(contract.listPatientLinks, { params })).toBe('not_found');
    }
  });

  test('to a laboratory whose own order of the case is another', async () => {
    const { place, params, setup } = await reviewed();
    const rival = await world.organisation('laboratory');
    const technician = await world.person();
    await world.member(rival, technician, 'technician');
    await by('provider').call(orders.approveSetup, {
      params: place,
      body: { version: setup.version, contentHash: setup.contentHash, packageId: world.packages['FLEX']! },
    });
    const later = await by('provider').call(orders.startLaterOrder, { params: place, body: { kind: 'retainer' } });
    await world.sql(
      `update orders set laboratory_id = $2, sent_at = now(), submitted_at = now(), category = 'submitted' where id = $1`,
      [later.id, rival.id],
    );
    await world.sql('select refresh_case($1)', [place.caseId]);
    const browser = await world.as(technician);
    expect((await browser.call(orders.viewOrder, { params: { ...place, orderId: later.id } })).setups).toEqual([]);
    expect(await browser.refusal(contract.viewSetup, { params })).toBe('not_found');
    const file = await browser.fetch(`/api/cases/${params.caseId}/setups/${params.setupId}/files/plan`);
    expect(file.status).toBe(404);
    expect((await by('technician').call(contract.viewSetup, { params })).setup.id).toBe(setup.id);
  });

  test('to anybody once it was withdrawn, a copy that the browser kept or not', async () => {
    const { place, params, setup } = await reviewed();
    const kept = await part(params, 'full', 'provider');
    const etag = kept.headers.get('etag')!;
    await by('technician').call(orders.withdrawSetup, {
      params: place,
      body: { version: setup.version, reason: 'wrong patient' },
    });
    for (const who of ['provider', 'member', 'technician'] as const) {
      expect(await by(who).refusal(contract.viewSetup, { params })).toBe('not_found');
      expect((await part(params, 'full', who, { 'if-none-match': etag })).status).toBe(404);
      expect((await part(params, 'full', who, { range: 'bytes=0-3', 'if-range': etag })).status).toBe(404);
    }
    expect(await by('provider').refusal(contract.makePatientLink, { params, body: {} })).toBe('not_found');
  });
});

test('a version is shown with its facts, its treatment table, the case around it and what may be done', async () => {
  const { place, params, setup, recordId } = await reviewed();
  const review = await by('provider').call(contract.viewSetup, { params });
  expect(review).toMatchObject({
    setup: { id: setup.id, version: 1, contentHash: setup.contentHash, recordId, upperStages: 10, lowerStages: 8 },
    facts: { stages: 10, durationDays: 77, totalIprMm: 0.3, attachments: 1 },
    treatment: { ipr: plan.ipr, notes: [] },
    case: { id: place.caseId, patient: { firstName: 'Paul', lastName: 'Patient' }, provider: 'Pat provider' },
    order: { id: place.orderId, kind: 'aligner', newestVersion: 1 },
    versions: [{ id: setup.id, version: 1, decision: null }],
    may: ['share', 'comment', 'export'],
  });
  expect(review.case.laboratory).toMatch(/laboratory/);
  expect(review.mayDo).toEqual(expect.arrayContaining(['approve', 'decline']));
  const seenBy = async (who: Who) => (await by(who).call(contract.viewSetup, { params })).mayDo;
  expect(await seenBy('member')).toEqual(['hold']);
  expect(await seenBy('technician')).toEqual(['withdraw_setup', 'hold']);
  const laboratory = await by('technician').call(contract.viewSetup, { params });
  expect(laboratory.may).toEqual(['comment', 'export']);
});

test('an earlier version offers no decision; the versions of the case are told without those withdrawn', async () => {
  const { place, params, recordId } = await reviewed();
  const decline = (version: number) =>
    by('provider').call(orders.declineSetup, { params: place, body: { version, instructions: 'closer' } });
  await decline(1);
  const second = await deliverVersion(world, place, { recordId: await setupFile(world, place) });
  await by('technician').call(orders.withdrawSetup, { params: place, body: { version: 2, reason: 'mistake' } });
  const third = await deliverVersion(world, place, { recordId });
  const earlier = await by('provider').call(contract.viewSetup, { params });
  expect(earlier.versions.map(({ version, decision }) => [version, decision])).toEqual([
    [1, 'declined'],
    [3, null],
  ]);
  expect(earlier.order.newestVersion).toBe(3);
  expect(earlier.mayDo).not.toContain('approve');
  expect(earlier.may).not.toContain('share');
  const newest = await by('provider').call(contract.viewSetup, { params: { ...params, setupId: third.id } });
  expect(newest.mayDo).toContain('approve');
  const gone = { ...params, setupId: second.id };
  expect(await by('provider').refusal(contract.viewSetup, { params: gone })).toBe('not_found');
});

describe('parts of a version', () => {
  test('come whole, in ranges, and not at all where the browser has them', async () => {
    const { params, recordId } = await reviewed();
    const content = contentOfPart(recordId, 'full');
    const whole = await part(params, 'full', 'provider');
    expect([whole.status, await whole.text()]).toEqual([200, content]);
    expect(whole.headers.get('cache-control')).toBe('private, no-cache');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    const etag = whole.headers.get('etag')!;
    const some = await part(params, 'full', 'technician', { range: 'bytes=5-9' });
    expect([some.status, some.headers.get('content-range'), await some.text()]).toEqual([
      206,
      `bytes 5-9/${content.length}`,
      content.slice(5, 10),
    ]);
    expect((await part(params, 'full', 'provider', { 'if-none-match': etag })).status).toBe(304);
    const tags = await Promise.all(
      contract.setupParts.map(async (name) => (await part(params, name, 'provider')).headers.get('etag')),
    );
    expect(new Set(tags).size).toBe(contract.setupParts.length);
    expect((await part(params, 'full', 'provider', { range: 'bytes=900-' })).status).toBe(416);
    expect((await part(params, 'delivered', 'provider')).status).toBe(404);
  });

  test('are recorded with who opened which version', async () => {
    const { params } = await reviewed();
    await part(params, 'coarse', 'member');
    const entries = await world.sql<{ account_id: string; facts: { changes: object[] } }>(
      `select account_id, facts from audit_entries where action = 'viewSetupFile' and subject_id = $1`,
      [params.caseId],
    );
    expect(entries).toEqual([
      {
        account_id: world.people.member.id,
        facts: {
          changes: [
            { field: 'setup', after: params.setupId },
            { field: 'part', after: 'coarse' },
          ],
        },
      },
    ]);
  });

  test('are saved under the name that the laboratory gave, where they are the file as delivered', async () => {
    const { params } = await reviewed();
    const original = await part(params, 'original', 'provider');
    expect(original.headers.get('content-disposition')).toContain('plan.glb');
    expect(original.headers.get('content-type')).toBe('model/gltf-binary');
    expect((await part(params, 'plan', 'provider')).headers.get('content-disposition')).toBeNull();
  });
});
