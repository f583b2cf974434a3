import { afterAll, beforeAll, test } from 'vitest';
import { viewCase } from '#contract/cases.ts';
import { acceptOrder, approveSetup, declineSetup, deliverSetup, listPackages, viewOrder } from '#contract/orders.ts';
import { addCollaborator, type Collaborator, give } from '#modules/collaboration/testing/collaborators.ts';
import { type Cast, openCast, type Place, setupFile } from './case-cast.ts';
import { seen } from './midline.ts';

let cast: Cast;
let kim: Collaborator;

beforeAll(async () => {
  cast = await openCast();
  const [row] = await cast.world.sql<{ id: string }>('select id from practitioners where account_id = $1', [
    cast.provider.id,
  ]);
  const provider = { groupId: cast.practice.groupId!, practitionerId: row!.id, accountId: cast.provider.id };
  kim = await addCollaborator(cast.world, provider, 'Kim');
});
afterAll(() => cast?.stop());

async function deliver(params: Place): Promise<void> {
  const lab = await cast.world.as(cast.technician);
  await lab.call(deliverSetup, { params, body: { recordId: await setupFile(lab, params) } });
}

test('a collaboration goes from awaiting over evaluating, declined, ready and pushed back to approved', {
  timeout: 300_000,
}, async () => {
  const place = await cast.submitted('Mara');
  await give(cast.world, place.caseId, kim);
  const lab = await cast.world.as(cast.technician);
  await lab.call(acceptOrder, { params: place, body: {} });
  const planner = await cast.visit(`/collaborator-view/cases/${place.caseId}`, kim.person);
  const status = (page: typeof planner, text: string) => seen(page.getByText(text).first());
  await status(planner, 'Awaiting setup');
  await deliver(place);
  await status(planner, 'Evaluating setup');
  // Declined by the collaborator, with instructions.
  await kim.browser.call(declineSetup, {
    params: place,
    body: { version: 1, instructions: 'Rotate 11 less' },
  });
  await status(planner, 'Awaiting setup');
  await seen(planner.getByText(/Declined version 1/));
  await deliver(place);
  await status(planner, 'Evaluating setup');
  await planner.getByRole('button', { name: 'Mark as ready for approval' }).click();
  await status(planner, 'Ready for approval');
  const dentist = await cast.visit(`/practices/${cast.practice.id}/cases/${place.caseId}`, cast.provider);
  await dentist.getByRole('button', { name: 'Back to evaluating' }).click();
  const dialog = dentist.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Look at 21 once more');
  await dialog.getByRole('button', { name: 'Back to evaluating' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await seen(planner.getByText(/Version 2 back to evaluating/));
  await planner.getByRole('tab', { name: /^Collaborators/ }).click();
  await seen(planner.getByText('Look at 21 once more'));
  await planner.getByRole('button', { name: 'Mark as ready for approval' }).click();
  await status(dentist, 'Ready for approval');
  const owner = await cast.world.as(cast.provider);
  const { packages } = await owner.call(listPackages, { params: place });
  const { setups } = await owner.call(viewOrder, { params: place });
  const { version, contentHash } = setups[0]!;
  await owner.call(approveSetup, { params: place, body: { version, contentHash, packageId: packages[0]!.id } });
  await status(planner, 'Approved');
  await cast.world.sql(`update orders set category = 'completed' where id = $1`, [place.orderId]);
  await cast.world.sql('select touch_case($1, now())', [place.caseId]);
  await status(planner, 'Archived');
  await seen(planner.getByText('This case is archived: you can read it.'));
  await kim.browser.call(viewCase, { params: { caseId: place.caseId } });
});
