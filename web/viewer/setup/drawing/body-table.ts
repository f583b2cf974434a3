import { DataTexture, FloatType, NearestFilter, RGBAFormat } from 'three';
import type { ToothPose } from '#contract/tooth-movement/setup-plan.ts';

export const rows = 256;

/** Where each body stands and how it is tinted, as a small texture that the drawing reads: all bodies move without more calls. */
export class BodyTable {
  private readonly values = new Float32Array(rows * 12);
  readonly texture = new DataTexture(this.values, 3, rows, RGBAFormat, FloatType);

  constructor() {
    this.texture.minFilter = NearestFilter;
    this.texture.magFilter = NearestFilter;
    for (let row = 0; row < rows; row += 1) this.place(row, { position: [0, 0, 0], turn: [0, 0, 0, 1] });
    this.texture.needsUpdate = true;
  }

  place(row: number, { position, turn }: ToothPose): void {
    const at = row * 12;
    for (let axis = 0; axis < 3; axis += 1) this.values[at + axis] = position[axis]!;
    for (let axis = 0; axis < 4; axis += 1) this.values[at + 4 + axis] = turn[axis]!;
    this.texture.needsUpdate = true;
  }

  show(row: number, shown: boolean): void {
    this.values[row * 12 + 3] = shown ? 1 : 0;
    this.texture.needsUpdate = true;
  }

  isShown(row: number): boolean {
    return this.values[row * 12 + 3]! > 0.5;
  }

  /** A colour to mix in, and how much of it. */
  tint(row: number, colour: readonly [number, number, number], share: number): void {
    this.values.set([...colour, share], row * 12 + 8);
    this.texture.needsUpdate = true;
  }

  dispose(): void {
    this.texture.dispose();
  }
}
