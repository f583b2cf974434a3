import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readAudit } from '#contract/audit.ts';
import { editSecuritySettings, viewPractice, viewSecuritySettings } from '#contract/practices.ts';
import { makeWorld, type Organisation, type Person, type World } from '../../testing/world.ts';

let world: World;
let practice: Organisation;
let admin: Person;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
  practice = await world.practice(await world.group());
  admin = await world.person();
  await world.member(practice, admin, 'practitioner', 'admin', 'dentist');
});
afterAll(() => world?.stop());

const params = () => ({ practiceId: practice.id });
const settings = { secondFactorRequired: true, workstationIdleMinutes: 10 };

test('a user may neither see nor change them', async () => {
  const user = await world.person();
  await world.member(practice, user, 'practitioner', 'user', 'dentist');
  const browser = await world.as(user);
  expect(await browser.refusal(viewSecuritySettings, { params: params() })).toBe('not_allowed');
  expect(await browser.refusal(editSecuritySettings, { params: params(), body: settings })).toBe('not_allowed');
});

test.each([0, 121, 2.5])('%s idle minutes are refused', async (workstationIdleMinutes) => {
  const browser = await world.as(admin);
  const body = { ...settings, workstationIdleMinutes };
  expect(await browser.refusal(editSecuritySettings, { params: params(), body })).toBe('invalid');
});

test('an Admin requires a second factor: whoever has none is asked for it before the practice opens', async () => {
  const browser = await world.as(admin);
  const after = await browser.call(editSecuritySettings, { params: params(), body: settings });
  expect(after).toMatchObject(settings);
  expect(await browser.call(viewSecuritySettings, { params: params() })).toEqual(after);
  const log = await browser.call(readAudit, {
    params: { organisationId: practice.id },
    query: { action: 'editSecuritySettings' },
  });
  expect(log.entries[0]?.changes).toEqual([
    { field: 'secondFactorRequired', before: 'false', after: 'true' },
    { field: 'workstationIdleMinutes', before: '5', after: '10' },
  ]);
  await world.sql('update sessions set second_factor_at = null where account_id = $1', [admin.id]);
  expect(await browser.refusal(viewPractice, { params: params() })).toBe('second_factor_required');
});
