import type { Quaternion, Vector } from '#contract/tooth-movement/setup-plan.ts';
import { SetupRefused } from '../problems.ts';
import { type Turn3, turn3Of, turned3, unitTurn } from '../vectors.ts';
import type { Gltf } from './gltf.ts';
import type { NumberReader } from './read-numbers.ts';

/** A linear part, column by column, and where it moves the origin. */
export type Transform = { linear: Turn3; move: Vector };

type Path = 'translation' | 'rotation' | 'scale';
/** Nodes by what moves them, and by what changes the form of their meshes. */
type Tracks = { tracks: Map<number, Partial<Record<Path, Track>>>; weights: Map<number, Track>; moments: Set<number> };
type Track = { times: Float64Array; values: Float64Array; size: number; way: 'STEP' | 'LINEAR' | 'CUBICSPLINE' };

export type Scene = {
  nodes: Gltf['nodes'];
  roots: number[];
  parentOf: (node: number) => number | undefined;
  isAnimated: (node: number) => boolean;
  /** The last second of the animation; 0 without one. */
  seconds: number;
  /** The moments of all keyframes. */
  moments: Set<number>;
  /** From a node's coordinates to the file's. */
  transformAt: (node: number, stage: number) => Transform;
  /** How much of each morph target a node's mesh has; empty where it has none. */
  weightsAt: (node: number, stage: number) => number[];
  /** The least factor by which a node itself scales. */
  scaleAt: (node: number, stage: number) => number;
};

/** The tree of nodes with their animation. Refuses what is no tree. */
export function sceneOf(gltf: Gltf, numbers: NumberReader, maxNodes: number): Scene {
  const { nodes, scenes } = gltf;
  if (nodes.length > maxNodes) throw new SetupRefused('too_large', 'nodes', { found: nodes.length, limit: maxNodes });
  const parents = parentsOf(nodes);
  const roots =
    scenes[gltf.scene ?? 0]?.nodes ??
    nodes
      .keys()
      .filter((node) => !parents.has(node))
      .toArray();
  if (roots.some((root) => !nodes[root])) throw new SetupRefused('unreadable', 'scenes');
  const { tracks, weights, moments } = tracksOf(gltf, numbers);
  const known = new Map<number, Transform[]>();

  function localAt(node: number, stage: number): Transform {
    const { matrix, translation, rotation, scale } = nodes[node]!;
    if (matrix && !tracks.has(node)) {
      const linear = [0, 1, 2, 4, 5, 6, 8, 9, 10].map((place) => matrix[place]!);
      return { linear, move: [matrix[12]!, matrix[13]!, matrix[14]!] };
    }
    const at = (path: Path, otherwise: number[]) => {
      const track = tracks.get(node)?.[path];
      return track ? sampled(track, stage, path === 'rotation') : otherwise;
    };
    const move = at('translation', translation ?? [0, 0, 0]) as unknown as Vector;
    const turn = turn3Of(unitTurn(at('rotation', rotation ?? [0, 0, 0, 1])));
    const by = at('scale', scale ?? [1, 1, 1]);
    return { linear: turn.map((value, place) => value * by[Math.floor(place / 3)]!), move };
  }

  function transformAt(node: number, stage: number): Transform {
    const there = known.get(node)?.[stage];
    if (there) return there;
    const parent = parents.get(node);
    const own = localAt(node, stage);
    const found = parent === undefined ? own : composed(transformAt(parent, stage), own);
    if (!known.has(node)) known.set(node, []);
    known.get(node)![stage] = found;
    return found;
  }

  return {
    nodes,
    roots,
    parentOf: (node) => parents.get(node),
    isAnimated: (node) => tracks.has(node),
    seconds: Math.max(0, ...moments),
    moments,
    transformAt,
    weightsAt: (node, stage) => {
      const track = weights.get(node);
      if (track) return sampled(track, stage, false);
      const { mesh, weights: own } = nodes[node]!;
      const still = own ?? gltf.meshes[mesh ?? -1]?.weights ?? [];
      return Array.from({ length: targetsOf(gltf, node) }, (_, target) => still[target] ?? 0);
    },
    scaleAt: (node, stage) => {
      const track = tracks.get(node)?.scale;
      return Math.min(...(track ? sampled(track, stage, false) : (nodes[node]!.scale ?? [1])).map(Math.abs));
    },
  };
}

const deepest = 200;

function parentsOf(nodes: Gltf['nodes']): Map<number, number> {
  const parents = new Map<number, number>();
  nodes.forEach(({ children }, node) => {
    for (const child of children) {
      if (!nodes[child] || parents.has(child)) throw new SetupRefused('unreadable', `nodes.${node}`);
      parents.set(child, node);
    }
  });
  nodes.forEach((_, node) => {
    let depth = 0;
    for (let above = parents.get(node); above !== undefined; above = parents.get(above)) {
      depth += 1;
      if (depth > deepest) throw new SetupRefused('unreadable', `nodes.${node}`);
    }
  });
  return parents;
}

/** How many morph targets the mesh of a node has. */
function targetsOf({ meshes, nodes }: Gltf, node: number): number {
  return meshes[nodes[node]!.mesh ?? -1]?.primitives[0]?.targets?.length ?? 0;
}

