import type { Tooth } from '#contract/teeth.ts';
import type { ToothPose } from '#contract/tooth-movement/setup-plan.ts';
import type { Delivered, DeliveredAttachment, Shape } from '../delivered.ts';
import { mostStages, type SetupLimits } from '../limits.ts';
import { Problems, SetupRefused } from '../problems.ts';
import { type Named, notationOf, readName, toothOf } from '../tooth-names.ts';
import { quaternionOf } from '../vectors.ts';
import { checkExtensions, chunksOf, type Gltf } from './gltf.ts';
import { numberReader } from './read-numbers.ts';
import { applied, composed, type Scene, sceneOf, similarityOf, type Transform } from './scene.ts';
import { type ShapeReader, shapeReader } from './shapes.ts';

type Body = { node: number; named: Exclude<Named, { kind: 'attachment' }> };

/** Reads a glTF binary: a node for each tooth, `upper` and `lower` for the gingiva, one second of animation for each stage. */
export async function readGlbSetup(bytes: Uint8Array, limits: SetupLimits): Promise<Delivered> {
  const { gltf, binary } = chunksOf(bytes);
  checkExtensions(gltf);
  const numbers = await numberReader(gltf, binary);
  const scene = sceneOf(gltf, numbers, limits.maxNodes);
  const problems = new Problems();
  const stages = stagesOf(scene, problems);
  const { bodies, attachments } = namedNodes(gltf, scene, problems);
  problems.orEnd();
  const shapes = shapeReader(gltf, numbers, limits);
  const delivered: Delivered = { form: 'glb', stages, teeth: [], attachments: [], surfaces: [], residual: null };
  const notation = notationOf(bodies.map(({ named }) => named).filter((named) => named.kind === 'tooth'));
  for (const { node, named } of bodies) {
    if (named.kind === 'gingiva') {
      const found = surfaceShapes(scene, shapes, node, stages);
      if (found.length === 0) problems.add('no_triangles', scene.nodes[node]!.name);
      else delivered.surfaces.push({ kind: 'gingiva', arch: named.arch, shapes: found });
      continue;
    }
    const tooth = toothOf(named, notation);
    const where = scene.nodes[node]!.name;
    if (tooth === null) problems.add('unknown_tooth', where);
    else if (delivered.teeth.some((other) => other.tooth === tooth)) problems.add('tooth_twice', where, { tooth });
    else readTooth(tooth, node);
  }
  problems.orEnd();
  return delivered;

  function readTooth(tooth: Tooth, node: number): void {
    const where = scene.nodes[node]!.name;
    const poses = posesOf(scene, node, stages, where, problems);
    if (!poses) return;
    const shape = ownShape(scene, shapes, node, poses.scale, where, problems);
    if (!shape) {
      problems.add('tooth_without_mesh', where);
      return;
    }
    delivered.teeth.push({ tooth, shape, poses: poses.poses });
    for (const attachment of attachments.filter((each) => toothNodeOf(scene, each, bodies) === node))
      delivered.attachments.push(...wornOf(scene, shapes, attachment, node, tooth, poses.scale, stages));
  }
}

function stagesOf({ seconds, moments }: Scene, problems: Problems): number {
  const stages = Math.round(seconds);
  const between = [...moments].filter((moment) => Math.abs(moment - Math.round(moment)) > 0.01);
  if (between.length > 0)
    problems.add('stage_between_seconds', '', { found: Math.round(between[0]! * 1000) / 1000, count: between.length });
  else if (stages < 1) problems.add('no_stages');
  else if (stages > mostStages) problems.add('too_many_stages', '', { found: stages, limit: mostStages });
  return stages;
}

/** The nodes that mean something, found from the roots down; meshes that belong to none of them are told. */
function namedNodes({ nodes }: Gltf, scene: Scene, problems: Problems): { bodies: Body[]; attachments: number[] } {
  const bodies: Body[] = [];
  const attachments: number[] = [];
  const visit = (node: number, inside: Body | undefined): void => {
    const { name, mesh, children } = nodes[node]!;
    const named = readName(name);
    let within = inside;
    if (named?.kind === 'attachment') {
      if (inside?.named.kind !== 'tooth') problems.add('attachment_alone', name);
      attachments.push(node);
    } else if (named && inside && named.kind === inside.named.kind && isSame(named, inside.named)) {
      // A mesh called as the node above it.
    } else if (named && !(inside && named.kind === 'gingiva')) {
      if (inside?.named.kind === 'tooth') problems.add('unknown_part', name);
      within = { node, named };
      // A group called `upper` holds the teeth of that arch; only what has a mesh is gingiva.
      if (named.kind === 'tooth' || mesh !== undefined || holdsOnlyMeshes(nodes, node)) bodies.push(within);
      else within = undefined;
    } else if (mesh !== undefined && !inside) problems.add('unknown_part', name || `nodes.${node}`);
    for (const child of children) visit(child, within);
  };
  for (const root of scene.roots) visit(root, undefined);
  if (!bodies.some(({ named }) => named.kind === 'tooth')) problems.add('no_teeth');
  return { bodies, attachments };
}

function isSame(one: Named, other: Named): boolean {
  if (one.kind === 'tooth' && other.kind === 'tooth') return one.label === other.label;
  return one.kind === 'gingiva' && other.kind === 'gingiva' && one.arch === other.arch;
}

function holdsOnlyMeshes(nodes: Gltf['nodes'], node: number): boolean {
  const below = nodes[node]!.children;
  return (
    below.length > 0 &&
    below.every((child) => nodes[child]!.mesh !== undefined && readName(nodes[child]!.name)?.kind !== 'tooth')
  );
}

