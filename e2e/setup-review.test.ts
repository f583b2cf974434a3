import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, type Cast, openCast } from './case-cast.ts';
import { gone, seen } from './midline.ts';
import {
  atStage,
  deliver,
  firstFile,
  firstPlan,
  inProduction,
  secondFile,
  secondPlan,
  shown,
  stagesOf,
  tapIncisor,
  visit,
} from './setup-cast.ts';

let cast: Cast;

beforeAll(async () => {
  cast = await openCast();
});
afterAll(() => cast?.stop());

test('a setup is delivered, reviewed stage by stage, declined with a comment on a tooth, delivered again, compared and approved', {
  timeout: 600_000,
}, async () => {
  const { practice, laboratory, provider, technician } = cast;
  const { caseId } = await inProduction(cast, 'Selma');
  const ofPractice = `/practices/${practice.id}/cases/${caseId}`;
  const ofLaboratory = `/laboratories/${laboratory.id}/cases/${caseId}`;
  const [first, second] = [stagesOf(firstPlan), stagesOf(secondPlan)];

  const dentist = await visit(cast, ofPractice, provider);
  await seen(dentist.getByText('Aligner order: Setup in production'));
  const lab = await visit(cast, ofLaboratory, technician);
  await deliver(lab, 'selma.glb', firstFile);

  // The provider's open page follows, and leads to the version in 3D.
  await dentist.getByRole('link', { name: 'Review setup' }).click();
  await dentist.waitForURL(/\/setups\/1/);
  await shown(dentist);
  for (let stage = 1; stage <= first; stage += 1) {
    await dentist.getByRole('button', { name: 'Next stage' }).click();
    await seen(atStage(dentist, stage, first));
  }
  await dentist.getByRole('button', { name: 'Before treatment' }).click();
  await seen(atStage(dentist, 0, first));

  await dentist.getByRole('tab', { name: 'Comments' }).click();
  await dentist.getByRole('button', { name: 'Comment', exact: true }).click();
  await dentist.getByRole('button', { name: 'Choose a point' }).click();
  await seen(dentist.getByText(/^Tap the place of the comment/));
  await tapIncisor(dentist);
  await seen(dentist.getByRole('button', { name: /^A point is chosen/ }));
  const wish = 'Please align this edge with its neighbour';
  await dentist.getByRole('textbox', { name: 'Comment' }).fill(wish);
  await dentist.getByRole('button', { name: 'Save comment' }).click();
  const comment = dentist.getByRole('listitem').filter({ hasText: wish });
  await seen(comment.getByText('Internal'), comment.getByRole('button', { name: /Tooth 21/ }));

  // What is internal the laboratory doesn't see.
  await lab.goto(`${ofLaboratory}/setups/1?tab=comments`);
  await seen(lab.getByText('No comments yet'));
  expect(await lab.getByText(wish).count()).toBe(0);

  await dentist.getByRole('button', { name: 'Decline', exact: true }).click();
  const declining = dentist.getByRole('dialog', { name: 'Decline version 1' });
  await declining.getByLabel('Instructions for the laboratory').fill('Less expansion, please.');
  await seen(declining.getByRole('checkbox', { name: wish, checked: true }));
  await declining.getByRole('button', { name: 'Decline version 1' }).click();
  await gone(declining);
  await seen(dentist.getByText('Declined', { exact: true }).first());

  // The laboratory's open page shows the comment that came along.
  const sent = lab.getByRole('listitem').filter({ hasText: wish });
  await seen(sent.getByText(/^Sent to the laboratory/));
  await lab.goto(`${ofLaboratory}?tab=setups`);
  await seen(lab.getByText('Less expansion, please.').first());
  await deliver(lab, 'selma-2.glb', secondFile);

  await seen(dentist.getByText('Version 2 has just been delivered.'));
  await dentist.getByRole('link', { name: 'Open version 2' }).click();
  await dentist.waitForURL(/\/setups\/2/);
  await shown(dentist);
  await dentist.getByRole('button', { name: 'Last stage' }).click();
  await seen(atStage(dentist, second, second));
  await dentist.getByRole('tab', { name: 'Compare' }).click();
  await dentist.getByRole('combobox', { name: 'Compare with' }).click();
  await dentist.getByRole('option', { name: /^Version 1/ }).click();
  // The second plan turns this tooth by five degrees more, as wished.
  await seen(dentist.getByRole('heading', { name: 'Teeth that end elsewhere' }));
  await seen(dentist.getByRole('row', { name: /^12/ }).getByText('5.0°'));

  // Two tabs are about to approve; one is quicker.
  const tab = await visit(cast, `${ofPractice}/setups/2`, provider);
  await tab.getByRole('button', { name: 'Approve', exact: true }).click();
  const slower = tab.getByRole('dialog', { name: 'Approve version 2' });
  await slower.getByRole('radio', { name: /^UNLIMITED 3/ }).click();
  await dentist.getByRole('button', { name: 'Approve', exact: true }).click();
  const quicker = dentist.getByRole('dialog', { name: 'Approve version 2' });
  await quicker.getByRole('radio', { name: /^TWO/ }).click();
  await quicker.getByRole('button', { name: 'Approve version 2' }).click();
  await gone(quicker);
  await seen(dentist.getByText('Approved', { exact: true }).first());
  await seen(slower.getByText('Somebody has decided on this version meanwhile.'));
  expect(await slower.getByRole('button', { name: 'Approve version 2' }).isDisabled()).toBe(true);

  await lab.goto(ofLaboratory);
  await seen(lab.getByText('Aligner order: Manufacturing'));
  await act(lab, 'Begin manufacturing');
  // What was begun can't be taken back any more.
  await gone(dentist.getByRole('button', { name: 'Take approval back' }));
});
