import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPackages } from '#contract/orders.ts';
import type { Person } from '#testing/world.ts';
import { type Cast, openCast } from './case-cast.ts';
import { choose, gone, seen, title } from './midline.ts';

let cast: Cast;
let manager: Person;

beforeAll(async () => {
  cast = await openCast();
  manager = await cast.world.person({ firstName: 'Lena', lastName: 'Lead' });
  await cast.world.member(cast.laboratory, manager, 'laboratory_manager');
});
afterAll(() => cast?.stop());

const settings = (page: string) => `/laboratories/${cast.laboratory.id}/settings/${page}`;

test('a laboratory’s manager edits its packages; a technician reads them, a provider is offered them', async () => {
  const { world, provider, technician } = cast;
  const page = await cast.visit(settings('packages'), manager);
  const reader = await cast.visit(settings('packages'), technician);
  await seen(title(reader, 'Packages'));
  await seen(reader.getByLabel('Name').first());
  expect(await reader.getByLabel('Name').first().isDisabled()).toBe(true);
  expect(await reader.getByRole('button', { name: 'Save' }).count()).toBe(0);

  await page.getByRole('button', { name: 'Add a package' }).click();
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await page.getByLabel('Name').last().fill('EXPRESS');
  await page.getByLabel('Stages').last().fill('8');
  await page.getByLabel('Price, as text').last().fill('EUR 490');
  await page.getByRole('button', { name: 'Move EXPRESS up' }).click();
  await page.getByRole('button', { name: 'Remove MINI' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await seen(page.getByText('Saved'));
  // The technician's open page follows.
  await gone(reader.getByRole('button', { name: /MINI/ }));
  await seen(reader.locator('input[value="EXPRESS"]'));

  const place = await cast.submitted('Emil');
  const dentist = await world.as(provider);
  const { packages } = await dentist.call(listPackages, { params: place });
  expect(packages.at(-2)).toMatchObject({ name: 'EXPRESS', stages: 8, revisions: null });
  expect(packages.map(({ name }) => name)).not.toContain('MINI');
});

test('what a laboratory requires from now on keeps a draft from being submitted', { timeout: 120_000 }, async () => {
  const { practice, provider } = cast;
  const { caseId, orderId } = await cast.draft('Rosa');
  const dentist = await cast.visit(`/practices/${practice.id}/cases/${caseId}/orders/${orderId}?step=5`, provider);
  const submit = dentist.getByRole('button', { name: 'Submit to Clear Lab' });
  await seen(submit);
  expect(await submit.isDisabled()).toBe(false);

  const page = await cast.visit(settings('records'), manager);
  const need = page.getByRole('combobox', { name: 'Panoramic X-ray, Aligner order' });
  await need.selectOption('Required');
  await page.getByRole('button', { name: 'Save' }).click();
  await seen(page.getByText('Saved'));

  await dentist.reload();
  await seen(
    dentist.getByRole('heading', { name: 'Before this can be submitted' }),
    dentist.getByText('panoramic X-ray'),
  );
  expect(await submit.isDisabled()).toBe(true);
});

test('a laboratory’s manager invites a technician, and shuts one out at once', { timeout: 120_000 }, async () => {
  const { world, laboratory } = cast;
  const former = await world.person({ firstName: 'Frida', lastName: 'Former' });
  await world.member(laboratory, former, 'technician');
  const open = await cast.visit(`/laboratories/${laboratory.id}`, former);
  await seen(title(open, 'Manage Orders'));

  const page = await cast.visit(settings('users'), manager);
  await page
    .getByRole('button', { name: /^Invite/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill('nina@lab.example');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('First name').fill('Nina');
  await page.getByLabel('Last name').fill('New');
  await choose(page, 'Role', 'Technician');
  await page.getByRole('button', { name: 'Create invitation' }).click();
  await seen(page.getByRole('listitem').filter({ hasText: 'Nina New' }).getByText('Pending'));

  await page.getByRole('button', { name: 'Actions for Frida Former' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await page
    .getByRole('dialog', { name: 'Deactivate Frida Former?' })
    .getByRole('button', { name: 'Deactivate' })
    .click();
  await seen(open.getByText('You no longer have access to Clear Lab'));
});
