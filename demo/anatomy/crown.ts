import { type Mesh, sheet } from './mesh.ts';
import type { ToothForm } from './tooth-forms.ts';

/** How finely a crown is modelled. */
export type Fineness = { around: number; rootRings: number; wallRings: number; topRings: number };
/** As a scanner's software would have it, some 4 700 triangles. */
const scanned: Fineness = { around: 64, rootRings: 6, wallRings: 14, topRings: 16 };
/** Enough for a treatment setup, some 2 000 triangles. */
export const planned: Fineness = { around: 40, rootRings: 5, wallRings: 9, topRings: 11 };
const rootLength = 6;

/** How many of a scanned tooth's triangles belong to the part below the neck, which no scanner sees; they come first. */
export const rootTriangles = (scanned.rootRings * 2 + 1) * scanned.around;

/**
 * A crown with the beginning of its root: z from the neck (0) to the chewing side, y outwards, x along the arch with mesial at `mesial`
 * (1 or −1).
 */
export function crown(form: ToothForm, mesial: 1 | -1, fineness = scanned): Mesh {
  const { around, rootRings, wallRings, topRings } = fineness;
  const angles = Array.from({ length: around }, (_, index) => (index / around) * 2 * Math.PI);
  const rings: number[][] = [];
  for (let ring = 0; ring < rootRings; ring += 1) rings.push(rootRing(form, mesial, ring / rootRings, angles));
  for (let ring = 0; ring <= wallRings; ring += 1) rings.push(wallRing(form, mesial, ring / wallRings, angles));
  for (let ring = 1; ring < topRings; ring += 1) rings.push(topRing(form, mesial, 1 - ring / topRings, angles));
  const [bottom, top] = [rings.length * around, rings.length * around + 1];
  const last = (rings.length - 1) * around;
  const fans: number[] = [];
  const lid: number[] = [];
  for (let i = 0; i < around; i += 1) {
    const next = (i + 1) % around;
    fans.push(...(mesial < 0 ? [bottom, i, next] : [bottom, next, i]));
    lid.push(...(mesial < 0 ? [top, last + next, last + i] : [top, last + i, last + next]));
  }
  const positions = Float32Array.from([...rings.flat(), 0, 0, -rootLength - 0.05, ...topRing(form, mesial, 0, [0])]);
  return { positions, indices: Uint32Array.from([...fans, ...sheet(rings.length, around, true, mesial < 0), ...lid]) };
}

/** The crown's outline at a height (0 neck, 1 rim): a box with round corners, x mesial. */
function outline(form: ToothForm, share: number, angle: number): [x: number, y: number] {
  const power = 2 / form.squareness;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const reach = at(form.profile.width, share) * form.width;
  const [buccal, lingual] = [at(form.profile.buccal, share) * form.depth, at(form.profile.lingual, share) * form.depth];
  const [middle, half] = [(buccal - lingual) / 2, (buccal + lingual) / 2];
  // Teeth are a little narrower on the tongue's side.
  const narrow = s < 0 ? 1 - 0.13 * s * s * (form.cusps.length > 3 ? 0.35 : 1) : 1;
  const x = Math.sign(c) * Math.abs(c) ** power * reach * narrow;
  return [x, middle + Math.sign(s) * Math.abs(s) ** power * half];
}

/** Where the wall of a crown is, in its own coordinates with mesial at +x: `up` from 0 at the neck to 1, by the angle (90° is buccal). */
export function onWall(form: ToothForm, angle: number, up: number): [number, number, number] {
  return wallRing(form, 1, up, [angle]) as [number, number, number];
}

/** How deep a point in a crown's own coordinates (mesial at +x) lies inside it; below 0 outside. Millimetres, near the wall. */
export function depthInside(form: ToothForm, [x, y, z]: readonly [number, number, number]): number {
  const share = z / form.height;
  if (share < 0 || share > 1) return -1;
  const reach = at(form.profile.width, share) * form.width;
  const [buccal, lingual] = [at(form.profile.buccal, share) * form.depth, at(form.profile.lingual, share) * form.depth];
  const [middle, half] = [(buccal - lingual) / 2, (buccal + lingual) / 2];
  const out =
    ((Math.abs(x) / reach) ** form.squareness + (Math.abs(y - middle) / half) ** form.squareness) **
    (1 / form.squareness);
  return (1 - out) * Math.min(reach, half);
}

