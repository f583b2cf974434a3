import { archOf, isDeciduous, kindOf, placeOf, sideOf, type Tooth } from '#contract/teeth.ts';
import type { Vector } from '#contract/tooth-movement/setup-plan.ts';

/** A dentition as it usually is, in the mouth's coordinates: enough to tell how a file lies, in which unit, and whether its numbers fit. */

/** From the midline backwards, millimetres. */
const widths = {
  upper: [8.5, 6.6, 7.6, 7, 6.8, 10, 9.5, 8.6],
  lower: [5.4, 5.9, 6.9, 7, 7.1, 11, 10.5, 10],
};
const half = { upper: { across: 28, deep: 46 }, lower: { across: 25.5, deep: 44.5 } };
const crownHeights = {
  upper: [10.5, 9, 10, 8.5, 8.5, 7.5, 7, 6.5],
  lower: [9, 9.5, 11, 8.5, 8, 7.5, 7, 7],
};

/** Where the middle of a tooth's crown usually lies, and which way the arch runs there, to the patient's left. */
export function usualPlace(tooth: Tooth): { middle: Vector; leftwards: Vector } {
  const arch = archOf(tooth);
  const before = widths[arch].slice(0, placeOf(tooth) - 1).reduce((sum, width) => sum + width, 0);
  const { x, y, dx, dy } = alongArch(arch, before + widths[arch][placeOf(tooth) - 1]! / 2);
  const z = (arch === 'upper' ? 1 : -1) * (crownHeight(tooth) / 2 - 0.5);
  const left = sideOf(tooth) === 'left' ? 1 : -1;
  return { middle: [x * left, y, z], leftwards: [dx, dy * left, 0] };
}

export const crownHeight = (tooth: Tooth): number => {
  const usual = crownHeights[archOf(tooth)][placeOf(tooth) - 1]!;
  return isDeciduous(tooth) ? usual * 0.7 : usual;
};

export const crownWidth = (tooth: Tooth): number => {
  const usual = widths[archOf(tooth)][placeOf(tooth) - 1]!;
  return isDeciduous(tooth) && kindOf(tooth).endsWith('incisor') ? usual * 0.75 : usual;
};

const steps = 2000;

/** A point of the half ellipse so far from the midline, counted along it. */
function alongArch(arch: 'upper' | 'lower', length: number): { x: number; y: number; dx: number; dy: number } {
  const { across, deep } = half[arch];
  const at = (angle: number) => ({ x: across * Math.sin(angle), y: deep * (1 - Math.cos(angle)) });
  let gone = 0;
  let last = at(0);
  for (let step = 1; step <= steps; step += 1) {
    const here = at((step / steps) * (Math.PI / 1.7));
    const far = Math.hypot(here.x - last.x, here.y - last.y);
    if (gone + far >= length || step === steps)
      return { x: here.x, y: here.y, dx: (here.x - last.x) / far, dy: (here.y - last.y) / far };
    gone += far;
    last = here;
  }
  throw new Error('the arch ended');
}
