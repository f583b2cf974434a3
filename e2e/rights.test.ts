import { afterAll, beforeAll, expect, test } from 'vitest';
import { viewPractice } from '#contract/practices.ts';
import { invite, removeMember } from '#contract/team.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { type Midline, openMidline, seen, title } from './midline.ts';

let midline: Midline;
let group: Organisation;
let practice: Organisation;
let admin: Person;
let adminMembership: string;

beforeAll(async () => {
  midline = await openMidline();
  const { world } = midline;
  group = await world.group('Lake Group');
  practice = await world.practice(group, 'Lakeside');
  admin = await world.person({ firstName: 'Anna', lastName: 'Admin', email: 'anna@example.org' });
  adminMembership = await world.member(practice, admin, 'owner_manager');
});
afterAll(() => midline?.stop());

test('a user (not Admin) sees colleagues’ names and roles but can’t invite, change or remove anyone', async () => {
  const { world } = midline;
  const user = await world.person({ firstName: 'Uma', lastName: 'User' });
  await world.member(practice, user, 'front_desk', 'user');
  const page = await midline.visit(`/practices/${practice.id}`, user);
  await page.getByRole('link', { name: 'Settings' }).click();
  const staff = page.getByRole('list', { name: 'Administrative staff', exact: true });
  await seen(staff.getByRole('listitem').filter({ hasText: 'Anna Admin' }).filter({ hasText: 'Owner/Manager' }));
  await seen(staff.getByRole('listitem').filter({ hasText: 'Uma User' }).filter({ hasText: 'DA/Front Desk' }));
  for (const name of [/Invite/, /Import/, /Actions for/]) {
    expect(await page.getByRole('main').getByRole('button', { name }).count(), String(name)).toBe(0);
  }
  expect(await page.getByText('anna@example.org').count()).toBe(0);
  expect(await page.getByRole('link', { name: /Practice information|Security|Audit/ }).count()).toBe(0);

  // Asked without the page, the answer is the same.
  const browser = await world.as(user);
  const params = { organisationId: practice.id };
  const body = { email: 'x@example.org', firstName: 'X', lastName: 'Y', role: 'front_desk' as const };
  expect(await browser.refusal(invite, { params, body })).toBe('not_allowed');
  const leaving = { params: { ...params, memberId: adminMembership }, body: { keep: [], wholeGroup: false } };
  expect(await browser.refusal(removeMember, leaving)).toBe('not_allowed');
});

test('a director changes only their own practice', async () => {
  const { world } = midline;
  const other = await world.practice(group, 'Hillside');
  const closed = await world.practice(group, 'Closed House');
  const director = await world.person({ firstName: 'Dirk', lastName: 'Director' });
  await world.member(practice, director, 'owner_manager', 'admin');
  await world.member(other, director, 'owner_manager', 'user');

  const page = await midline.visit(`/practices/${practice.id}/settings/practice`, director);
  await page.getByLabel('Phone').fill('+49 30 1234567');
  await page.getByRole('button', { name: 'Save' }).click();
  await seen(page.getByText('Saved.'));

  // In the other one every page, but read-only.
  await page.getByRole('button', { name: /^Change practice/ }).click();
  await page.getByRole('menuitem', { name: 'Hillside' }).click();
  await page.waitForURL(`**/practices/${other.id}`);
  await seen(page.getByRole('button', { name: /^Change practice.*Hillside/ }));
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.waitForURL(`**/practices/${other.id}/settings/**`);
  await seen(page.getByRole('list', { name: 'Administrative staff', exact: true }).getByText('Dirk Director'));
  expect(await page.getByRole('button', { name: /Invite|Actions for/ }).count()).toBe(0);
  await page.getByRole('link', { name: 'Practice information' }).click();
  await seen(page.getByText('An Admin can change them.'));
  expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);

  // And the third of the group doesn't exist for them.
  await page.goto(`/practices/${closed.id}/settings/practice`);
  await seen(title(page, 'Nothing to see here'));
  const browser = await world.as(director);
  expect(await browser.refusal(viewPractice, { params: { practiceId: closed.id } })).toBe('not_found');
  const own = await (await world.as(admin)).call(viewPractice, { params: { practiceId: practice.id } });
  expect(own.phone).toBe('+49 30 1234567');
});
