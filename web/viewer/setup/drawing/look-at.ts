import { Matrix4, Quaternion, Vector3 } from 'three';
import type { Tooth } from '#contract/teeth.ts';
import { calm } from '../../three/calm.ts';
import { crownOf } from './labels.ts';
import { directionToMouth } from './poses.ts';
import type { SetupStage } from './setup-stage.ts';

/** Millimetres above and below a tooth that is looked at. */
const room = 14;

/** Looks at a tooth from its cheek side. */
export function lookAtTooth(stage: SetupStage, tooth: Tooth): void {
  const planned = stage.main?.body.plan.teeth.find((one) => one.tooth === tooth);
  const pose = stage.main?.poses.get(tooth);
  if (!stage.main || !planned || !pose) return;
  fly(stage, crownOf(stage.main, planned), directionToMouth(pose, planned.axes.buccal));
}

/** Looks at a point of the mouth from the side of its tooth on which it lies; without a tooth from the front. */
export function lookAtPlace(stage: SetupStage, place: Vector3, tooth: Tooth | null): void {
  const planned = stage.main?.body.plan.teeth.find((one) => one.tooth === tooth);
  const outwards =
    stage.main && planned ? place.clone().sub(crownOf(stage.main, planned)) : new Vector3(place.x * 0.05, -1, 0);
  fly(stage, place, outwards.lengthSq() > 0.01 ? outwards : new Vector3(0, -1, 0));
}

function fly(stage: SetupStage, at: Vector3, from: Vector3): void {
  const direction = from.normalize();
  const top = Math.abs(direction.z) > 0.8 ? new Vector3(0, direction.z < 0 ? -1 : 1, 0) : new Vector3(0, 0, 1);
  const turn = new Quaternion().setFromRotationMatrix(new Matrix4().lookAt(direction, new Vector3(), top));
  stage.camera.approach(turn, at, room, calm() ? 0 : 320);
}
