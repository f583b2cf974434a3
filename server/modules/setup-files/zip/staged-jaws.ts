import { type Arch, archOf } from '#contract/teeth.ts';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';
import { boxOf, type DeliveredSurface, type DeliveredTooth, type Shape } from '../delivered.ts';
import type { SetupLimits } from '../limits.ts';
import { type Problems, SetupRefused } from '../problems.ts';
import { type JawModel, jawModel, partOf } from './jaw-model.ts';
import { numberTeeth, type Unnumbered } from './number-teeth.ts';
import type { Archive } from './open-archive.ts';
import { readMesh } from './read-mesh.ts';
import { type Piece, rigidPieces } from './rigid-pieces.ts';
import type { Stages } from './stages.ts';
import { surfaceRow } from './surface-row.ts';

/** Files by arch, then by stage; null where a name tells none. */
export type JawFiles = Map<Arch, Map<number | null, string>>;

/** What an arch is at its stages: a model whose points move, or a shape for each. */
type Jaw = { arch: Arch; shapes: Shape[]; model: JawModel | null; pieces: Piece[] };

/**
 * Reads models of whole arches. Where they have the same triangles at every stage and their teeth can be told apart, each tooth is kept once
 * with its transforms, and the gum as it is at each stage; otherwise a model is kept for each stage.
 */
export async function readStagedJaws(
  archive: Archive,
  files: JawFiles,
  stages: Stages,
  limits: SetupLimits,
  problems: Problems,
): Promise<{ teeth: DeliveredTooth[]; surfaces: DeliveredSurface[]; residual: number }> {
  const jaws: Jaw[] = [];
  for (const [arch, byStage] of files) {
    const shapes = await shapesByStage(archive, arch, byStage, stages, limits, problems);
    const model = shapes.length > 1 ? jawModel(shapes) : null;
    // The model tells the shapes with a fraction of the memory.
    jaws.push({ arch, shapes: model ? [] : shapes, model, pieces: model ? rigidPieces(model) : [] });
  }
  problems.orEnd();
  const found: Awaited<ReturnType<typeof readStagedJaws>> = { teeth: [], surfaces: [], residual: 0 };
  for (const jaw of jaws) {
    const other = jaws.find((each) => each !== jaw);
    const numbers = jaw.model && numberTeeth(unnumbered(jaw), other && unnumbered(other));
    if (jaw.model && numbers) {
      takeTeeth(jaw, jaw.model, numbers, stages, found);
      continue;
    }
    const row = surfaceRow();
    for (const shape of jaw.model ? wholes(jaw.model) : jaw.shapes) row.add(shape);
    const shapes = row.shapes();
    if (shapes.length > 0) found.surfaces.push({ kind: 'arch', arch: jaw.arch, shapes: padded(shapes, stages) });
  }
  return found;
}

/** An arch that is done before the other stays as it is. */
async function shapesByStage(
  archive: Archive,
  arch: Arch,
  files: ReadonlyMap<number | null, string>,
  { first, count }: Stages,
  limits: SetupLimits,
  problems: Problems,
): Promise<Shape[]> {
  const shapes: Shape[] = [];
  const last = Math.max(...[...files.keys()].map((stage) => stage ?? first));
  for (let stage = first; stage <= Math.min(first + count, last); stage += 1) {
    const name = files.get(stage) ?? (stage === first ? files.get(null) : undefined);
    if (name === undefined) {
      problems.add('stage_missing', arch, { stage });
      continue;
    }
    const shape = readMesh(await archive.read(name), name, limits, problems);
    if (shape && shape.corners.length / 3 > limits.maxTriangles / 2)
      throw new SetupRefused('too_many_triangles', name, { limit: limits.maxTriangles });
    if (!shape) continue;
    const [like] = shapes;
    const same =
      like &&
      like.corners.length === shape.corners.length &&
      like.corners.every((corner, place) => corner === shape.corners[place]);
    shapes.push(same ? { ...shape, corners: like.corners } : shape);
  }
  return shapes;
}

function* wholes(model: JawModel): Generator<Shape> {
  const all = restOf(model, []);
  for (const points of model.points) yield partOf(model, all, points);
}

const padded = (shapes: Shape[], { count }: Stages): Shape[] =>
  shapes.length === 1 ? shapes : Array.from({ length: count + 1 }, (_, stage) => shapes[stage] ?? shapes.at(-1)!);

function unnumbered({ arch, model, pieces }: Jaw): Unnumbered {
  const [base] = model?.points ?? [];
  const middleOf = (triangles: ArrayLike<number>): Vector => boxOf(partOf(model!, triangles, base!)).middle;
  if (!model) return { arch, middles: [], rest: null };
  const rest = restOf(model, pieces);
  return {
    arch,
    middles: pieces.map(({ triangles }) => middleOf(triangles)),
    rest: rest.length > 0 ? middleOf(rest) : null,
  };
}

function restOf({ corners }: JawModel, pieces: readonly Piece[]): number[] {
  const taken = new Set(pieces.flatMap(({ triangles }) => triangles));
  const rest: number[] = [];
  for (let corner = 0; corner < corners.length; corner += 3) if (!taken.has(corner)) rest.push(corner);
  return rest;
}

function takeTeeth(
  { arch, pieces }: Jaw,
  model: JawModel,
  numbers: readonly number[],
  stages: Stages,
  found: { teeth: DeliveredTooth[]; surfaces: DeliveredSurface[]; residual: number },
): void {
  pieces.forEach(({ triangles, poses, residual }, place) => {
    const tooth = numbers[place]!;
    if (archOf(tooth) !== arch) throw new Error(`${tooth} isn’t in the ${arch} arch`);
    const all = Array.from({ length: stages.count + 1 }, (_, stage) => poses[stage] ?? poses.at(-1)!);
    found.teeth.push({ tooth, shape: partOf(model, triangles, model.points[0]!), poses: all });
    found.residual = Math.max(found.residual, residual);
  });
  const rest = restOf(model, pieces);
  if (rest.length === 0) return;
  const row = surfaceRow();
  for (const points of model.points) row.add(partOf(model, rest, points));
  found.surfaces.push({ kind: 'gingiva', arch, shapes: padded(row.shapes(), stages) });
}
