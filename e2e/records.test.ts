import type { Page } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOrder } from '#contract/orders.ts';
import { stl } from '#modules/records/testing/files.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { gone, type Midline, openMidline, seen } from './midline.ts';

let midline: Midline;
let practice: Organisation;
let laboratory: Organisation;
let dentist: Person;
let technician: Person;

beforeAll(async () => {
  midline = await openMidline();
  const { world } = midline;
  practice = await world.practice(await world.group('Lindenhof Group'), 'Lindenhof');
  laboratory = await world.organisation('laboratory', 'Clear Lab');
  dentist = await world.person({ firstName: 'Dana', lastName: 'Dentist' });
  technician = await world.person({ firstName: 'Tom', lastName: 'Technician' });
  await world.member(practice, dentist, 'practitioner', 'admin', 'dentist');
  await world.member(laboratory, technician, 'technician');
});
afterAll(() => midline?.stop());

async function draft(): Promise<{ caseId: string; orderId: string }> {
  const browser = await midline.world.as(dentist);
  const order = await browser.call(startOrder, { params: { practiceId: practice.id }, body: { kind: 'aligner' } });
  return { caseId: order.caseId, orderId: order.id };
}

const stepTwo = ({ caseId, orderId }: { caseId: string; orderId: string }) =>
  `/practices/${practice.id}/cases/${caseId}/orders/${orderId}?step=2`;

const photo = (background: string) =>
  sharp({ create: { width: 800, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer();

const choose = (page: Page, files: { name: string; buffer: Buffer }[]) =>
  page
    .getByLabel('Choose files')
    .and(page.locator('input'))
    .setInputFiles(files.map((file) => ({ mimeType: 'application/octet-stream', ...file })));

const tile = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true });

test('many files find their slots at once, go on over a cut network and a reload, and are seen when they are up', async () => {
  const page = await midline.visit(stepTwo(await draft()), dentist);
  await seen(page.getByText('Drop all files here'));
  const line = await page.context().newCDPSession(page);
  const network = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 3_000_000 };
  await line.send('Network.emulateNetworkConditions', network);
  await choose(page, [
    { name: 'UpperJaw.stl', buffer: stl(200_000) },
    { name: 'lower.stl', buffer: stl(200_000) },
    { name: 'profile.jpg', buffer: await photo('teal') },
    { name: 'IMG_0001.jpg', buffer: await photo('orange') },
  ]);
  await page.getByLabel('Where IMG_0001.jpg belongs').selectOption({ label: 'Frontal' });
  await seen(tile(page, 'Upper scan').getByText(/Uploading · [1-9]/));

  await line.send('Network.emulateNetworkConditions', { ...network, offline: true });
  await seen(page.getByText(/No connection. It goes on by itself/), page.getByText(/Waiting for the network/).first());
  await line.send('Network.emulateNetworkConditions', network);
  await seen(tile(page, 'Upper scan').getByText(/Uploading · [1-9]/));

  await page.reload();
  for (const name of ['Upper scan', 'Lower scan', 'Profile', 'Frontal'])
    await seen(tile(page, name).getByRole('button', { name: `View: ${name}` }));
  await seen(tile(page, 'Upper scan').getByText(/^199,712 triangles · 60 × 60 ×/));

  await tile(page, 'Upper scan').getByRole('button', { name: 'View: Upper scan' }).click();
  await seen(page.getByRole('dialog').locator('canvas'));
  await page.keyboard.press('Escape');
  await tile(page, 'Frontal').getByRole('button', { name: 'View: Frontal' }).click();
  await seen(page.getByRole('dialog').getByRole('img').first());
});

test('a file with the wrong content says what is wrong, in the slot, and is taken away', async () => {
  const page = await midline.visit(stepTwo(await draft()), dentist);
  await choose(page, [{ name: 'bite.stl', buffer: Buffer.from('%PDF-1.4 not a scan') }]);
  await seen(tile(page, 'Bite').getByText('This isn’t a 3D model. Wanted is STL, PLY, OBJ or a 3Shape scan.'));
  await tile(page, 'Bite').getByRole('button', { name: 'More: Bite' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await gone(tile(page, 'Bite').getByText('This isn’t a 3D model.'));
  await seen(tile(page, 'Bite').getByRole('button', { name: 'Choose a file: Bite' }));
});

test('a laboratory rejects a record with a reason, live, and the provider replaces it', async () => {
  const { world } = midline;
  const place = await draft();
  const page = await midline.visit(stepTwo(place), dentist);
  await choose(page, [{ name: 'upper.stl', buffer: stl(2000) }]);
  await seen(tile(page, 'Upper scan').getByRole('button', { name: 'View: Upper scan' }));
  await world.sql(
    `update orders set category = 'submitted', laboratory_id = $2, sent_at = now(), submitted_at = now(), submitted_by = author_id where id = $1`,
    [place.orderId, laboratory.id],
  );
  await world.sql('update records set sent_at = now() where order_id = $1', [place.orderId]);
  await world.sql('select refresh_case($1)', [place.caseId]);

  const provider = await midline.visit(`/practices/${practice.id}/cases/${place.caseId}?tab=records`, dentist);
  await seen(tile(provider, 'Upper scan'));
  const lab = await midline.visit(`/laboratories/${laboratory.id}/cases/${place.caseId}?tab=records`, technician);
  await seen(tile(lab, 'Upper scan').getByRole('button', { name: 'Accept' }));
  await lab.keyboard.press('ArrowRight');
  await lab.keyboard.press('r');
  const dialog = lab.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The second molar is cut off');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await seen(tile(lab, 'Upper scan').getByText('Rejected'));

  await seen(tile(provider, 'Upper scan').getByText('The second molar is cut off'));
  await choose(provider, [{ name: 'again upper.stl', buffer: stl(3000) }]);
  await provider.getByLabel('Where again upper.stl belongs').selectOption({ label: 'Upper scan' });
  await gone(tile(provider, 'Upper scan').getByText('Rejected'));
  await seen(tile(lab, 'Upper scan').getByRole('button', { name: 'Accept' }));
  expect(await tile(lab, 'Upper scan').count()).toBe(1);
});
