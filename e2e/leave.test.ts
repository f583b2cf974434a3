import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Organisation, Person } from '#testing/world.ts';
import { type Midline, openMidline, seen, title } from './midline.ts';

let midline: Midline;
let practice: Organisation;
let admin: Person;

beforeAll(async () => {
  midline = await openMidline();
  const { world } = midline;
  practice = await world.practice(await world.group(), 'Birkenhof');
  admin = await world.person({ firstName: 'Anna', lastName: 'Admin' });
  await world.member(practice, admin, 'owner_manager');
});
afterAll(() => midline?.stop());

/** The Admin's page of members, where somebody is shown out. */
async function act(name: string, what: 'Deactivate' | 'Remove'): Promise<Page> {
  const page = await midline.visit(`/practices/${practice.id}/settings/users`, admin);
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: what }).click();
  await page
    .getByRole('dialog', { name: `${what} ${name}?` })
    .getByRole('button', { name: what })
    .click();
  return page;
}

test('a deactivated person is out at once, in an open tab too, and the records stay', async () => {
  const { world } = midline;
  const dentist = await world.person({ firstName: 'Dora', lastName: 'Dentist' });
  await world.member(practice, dentist, 'practitioner', 'admin', 'dentist');
  const open = await midline.visit(`/practices/${practice.id}/settings/users`, dentist);
  await seen(open.getByText('Anna Admin'));

  const page = await act('Dora Dentist', 'Deactivate');
  await seen(open.getByText('You no longer have access to Birkenhof'));
  expect(await open.getByText('Anna Admin').count()).toBe(0);
  await open.goto(`/practices/${practice.id}`);
  await seen(title(open, 'Nothing to see here'));

  const practitioners = page.getByRole('list', { name: 'Practitioners', exact: true });
  const row = practitioners.getByRole('listitem').filter({ hasText: 'Dora Dentist' });
  await seen(row.getByText('Deactivated'), row.getByText('Practitioner · Dentist'));
  const records = await world.sql('select id from practitioners where account_id = $1', [dentist.id]);
  expect(records).toHaveLength(1);

  await row.getByRole('button', { name: 'Actions for Dora Dentist' }).click();
  await page.getByRole('menuitem', { name: 'Reactivate' }).click();
  await seen(page.getByText('Dora Dentist is active again.'));
  await open.reload();
  await seen(title(open, 'Manage Orders'));
});

test('a removed member no longer sees the practice', async () => {
  const { world } = midline;
  const elsewhere = await world.practice(await world.group(), 'Elsewhere');
  const person = await world.person({ firstName: 'Remo', lastName: 'Removed' });
  await world.member(practice, person, 'front_desk');
  await world.member(elsewhere, person, 'front_desk');
  const open = await midline.visit(`/practices/${practice.id}`, person);
  await seen(title(open, 'Manage Orders'));

  const page = await act('Remo Removed', 'Remove');
  await seen(page.getByText('Remo Removed has been removed.'));
  await seen(open.getByText('You no longer have access to Birkenhof'));
  await open.getByRole('link', { name: 'Go on' }).click();
  await open.waitForURL(`**/practices/${elsewhere.id}`);
  await open.getByRole('button', { name: /^Change practice/ }).click();
  await seen(open.getByRole('menuitem', { name: 'Elsewhere' }));
  expect(await open.getByRole('menuitem', { name: 'Birkenhof' }).count()).toBe(0);
  await open.goto(`/practices/${practice.id}`);
  await seen(title(open, 'Nothing to see here'));
  const staff = page.getByRole('list', { name: 'Administrative staff', exact: true });
  expect(await staff.getByText('Remo Removed').count()).toBe(0);
});
