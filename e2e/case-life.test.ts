import { afterAll, beforeAll, test } from 'vitest';
import { acceptOrder, submitOrder, viewOrder } from '#contract/orders.ts';
import { glb, stl } from '#modules/records/testing/files.ts';
import { act, type Cast, openCast, pick } from './case-cast.ts';
import { seen } from './midline.ts';
import { deliver } from './setup-cast.ts';

let cast: Cast;

beforeAll(async () => {
  cast = await openCast();
});
afterAll(() => cast?.stop());

test('an order walks from draft to completed, with both sides at their pages', { timeout: 180_000 }, async () => {
  const { practice, laboratory, provider, technician, frontDesk } = cast;
  const place = await cast.draft('Wanda');
  const dentist = await cast.visit(
    `/practices/${practice.id}/cases/${place.caseId}/orders/${place.orderId}?step=5`,
    provider,
  );
  await dentist.getByRole('button', { name: 'Submit to Clear Lab' }).click();
  await seen(dentist.getByText('Aligner order: Submitted'));

  const lab = await cast.visit(`/laboratories/${laboratory.id}/cases/${place.caseId}`, technician);
  await act(lab, 'Accept order', (page) => page.getByLabel('Next step promised by').fill('2030-01-31'));
  // The provider's open page follows without being loaded again.
  await seen(dentist.getByText('Aligner order: Setup in production'));
  await deliver(lab, 'setup.glb', glb);
  await seen(dentist.getByText('Aligner order: Setup awaiting approval'));
  await act(
    dentist,
    'Decline',
    (page) => page.getByLabel('Instructions for the laboratory').fill('Less expansion, please.'),
    'Decline version 1',
  );
  await seen(lab.getByText('Aligner order: Setup changes requested'));
  await deliver(lab, 'setup-2.glb', glb);
  await seen(dentist.getByRole('button', { name: 'Approve', exact: true }));
  await act(
    dentist,
    'Approve',
    (page) => page.getByRole('dialog').getByRole('radio', { name: /^ONE/ }).click(),
    'Approve version 2',
  );
  await seen(lab.getByText('Aligner order: Manufacturing'));
  await act(lab, 'Begin manufacturing');
  await act(lab, 'Ship', async (page) => {
    await page.getByLabel('Carrier').fill('DHL');
    await page.getByLabel('Tracking number').fill('JJD000001');
  });
  await seen(dentist.getByText('Aligner order: Shipped'));

  const desk = await cast.visit(`/practices/${practice.id}/cases/${place.caseId}`, frontDesk);
  await act(desk, 'Confirm receipt');
  await act(desk, 'Complete');
  await seen(dentist.getByText('Aligner order: Completed'), lab.getByText('Aligner order: Completed'));
  await dentist.getByRole('tab', { name: 'History' }).click();
  await seen(dentist.getByText(/completed the order/).first(), dentist.getByText('Less expansion, please.').first());
});

test('a laboratory rejects a record, and the provider replaces it and sends the records again', {
  timeout: 120_000,
}, async () => {
  const { practice, laboratory, provider, technician, world } = cast;
  const place = await cast.draft('Rosa');
  const dentist = await cast.visit(
    `/practices/${practice.id}/cases/${place.caseId}/orders/${place.orderId}?step=2`,
    provider,
  );
  const choose = (name: string, triangles: number) =>
    dentist
      .getByLabel('Choose files')
      .and(dentist.locator('input'))
      .setInputFiles({ name, mimeType: 'model/stl', buffer: stl(triangles) });
  const upper = (page: typeof dentist) => page.getByRole('listitem', { name: 'Upper scan', exact: true });
  await choose('upper.stl', 2000);
  await seen(upper(dentist).getByRole('button', { name: 'View: Upper scan' }));
  await (await world.as(provider)).call(submitOrder, { params: place, body: {} });

  const lab = await cast.visit(`/laboratories/${laboratory.id}/cases/${place.caseId}?tab=records`, technician);
  await upper(lab).getByRole('button', { name: 'Reject' }).click();
  await lab.getByRole('dialog').getByLabel('Reason').fill('The second molar is cut off');
  await lab.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await seen(upper(lab).getByText('Rejected'));
  await act(lab, 'Hand rejected records back');

  await dentist.goto(`/practices/${practice.id}/cases/${place.caseId}?tab=records`);
  await seen(
    dentist.getByText('Aligner order: Records rejected'),
    upper(dentist).getByText('The second molar is cut off'),
  );
  await choose('upper-again.stl', 3000);
  const where = dentist.getByLabel('Where upper-again.stl belongs');
  await where.selectOption({ label: 'Upper scan' });
  await seen(upper(dentist).getByRole('button', { name: 'View: Upper scan' }));
  await act(dentist, 'Send records');
  await seen(lab.getByText('Aligner order: Submitted'), upper(lab).getByRole('button', { name: 'Accept' }));
});

test('a retainer is ordered from the last stage, without new scans', { timeout: 120_000 }, async () => {
  const { practice, provider, technician, laboratory, world } = cast;
  const { caseId } = await cast.shipped('Rita');
  const page = await cast.visit(`/practices/${practice.id}/cases/${caseId}`, provider);
  await page.getByRole('button', { name: 'Begin an order' }).click();
  await page.getByRole('menuitem', { name: 'Retainer order' }).click();
  await page.waitForURL(/\/orders\//);
  const orderId = new URL(page.url()).pathname.split('/').at(-1)!;
  await page.goto(`${new URL(page.url()).pathname}?step=3`);
  await pick(page, 'Made from', 'The last stage');
  await page.goto(`${new URL(page.url()).pathname}?step=1`);
  await pick(page, 'Arches to treat', 'Both');
  await page.goto(`${new URL(page.url()).pathname}?step=5`);
  await page.getByLabel('All records belong to this patient.').check();
  await page.getByLabel(/The patient was informed/).check();
  await page.getByRole('button', { name: 'Submit to Clear Lab' }).click();
  await seen(page.getByText('Retainer order: Submitted'));

  const lab = await world.as(technician);
  await lab.call(acceptOrder, { params: { caseId, orderId }, body: {} });
  const { order } = await lab.call(viewOrder, { params: { caseId, orderId } });
  if (order.category !== 'manufacturing') throw new Error(`the retainer stands at ${order.category}`);
  const desk = await cast.visit(`/laboratories/${laboratory.id}/cases/${caseId}?order=${orderId}`, technician);
  await seen(desk.getByText('Retainer order: Manufacturing'));
});
