import { Vector3 } from 'three';
import type { Pin } from '../setup-view-props.ts';
import { crownOf } from './labels.ts';
import type { Layer } from './layer.ts';
import { directionToMouth, toMouth } from './poses.ts';
import type { SetupStage, Spot } from './setup-stage.ts';

export type PinSpot = {
  id: string;
  at: Vector3 | null;
  spot: Spot | null;
  hidden: boolean;
  /** Of the shown stage, or of the setup as a whole. */
  here: boolean;
};

/** Where each pin is in the mouth and on the screen; those without tooth and point are nowhere. */
export function pinPlaces(
  stage: SetupStage,
  layer: Layer,
  pins: readonly Pin[],
  seen: ReadonlySet<string> | null,
): PinSpot[] {
  const now = Math.round(layer.stage);
  return pins.map((pin): PinSpot => {
    const at = isOnShownTooth(layer, pin) ? placeOf(layer, pin) : null;
    return {
      id: pin.id,
      at,
      spot: at && stage.spotOf(at),
      hidden: seen !== null && !seen.has(`pin ${pin.id}`),
      here: pin.stage === null || pin.stage === now,
    };
  });
}

function isOnShownTooth({ body, table }: Layer, { tooth }: Pin): boolean {
  const row = body.plan.teeth.findIndex((one) => one.tooth === tooth);
  return row < 0 || table.isShown(row);
}

/** With its tooth where the tooth stands now. A tooth's comment without a point is at the cheek side of its crown. */
export function placeOf(layer: Layer, { tooth, point }: Pick<Pin, 'tooth' | 'point'>): Vector3 | null {
  if (tooth === null) return point && new Vector3(...point);
  const planned = layer.body.plan.teeth.find((one) => one.tooth === tooth);
  const pose = layer.poses.get(tooth);
  if (!planned || !pose) return point ? new Vector3(...point) : null;
  if (point) return toMouth(pose, new Vector3(...point));
  return crownOf(layer, planned).addScaledVector(directionToMouth(pose, planned.axes.buccal), 4.5);
}
