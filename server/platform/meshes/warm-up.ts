import { convertMesh } from './convert-mesh.ts';
import { drawMesh } from './draw-mesh.ts';
import { isMeshRefusal } from './mesh.ts';

const side = 120;
const rounds = 3;
let done = false;

/** Converts a small mesh a few times, so that wasm and picture library are loaded and the loops compiled before the first upload ends. */
export async function exercise(): Promise<void> {
  if (done) return;
  done = true;
  const stl = wavySurface();
  for (let round = 0; round < rounds; round += 1) {
    const converted = await convertMesh(stl);
    if (!isMeshRefusal(converted)) await drawMesh(converted.mesh);
  }
}

function wavySurface(): Uint8Array {
  const view = new DataView(new ArrayBuffer(84 + 50 * 2 * side * side));
  view.setUint32(80, 2 * side * side, true);
  for (let triangle = 0; triangle < 2 * side * side; triangle += 1) {
    const [row, column] = [Math.floor(triangle / 2 / side), Math.floor(triangle / 2) % side];
    const square = triangle % 2 === 0 ? [0, 0, 1, 0, 1, 1] : [0, 0, 1, 1, 0, 1];
    for (let corner = 0; corner < 3; corner += 1) {
      const [x, y] = [row + square[corner * 2]!, column + square[corner * 2 + 1]!];
      [x / 2, y / 2, 4 * Math.sin(x / 9) * Math.cos(y / 7)].forEach((value, axis) => {
        view.setFloat32(84 + 50 * triangle + 12 + 12 * corner + 4 * axis, value, true);
      });
    }
  }
  return new Uint8Array(view.buffer);
}
