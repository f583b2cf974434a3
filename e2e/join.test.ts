import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invite } from '#contract/team.ts';
import { password, withPassword } from '#modules/identity/testing/with-password.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { gone, type Midline, openMidline, seen, title } from './midline.ts';

let midline: Midline;
let practice: Organisation;
let admin: Person;

beforeAll(async () => {
  midline = await openMidline();
  const { world } = midline;
  practice = await world.practice(await world.group(), 'Seepraxis');
  admin = await world.person({ firstName: 'Anna', lastName: 'Admin' });
  await world.member(practice, admin, 'owner_manager');
});
afterAll(() => midline?.stop());

/** An open invitation to the practice, and its link. */
async function invited(email: string): Promise<string> {
  const browser = await midline.world.as(admin);
  await browser.call(invite, {
    params: { organisationId: practice.id },
    body: { email, firstName: 'Ira', lastName: 'Invited', role: 'front_desk' },
  });
  return midline.link('invitation', email);
}

async function membershipsOf(email: string): Promise<number> {
  const rows = await midline.world.sql(
    'select id from members where organisation_id = $1 and lower(email) = lower($2)',
    [practice.id, email],
  );
  return rows.length;
}

test('an invited person with an account approves after sign-in', async () => {
  const { world } = midline;
  const person = await withPassword(world, { firstName: 'Rosa', lastName: 'Known' });
  await world.member(await world.practice(await world.group(), 'Elsewhere'), person, 'front_desk');
  const page = await midline.visit(await invited(person.email));
  await seen(page.getByText('Sign in to approve or decline it.'));
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await seen(page.getByRole('button', { name: 'Decline' }));
  expect(await membershipsOf(person.email)).toBe(0);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.waitForURL(`**/practices/${practice.id}`);
  await page.getByRole('button', { name: /^Change practice/ }).click();
  await seen(page.getByRole('menuitem', { name: 'Elsewhere' }), page.getByRole('menuitem', { name: 'Seepraxis' }));
});

