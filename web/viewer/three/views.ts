import { Matrix4, Quaternion, Vector3 } from 'three';
import { add, cross, type Pose, scaled, type Vector } from './pose.ts';

export const viewNames = ['front', 'right', 'left', 'upper', 'lower', 'back'] as const;
export type ViewName = (typeof viewNames)[number];

/**
 * How the camera is turned for a standard view. Occlusal views are those of clinical photographs: the patient's right on the left, upper
 * incisors on top, lower ones at the bottom.
 */
export function turnOf(view: ViewName, { up, front }: Pose): Quaternion {
  const left = cross(up, front);
  // A little from above resp. below shows more of the teeth than dead level would.
  const towards: Record<ViewName, [from: Vector, top: Vector]> = {
    front: [front, up],
    right: [add(scaled(left, -1), scaled(front, 0.35)), up],
    left: [add(left, scaled(front, 0.35)), up],
    upper: [scaled(up, -1), front],
    lower: [up, scaled(front, -1)],
    back: [scaled(front, -1), up],
  };
  const [from, top] = towards[view];
  return new Quaternion().setFromRotationMatrix(
    new Matrix4().lookAt(new Vector3(...from), new Vector3(), new Vector3(...top)),
  );
}