function wallRing(form: ToothForm, mesial: number, share: number, angles: readonly number[]): number[] {
  return angles.flatMap((angle) => {
    const [x, y] = outline(form, share, angle);
    return [x * mesial, y, share * rimHeight(form, angle, share)];
  });
}

function topRing(form: ToothForm, mesial: number, share: number, angles: readonly number[]): number[] {
  return angles.flatMap((angle) => {
    const [rimX, rimY] = outline(form, 1, angle);
    const middle = ((at(form.profile.buccal, 1) - at(form.profile.lingual, 1)) / 2) * form.depth;
    const [x, y] = [rimX * share, middle + (rimY - middle) * share];
    const edge = () => edgeHeight(form, x) + 0.32 * Math.sqrt(1 - share * share);
    return [x * mesial, y, form.cusps.length > 0 ? relief(form, x, y) : edge()];
  });
}

function rimHeight(form: ToothForm, angle: number, share: number): number {
  const [x, y] = outline(form, 1, angle);
  if (form.cusps.length > 0) return relief(form, x, y);
  const full = form.height - 0.32;
  return full - (full - edgeHeight(form, x)) * share ** 2;
}

/** The height of an incisor's or canine's edge at x. */
function edgeHeight({ height, width, corners }: ToothForm, x: number): number {
  const [mesial, distal, sharpness] = corners;
  const out = Math.min(Math.abs(x) / (width / 2), 1);
  return height - 0.32 - (x > 0 ? mesial : distal) * height * out ** sharpness;
}

/** The height of the chewing side: cones that meet in fissures, and ridges at both ends. */
function relief({ width, depth, height, cusps, profile }: ToothForm, x: number, y: number): number {
  const rise = Math.min(width, depth) * 0.4;
  const [halfWidth, halfDepth] = [width * 0.45, depth * 0.41];
  let [highest, second] = [-Infinity, -Infinity];
  const raise = (level: number) => {
    if (level > highest) [highest, second] = [level, highest];
    else if (level > second) second = level;
  };
  for (const [mesial, buccal, share] of cusps) {
    const [dx, dy] = [(x - mesial * halfWidth) / halfWidth, (y - buccal * halfDepth) / halfDepth];
    const away = Math.sqrt(dx * dx * 0.8 + dy * dy * 0.8 + 0.02) - 0.14;
    raise(height - (1 - share) * rise * 0.8 - away * rise);
  }
  const end = at(profile.width, 1) * width * 0.88;
  for (const side of [1, -1]) {
    const away = Math.sqrt(((x - side * end) / halfWidth) ** 2 * 2.6 + (y / halfDepth) ** 2 * 0.25 + 0.015) - 0.12;
    raise(height - rise * 0.36 - away * rise);
  }
  // Where two slopes meet the fissure is cut a little deeper, but not over the rim.
  const inside = 1 - Math.min(Math.hypot(x / halfWidth, y / halfDepth) / 1.05, 1) ** 4;
  return highest - 0.42 * inside * Math.exp(-(((highest - second) / 0.28) ** 2));
}

function rootRing(form: ToothForm, mesial: number, share: number, angles: readonly number[]): number[] {
  const thin = 0.42 + 0.58 * Math.sin((share * Math.PI) / 2);
  return angles.flatMap((angle) => {
    const [x, y] = outline(form, 0, angle);
    return [x * mesial * thin, y * thin, -rootLength * (1 - share)];
  });
}

/** A smooth curve through evenly spaced values. */
function at(values: readonly number[], share: number): number {
  const place = Math.min(Math.max(share, 0), 1) * (values.length - 1);
  const from = Math.min(Math.floor(place), values.length - 2);
  const t = place - from;
  const [a, b, c, d] = [
    values[Math.max(from - 1, 0)]!,
    values[from]!,
    values[from + 1]!,
    values[Math.min(from + 2, values.length - 1)]!,
  ];
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
