import { type Arch, acrossOf, archOf, permanentTeeth, placeOf, sideOf, type Tooth } from '#contract/teeth.ts';
import { archCurve } from './arch-curve.ts';
import { type Bite, misplaced } from './bites.ts';
import { crown, rootTriangles } from './crown.ts';
import { gingiva } from './gingiva.ts';
import { combined, cross, type Frame, frameOf, joined, type Mesh, placed, turned, type Vector } from './mesh.ts';
import { seeded } from './random.ts';
import { shifted } from './shift.ts';
import { formOf, type ToothForm } from './tooth-forms.ts';

export type AnatomyWishes = {
  seed: number;
  /** 0 straight to 1 badly crowded. */
  crowding?: number;
  /** Misplaced the way mouths are instead of at random, the worse the higher `crowding`. */
  bite?: Bite;
  /** Teeth that aren't there; third molars aren't anyway unless `thirdMolars`. */
  missing?: readonly Tooth[];
  thirdMolars?: boolean;
};

/** A tooth around its own origin at the neck (x along the arch, y outwards, z to the chewing side), and where it stands. */
export type PlacedTooth = {
  tooth: Tooth;
  form: ToothForm;
  /** Crown and the beginning of the root, in the tooth's own coordinates. */
  mesh: Mesh;
  /** Where it stands now, and where it would in a straight arch: tooth's own coordinates to the mouth's. */
  frame: Frame;
  straight: Frame;
};

/** Both arches in the coordinates of DICOM: x to the patient's left, y to the back, z up; the teeth meet at z = 0. Millimetres. */
export type Dentition = { teeth: readonly PlacedTooth[]; gingiva: Record<Arch, Mesh> };

/** Makes the same dentition from the same wishes. */
export function generateDentition(wishes: AnatomyWishes): Dentition {
  const { seed, crowding = 0, bite, missing = [], thirdMolars = false } = wishes;
  const random = seeded(seed);
  const size = 0.96 + random() * 0.08;
  const breadth = 0.96 + random() * 0.07;
  const teeth = (['upper', 'lower'] as const).flatMap((arch) =>
    archTeeth(arch, { size, breadth, crowding, bite, random }),
  );
  const there = teeth.filter(({ tooth }) => !missing.includes(tooth) && (thirdMolars || placeOf(tooth) < 8));
  return {
    teeth: there,
    gingiva: {
      upper: gingiva(
        'upper',
        there.filter(({ tooth }) => archOf(tooth) === 'upper'),
      ),
      lower: gingiva(
        'lower',
        there.filter(({ tooth }) => archOf(tooth) === 'lower'),
      ),
    },
  };
}

/** One arch as a scanner sees it: crowns and gingiva, without what lies below the gum. `straight` shows the teeth as planned. */
export function scanOf({ teeth, gingiva: gums }: Dentition, arch: Arch, stand: 'frame' | 'straight' = 'frame'): Mesh {
  const crowns = teeth
    .filter(({ tooth }) => archOf(tooth) === arch)
    .map((one) => placed({ ...one.mesh, indices: one.mesh.indices.subarray(rootTriangles * 3) }, one[stand]));
  return joined([...crowns, gums[arch]]);
}

/** How much nearer than their widths neighbours stand, by their place from the midline, so that crowns that lean just touch. */
const contacts: Record<Arch, readonly number[]> = {
  upper: [0.22, 0.18, -0.08, 0.02, 0.02, -0.04, 0, 0],
  lower: [0.19, 0.27, 0.08, 0.03, 0.02, 0.05, 0.05, 0],
};

type Making = { size: number; breadth: number; crowding: number; bite: Bite | undefined; random: () => number };

function archTeeth(arch: Arch, { size, breadth, crowding, bite, random }: Making): PlacedTooth[] {
  const curve = archCurve(arch, breadth * size);
  return (['right', 'left'] as const).flatMap((side) => {
    const half = permanentTeeth.filter((tooth) => archOf(tooth) === arch && sideOf(tooth) === side);
    let along = arch === 'upper' ? -0.08 : -0.06;
    return half.map((tooth): PlacedTooth => {
      const form = resized(formOf(tooth), size * (0.985 + random() * 0.03));
      const middle = along + form.width / 2;
      along += form.width - contacts[arch][placeOf(tooth) - 1]!;
      const spot = curve.at(middle);
      const sign = acrossOf(tooth) < 0 ? -1 : 1;
      const straight = standing(
        arch,
        form,
        [sign * spot.x, -spot.y, 0],
        [sign * spot.outward.x, -spot.outward.y, 0],
        mesialOf(tooth),
      );
      const frame = bite
        ? shifted(straight, mesialOf(tooth), misplaced(bite, tooth, crowding, random))
        : combined(straight, disorder(tooth, crowding, random));
      return { tooth, form, mesh: crown(form, mesialOf(tooth)), frame, straight };
    });
  });
}

/** On which side of the tooth's own x axis the midline lies. */
export function mesialOf(tooth: Tooth): 1 | -1 {
  return (sideOf(tooth) === 'right') === (archOf(tooth) === 'upper') ? 1 : -1;
}

/** Upper teeth hang a little below the plane and lower ones stand above it, front teeth more: they overlap as in a bite. */
function standing(arch: Arch, form: ToothForm, [x, y]: Vector, outward: Vector, mesial: 1 | -1): Frame {
  const down = arch === 'upper' ? -1 : 1;
  const front = form.cusps.length === 0;
  const over = front ? (arch === 'upper' ? 1.7 : 0.9) : 0.75;
  const occlusal: Vector = [0, 0, down];
  const upright = frameOf(cross(outward, occlusal), outward, occlusal, [x, y, down * (over - form.height)]);
  // Turned around the edge, not the neck: the edges keep their line.
  const lift: Frame = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, form.height * 0.8, 1];
  const back: Frame = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, -form.height * 0.8, 1];
  const lean = combined(turned('x', -form.torque), turned('y', form.tip * mesial));
  return combined(combined(combined(upright, lift), lean), back);
}

/** A tooth's own little disorder, more in front, with the seed's luck. */
function disorder(tooth: Tooth, crowding: number, random: () => number): Frame {
  const share = crowding * (placeOf(tooth) <= 3 ? 1 : placeOf(tooth) <= 5 ? 0.55 : 0.2);
  const luck = () => (random() + random() - 1) * share;
  const turn = combined(turned('z', luck() * 34), combined(turned('x', luck() * 9), turned('y', luck() * 8)));
  const move: Frame = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, luck() * 0.7, luck() * 3, luck() * 1.4, 1];
  return combined(move, turn);
}

function resized(form: ToothForm, by: number): ToothForm {
  return { ...form, width: form.width * by, depth: form.depth * by, height: form.height * by };
}
