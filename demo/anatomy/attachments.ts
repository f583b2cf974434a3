import { onWall } from './crown.ts';
import { add, cross, dot, type Mesh, scaled, sheet, unit, type Vector } from './mesh.ts';
import type { ToothForm } from './tooth-forms.ts';

export type AttachmentForm = 'rectangular' | 'rectangular_horizontal' | 'ellipsoid' | 'bevelled';

const around = 20;
/** Millimetres across and along the crown, how far it stands out, and how boxy it is (2: an ellipse). */
const sizes: Record<AttachmentForm, { across: number; along: number; out: number; boxy: number }> = {
  rectangular: { across: 2, along: 3, out: 1, boxy: 7 },
  rectangular_horizontal: { across: 3, along: 2, out: 1, boxy: 7 },
  ellipsoid: { across: 2, along: 3, out: 0.9, boxy: 2 },
  bevelled: { across: 3, along: 2, out: 1.25, boxy: 7 },
};

/** A composite attachment on the cheek's side of a crown, in the tooth's own coordinates; a little sunk into it. */
export function attachment(form: ToothForm, mesial: 1 | -1, kind: AttachmentForm, up = 0.5): Mesh {
  const { across, along, out, boxy } = sizes[kind];
  const spot = onWall(form, Math.PI / 2, up);
  const sideways = unit(difference(onWall(form, Math.PI / 2 - 0.05, up), onWall(form, Math.PI / 2 + 0.05, up)));
  const climb = unit(difference(onWall(form, Math.PI / 2, up + 0.05), onWall(form, Math.PI / 2, up - 0.05)));
  const facing = unit(cross(climb, sideways));
  const outward = dot(facing, [0, 1, 0]) < 0 ? scaled(facing, -1) : facing;
  const rings: [size: number, height: number][] = [
    [1.04, -0.7],
    [1, 0.6 * out],
    [0.9, 0.92 * out],
    [0.6, out],
  ];
  const dome: [number, number][] = [
    [1.04, -0.7],
    [0.97, 0.3 * out],
    [0.8, 0.65 * out],
    [0.45, 0.92 * out],
  ];
  const point = (size: number, height: number, angle: number): Vector => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const right = (Math.sign(c) * Math.abs(c) ** (2 / boxy) * size * across) / 2;
    const high = (Math.sign(s) * Math.abs(s) ** (2 / boxy) * size * along) / 2;
    // A bevel falls off towards the chewing side.
    const stands = kind === 'bevelled' && height > 0 ? height * (0.62 - (0.7 * high) / along) : height;
    return add(spot, add(scaled(sideways, right), add(scaled(climb, high), scaled(outward, stands))));
  };
  const points: Vector[] = (kind === 'ellipsoid' ? dome : rings).flatMap(([size, height]) =>
    Array.from({ length: around }, (_, step) => point(size, height, (step / around) * 2 * Math.PI)),
  );
  const [bottom, top] = [points.length, points.length + 1];
  points.push(point(0, -0.7, 0), point(0, out, 0));
  const last = 3 * around;
  const flipped = mesial > 0;
  const caps = Array.from({ length: around }, (_, step) => {
    const next = (step + 1) % around;
    return flipped
      ? [bottom, step, next, top, last + next, last + step]
      : [bottom, next, step, top, last + step, last + next];
  });
  return {
    positions: Float32Array.from(points.flatMap(([x, y, z]) => [x * mesial, y, z])),
    indices: Uint32Array.from([...sheet(4, around, true, flipped), ...caps.flat()]),
  };
}

const difference = (a: Vector, b: Vector): Vector => add(a, scaled(b, -1));
