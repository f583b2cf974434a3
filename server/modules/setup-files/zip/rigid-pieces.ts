import type { ToothPose } from '#contract/tooth-movement/setup-plan.ts';
import { boxOf } from '../delivered.ts';
import { fitRigid } from '../fit.ts';
import { noTurn } from '../vectors.ts';
import { groups, type JawModel, partOf } from './jaw-model.ts';

/** What moves as one piece through all stages. */
export type Piece = {
  /** By the place of their first corner. */
  triangles: number[];
  points: Uint32Array;
  poses: ToothPose[];
  residual: number;
  /** The largest extent, as a share of the arch's. */
  size: number;
};

/** Shares of an arch's width: how far points of a piece may miss their place, and lengths may change within one. */
const tolerance = { place: 1e-4, length: 1e-5 };
/** Of a tooth, with its root or without. */
const toothSize = { least: 0.055, most: 0.5 };
const fewestTriangles = 24;

/**
 * Finds the teeth of an arch: pieces of the model that hang together and move rigidly. Where teeth and gum are one surface, what keeps all its
 * lengths is a piece. Small pieces that move with a tooth, such as attachments, belong to it.
 */
export function rigidPieces(model: JawModel): Piece[] {
  const arch = Math.max(...boxOf({ positions: model.points[0]!, corners: model.corners }).extents);
  const rigid: Piece[] = [];
  for (const triangles of connected(model)) {
    const whole = pieceOf(model, triangles, arch);
    if (whole) rigid.push(whole);
    else if (triangles.length > 2000)
      rigid.push(
        ...keepingLengths(model, triangles, arch).flatMap((each) => {
          const piece = pieceOf(model, each, arch);
          // Gum that keeps its form is no tooth; a tooth that is part of the same surface shows by moving.
          return piece && moves(piece, model, arch) ? [piece] : [];
        }),
      );
  }
  const teeth = rigid.filter(({ size }) => size >= toothSize.least && size <= toothSize.most);
  for (const small of rigid.filter(({ size }) => size < toothSize.least)) {
    const host = teeth.find((tooth) => movesWith(small, tooth, model, arch));
    if (host) host.triangles.push(...small.triangles);
  }
  return teeth;
}

function connected({ corners, points }: JawModel): number[][] {
  const joined = groups(points[0]!.length / 3);
  for (let corner = 0; corner < corners.length; corner += 3) {
    joined.join(corners[corner]!, corners[corner + 1]!);
    joined.join(corners[corner]!, corners[corner + 2]!);
  }
  return gathered(corners, (corner) => joined.of(corners[corner]!));
}

function gathered(corners: Uint32Array, groupOf: (corner: number) => number): number[][] {
  const found = new Map<number, number[]>();
  for (let corner = 0; corner < corners.length; corner += 3) {
    const group = groupOf(corner);
    const there = found.get(group);
    if (there) there.push(corner);
    else found.set(group, [corner]);
  }
  return [...found.values()].filter(({ length }) => length >= fewestTriangles / 2);
}

/** The piece that triangles are, where they are one. The last stage is tried first: it tells most. */
function pieceOf(model: JawModel, triangles: number[], arch: number): Piece | null {
  if (triangles.length < fewestTriangles / 2) return null;
  const [base] = model.points;
  const { corners } = model;
  const own = new Set<number>();
  for (const triangle of triangles) for (let side = 0; side < 3; side += 1) own.add(corners[triangle + side]!);
  const points = Uint32Array.from(own);
  const last = model.points.length - 1;
  const fits = (stage: number) => fitRigid(base!, model.points[stage]!, points);
  if (!(fits(last).residual <= arch * tolerance.place)) return null;
  const poses: ToothPose[] = [{ position: [0, 0, 0], turn: noTurn }];
  let residual = 0;
  for (let stage = 1; stage <= last; stage += 1) {
    const fit = fits(stage);
    if (!(fit.residual <= arch * tolerance.place)) return null;
    residual = Math.max(residual, fit.residual);
    poses.push({ position: fit.move, turn: fit.turn });
  }
  const box = boxOf(partOf(model, triangles, base!));
  return { triangles, points, poses, residual, size: Math.max(...box.extents) / arch };
}

function moves({ points }: Piece, model: JawModel, arch: number): boolean {
  const [base] = model.points;
  return model.points.some((there) =>
    points.some((point) => Math.abs(there[point * 3]! - base![point * 3]!) > arch * tolerance.place * 2),
  );
}

/** Whether a tooth's movement takes a small piece where it is at each stage, and it lies near. */
function movesWith(small: Piece, tooth: Piece, model: JawModel, arch: number): boolean {
  const middle = (piece: Piece, stage: number) => {
    const sum = [0, 0, 0];
    for (const point of piece.points)
      for (let axis = 0; axis < 3; axis += 1)
        sum[axis]! += model.points[stage]![point * 3 + axis]! / piece.points.length;
    return sum as [number, number, number];
  };
  const [a, b] = [middle(small, 0), middle(tooth, 0)];
  if (Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) > arch * 0.25) return false;
  const all = Uint32Array.from([...small.points, ...tooth.points]);
  return model.points.every(
    (there, stage) => stage === 0 || fitRigid(model.points[0]!, there, all).residual <= arch * tolerance.place * 2,
  );
}

/** Parts of a surface within which all lengths stay, from triangle to triangle. */
function keepingLengths({ corners, points }: JawModel, triangles: readonly number[], arch: number): number[][] {
  const last = points.length - 1;
  const seen = [...new Set([last, Math.ceil(last / 2), Math.ceil(last / 4), Math.ceil((3 * last) / 4), 1])];
  const kept = (a: number, b: number) => {
    const length = (stage: number) =>
      Math.hypot(
        points[stage]![a * 3]! - points[stage]![b * 3]!,
        points[stage]![a * 3 + 1]! - points[stage]![b * 3 + 1]!,
        points[stage]![a * 3 + 2]! - points[stage]![b * 3 + 2]!,
      );
    const before = length(0);
    return seen.every((stage) => Math.abs(length(stage) - before) <= arch * tolerance.length);
  };
  const place = new Map(triangles.map((triangle, index) => [triangle, index]));
  const joined = groups(triangles.length);
  const edges = new Map<number, number>();
  const count = points[0]!.length / 3;
  const isKept = new Uint8Array(triangles.length);
  for (const [index, triangle] of triangles.entries()) {
    const [a, b, c] = [corners[triangle]!, corners[triangle + 1]!, corners[triangle + 2]!];
    isKept[index] = Number(kept(a, b) && kept(b, c) && kept(a, c));
    if (!isKept[index]) continue;
    for (const [one, other, opposite] of [
      [a, b, c],
      [b, c, a],
      [c, a, b],
    ] as const) {
      const key = Math.min(one, other) * count + Math.max(one, other);
      const neighbour = edges.get(key);
      if (neighbour === undefined) edges.set(key, triangle);
      else {
        const far = [0, 1, 2]
          .map((side) => corners[neighbour + side]!)
          .find((corner) => corner !== one && corner !== other);
        if (far !== undefined && kept(opposite, far)) joined.join(index, place.get(neighbour)!);
      }
    }
  }
  const found = new Map<number, number[]>();
  for (const [index, triangle] of triangles.entries()) {
    if (!isKept[index]) continue;
    const group = joined.of(index);
    const there = found.get(group);
    if (there) there.push(triangle);
    else found.set(group, [triangle]);
  }
  return [...found.values()].filter(({ length }) => length >= fewestTriangles * 2);
}
