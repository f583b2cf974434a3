import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Organisation, Person } from '#testing/world.ts';
import { gone, type Midline, openMidline, seen } from './midline.ts';

let midline: Midline;
let practice: Organisation;
let admin: Person;

beforeAll(async () => {
  midline = await openMidline();
  const { world } = midline;
  practice = await world.practice(await world.group('Lindenhof Group'), 'Lindenhof');
  admin = await world.person({ firstName: 'Anna', lastName: 'Admin' });
  await world.member(practice, admin, 'owner_manager');
  await world.member(practice, await world.person({ firstName: 'Zoë', lastName: 'Müller' }), 'front_desk');
});
afterAll(() => midline?.stop());

test('an Admin finds a colleague by typing a part of the name, and a dialog shows whom it means', async () => {
  const page = await midline.visit(`/practices/${practice.id}/settings/users`, admin);
  const field = page.getByRole('searchbox');
  await seen(page.getByText('Anna Admin', { exact: true }));
  await page.keyboard.press('/');
  await page.keyboard.type('zoe mu');
  await gone(page.getByText('Anna Admin', { exact: true }));
  await seen(page.getByText('Zoë Müller', { exact: true }));
  await page.keyboard.press('Escape');
  expect(await field.inputValue()).toBe('');
  await seen(page.getByText('Anna Admin', { exact: true }));

  for (const time of ['once', 'again']) {
    await page.getByRole('button', { name: 'Invite staff' }).click();
    await page.getByRole('dialog').getByLabel('E-mail address').fill(admin.email);
    await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Show/ }).click();
    await gone(page.getByText('Zoë Müller', { exact: true }));
    expect([time, await field.inputValue()]).toEqual([time, 'Anna Admin']);
    await page.getByRole('button', { name: 'Clear search' }).click();
    await seen(page.getByText('Zoë Müller', { exact: true }));
  }
});
