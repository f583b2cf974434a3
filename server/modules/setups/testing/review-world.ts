import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as orders from '#contract/orders.ts';
import { setupParts } from '#contract/setups.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { World } from '#testing/world.ts';
import { recordFolder } from '../../records/index.ts';

type Desk = World & {
  record(place: Place, slot: string, more?: Record<string, unknown>): Promise<string>;
  browsers: { technician: Awaited<ReturnType<World['as']>> };
};
type Place = { caseId: string; orderId: string };

/** What each part says of itself in these tests. */
export const contentOfPart = (recordId: string, part: string) => `${part} of ${recordId}, and more of it`;

/** The file of a setup as if it had been uploaded and read: two teeth in each arch, ten and eight stages. */
export async function setupFile(
  world: Desk,
  place: Place,
  more: { treatment?: TreatmentPlan; teeth?: string } = {},
): Promise<string> {
  const recordId = await world.record(place, 'setup', {
    format: 'glb',
    file_name: 'plan.glb',
    facts: { stages: 10, upperStages: 10, lowerStages: 8, teeth: 4, toothNumbers: more.teeth ?? '11 12 41 42' },
    treatment: more.treatment ? JSON.stringify(more.treatment) : null,
  });
  const folder = await mkdtemp(join(tmpdir(), 'midline-setup-'));
  for (const part of setupParts) {
    const file = join(folder, part);
    await writeFile(file, contentOfPart(recordId, part));
    await world.app.platform.files.store.put(recordFolder(recordId) + part, file);
  }
  await rm(folder, { recursive: true });
  return recordId;
}

/** Delivers the next version from a file; the version as the laboratory sees it then. */
export async function deliverVersion(
  world: Desk,
  place: Place,
  body: { recordId: string; treatment?: unknown },
): Promise<orders.Setup> {
  await world.browsers.technician.call(orders.deliverSetup, { params: place, body: body as never });
  const { setups } = await world.browsers.technician.call(orders.viewOrder, { params: place });
  return setups[0]!;
}
