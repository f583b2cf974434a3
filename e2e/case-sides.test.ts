import { afterAll, beforeAll, expect, test } from 'vitest';
import { deactivateMember, listMembers } from '#contract/team.ts';
import { askForLittle, type Cast, openCast, order } from './case-cast.ts';
import { gone, seen, title } from './midline.ts';

let cast: Cast;

beforeAll(async () => {
  cast = await openCast();
});
afterAll(() => cast?.stop());

test('a laboratory sees only what was sent to it', { timeout: 120_000 }, async () => {
  const { world, practice, laboratory, technician, admin } = cast;
  const other = await world.organisation('laboratory', 'Other Lab');
  const stranger = await world.person({ firstName: 'Olga', lastName: 'Other' });
  await world.member(other, stranger, 'technician');
  await order(world, practice, other, admin);
  await askForLittle(world, other);
  const mine = await cast.submitted('Minna');
  const theirs = await cast.submitted('Theo', other);
  const draft = await cast.draft('Doris');

  const page = await cast.visit(`/laboratories/${laboratory.id}`, technician);
  await seen(page.getByText(/Patient, Minna/).first());
  expect(await page.getByText(/Theo|Doris/).count()).toBe(0);
  for (const hidden of [theirs, draft]) {
    await page.goto(`/laboratories/${laboratory.id}/cases/${hidden.caseId}`);
    await gone(page.getByRole('region', { name: 'What to do next' }));
    expect(await page.getByText(/Theo|Doris/).count()).toBe(0);
  }
  const outside = await cast.visit(`/laboratories/${other.id}/cases/${mine.caseId}`, stranger);
  await gone(outside.getByText(/Minna/));
  await outside.goto(`/laboratories/${other.id}`);
  await seen(outside.getByText(/Patient, Theo/).first());
  expect(await outside.getByText(/Minna/).count()).toBe(0);
});

test('a saved view returns on another device', { timeout: 120_000 }, async () => {
  const { practice, frontDesk } = cast;
  await cast.submitted('Vera');
  await cast.draft('Viktor');
  const page = await cast.visit(`/practices/${practice.id}?category=submitted&sort=patient`, frontDesk);
  await seen(page.getByText(/Patient, Vera/).first());
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view' }).click();
  await page.getByLabel('Name of the view').fill('With the laboratory');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await seen(page.getByRole('button', { name: 'With the laboratory' }));

  const other = await cast.visit(`/practices/${practice.id}`, frontDesk);
  await seen(other.getByText(/Patient, Viktor/).first());
  await other.getByRole('button', { name: 'Saved views' }).click();
  await other.getByRole('menuitem', { name: 'With the laboratory' }).click();
  await seen(other.getByText(/Patient, Vera/).first());
  await gone(other.getByText(/Patient, Viktor/).first());
  expect(new URL(other.url()).search).toContain('submitted');
});

test('a case that needs a provider is handed over, and is the new provider’s once accepted', {
  timeout: 120_000,
}, async () => {
  const { world, practice, provider, colleague, admin } = cast;
  const { caseId } = await cast.submitted('Nina');
  const boss = await world.as(admin);
  const params = { organisationId: practice.id };
  const { members } = await boss.call(listMembers, { params });
  const leaving = members.find((member) => member.accountId === provider.id)!;
  await boss.call(deactivateMember, { params: { ...params, memberId: leaving.id }, body: {} });

  const page = await cast.visit(`/practices/${practice.id}?needsProvider=true`, admin);
  await page.getByRole('row', { name: /Nina/ }).getByRole('link').click();
  await seen(page.getByText(/This case needs a provider/));
  await page.locator('button[aria-label="More actions"]').click();
  await page.getByRole('menuitem', { name: 'Hand over' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'New provider' }).click();
  await page.getByRole('option', { name: /Cora Colleague/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Offer' }).click();
  await gone(page.getByRole('dialog'));

  const taking = await cast.visit(`/practices/${practice.id}`, colleague);
  await seen(taking.getByText('A case is offered to you'));
  await taking.getByRole('link', { name: 'Show' }).click();
  await seen(title(taking, 'Cases offered to you'));
  await taking.getByRole('button', { name: 'Accept', exact: true }).click();
  await gone(page.getByText(/This case needs a provider/));
  await taking.goto(`/practices/${practice.id}/cases/${caseId}`);
  await seen(taking.getByText('Cora Colleague').first());
});
