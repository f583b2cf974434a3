import { AmbientLight, DirectionalLight, type Object3D } from 'three';

/** Light that comes along with the camera, as from the lamps of a photo table: a key from the upper left, a fill, a rim from behind. */
export function attachLights(camera: Object3D): void {
  const lamp = (strength: number, colour: number, x: number, y: number, z: number) => {
    const light = new DirectionalLight(colour, strength);
    light.position.set(x, y, z);
    light.target.position.set(0, 0, -1);
    camera.add(light, light.target);
  };
  lamp(2.35, 0xfff6e8, -0.75, 1.1, 1);
  lamp(0.95, 0xdfeaff, 1.2, -0.2, 0.8);
  lamp(0.55, 0xffffff, 0, -1.2, 0.4);
  camera.add(new AmbientLight(0xffffff, 0.85));
}
