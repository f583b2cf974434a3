import { archOf, placeOf, type Tooth } from '#contract/teeth.ts';

type Profile = readonly number[];
export type Cusp = readonly [mesial: number, buccal: number, height: number];

/** What makes a crown: sizes in mm (of a textbook), outlines along its height, and what its chewing side carries. */
export type ToothForm = {
  width: number;
  depth: number;
  height: number;
  /** Half width, buccal and lingual reach at six heights from the neck to the rim, as shares of the full sizes. */
  profile: { width: Profile; buccal: Profile; lingual: Profile };
  /** 2 is an ellipse, more is boxier. */
  squareness: number;
  /** In half widths and half depths; height as a share of 1. None: an edge. */
  cusps: readonly Cusp[];
  /** How far the corners of an edge lie lower than its middle, mesial and distal, as shares of the height. */
  corners: readonly [mesial: number, distal: number, sharpness: number];
  /** Inclination of the crown outwards and towards the midline, degrees. */
  torque: number;
  tip: number;
};

const incisor = {
  profile: {
    width: [0.385, 0.43, 0.467, 0.492, 0.5, 0.478],
    buccal: [0.42, 0.5, 0.47, 0.4, 0.3, 0.23],
    lingual: [0.42, 0.5, 0.4, 0.14, -0.02, -0.07],
  },
  squareness: 2.25,
  cusps: [],
};
const canine = {
  profile: {
    width: [0.385, 0.43, 0.475, 0.5, 0.485, 0.33],
    buccal: [0.42, 0.5, 0.49, 0.42, 0.3, 0.18],
    lingual: [0.42, 0.5, 0.43, 0.24, 0.08, -0.02],
  },
  squareness: 2.1,
  cusps: [],
};
const premolar = {
  profile: {
    width: [0.385, 0.44, 0.482, 0.5, 0.492, 0.43],
    buccal: [0.42, 0.5, 0.5, 0.47, 0.42, 0.35],
    lingual: [0.42, 0.48, 0.5, 0.48, 0.43, 0.36],
  },
  squareness: 2.3,
  corners: [0, 0, 2] as const,
};
const molar = {
  profile: {
    width: [0.415, 0.455, 0.487, 0.5, 0.493, 0.452],
    buccal: [0.43, 0.5, 0.5, 0.47, 0.43, 0.38],
    lingual: [0.43, 0.48, 0.5, 0.48, 0.44, 0.39],
  },
  squareness: 2.75,
  corners: [0, 0, 2] as const,
};

const twoCusps: readonly Cusp[] = [
  [0, 0.5, 1],
  [0.06, -0.48, 0.86],
];
const lowerFirstPremolar: readonly Cusp[] = [
  [0, 0.32, 1],
  [0.05, -0.62, 0.5],
];
const threeCusps: readonly Cusp[] = [
  [0, 0.42, 1],
  [0.36, -0.52, 0.84],
  [-0.42, -0.5, 0.72],
];
const upperMolar: readonly Cusp[] = [
  [0.46, 0.52, 1],
  [-0.44, 0.5, 0.93],
  [0.34, -0.46, 0.97],
  [-0.56, -0.52, 0.72],
];
const lowerMolar: readonly Cusp[] = [
  [0.55, 0.46, 0.94],
  [-0.04, 0.52, 0.92],
  [-0.62, 0.36, 0.8],
  [0.48, -0.54, 1],
  [-0.44, -0.52, 0.96],
];
const lowerSecondMolar: readonly Cusp[] = [
  [0.48, 0.48, 0.96],
  [-0.46, 0.48, 0.92],
  [0.46, -0.52, 1],
  [-0.44, -0.5, 0.95],
];

type Sizes = readonly [width: number, depth: number, height: number, torque: number, tip: number];
type Kind = Omit<ToothForm, 'width' | 'depth' | 'height' | 'torque' | 'tip'>;
const form = ([width, depth, height, torque, tip]: Sizes, kind: Kind): ToothForm => ({
  ...{ width, depth, height, torque, tip },
  ...kind,
});

const upper: readonly ToothForm[] = [
  form([8.6, 7.2, 10.8, 14, 3], { ...incisor, corners: [0.03, 0.09, 7] }),
  form([6.7, 6.3, 9.4, 12, 5], { ...incisor, corners: [0.06, 0.14, 5] }),
  form([7.7, 8.1, 10.6, 4, 7], { ...canine, corners: [0.24, 0.3, 1.25] }),
  form([7.1, 9.1, 8.6, -2, 3], { ...premolar, cusps: twoCusps }),
  form([6.8, 9, 8, -3, 3], { ...premolar, cusps: twoCusps }),
  form([10.3, 11.2, 7.5, -5, 4], { ...molar, cusps: upperMolar }),
  form([9.7, 11, 7.1, -5, 3], { ...molar, cusps: upperMolar }),
  form([8.8, 10.2, 6.6, -6, 0], { ...molar, squareness: 2.4, cusps: upperMolar.slice(0, 3) }),
];
const lower: readonly ToothForm[] = [
  form([5.4, 6, 8.9, 4, 1], { ...incisor, corners: [0.02, 0.03, 8] }),
  form([5.9, 6.3, 9.2, 3, 2], { ...incisor, corners: [0.02, 0.06, 7] }),
  form([6.9, 7.8, 10.6, -4, 5], { ...canine, corners: [0.2, 0.26, 1.25] }),
  form([7, 7.8, 8.7, -9, 3], { ...premolar, cusps: lowerFirstPremolar }),
  form([7.2, 8.3, 8.1, -12, 3], { ...premolar, cusps: threeCusps }),
  form([11.1, 10.5, 7.5, -15, 3], { ...molar, cusps: lowerMolar }),
  form([10.6, 10.2, 7, -16, 3], { ...molar, cusps: lowerSecondMolar }),
  form([10.2, 9.6, 6.6, -16, 0], { ...molar, squareness: 2.4, cusps: lowerSecondMolar }),
];

/** The form of a permanent tooth. */
export function formOf(tooth: Tooth): ToothForm {
  const found = (archOf(tooth) === 'upper' ? upper : lower)[placeOf(tooth) - 1];
  if (!found || tooth > 48) throw new Error(`${tooth} has no form here`);
  return found;
}
