import { combined, type Frame, turned } from './mesh.ts';

/** A small change of a tooth's place in its own terms: millimetres, and degrees around a point in its root. */
export type Shift = {
  readonly mesial?: number;
  /** Outwards, to lip or cheek. */
  readonly buccal?: number;
  readonly occlusal?: number;
  /** The mesial side turns outwards. */
  readonly turn?: number;
  /** The crown tips towards the midline. */
  readonly tip?: number;
  /** The crown leans outwards. */
  readonly torque?: number;
};

/** Teeth turn around a point below the neck, so that the gum need not follow far. */
const pivot = 4;

/** Where a tooth stands after a shift; `mesial` says on which side of its own x axis the midline lies. */
export function shifted(frame: Frame, mesial: 1 | -1, shift: Shift): Frame {
  const turn = combined(
    turned('z', (shift.turn ?? 0) * mesial),
    combined(turned('x', -(shift.torque ?? 0)), turned('y', (shift.tip ?? 0) * mesial)),
  );
  const move = at((shift.mesial ?? 0) * mesial, shift.buccal ?? 0, (shift.occlusal ?? 0) - pivot);
  return combined(frame, combined(move, combined(turn, at(0, 0, pivot))));
}

const at = (x: number, y: number, z: number): Frame => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, z, 1];
