import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cast, openCast } from './case-cast.ts';
import { choose, gone, seen } from './midline.ts';

let cast: Cast;

beforeAll(async () => {
  cast = await openCast();
});
afterAll(() => cast?.stop());

test('an Admin ticks cases in Manage Orders and hands them over; they change their provider when the colleague accepts', {
  timeout: 240_000,
}, async () => {
  const { practice, admin, colleague, frontDesk, world } = cast;
  const made = [await cast.submitted('Hanna'), await cast.submitted('Hedda'), await cast.submitted('Helga')];
  const numbers: number[] = [];
  for (const { caseId } of made) {
    const [row] = await world.sql<{ number: number }>('select number from cases where id = $1', [caseId]);
    numbers.push(row!.number);
  }
  const [first, second, third] = numbers as [number, number, number];

  const list = await cast.visit(`/practices/${practice.id}`, admin);
  const row = (number: number) => list.getByRole('row').filter({ hasText: String(number) });
  for (const number of numbers) await seen(row(number).getByText('Dana Dentist'));
  const theirs = await cast.visit(`/practices/${practice.id}`, colleague);
  await seen(theirs.getByRole('row').filter({ hasText: String(first) }));

  for (const number of [first, second]) await list.getByRole('checkbox', { name: `Select case ${number}` }).click();
  const selection = list.getByRole('region', { name: '2 cases selected' });
  await selection.getByRole('button', { name: 'Hand over' }).click();
  const dialog = list.getByRole('dialog', { name: 'Hand over' });
  await seen(dialog.getByText(/^2 cases are offered to another provider/));
  await dialog.getByRole('combobox', { name: 'New provider' }).click();
  // Whose they are isn't offered them.
  expect(await list.getByRole('option', { name: 'Dana Dentist' }).count()).toBe(0);
  await list.getByRole('option', { name: 'Cora Colleague' }).click();
  await dialog.getByRole('button', { name: 'Offer', exact: true }).click();
  await seen(list.getByText(/2 cases offered/));
  await gone(dialog, selection);
  // Until the colleague accepts, nothing changes.
  await seen(row(first).getByText('Dana Dentist'));

  await seen(theirs.getByText('2 cases are offered to you'));
  await theirs.getByRole('link', { name: 'Show' }).click();
  await theirs.getByRole('button', { name: 'Accept all' }).click();
  await seen(theirs.getByText(/2 cases are now yours/));

  // The Admin's open list follows.
  for (const number of [first, second]) await seen(row(number).getByText('Cora Colleague'));
  await seen(row(third).getByText('Dana Dentist'));

  const desk = await cast.visit(`/practices/${practice.id}`, frontDesk);
  await seen(desk.getByRole('row').filter({ hasText: String(first) }));
  expect(await desk.getByRole('checkbox', { name: /^Select case/ }).count()).toBe(0);
});

test('a provider who leaves is replaced in the dialog, and a patient’s link that is ticked stays', {
  timeout: 240_000,
}, async () => {
  const { practice, world, admin } = cast;
  const leaver = await world.person({ firstName: 'Lea', lastName: 'Leaver' });
  await world.member(practice, leaver, 'practitioner', 'user', 'dentist');
  const place = await cast.submitted('Linus');
  await world.sql(
    'update cases set practitioner_id = (select id from practitioners where account_id = $2) where id = $1',
    [place.caseId, leaver.id],
  );
  const [link] = await linksOf(place, leaver.id, 2);

  const page = await cast.visit(`/practices/${practice.id}/settings/users`, admin);
  await page.getByRole('button', { name: 'Actions for Lea Leaver' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Deactivate Lea Leaver?' });
  await seen(dialog.getByText('1 open case and 0 closed cases need a new provider', { exact: false }));
  const ticks = dialog.getByRole('checkbox', { name: /^Patient link to case/ });
  await seen(ticks.nth(1));
  expect(await ticks.count()).toBe(2);
  await ticks.first().click();
  await choose(page, 'Hand over to', 'Cora Colleague');
  await dialog.getByRole('button', { name: 'Deactivate' }).click();
  await seen(page.getByText('Lea Leaver is deactivated.'));
  const kept = await world.sql<{ id: string }>(
    'select id from patient_links where made_by = $1 and patient_link_over(id, now()) is null',
    [leaver.id],
  );
  expect(kept.map(({ id }) => id)).toEqual([link!.id]);
});

/** Links to a version of the case, the first of them in the order of the dialog. */
async function linksOf({ caseId, orderId }: { caseId: string; orderId: string }, maker: string, count: number) {
  const { world, technician } = cast;
  const [setup] = await world.sql<{ id: string }>(
    `insert into setups (id, order_id, case_id, version, record_id, content_hash, upper_stages, lower_stages, delivered_by, delivered_name, delivered_at)
     select gen_random_uuid(), $1, $2::uuid, 1, (select id from records where case_id = $2::uuid limit 1), repeat('a', 64), 10, 8, $3, 'Tom', now() returning id`,
    [orderId, caseId, technician.id],
  );
  return world.sql<{ id: string }>(
    `insert into patient_links (id, case_id, setup_id, digest, made_by, made_name, made_at, expires_at)
     select gen_random_uuid(), $1::uuid, $2, sha256(convert_to(n::text || $1::uuid::text, 'UTF8')), $3, 'Lea Leaver', now() + n * interval '1 second', now() + interval '20 days'
       from generate_series(1, $4::integer) n returning id`,
    [caseId, setup!.id, maker, count],
  );
}