function tracksOf(gltf: Gltf, numbers: NumberReader): Tracks {
  const { animations, nodes } = gltf;
  const tracks: Tracks['tracks'] = new Map();
  const weights: Tracks['weights'] = new Map();
  const moments = new Set<number>();
  if (animations.length > 1) throw new SetupRefused('several_animations', '', { found: animations.length });
  const { channels = [], samplers = [] } = animations[0] ?? {};
  for (const { sampler: number, target } of channels) {
    const sampler = samplers[number];
    const { node, path } = target;
    if (node === undefined) continue;
    if (!sampler || !nodes[node]) throw new SetupRefused('unreadable', 'animations');
    if (path !== 'translation' && path !== 'rotation' && path !== 'scale' && path !== 'weights')
      throw new SetupRefused('not_supported', `${nodes[node].name}: ${path}`);
    const size = path === 'weights' ? targetsOf(gltf, node) : path === 'rotation' ? 4 : 3;
    const track = trackOf(sampler, { size, single: path === 'weights' }, numbers);
    for (const moment of track.times) moments.add(moment);
    if (path === 'weights') weights.set(node, track);
    else tracks.set(node, { ...tracks.get(node), [path]: track });
  }
  return { tracks, weights, moments };
}

function trackOf(
  { input, output, interpolation }: { input: number; output: number; interpolation: string },
  /** `single`: the numbers of a keyframe are elements of their own in the file. */
  { size, single }: { size: number; single: boolean },
  numbers: NumberReader,
): Track {
  if (interpolation !== 'STEP' && interpolation !== 'LINEAR' && interpolation !== 'CUBICSPLINE')
    throw new SetupRefused('unreadable', 'animations');
  const times = numbers.floats(input, 1);
  const values = numbers.floats(output, single ? 1 : size);
  const each = interpolation === 'CUBICSPLINE' ? 3 : 1;
  const rising = times.every((time, place) => time >= 0 && (place === 0 || time > times[place - 1]!));
  if (size === 0 || times.length === 0 || !rising || values.length !== times.length * size * each)
    throw new SetupRefused('unreadable', 'animations');
  return { times, values, size, way: interpolation };
}

/** Keyframes a hair off a whole second are meant to be at it. */
const hair = 0.01;

function sampled({ times, values, size, way }: Track, stage: number, turns: boolean): number[] {
  // The tangents before and after each value of a spline are passed over: stages are keyframes.
  const each = way === 'CUBICSPLINE' ? 3 * size : size;
  const valueAt = (key: number) => {
    const from = key * each + (way === 'CUBICSPLINE' ? size : 0);
    return Array.from(values.subarray(from, from + size));
  };
  let key = 0;
  while (key + 1 < times.length && times[key + 1]! <= stage + hair) key += 1;
  const exact = Math.abs(times[key]! - stage) <= hair;
  if (exact || way === 'STEP' || key + 1 >= times.length || times[key]! > stage) return valueAt(key);
  const part = (stage - times[key]!) / (times[key + 1]! - times[key]!);
  const [from, to] = [valueAt(key), valueAt(key + 1)];
  if (turns) return slerp(unitTurn(from), unitTurn(to), part);
  return from.map((value, place) => value + (to[place]! - value) * part);
}

function slerp(from: Quaternion, to: Quaternion, part: number): number[] {
  const same = from.reduce((sum, value, place) => sum + value * to[place]!, 0);
  const angle = Math.acos(Math.min(Math.abs(same), 1));
  const sign = same < 0 ? -1 : 1;
  if (angle < 1e-9) return [...to];
  const [a, b] = [Math.sin((1 - part) * angle) / Math.sin(angle), Math.sin(part * angle) / Math.sin(angle)];
  return from.map((value, place) => value * a + to[place]! * sign * b);
}

export function composed(above: Transform, below: Transform): Transform {
  const columns = [0, 3, 6].flatMap((from) =>
    turned3(above.linear, [below.linear[from]!, below.linear[from + 1]!, below.linear[from + 2]!]),
  );
  const [x, y, z] = turned3(above.linear, below.move);
  return { linear: columns, move: [x + above.move[0], y + above.move[1], z + above.move[2]] };
}

export function applied({ linear, move }: Transform, [x, y, z]: Vector): Vector {
  const [tx, ty, tz] = turned3(linear, [x, y, z]);
  return [tx + move[0], ty + move[1], tz + move[2]];
}

/** The factor, turn and move of a transform that keeps forms; null where it squeezes, or 'mirrored'. */
export function similarityOf({
  linear: m,
  move,
}: Transform): { scale: number; turn: Turn3; move: Vector } | null | 'mirrored' {
  const [a, b, c] = [0, 3, 6].map((from) => [m[from]!, m[from + 1]!, m[from + 2]!] as Vector) as [
    Vector,
    Vector,
    Vector,
  ];
  const volume =
    a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  if (volume < 0) return 'mirrored';
  const scale = Math.cbrt(volume);
  if (!(scale > 1e-9)) return null;
  const turn = m.map((value) => value / scale);
  const parts: [Vector, Vector, number][] = [
    [a, a, 1],
    [b, b, 1],
    [c, c, 1],
    [a, b, 0],
    [b, c, 0],
    [a, c, 0],
  ];
  const off = parts.some(([one, other, wanted]) => {
    const product = (one[0] * other[0] + one[1] * other[1] + one[2] * other[2]) / (scale * scale);
    return !(Math.abs(product - wanted) < 1e-4);
  });
  return off ? null : { scale, turn, move };
}
