import { gzipSync } from 'node:zlib';
import type { CaseRecord, SetupProblem } from '#contract/records.ts';
import { encodePlan, type SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { layTeeth } from './axes.ts';
import { boundsOfAll, centred, checkMoves, lastMoving } from './check-teeth.ts';
import { boxOf, type Delivered, isFinite32, type Shape } from './delivered.ts';
import { drawStages } from './draw-stages.ts';
import { layArches } from './lay-arches.ts';
import { lightened, makeParts, tidied } from './make-parts.ts';
import { normalise } from './normalise.ts';
import { Problems } from './problems.ts';

/** What is kept of a setup: the plan (gzip), both files of meshes, pictures, and facts to tell. */
export type BuiltSetup = {
  plan: Buffer;
  coarse: Buffer;
  full: Buffer;
  firstStage: Buffer;
  lastStage: Buffer;
  thumbnail: Buffer;
  facts: CaseRecord['facts'];
  treatment: TreatmentPlan | null;
};
export type SetupProblems = { problems: SetupProblem[] };

/** Checks what a file brought, brings it into the mouth's coordinates, and makes everything that is delivered of it. */
export async function buildSetup(
  given: Delivered,
  treatment: TreatmentPlan | null,
  { pictures }: { pictures: boolean },
): Promise<BuiltSetup> {
  const problems = new Problems();
  checkShapes(shapesOf(given), problems);
  problems.orEnd();
  const normal = given.teeth.length > 0 ? normalise(given, problems) : layArches(given);
  problems.orEnd();
  const sorted = { ...normal, teeth: normal.teeth.toSorted((one, other) => one.tooth - other.tooth) };
  const { delivered, laid } = centred(sorted, layTeeth(sorted));
  checkMoves(delivered, problems);
  problems.orEnd();
  const changing = new Set(delivered.surfaces.flatMap(({ shapes }) => (shapes.length > 1 ? shapes : [])));
  const parts = await lightened(tidied(shapesOf(delivered), problems), changing);
  problems.orEnd();
  const made = await makeParts(parts, seenAtOnce(delivered));
  const index = (shape: Shape) => made.indexOf.get(shape)!;
  const { stages, residual } = delivered;
  const plan: SetupPlan = {
    stages,
    upperStages: lastMoving(delivered, laid, 'upper'),
    lowerStages: lastMoving(delivered, laid, 'lower'),
    teeth: delivered.teeth.map(({ tooth, shape }, place) => ({ tooth, part: index(shape), ...laid[place]! })),
    attachments: delivered.attachments.map(({ tooth, shape, from, to }) => ({ tooth, part: index(shape), from, to })),
    surfaces: delivered.surfaces.map(({ kind, arch, shapes: each }) => ({ kind, arch, parts: each.map(index) })),
    coarse: made.coarsePlaces,
    full: made.fullPlaces,
    bounds: boundsOfAll(delivered, boxOf),
    residual,
    poses: delivered.teeth.map(({ poses }) => poses),
  };
  const { firstStage, lastStage, thumbnail } = pictures ? await drawStages(plan, made.coarseMeshes) : undrawn;
  const packed = gzipSync(encodePlan(plan), { level: 9 });
  const { coarse, full } = made;
  const degenerate = parts.reduce((sum, { tidy }) => sum + tidy.degenerateTriangles, 0);
  const triangles = (places: SetupPlan['full']) => places.reduce((sum, place) => sum + place.triangles, 0);
  const facts = {
    form: delivered.form,
    stages,
    upperStages: plan.upperStages,
    lowerStages: plan.lowerStages,
    teeth: plan.teeth.length,
    toothNumbers: plan.teeth.map(({ tooth }) => tooth).join(' '),
    attachments: plan.attachments.length,
    triangles: triangles(plan.full),
    coarseTriangles: triangles(plan.coarse),
    framesDelivered: plan.teeth.filter(({ axesFrom }) => axesFrom === 'delivered').length,
    planBytes: packed.length,
    coarseBytes: coarse.length,
    fullBytes: full.length,
    ...(residual === null ? {} : { residualMm: residual }),
    ...(degenerate === 0 ? {} : { degenerateTriangles: degenerate }),
  };
  return { plan: packed, coarse, full, firstStage, lastStage, thumbnail, facts, treatment };
}

function checkShapes(shapes: ReadonlyMap<Shape, string>, problems: Problems): void {
  for (const [{ positions, corners }, where] of shapes) {
    if (!isFinite32(positions)) problems.add('not_finite', where);
    else if (corners.length === 0) problems.add('no_triangles', where);
  }
}

const undrawn = { firstStage: Buffer.alloc(0), lastStage: Buffer.alloc(0), thumbnail: Buffer.alloc(0) };

/** Every shape once, with what to call it where something is wrong. */
function shapesOf({ teeth, attachments, surfaces }: Delivered): Map<Shape, string> {
  const shapes = new Map<Shape, string>();
  for (const { tooth, shape } of teeth) shapes.set(shape, String(tooth));
  for (const { tooth, shape } of attachments) shapes.set(shape, `${tooth} attachment`);
  for (const { kind, arch, shapes: each } of surfaces)
    for (const [stage, shape] of each.entries())
      shapes.set(shape, each.length > 1 ? `${kind} ${arch}, ${stage}` : `${kind} ${arch}`);
  return shapes;
}

/** Triangles that are seen at one stage. */
function seenAtOnce({ teeth, attachments, surfaces }: Delivered): number {
  const shapes = [...teeth.map(({ shape }) => shape), ...attachments.map(({ shape }) => shape)];
  const all = [...shapes, ...surfaces.map(({ shapes: each }) => each[0]!)];
  return all.reduce((sum, { corners }) => sum + corners.length / 3, 0);
}
