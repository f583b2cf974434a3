import type { Arch } from '#contract/teeth.ts';
import type { DeliveredSurface, DeliveredTooth } from '../delivered.ts';
import type { SetupLimits } from '../limits.ts';
import type { Problems } from '../problems.ts';
import type { Archive } from './open-archive.ts';
import { readMesh } from './read-mesh.ts';
import type { Stages } from './stages.ts';
import { surfaceRow } from './surface-row.ts';

/** Files by arch, then by stage; null where a name tells none. */
export type JawFiles = Map<Arch, Map<number | null, string>>;

export async function readStagedJaws(
  archive: Archive,
  jaws: JawFiles,
  stages: Stages,
  limits: SetupLimits,
  problems: Problems,
): Promise<{ teeth: DeliveredTooth[]; surfaces: DeliveredSurface[]; residual: number }> {
  const surfaces: DeliveredSurface[] = [];
  for (const [arch, files] of jaws) {
    const row = surfaceRow();
    for (let stage = stages.first; stage <= stages.first + stages.count; stage += 1) {
      const name = files.get(stage) ?? (stage === stages.first ? files.get(null) : undefined);
      row.add(name === undefined ? null : readMesh(await archive.read(name), name, limits, problems));
    }
    surfaces.push({ kind: 'arch', arch, shapes: row.shapes() });
  }
  return { teeth: [], surfaces, residual: 0 };
}
