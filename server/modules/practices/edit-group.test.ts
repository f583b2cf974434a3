import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readAudit } from '#contract/audit.ts';
import { editGroup, viewGroup } from '#contract/practices.ts';
import { makeWorld, type Organisation, type Person, type World } from '../../testing/world.ts';

let world: World;
let group: Organisation;
let practice: Organisation;
let manager: Person;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
  group = await world.group('Harbour Group');
  practice = await world.practice(group, 'Harbour East');
  await world.practice(group, 'Harbour Annex');
  manager = await world.person({ firstName: 'Mia', lastName: 'Manager' });
  await world.member(group, manager, 'group_manager');
});
afterAll(() => world?.stop());

const params = () => ({ groupId: group.id });

test('an Admin of a practice of the group doesn’t see the group’s page', async () => {
  const admin = await world.person();
  await world.member(practice, admin, 'owner_manager', 'admin');
  expect(await (await world.as(admin)).refusal(viewGroup, { params: params() })).toBe('not_found');
});

test('the instance administrator sees that the group is there, but doesn’t run it', async () => {
  const administrator = await world.person({ instanceAdministrator: true });
  expect(await (await world.as(administrator)).refusal(viewGroup, { params: params() })).toBe('not_allowed');
});

test('a manager of another group finds nothing', async () => {
  const other = await world.person();
  await world.member(await world.group(), other, 'group_manager');
  const browser = await world.as(other);
  expect(await browser.refusal(viewGroup, { params: params() })).toBe('not_found');
  const body = { name: 'Mine now', providerClinicalRoles: [] };
  expect(await browser.refusal(editGroup, { params: params(), body })).toBe('not_found');
});

test('a name that another group has is refused', async () => {
  await world.group('taken name');
  const browser = await world.as(manager);
  const body = { name: 'TAKEN Name', providerClinicalRoles: ['dentist' as const] };
  expect(await browser.refusal(editGroup, { params: params(), body })).toBe('name_taken');
  expect((await browser.call(viewGroup, { params: params() })).name).toBe('Harbour Group');
});

describe('a group manager', () => {
  test('sees the practices by name, with those who are active in them', async () => {
    const [staff, gone] = [await world.person(), await world.person()];
    await world.member(practice, staff, 'front_desk');
    const left = await world.member(practice, gone, 'front_desk');
    await world.sql('update members set deactivated_at = now() where id = $1', [left]);
    const shown = await (await world.as(manager)).call(viewGroup, { params: params() });
    expect(shown.practices.map(({ name, members }) => [name, members])).toEqual([
      ['Harbour Annex', 0],
      ['Harbour East', 2],
    ]);
    expect(shown.may).toContain('practices.create');
  });

  test('opens being provider to further clinical roles, and never closes it to dentists', async () => {
    const browser = await world.as(manager);
    const body = { name: 'Harbour Dental', providerClinicalRoles: ['hygienist' as const, 'hygienist' as const] };
    const after = await browser.call(editGroup, { params: params(), body });
    expect(after).toMatchObject({ name: 'Harbour Dental', providerClinicalRoles: ['dentist', 'hygienist'] });
    const none = await browser.call(editGroup, { params: params(), body: { ...body, providerClinicalRoles: [] } });
    expect(none.providerClinicalRoles).toEqual(['dentist']);
    const log = await browser.call(readAudit, { params: { organisationId: group.id }, query: { kind: 'changes' } });
    expect(log.entries.at(-1)).toMatchObject({ action: 'editGroup', person: 'Mia Manager', position: 'group_manager' });
    expect(log.entries.at(-1)?.changes).toEqual([
      { field: 'name', before: 'Harbour Group', after: 'Harbour Dental' },
      { field: 'providerClinicalRoles', before: 'dentist', after: 'dentist, hygienist' },
    ]);
  });
});
