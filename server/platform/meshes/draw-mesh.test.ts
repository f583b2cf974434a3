import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawMesh } from './draw-mesh.ts';
import { bumpyRing, type Shape } from './testing/generated-meshes.ts';
import { tidyMesh } from './tidy-mesh.ts';

const [width, height] = [320, 240];

async function opacityOf(shape: Shape): Promise<(x: number, y: number) => number> {
  const { data } = await sharp(await drawMesh(tidyMesh(shape)))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return (x, y) => data[(Math.round(y * height) * width + Math.round(x * width)) * 4 + 3]!;
}

/** Half a ring, turned: an arch that opens in one direction. */
function arch(turn: (x: number, y: number, z: number) => [number, number, number]): Shape {
  const { positions, corners } = bumpyRing(120, 30);
  const places = new Float32Array(positions.length);
  for (let place = 0; place < positions.length; place += 3) {
    places.set(turn(positions[place]!, positions[place + 1]!, positions[place + 2]!), place);
  }
  return { positions: places, corners: corners.slice(0, corners.length / 2) };
}

test.each<[string, Parameters<typeof arch>[0]]>([
  ['as it is', (x, y, z) => [x, y, z]],
  ['upside down', (x, y, z) => [x, -y, -z]],
  ['standing', (x, y, z) => [z, x, y]],
  ['askew', (x, y, z) => [0.6 * x - 0.8 * y + 50, 0.8 * x + 0.6 * y, z - 900]],
])('an arch is shown with its closed end nearest, however it lies: %s', async (_, turn) => {
  const opacity = await opacityOf(arch(turn));
  expect(opacity(0.5, 0.72)).toBeGreaterThan(250);
  expect(opacity(0.5, 0.3)).toBe(0);
  expect(opacity(0.12, 0.32)).toBeGreaterThan(250);
  expect(opacity(0.88, 0.32)).toBeGreaterThan(250);
});

test('a single triangle, a line of them and huge coordinates give a picture too', async () => {
  const flat = { positions: Float32Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0]), corners: Uint32Array.from([0, 1, 2]) };
  const line = { ...flat, positions: Float32Array.from([0, 0, 0, 1, 0, 0, 2, 0, 0]) };
  const huge = { ...flat, positions: flat.positions.map((value) => (value - 0.5) * 6e38) };
  for (const shape of [flat, line, huge]) expect((await drawMesh(tidyMesh(shape))).length).toBeGreaterThan(50);
});
