import { type Arch, archOf, placeOf, sideOf, type Tooth } from '#contract/teeth.ts';
import type { Shift } from './shift.ts';

/** What is to be treated: a narrow arch whose front teeth lack room, or gaps between flared front teeth. */
export type Bite = 'crowded' | 'spaced';

/** By the place from the midline: how a tooth stands beside where it should. The two sides differ a little, as mouths do. */
const patterns: Record<Bite, Record<Arch, readonly (readonly [right: Shift, left: Shift])[]>> = {
  crowded: {
    upper: [
      [
        { buccal: 0.5, turn: -13, mesial: 0.35, torque: 4 },
        { buccal: 0.9, turn: 11, mesial: 0.35, torque: 5, occlusal: 0.4 },
      ],
      [
        { buccal: -1.8, turn: 17, mesial: 0.8, tip: 3 },
        { buccal: -1.4, turn: 21, mesial: 0.7, occlusal: -0.4 },
      ],
      [
        { buccal: 1.1, turn: -11, mesial: 1.2, occlusal: -1.1, tip: 4 },
        { buccal: 0.7, turn: -8, mesial: 1.1, occlusal: -0.7, tip: 3 },
      ],
      [
        { buccal: -1, turn: 9, mesial: 1, torque: -5 },
        { buccal: -0.8, turn: 6, mesial: 0.65, torque: -4 },
      ],
      [
        { buccal: -1, turn: -5, mesial: 0.75, torque: -4 },
        { buccal: -0.9, turn: -7, mesial: 0.65, torque: -4 },
      ],
      [
        { buccal: -0.6, turn: 6, mesial: 0.55, torque: -2 },
        { buccal: -0.5, turn: 5, mesial: 0.4, torque: -2 },
      ],
      [
        { buccal: -0.2, mesial: 0.5 },
        { buccal: -0.2, mesial: 0.4 },
      ],
    ],
    lower: [
      [
        { buccal: 0.9, turn: 15, torque: 4, mesial: 0.45 },
        { buccal: -0.6, turn: -12, torque: -3, occlusal: 0.5, mesial: 0.45 },
      ],
      [
        { buccal: -1.1, turn: -17, mesial: 0.8, occlusal: 0.3 },
        { buccal: 0.7, turn: 19, mesial: 0.2, torque: 3 },
      ],
      [
        { buccal: 0.6, turn: 13, mesial: 1.25, occlusal: -0.5, tip: 4 },
        { buccal: 0.4, turn: -9, mesial: 0.7, occlusal: -0.3, tip: 3 },
      ],
      [
        { buccal: -0.7, turn: -7, mesial: 0.85, torque: -4 },
        { buccal: -0.9, turn: 8, mesial: 0.7, torque: -5 },
      ],
      [
        { buccal: -0.8, mesial: 0.5, torque: -4, turn: 4 },
        { buccal: -0.8, mesial: 0.55, torque: -4, turn: -5 },
      ],
      [
        { buccal: -0.4, mesial: 0.4, torque: -2 },
        { buccal: -0.4, mesial: 0.4, torque: -2 },
      ],
      [
        { buccal: -0.1, mesial: 0.4 },
        { buccal: -0.1, mesial: 0.4 },
      ],
    ],
  },
  spaced: {
    upper: [
      [
        { buccal: 1.7, mesial: -0.95, torque: 7, tip: -2, turn: 4 },
        { buccal: 1.9, mesial: -1.05, torque: 8, tip: -3, turn: -5 },
      ],
      [
        { buccal: 1.3, mesial: -0.85, torque: 6, turn: 7 },
        { buccal: 1.5, mesial: -0.8, torque: 6, turn: -6 },
      ],
      [
        { buccal: 0.8, mesial: -0.45, torque: 2, turn: -6 },
        { buccal: 0.8, mesial: -0.4, torque: 2, turn: 5 },
      ],
      [
        { buccal: 0.3, mesial: -0.1, turn: 10 },
        { buccal: 0.3, mesial: -0.1, turn: -6 },
      ],
      [{ turn: -4 }, { turn: 3 }],
      [{}, {}],
      [{}, {}],
    ],
    lower: [
      [
        { buccal: 1, mesial: -0.35, torque: 5, turn: -8, occlusal: 0.6 },
        { buccal: 1.1, mesial: -0.4, torque: 5, turn: 6, occlusal: 0.8 },
      ],
      [
        { buccal: 0.9, mesial: -0.55, torque: 4, turn: 9, occlusal: 0.7 },
        { buccal: 0.8, mesial: -0.5, torque: 4, turn: -11, occlusal: 0.5 },
      ],
      [
        { buccal: 0.4, mesial: -0.15, turn: -7 },
        { buccal: 0.5, mesial: -0.15, turn: 8 },
      ],
      [{ turn: 5 }, { turn: -6 }],
      [{ turn: -3 }, { turn: 4 }],
      [{}, {}],
      [{}, {}],
    ],
  },
};

/** How a tooth stands beside where it should, so badly (1: as a rule), with a little luck. */
export function misplaced(bite: Bite, tooth: Tooth, badly: number, random: () => number): Shift {
  const shift = patterns[bite][archOf(tooth)][placeOf(tooth) - 1]?.[sideOf(tooth) === 'right' ? 0 : 1] ?? {};
  const entries = Object.entries(shift).map(([what, value]) => [what, value * badly * (0.85 + 0.3 * random())]);
  return Object.fromEntries(entries) as Shift;
}
