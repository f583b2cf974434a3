/**
 * Teeth in FDI two-digit notation (ISO 3950), the form in which they are stored: first digit the quadrant as the patient has it
 * (1 upper right, 2 upper left, 3 lower left, 4 lower right; 5 to 8 the same for deciduous teeth), second digit counted from the midline.
 */
export const permanentTeeth = quadrants([1, 2, 3, 4], 8);
export const deciduousTeeth = quadrants([5, 6, 7, 8], 5);
export const allTeeth: readonly Tooth[] = [...permanentTeeth, ...deciduousTeeth];

export type Tooth = number;
export type Arch = 'upper' | 'lower';
export type Side = 'right' | 'left';
export type Dentition = 'permanent' | 'deciduous' | 'mixed';
export type Notation = 'fdi' | 'universal' | 'palmer';
export type ToothKind =
  | 'central_incisor'
  | 'lateral_incisor'
  | 'canine'
  | 'first_premolar'
  | 'second_premolar'
  | 'first_molar'
  | 'second_molar'
  | 'third_molar';

const known: ReadonlySet<number> = new Set(allTeeth);

/** Whether a number names a tooth in FDI notation. */
export function isTooth(number: number): boolean {
  return known.has(number);
}

const quadrantOf = (of: Tooth) => Math.floor(of / 10);

/** 1 at the midline to 8 at the back, 5 for deciduous teeth. */
export const placeOf = (of: Tooth): number => of % 10;

export const isDeciduous = (of: Tooth): boolean => of > 50;

export function archOf(of: Tooth): Arch {
  return [1, 2, 5, 6].includes(quadrantOf(of)) ? 'upper' : 'lower';
}

/** The patient's own side. */
export function sideOf(of: Tooth): Side {
  return [1, 4, 5, 8].includes(quadrantOf(of)) ? 'right' : 'left';
}

const permanentKinds: readonly ToothKind[] = [
  'central_incisor',
  'lateral_incisor',
  'canine',
  'first_premolar',
  'second_premolar',
  'first_molar',
  'second_molar',
  'third_molar',
];

/** What kind of tooth it is; deciduous teeth have molars where premolars will come. */
export function kindOf(of: Tooth): ToothKind {
  const kind = permanentKinds[placeOf(of) + (isDeciduous(of) && placeOf(of) > 3 ? 1 : -1)];
  if (!kind) throw new Error(`${of} is no tooth`);
  return kind;
}

/** Incisors and canines. */
export const isAnterior = (of: Tooth): boolean => placeOf(of) <= 3;

/** The teeth of one arch as seen from the front: from the patient's right to the left. */
export function teethOf(of: Arch, teethThere: 'permanent' | 'deciduous' = 'permanent'): readonly Tooth[] {
  const from = teethThere === 'permanent' ? permanentTeeth : deciduousTeeth;
  return from.filter((one) => archOf(one) === of).toSorted((one, other) => acrossOf(one) - acrossOf(other));
}

/** Where a tooth stands across its arch: negative on the patient's right, positive on the left. */
export function acrossOf(of: Tooth): number {
  return sideOf(of) === 'right' ? -placeOf(of) : placeOf(of);
}

/** A tooth's place in the order in which one looks at a mouth: upper arch first, from the patient's right to the left. */
export const seenAt = (of: Tooth): number => (archOf(of) === 'upper' ? 0 : 100) + acrossOf(of);

/** A tooth's number as people read it: FDI 16, Universal 3 (deciduous A to T), Palmer UR6 (deciduous URE). */
export function toothLabel(of: Tooth, notation: Notation): string {
  if (notation === 'universal') return universalOf(of);
  return notation === 'palmer' ? palmerOf(of) : String(of);
}

/** The tooth a person means by what they typed, capitals or not; null where it names none. */
export function readTooth(text: string, notation: Notation): Tooth | null {
  return byLabel[notation].get(text.trim().toUpperCase()) ?? null;
}

function universalOf(of: Tooth): string {
  const half = isDeciduous(of) ? 5 : 8;
  const across = sideOf(of) === 'right' ? half + 1 - placeOf(of) : half + placeOf(of);
  // The lower arch is counted on, back from left to right.
  const count = archOf(of) === 'upper' ? across : 4 * half + 1 - across;
  return isDeciduous(of) ? String.fromCharCode(64 + count) : String(count);
}

/** Letters instead of the quadrant sign (⏌⎿⏋⎾): few fonts have it, and no screen reader reads it. */
function palmerOf(of: Tooth): string {
  const quadrant = `${archOf(of) === 'upper' ? 'U' : 'L'}${sideOf(of) === 'right' ? 'R' : 'L'}`;
  return quadrant + (isDeciduous(of) ? String.fromCharCode(64 + placeOf(of)) : placeOf(of));
}

const labels = (notation: Notation) => new Map(allTeeth.map((of) => [toothLabel(of, notation), of]));
const byLabel = { fdi: labels('fdi'), universal: labels('universal'), palmer: labels('palmer') };

function quadrants(numbers: readonly number[], places: number): readonly Tooth[] {
  return numbers.flatMap((quadrant) => Array.from({ length: places }, (_, index) => quadrant * 10 + index + 1));
}
