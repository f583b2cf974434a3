import { DirectionalLight, HemisphereLight, type Object3D } from 'three';

/** Light that comes along with the eye, as in a dental photograph: a soft key from above, a fill, a small hard one for the gloss. */
export function attachLamps(camera: Object3D): void {
  const lamp = (strength: number, colour: number, x: number, y: number, z: number) => {
    const light = new DirectionalLight(colour, strength);
    light.position.set(x, y, z);
    light.target.position.set(0, 0, 0);
    camera.add(light, light.target);
  };
  lamp(2.3, 0xfffaf2, -0.55, 0.9, 1);
  lamp(0.85, 0xe6efff, 1.1, 0.1, 0.7);
  lamp(0.5, 0xffffff, 0.1, -0.9, 0.6);
  const sky = new HemisphereLight(0xffffff, 0xd8c4bd, 0.75);
  camera.add(sky);
}