test('a waiting invitation shows at once to somebody already signed in, link or no link', async () => {
  const { world } = midline;
  const person = await world.person({ firstName: 'Lea', lastName: 'Busy' });
  await world.member(await world.practice(await world.group(), 'Elsewhere'), person, 'front_desk');
  const page = await midline.visit('/', person);
  await seen(title(page, 'Manage Orders'));
  await invited(person.email);
  await seen(page.getByText('An invitation is waiting for your answer.'));
  await page.getByRole('link', { name: 'See and answer' }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.waitForURL(`**/practices/${practice.id}`);
  await seen(title(page, 'Manage Orders'));
  await gone(page.getByText('An invitation is waiting for your answer.'));
});

test('signed in with another address: told so and offered to switch account; the invitation stays intact', async () => {
  const { world } = midline;
  const other = await world.person({ firstName: 'Otto', lastName: 'Other', email: 'otto@example.org' });
  await world.member(await world.practice(await world.group()), other, 'front_desk');
  const page = await midline.visit(await invited('switch@example.org'), other);
  await seen(page.getByText('This invitation is for switch@example.org, but you are signed in as otto@example.org.'));
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Switch account' }).click();
  await page.getByLabel('Choose a password').fill(password);
  await page.getByRole('button', { name: 'Get started' }).click();
  await page.waitForURL(`**/practices/${practice.id}`);
  await seen(page.getByRole('button', { name: 'Your menu: Ira Invited' }));
  expect(await membershipsOf('otto@example.org')).toBe(0);
});

test('two browser tabs accept at once and make one membership', async () => {
  const { world } = midline;
  const person = await world.person({ firstName: 'Tina', lastName: 'Twotabs' });
  const tabs = await twoTabs(await midline.visit(await invited(person.email), person));
  await clickAtOnce(tabs, 'Approve');
  await Promise.all(tabs.map((tab) => seen(title(tab, 'Manage Orders').or(accepted(tab)))));
  expect(await membershipsOf(person.email)).toBe(1);
});

test('two browser tabs sign up at once and make one account and one membership', async () => {
  const tabs = await twoTabs(await midline.visit(await invited('twice@example.org')));
  for (const tab of tabs) await tab.getByLabel('Choose a password').fill(password);
  await clickAtOnce(tabs, 'Get started');
  await Promise.all(tabs.map((tab) => seen(title(tab, 'Manage Orders').or(accepted(tab)))));
  expect(await membershipsOf('twice@example.org')).toBe(1);
  for (const tab of tabs) {
    await tab.goto('/');
    await seen(title(tab, 'Manage Orders'), tab.getByRole('button', { name: 'Your menu: Ira Invited' }));
  }
});

const accepted = (page: Page) => title(page, 'This invitation has been accepted');

/** The same page once more, in another tab of the same browser. */
async function twoTabs(one: Page): Promise<[Page, Page]> {
  const other = await one.context().newPage();
  await other.goto(one.url());
  return [one, other];
}

async function clickAtOnce(tabs: Page[], button: string): Promise<void> {
  const buttons = tabs.map((tab) => tab.getByRole('button', { name: button }));
  await seen(...buttons);
  await Promise.all(buttons.map((each) => each.click()));
}

test('the older link of an invitation sent again says so and offers the way forward', async () => {
  const { world } = midline;
  const page = await midline.visit(`/practices/${practice.id}/settings/users`, admin);
  const first = await invited('again@example.org');
  await page.getByPlaceholder('Find by name, role or e-mail address').fill('again@');
  // The list follows what is typed a moment later.
  const actions = page.getByRole('button', { name: 'Actions for Ira Invited' });
  await seen(page.getByText('again@example.org'));
  await gone(actions.nth(1));
  await actions.click();
  await page.getByRole('menuitem', { name: 'Send again' }).click();
  await seen(page.getByText(/has a new link and seven new days/));

  const stranger = await midline.visit(first);
  await seen(title(stranger, 'There is a newer link'));
  // Within a minute of the last mail none is sent once more.
  world.clock.pass({ minutes: 2 });
  const before = (await world.letters('again@example.org')).length;
  await stranger.getByRole('button', { name: 'Send the newest link' }).click();
  await seen(stranger.getByText('Sent. Please look into the mailbox of the invited address.'));
  expect((await world.letters('again@example.org')).length).toBe(before + 1);
  await stranger.goto(await midline.link('invitation', 'again@example.org'));
  await stranger.getByLabel('Choose a password').fill(password);
  await stranger.getByRole('button', { name: 'Get started' }).click();
  await stranger.waitForURL(`**/practices/${practice.id}`);
});

test('a group manager adds a known person to a second practice by address alone', async () => {
  const { world } = midline;
  const group = await world.group('Two Sites');
  const north = await world.practice(group, 'North');
  const south = await world.practice(group, 'South');
  const manager = await world.person({ firstName: 'Gita', lastName: 'Manager' });
  await world.member(group, manager, 'group_manager');
  const dentist = await world.person({ firstName: 'Dora', lastName: 'Dentist', email: 'dora@example.org' });
  await world.member(north, dentist, 'practitioner', 'admin', 'dentist');

  const page = await midline.visit(`/practices/${south.id}/settings/users`, manager);
  await page.getByRole('button', { name: 'Invite staff' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill('Dora@Example.org');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await seen(page.getByRole('dialog', { name: 'Add Dora Dentist' }));
  await seen(dialog.getByRole('radio', { name: /^User:/, checked: true }));
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const practitioners = page.getByRole('list', { name: 'Practitioners', exact: true });
  await seen(practitioners.getByRole('listitem').filter({ hasText: 'Dora Dentist' }).filter({ hasText: 'Dentist' }));
  expect((await world.letters('dora@example.org')).map(({ template }) => template)).toEqual(['team.addedToPractice']);

  const joined = await midline.visit(`/practices/${south.id}`, dentist);
  await seen(title(joined, 'Manage Orders'));
});
