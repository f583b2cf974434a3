import type { Locator, Page } from 'playwright';
import { acceptOrder, deliverSetup } from '#contract/orders.ts';
import { setupGlb } from '../demo/cases/setup-glb.ts';
import { planSetup } from '../demo/cases/setup-plans.ts';
import { type Cast, type Place, setupFile } from './case-cast.ts';

/** Reading a setup and drawing it take their time where many share the machine and WebGL is software. */
const patience = { timeout: 120_000 };

/** A page in front of somebody who waits longer than elsewhere. */
export async function visit(cast: Cast, ...to: Parameters<Cast['visit']>): Promise<Page> {
  const page = await cast.visit(...to);
  page.setDefaultTimeout(patience.timeout);
  return page;
}

/** The first plan of a crowded mouth, and the one after the provider's wishes. */
export const [firstPlan, secondPlan] = [planSetup(0, 0), planSetup(0, 1)];
export const [firstFile, secondFile] = [setupGlb(firstPlan), setupGlb(secondPlan)];
export const stagesOf = ({ poses }: typeof firstPlan) => poses[0]!.length - 1;

/** A case whose laboratory is planning. */
export async function inProduction(cast: Cast, patient: string): Promise<Place> {
  const place = await cast.submitted(patient);
  const lab = await cast.world.as(cast.technician);
  await lab.call(acceptOrder, { params: place, body: {} });
  return place;
}

/** A case whose first version waits for the provider. */
export async function inReview(cast: Cast, patient: string): Promise<Place> {
  const place = await inProduction(cast, patient);
  const lab = await cast.world.as(cast.technician);
  const recordId = await setupFile(lab, place, firstFile);
  await lab.call(deliverSetup, { params: place, body: { recordId } });
  return place;
}

/** Brings a file through the dialog, from the laboratory's page of the case. */
export async function deliver(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page
    .getByRole('region', { name: 'What to do next' })
    .getByRole('button', { name: 'Deliver treatment setup', exact: true })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'model/gltf-binary', buffer });
  await dialog.getByText('The file is fine').waitFor(patience);
  await dialog.getByRole('button', { name: 'Deliver treatment setup', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Waits until the teeth stand there in full detail. */
export async function shown(page: Page): Promise<void> {
  await page.locator('[data-detail="full"]').first().waitFor(patience);
  await page.getByRole('application').first().locator('canvas').first().waitFor();
}

/** The slider at a stage, as it tells a screen reader. */
export function atStage(page: Page, stage: number, last: number): Locator {
  const said = stage === 0 ? 'Before treatment' : `Stage ${stage} of ${last}`;
  return page.locator(`input[type=range][aria-valuetext="${said}"]`);
}

/** Taps the upper left central incisor as it is seen from the front. */
export async function tapIncisor(page: Page): Promise<void> {
  const box = (await page.getByRole('application').first().boundingBox())!;
  await page.mouse.click(box.x + box.width / 2 + box.height * 0.08, box.y + box.height * 0.45);
}
