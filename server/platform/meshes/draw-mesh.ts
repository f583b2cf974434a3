import { chooseView } from './choose-view.ts';
import { drawView } from './draw-view.ts';
import type { TidyMesh } from './tidy-mesh.ts';

export const pictureSize = { width: 320, height: 240 };

/** A small WebP picture of a mesh on a transparent background, from the side worth seeing. */
export async function drawMesh(mesh: TidyMesh): Promise<Uint8Array> {
  return drawView(mesh, { view: chooseView(mesh), ...pictureSize, format: 'webp' });
}
