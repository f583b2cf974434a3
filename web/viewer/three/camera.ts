import { OrthographicCamera, Quaternion, Sphere, Vector3 } from 'three';

const shortest = 2;
const margin = 1.16;

/** A camera that turns freely around a point and keeps millimetres the same everywhere on the screen. */
export class TurntableCamera {
  readonly camera = new OrthographicCamera();
  private target = new Vector3();
  private home = new Sphere(new Vector3(), 40);
  private halfHeight = 40;
  private size = { width: 1, height: 1 };
  private readonly onMove: () => void;
  private flight = 0;

  constructor(onMove: () => void) {
    this.onMove = onMove;
  }

  /** The sphere that a reset shows whole. */
  setHome(sphere: Sphere): void {
    this.home = sphere.clone();
  }

  resize(width: number, height: number): void {
    this.size = { width: Math.max(width, 1), height: Math.max(height, 1) };
    this.apply();
  }

  /** Millimetres that one pixel shows. */
  get scale(): number {
    return (2 * this.halfHeight) / this.size.height;
  }

  turn(dx: number, dy: number, roll = 0): void {
    this.stopFlight();
    const spin = new Quaternion();
    this.camera.quaternion
      .multiply(spin.setFromAxisAngle(new Vector3(0, 1, 0), -dx))
      .multiply(spin.setFromAxisAngle(new Vector3(1, 0, 0), -dy))
      .multiply(spin.setFromAxisAngle(new Vector3(0, 0, 1), roll))
      .normalize();
    this.apply();
  }

  /** Moves what is seen by pixels. */
  pan(dx: number, dy: number): void {
    this.stopFlight();
    this.target.add(new Vector3(-dx * this.scale, dy * this.scale, 0).applyQuaternion(this.camera.quaternion));
    this.apply();
  }

  /** Zooms in (> 1) or out, keeping what lies at the pixel where it is. */
  zoom(by: number, at?: { x: number; y: number }): void {
    this.stopFlight();
    const before = this.scale;
    const most = this.home.radius * 6;
    this.halfHeight = Math.min(Math.max(this.halfHeight / by, shortest), most);
    if (at) {
      const change = before - this.scale;
      const [x, y] = [at.x - this.size.width / 2, this.size.height / 2 - at.y];
      this.target.add(new Vector3(x * change, y * change, 0).applyQuaternion(this.camera.quaternion));
    }
    this.apply();
  }

  /** From now on turns around this point, which stays where it is on the screen. */
  pivot(point: Vector3): void {
    const depth = new Vector3(0, 0, 1).applyQuaternion(this.camera.quaternion);
    this.target.add(depth.multiplyScalar(point.clone().sub(this.target).dot(depth)));
    this.flyTo(this.camera.quaternion.clone(), point.clone(), this.halfHeight, 180);
  }

  /** Shows all of these points (x, y, z one after the other) from a direction, in a short flight of so many milliseconds. */
  look(turn: Quaternion, points: readonly Float32Array[], milliseconds: number): void {
    const [right, top] = [new Vector3(1, 0, 0), new Vector3(0, 1, 0)].map((axis) => axis.applyQuaternion(turn));
    const target = this.home.center.clone();
    let room = this.home.radius;
    if (right && top && points.length > 0) {
      const [across, along] = [right, top].map((axis) => extentOf(points, axis));
      target
        .addScaledVector(right, across!.middle - target.dot(right))
        .addScaledVector(top, along!.middle - target.dot(top));
      room = Math.max(along!.half, (across!.half * this.size.height) / this.size.width, shortest);
    }
    this.flyTo(turn, target, room * margin, milliseconds);
  }

  /** Looks from where another camera looks. */
  follow({ camera, target, halfHeight }: TurntableCamera): void {
    this.stopFlight();
    this.camera.quaternion.copy(camera.quaternion);
    this.target.copy(target);
    this.halfHeight = halfHeight;
    this.apply();
  }

  /** Looks at a point from a direction, with so many millimetres above and below it. */
  approach(turn: Quaternion, point: Vector3, halfHeight: number, milliseconds: number): void {
    this.flyTo(turn, point.clone(), halfHeight, milliseconds);
  }

  dispose(): void {
    this.stopFlight();
  }

  private flyTo(turn: Quaternion, target: Vector3, halfHeight: number, milliseconds: number): void {
    this.stopFlight();
    const from = { turn: this.camera.quaternion.clone(), target: this.target.clone(), halfHeight: this.halfHeight };
    const start = performance.now();
    const step = () => {
      const share = milliseconds > 0 ? Math.min((performance.now() - start) / milliseconds, 1) : 1;
      const eased = share * share * (3 - 2 * share);
      this.camera.quaternion.slerpQuaternions(from.turn, turn, eased);
      this.target.lerpVectors(from.target, target, eased);
      this.halfHeight = from.halfHeight + (halfHeight - from.halfHeight) * eased;
      this.apply();
      this.flight = share < 1 ? requestAnimationFrame(step) : 0;
    };
    step();
  }

  private stopFlight(): void {
    cancelAnimationFrame(this.flight);
    this.flight = 0;
  }

  private apply(): void {
    const { camera, halfHeight } = this;
    const distance = this.home.radius * 8;
    camera.position.set(0, 0, distance).applyQuaternion(camera.quaternion).add(this.target);
    const halfWidth = (halfHeight * this.size.width) / this.size.height;
    Object.assign(camera, { left: -halfWidth, right: halfWidth, top: halfHeight, bottom: -halfHeight });
    Object.assign(camera, { near: 0.1, far: distance * 2 });
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
    this.onMove();
  }
}

function extentOf(points: readonly Float32Array[], axis: Vector3): { middle: number; half: number } {
  let [least, most] = [Infinity, -Infinity];
  for (const list of points) {
    for (let i = 0; i < list.length; i += 3) {
      const place = list[i]! * axis.x + list[i + 1]! * axis.y + list[i + 2]! * axis.z;
      least = Math.min(least, place);
      most = Math.max(most, place);
    }
  }
  return { middle: (least + most) / 2, half: (most - least) / 2 };
}
