import type { Tooth } from '#contract/teeth.ts';
import type { ToothPose } from '#contract/tooth-movement/setup-plan.ts';
import type { DeliveredTooth } from '../delivered.ts';
import type { SetupLimits } from '../limits.ts';
import { type Problems, SetupRefused } from '../problems.ts';
import type { Archive } from './open-archive.ts';
import { readMesh } from './read-mesh.ts';
import { type Stages, stagesIn } from './stages.ts';
import type { Transforms } from './transforms-table.ts';

/** Reads one file for each tooth and puts it where the table of transforms says. */
export async function readPlacedTeeth(
  archive: Archive,
  files: ReadonlyMap<Tooth, string>,
  transforms: Transforms,
  limits: SetupLimits,
  problems: Problems,
): Promise<{ teeth: DeliveredTooth[]; stages: Stages }> {
  const stages = stagesIn(
    [...transforms.values()].flatMap((byStage) => [...byStage.keys()]),
    problems,
  );
  problems.orEnd();
  for (const tooth of transforms.keys()) if (!files.has(tooth)) problems.add('transform_without_mesh', String(tooth));
  const teeth: DeliveredTooth[] = [];
  let triangles = 0;
  for (const [tooth, name] of files) {
    const poses: ToothPose[] = [];
    for (let stage = stages.first; stage <= stages.first + stages.count; stage += 1) {
      const pose = transforms.get(tooth)?.get(stage);
      if (pose) poses.push(pose);
      else problems.add('transform_missing', String(tooth), { stage });
    }
    const shape = readMesh(await archive.read(name), name, limits, problems);
    triangles += (shape?.corners.length ?? 0) / 3;
    if (triangles > limits.maxTriangles)
      throw new SetupRefused('too_many_triangles', name, { limit: limits.maxTriangles });
    if (shape) teeth.push({ tooth, shape, poses });
  }
  return { teeth, stages };
}
