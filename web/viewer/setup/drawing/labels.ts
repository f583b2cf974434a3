import { Vector3 } from 'three';
import type { Tooth } from '#contract/teeth.ts';
import type { PlannedTooth, Vector } from '#contract/tooth-movement/setup-plan.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { Layer } from './layer.ts';
import { directionToMouth, toMouth } from './poses.ts';
import type { SetupStage, Spot } from './setup-stage.ts';

export type LabelKind = 'number' | 'selected' | 'ipr';
export type Label = {
  key: string;
  kind: LabelKind;
  text: string;
  at: Vector3;
  from: Vector3 | null;
  tooth: Tooth | null;
};
export type Placed = Label & { spot: Spot; root: Spot | null };

/** Numbers in the middle of the crowns. */
export function numberLabels(layer: Layer, name: (tooth: Tooth) => string, selected: Tooth | null): Label[] {
  return layer.body.plan.teeth.map((planned): Label => {
    const { tooth } = planned;
    const kind = tooth === selected ? 'selected' : 'number';
    return { key: `tooth ${tooth}`, kind, text: name(tooth), at: crownOf(layer, planned), from: null, tooth };
  });
}

/** How far the cheek side of a contact may be turned away from the eye: as cosine. */
const mostTurnedAway = 0.35;

/** What is stripped at a stage, beside the contact: towards the gum, or outside the arch where one looks at the chewing side. */
export function iprLabels(
  layer: Layer,
  ipr: TreatmentPlan['ipr'],
  gaze: Vector3,
  name: (mm: number) => string,
): Label[] {
  const at = Math.round(layer.stage);
  return ipr.flatMap(({ stage, between, mm }): Label[] => {
    const [one, other] = between.map((tooth) => layer.body.plan.teeth.find((planned) => planned.tooth === tooth));
    if (stage !== at || !one || !other) return [];
    const contact = crownOf(layer, one).add(crownOf(layer, other)).multiplyScalar(0.5);
    const occlusal = directionOf(layer, one, one.axes.occlusal);
    const buccal = directionOf(layer, one, one.axes.buccal)
      .add(directionOf(layer, other, other.axes.buccal))
      .normalize();
    const fromChewingSide = Math.abs(gaze.dot(occlusal)) > 0.7;
    // Through the teeth nobody could tell which contact is meant.
    if (fromChewingSide ? gaze.dot(occlusal) > 0 : gaze.dot(buccal) > mostTurnedAway) return [];
    const label = contact.clone().addScaledVector(fromChewingSide ? buccal : occlusal, fromChewingSide ? 7.5 : -8.5);
    const from = contact.addScaledVector(buccal, 2.5);
    return [{ key: `ipr ${between}`, kind: 'ipr', text: name(mm), at: label, from, tooth: null }];
  });
}

/** The middle of a crown in the mouth. */
export function crownOf(layer: Layer, { tooth, reference }: PlannedTooth): Vector3 {
  return toMouth(layer.poses.get(tooth)!, new Vector3(...reference));
}

function directionOf(layer: Layer, { tooth }: PlannedTooth, direction: Vector): Vector3 {
  return directionToMouth(layer.poses.get(tooth)!, direction);
}

const rank: Record<LabelKind, number> = { selected: 0, ipr: 1, number: 2 };

const labelHeight = 18;

export type Taken = { x: number; y: number; width: number };

/** Where the labels that can be seen stand on the screen: none over another or over what is taken, the more important ones first. */
export function placedLabels(
  stage: SetupStage,
  labels: readonly Label[],
  seen: (label: Label) => boolean,
  widthOf: (text: string) => number,
  pins: readonly Taken[],
): Placed[] {
  const taken = [...pins];
  const placed: Placed[] = [];
  for (const label of labels.toSorted((one, other) => rank[one.kind] - rank[other.kind])) {
    if (!seen(label)) continue;
    const width = widthOf(label.text);
    const root = label.from && stage.spotOf(label.from);
    const spot = stage.spotOf(label.at);
    const free = waysOut(spot, root).find(
      (at) =>
        stage.isOnCanvas(at, { width, height: labelHeight }) &&
        !taken.some((other) => collide(other, { ...at, width })),
    );
    if (!free) continue;
    taken.push({ ...free, width });
    placed.push({ ...label, spot: free, root });
  }
  return placed;
}

const collide = (one: Taken, other: Taken) =>
  Math.abs(one.x - other.x) < (one.width + other.width) / 2 && Math.abs(one.y - other.y) < labelHeight;

/** A label on a line may stand further out or in. */
function waysOut(spot: Spot, root: Spot | null): Spot[] {
  if (!root) return [spot];
  return [1, 1.35, 0.7, 1.7].map((share) => ({
    ...spot,
    x: root.x + (spot.x - root.x) * share,
    y: root.y + (spot.y - root.y) * share,
  }));
}