function toothNodeOf(scene: Scene, attachment: number, bodies: Body[]): number | undefined {
  for (let above = scene.parentOf(attachment); above !== undefined; above = scene.parentOf(above))
    if (bodies.some(({ node }) => node === above)) return above;
  return undefined;
}

/** Where a tooth stands at each stage, and by how much its node scales. */
function posesOf(
  scene: Scene,
  node: number,
  stages: number,
  where: string,
  problems: Problems,
): { poses: ToothPose[]; scale: number } | null {
  const poses: ToothPose[] = [];
  let scale = 1;
  for (let stage = 0; stage <= stages; stage += 1) {
    const found = similarityOf(scene.transformAt(node, stage));
    if (found === 'mirrored') problems.add('mirrored', where);
    else if (!found || (stage > 0 && Math.abs(found.scale / scale - 1) > 1e-4))
      problems.add('changes_size', where, { stage });
    if (found === 'mirrored' || !found) return null;
    if (stage === 0) scale = found.scale;
    else if (Math.abs(found.scale / scale - 1) > 1e-4) return null;
    poses.push({ position: found.move, turn: quaternionOf(found.turn) });
  }
  return { poses, scale };
}

/** Takes coordinates of `node` to those of `above`, as both stand at a stage, times the scale of `above`. */
function within(scene: Scene, node: number, above: number, scale: number, stage: number): Transform {
  let own: Transform = { linear: [scale, 0, 0, 0, scale, 0, 0, 0, scale], move: [0, 0, 0] };
  if (node === above) return own;
  const outer = scene.transformAt(above, stage);
  const inner = scene.transformAt(node, stage);
  // The inverse of a similarity: turned back, scaled back.
  const back = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => outer.linear[row + column * 3]! / scale ** 2));
  const shift = inner.move.map((value, axis) => value - outer.move[axis]!) as unknown as ToothPose['position'];
  const rest = composed({ linear: back, move: [0, 0, 0] }, { linear: inner.linear, move: shift });
  own = composed(own, rest);
  return own;
}

/** The meshes of a tooth's node and below it, without attachments, in the tooth's coordinates. */
function ownShape(
  scene: Scene,
  shapes: ShapeReader,
  tooth: number,
  scale: number,
  where: string,
  problems: Problems,
): Shape | null {
  const parts: Shape[] = [];
  const visit = (node: number): void => {
    const { name, mesh, children } = scene.nodes[node]!;
    if (node !== tooth && readName(name)?.kind === 'attachment') return;
    if (node !== tooth && scene.isAnimated(node)) problems.add('moves_inside', `${where} / ${name}`);
    const transform = within(scene, node, tooth, scale, 0);
    if (mesh !== undefined) parts.push(...shapes.read(mesh, (point) => applied(transform, point), name || where));
    for (const child of children) visit(child);
  };
  visit(tooth);
  return parts.length > 0 ? shapes.joined(parts) : null;
}

/** Gingiva may move as a whole, with its jaw, or give way by morph targets; then it has a shape for each stage. */
function surfaceShapes(scene: Scene, shapes: ShapeReader, root: number, stages: number): Shape[] {
  const meshes: number[] = [];
  const visit = (node: number): void => {
    if (scene.nodes[node]!.mesh !== undefined) meshes.push(node);
    for (const child of scene.nodes[node]!.children)
      if (readName(scene.nodes[child]!.name)?.kind !== 'tooth') visit(child);
  };
  visit(root);
  const at = (stage: number) =>
    meshes.flatMap((node) => {
      const transform = scene.transformAt(node, stage);
      const { mesh, name } = scene.nodes[node]!;
      return shapes.read(mesh!, (point) => applied(transform, point), name, scene.weightsAt(node, stage));
    });
  const first = at(0);
  if (first.length === 0) return [];
  const moves = meshes.some((node) =>
    Array.from({ length: stages }, (_, before) => before + 1).some((stage) => {
      const [one, other] = [0, stage].map((at) => {
        const { linear, move } = scene.transformAt(node, at);
        return [...linear, ...move, ...scene.weightsAt(node, at)];
      }) as [number[], number[]];
      return one.some((value, place) => Math.abs(value - other[place]!) > 1e-6);
    }),
  );
  if (!moves) return [shapes.joined(first)];
  return Array.from({ length: stages + 1 }, (_, stage) => shapes.joined(at(stage)));
}

/** The stages at which an attachment is worn: those at which it isn't scaled to nothing. */
function wornOf(
  scene: Scene,
  shapes: ShapeReader,
  node: number,
  tooth: number,
  number: Tooth,
  scale: number,
  stages: number,
): DeliveredAttachment[] {
  const worn: [from: number, to: number][] = [];
  for (let stage = 0; stage <= stages; stage += 1) {
    if (scene.scaleAt(node, stage) < 0.5) continue;
    const last = worn.at(-1);
    if (last?.[1] === stage - 1) last[1] = stage;
    else worn.push([stage, stage]);
  }
  if (worn.length === 0) return [];
  if (worn.length > 20) throw new SetupRefused('unreadable', scene.nodes[node]!.name);
  const parts: Shape[] = [];
  const visit = (each: number): void => {
    const { mesh, children, name } = scene.nodes[each]!;
    const transform = within(scene, each, tooth, scale, worn[0]![0]);
    if (mesh !== undefined) parts.push(...shapes.read(mesh, (point) => applied(transform, point), name));
    for (const child of children) visit(child);
  };
  visit(node);
  if (parts.length === 0) return [];
  const shape = shapes.joined(parts);
  return worn.map(([from, to]) => ({ tooth: number, shape, from, to }));
}
