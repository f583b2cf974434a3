import { pill } from './drawing/overlay.ts';
import type { Drawing } from './pane.tsx';

type Words = { title: string; warning: string | null };

/** What the panes show with everything over them, as one PNG. */
export async function takePicture(
  drawings: readonly Drawing[],
  frame: HTMLElement,
  words: Words,
): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  const sizes = drawings.map(({ stage }) => ({ width: stage.canvas.width, height: stage.canvas.height }));
  const height = Math.max(...sizes.map((size) => size.height));
  const ratio = sizes[0] ? sizes[0].width / (drawings[0]!.stage.canvas.clientWidth || 1) : 1;
  const foot = Math.round(34 * ratio);
  Object.assign(canvas, { width: sizes.reduce((sum, { width }) => sum + width, 0), height: height + foot });
  if (!context || canvas.width === 0) return null;
  const style = getComputedStyle(frame);
  context.fillStyle = style.backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let left = 0;
  for (const { stage, overlay } of drawings) {
    context.drawImage(stage.drawNow(), left, 0);
    context.drawImage(overlay.canvas, left, 0);
    context.setTransform(ratio, 0, 0, ratio, left, 0);
    for (const { spot, here, hidden, mark } of overlay.pinsOnPicture()) {
      if (spot && here)
        pill(context, { ...spot, width: 22, ground: hidden ? '#7a8b98' : '#1c63c7', ink: '#fff', text: mark });
    }
    context.resetTransform();
    left += stage.canvas.width;
  }
  context.fillStyle = style.color;
  context.font = `600 ${13 * ratio}px "Inter Variable", system-ui, sans-serif`;
  context.textBaseline = 'middle';
  context.fillText([words.title, words.warning].filter(Boolean).join('  ·  '), 12 * ratio, height + foot / 2);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

/** Hands a picture to the browser as a download. */
export function download(picture: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(picture);
  link.download = `${name}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
