import { archOf, type Tooth } from '#contract/teeth.ts';
import type { ToothPose } from '#contract/tooth-movement/setup-plan.ts';
import { boxOf, type DeliveredTooth, type Shape } from '../delivered.ts';
import { fitRigid } from '../fit.ts';
import type { SetupLimits } from '../limits.ts';
import { type Problems, SetupRefused } from '../problems.ts';
import { noTurn } from '../vectors.ts';
import type { Archive } from './open-archive.ts';
import { distinctPoints, readMesh } from './read-mesh.ts';
import type { Stages } from './stages.ts';

/** Files by tooth, then by stage. */
export type ToothFiles = Map<Tooth, Map<number, string>>;

/** A tooth's form may differ from stage to stage by this share of its size: 0.05 mm of ten. */
const mostChange = 0.005;

/** Reads one file for each tooth and stage: the mesh of the first, and how it got to where it is at each other. */
export async function readStagedTeeth(
  archive: Archive,
  files: ToothFiles,
  stages: Stages,
  limits: SetupLimits,
  problems: Problems,
): Promise<{ teeth: DeliveredTooth[]; residual: number }> {
  const teeth: DeliveredTooth[] = [];
  let [residual, triangles] = [0, 0];
  checkComplete(files, stages, problems);
  for (const [tooth, byStage] of files) {
    let base: { shape: Shape; points: Uint32Array; size: number } | null = null;
    const poses: ToothPose[] = [];
    for (let stage = stages.first; stage <= stages.first + stages.count; stage += 1) {
      const name = byStage.get(stage);
      if (name === undefined) {
        poses.push(poses.at(-1) ?? { position: [0, 0, 0], turn: noTurn });
        continue;
      }
      const shape = readMesh(await archive.read(name), name, limits, problems);
      if (!shape) break;
      if (!base) {
        base = { shape, points: distinctPoints(shape), size: Math.max(...boxOf(shape).extents) };
        triangles += shape.corners.length / 3;
        if (triangles > limits.maxTriangles)
          throw new SetupRefused('too_many_triangles', name, { limit: limits.maxTriangles });
        poses.push({ position: [0, 0, 0], turn: noTurn });
        continue;
      }
      if (shape.positions.length !== base.shape.positions.length) {
        problems.add('other_triangles', String(tooth), { stage });
        break;
      }
      const fit = fitRigid(base.shape.positions, shape.positions, base.points);
      if (!(fit.residual <= base.size * mostChange)) {
        problems.add('not_rigid', String(tooth), { stage, mm: rounded(fit.residual) });
        break;
      }
      residual = Math.max(residual, fit.residual);
      poses.push({ position: fit.move, turn: fit.turn });
    }
    if (base && poses.length === stages.count + 1) teeth.push({ tooth, shape: base.shape, poses });
  }
  return { teeth, residual };
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

/** A whole arch may be done before the other; a tooth that is missing among others of its arch is a mistake. */
function checkComplete(files: ToothFiles, { first, count }: Stages, problems: Problems): void {
  for (const arch of ['upper', 'lower'] as const) {
    const own = [...files].filter(([tooth]) => archOf(tooth) === arch);
    const last = Math.max(...own.flatMap(([, byStage]) => [...byStage.keys()]));
    for (const [tooth, byStage] of own)
      for (let stage = first; stage <= Math.min(first + count, last); stage += 1)
        if (!byStage.has(stage)) problems.add('tooth_missing_at_stage', String(tooth), { stage });
  }
}
