import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import * as contract from '#contract/orders.ts';
import type { TestBrowser } from '#testing/browser.ts';
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

const by = (who: Who): TestBrowser => world.browsers[who];
async function standing(category: string): Promise<Place> {
  const place = await world.draft();
  await world.bring(place, category);
  return place;
}
const changed = (more: object = {}) => ({
  prescription: {
    ...completePrescription,
    approach: { ...completePrescription.approach, overjet: 'decrease' as const, ...more },
  },
  basedOn: 1,
});

test('a change of the prescription is a numbered version with its differences, acknowledged before the next delivery', async () => {
  const place = await standing('setup_in_production');
  const change = (body: object, who: Who = 'provider') =>
    by(who).try(contract.changePrescription, { params: place, body: body as never });
  expect((await change(changed(), 'member')).problem.code).toBe('not_allowed');
  expect((await change({ ...changed(), basedOn: 2 })).problem.code).toBe('changed_meanwhile');
  expect((await change({ prescription: completePrescription, basedOn: 1 })).problem.code).toBe('nothing_changed');
  expect((await change({ prescription: { arches: 'both' }, basedOn: 1 })).problem.code).toBe('order_incomplete');
  expect((await change(changed(), 'submitter')).reply).toMatchObject({
    prescriptionVersion: 2,
    acknowledgedVersion: 1,
  });
  await expect(world.deliver(place)).rejects.toThrow('prescription_not_acknowledged');
  const acknowledge = (version: number, who: Who) =>
    by(who).try(contract.acknowledgePrescription, { params: { ...place, version: version as never } });
  expect((await acknowledge(2, 'provider')).problem.code).toBe('not_allowed');
  expect((await acknowledge(3, 'technician')).problem.code).toBe('not_found');
  expect((await acknowledge(2, 'technician')).reply.acknowledgedVersion).toBe(2);
  await world.deliver(place);
  const { versions } = await by('provider').call(contract.viewOrder, { params: place });
  expect(versions).toMatchObject([
    {
      version: 2,
      by: 'Pat submitter',
      changes: [{ field: 'approach.overjet', before: '"maintain"', after: '"decrease"' }],
      acknowledgedBy: 'Pat technician',
    },
    { version: 1, changes: [], acknowledgedBy: 'Pat technician' },
  ]);
  await world.approve(place);
  expect((await change({ ...changed({ wearDays: 14 }), basedOn: 2 })).problem.code).toBe('order_moved_on');
});

test('the manager assigns, any of the laboratory promises, the practice neither', async () => {
  const place = await standing('submitted');
  const assign = (who: Who, accountId: string | null) =>
    by(who).try(contract.assignTechnician, { params: place, body: { accountId } });
  const technician = world.people.technician.id;
  expect((await assign('technician', technician)).problem.code).toBe('not_allowed');
  expect((await assign('manager', world.people.provider.id)).problem.code).toBe('not_of_laboratory');
  expect((await assign('manager', technician)).reply.technician).toEqual({
    accountId: technician,
    name: 'Pat technician',
  });
  expect((await world.order(place)).technician).toBeNull();
  const promise = (who: Who) =>
    by(who).try(contract.promiseDate, { params: place, body: { promisedOn: '2030-02-03' } });
  expect((await promise('provider')).problem.code).toBe('not_allowed');
  expect((await promise('technician')).reply.promisedOn).toBe('2030-02-03');
  expect((await world.order(place)).promisedOn).toBe('2030-02-03');
  await by('technician').call(contract.acceptOrder, { params: place, body: { promisedOn: '2030-02-04' } });
  await world.deliver(place);
  expect((await world.order(place)).promisedOn).toBeNull();
  expect((await promise('technician')).problem.code).toBe('order_moved_on');
});

test('a named manufacturer sees what was sent, and works it from manufacturing on alone', async () => {
  const other = await world.organisation('laboratory');
  const maker = await world.person({ firstName: 'Max', lastName: 'Maker' });
  await world.member(other, maker, 'laboratory_manager');
  const makers = await world.as(maker);
  const place = await standing('setup_in_production');
  const name = (browser: TestBrowser, laboratoryId: string) =>
    browser.try(contract.nameManufacturer, { params: place, body: { laboratoryId } });
  expect((await name(by('technician'), other.id)).problem.code).toBe('not_allowed');
  expect((await name(by('manager'), world.laboratoryId)).problem.code).toBe('laboratory_not_offered');
  expect((await name(by('manager'), world.practiceId)).problem.code).toBe('laboratory_not_offered');
  expect(await makers.refusal(contract.viewOrder, { params: place })).toBe('not_found');
  const { laboratories } = await by('manager').call(contract.listManufacturers, { params: place });
  expect(laboratories.map(({ id }) => id)).toContain(other.id);
  expect((await name(by('manager'), other.id)).reply.manufacturer).toEqual({ id: other.id, name: other.name });
  const seen = (await makers.call(contract.viewOrder, { params: place })).order;
  expect([seen.mayDo, seen.may]).toEqual([[], []]);
  expect(await makers.refusal(contract.refuseOrder, { params: place, body: { reason: 'no' } })).toBe('not_allowed');
  expect((await name(makers, world.laboratoryId)).problem.code).toBe('not_allowed');
  await world.deliver(place);
  await world.approve(place);
  await makers.call(contract.beginManufacturing, { params: place, body: {} });
  await makers.call(contract.shipOrder, { params: place, body: { carrier: 'UPS', trackingNumber: '1Z' } });
  expect((await world.order(place)).category).toBe('shipped');
});

test('packages are listed with their prices for who may see prices: the provider side, not a technician', async () => {
  const place = await standing('setup_awaiting_approval');
  expect(await by('technician').refusal(contract.listPackages, { params: place })).toBe('not_allowed');
  const { packages } = await by('provider').call(contract.listPackages, { params: place });
  expect(packages.map(({ name }) => name)).toEqual(['FLEX', 'MINI', 'ONE', 'TWO', 'UNLIMITED 3', 'UNLIMITED 5']);
  expect(packages[1]).toMatchObject({ stages: 12, revisions: 1, retainerSets: 0, months: 6, price: '' });
});

test('everybody who sees the case is told live of each step', async () => {
  const place = await standing('submitted');
  const told = () =>
    world.sql<{ organisation_id: string }>(
      `select organisation_id from events where case_id = $1 and kind = 'case_changed' order by position desc limit 2`,
      [place.caseId],
    );
  await by('technician').call(contract.acceptOrder, { params: place, body: {} });
  expect((await told()).map(({ organisation_id }) => organisation_id).sort()).toEqual(
    [world.practiceId, world.laboratoryId].sort(),
  );
});
