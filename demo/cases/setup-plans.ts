import { archOf, placeOf, type Tooth } from '#contract/teeth.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { AttachmentForm } from '../anatomy/attachments.ts';
import { type Dentition, generateDentition } from '../anatomy/dentition.ts';
import type { Shift } from '../anatomy/shift.ts';
import { type Pose, staged } from '../anatomy/staging.ts';

type Worn = { tooth: Tooth; kind: AttachmentForm; placedAt: number; removedAt: number | null };

/** A treatment as the demo's laboratory plans it: how each tooth goes, what is bonded and ground, what is written beside. */
export type PlannedSetup = {
  dentition: Dentition;
  /** By tooth as in `dentition.teeth`, then by stage from 0. */
  poses: Pose[][];
  attachments: readonly Worn[];
  treatment: Omit<TreatmentPlan, 'wearDays' | 'notes'>;
};

const mouths = [
  { seed: 11, crowding: 1, bite: 'crowded' },
  { seed: 29, crowding: 1, bite: 'spaced' },
  { seed: 47, crowding: 1.15, bite: 'crowded', missing: [15] },
] as const;

/** The mouths that cases of the demo have in turn. */
export const mouthCount = mouths.length;
export const mouth = (which: number): Dentition => generateDentition(mouths[which]!);

/** The first plan of a mouth, and the one after the provider's wishes: fewer stages, less width, one turn overdone. */
export const versionCount = 2;

const bonded: readonly (readonly [place: number, kind: AttachmentForm, placedAt: number])[] = [
  [3, 'rectangular', 2],
  [4, 'rectangular_horizontal', 2],
  [5, 'bevelled', 4],
];

/** Plans a version (0 or 1) for a mouth. */
export function planSetup(which: number, version: number): PlannedSetup {
  const dentition = mouth(which);
  const crowded = mouths[which]!.bite === 'crowded';
  const later = version > 0;
  const reduced = crowded && !later;
  const aims = (tooth: Tooth): Shift => ({
    ...(reduced ? closed(tooth) : {}),
    ...(later && crowded && archOf(tooth) === 'upper' && [4, 5, 6].includes(placeOf(tooth))
      ? { buccal: -0.3, torque: -1 }
      : {}),
    ...(later && tooth === 12 ? { turn: -5 } : {}),
    ...(later && tooth === 23 ? { turn: 4 } : {}),
  });
  const poses = staged(dentition.teeth, { aims, ...(later ? { speed: { mm: 0.25, degrees: 2 } } : {}) });
  const stages = poses[0]!.length - 1;
  const attachments: Worn[] = dentition.teeth.flatMap(({ tooth }) => {
    const found = bonded.find(([place]) => place === placeOf(tooth));
    if (!found || (later && archOf(tooth) === 'lower' && placeOf(tooth) === 5)) return [];
    return [{ tooth, kind: found[1], placedAt: found[2], removedAt: placeOf(tooth) === 5 ? stages - 2 : null }];
  });
  if (later) attachments.push({ tooth: 12, kind: 'ellipsoid', placedAt: 5, removedAt: null });
  return { dentition, poses, attachments, treatment: treatmentOf({ which, reduced, stages, attachments }) };
}

const lowerContacts: readonly (readonly [Tooth, Tooth])[] = [
  [43, 42],
  [42, 41],
  [41, 31],
  [31, 32],
  [32, 33],
];

/** Lower front teeth move together by what is taken from between them. */
function closed(tooth: Tooth): Shift {
  if (archOf(tooth) !== 'lower') return {};
  return { mesial: Math.min(placeOf(tooth) * 2 - 1, 5) * 0.1 };
}

type About = { which: number; reduced: boolean; stages: number; attachments: readonly Worn[] };

function treatmentOf({ which, reduced, stages, attachments }: About): PlannedSetup['treatment'] {
  const ipr = reduced
    ? lowerContacts.map((between) => ({ stage: 4, between: [...between] as [Tooth, Tooth], mm: 0.2 }))
    : [{ stage: 6, between: [13, 12] as [Tooth, Tooth], mm: 0.1 }];
  const elastics =
    which === 1
      ? [13, 23].map((upper) => ({
          from: 6,
          to: stages,
          between: [upper, upper === 13 ? 46 : 36] as [Tooth, Tooth],
          note: '3/16" 4,5 oz',
        }))
      : [];
  const rows = attachments.map((row) => ({ ...row, surface: 'buccal' as const }));
  return { ipr, attachments: rows, elastics, wearDaysAt: [{ stage: stages, days: 21 }] };
}
