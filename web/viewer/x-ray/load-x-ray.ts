import type { PixelsHeader } from '#contract/pixels.ts';
import { measuredWindows } from './brightness.ts';
import type { LoadAnswer } from './load-worker.ts';
import type { Pixels } from './read-pixels.ts';

/** An X-ray ready to be drawn: its samples, or a picture with eight bits. */
export type XRay = { header: PixelsHeader } & ({ samples: Pixels['samples'] } | { bitmap: ImageBitmap });

/** Loads the samples where there are any, the picture otherwise. Rejects where it can't be had or read. */
export function loadXRay(src: string, pixelsUrl: string | undefined, signal: AbortSignal): Promise<XRay> {
  return pixelsUrl ? loadPixels(pixelsUrl, signal) : loadPicture(src, signal);
}

function loadPixels(url: string, signal: AbortSignal): Promise<XRay> {
  const worker = new Worker(new URL('./load-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<XRay>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }: MessageEvent<LoadAnswer>) =>
      'failed' in data ? reject(new Error(data.failed)) : resolve(data.pixels);
    worker.postMessage(new URL(url, window.location.href).href);
  }).finally(() => worker.terminate());
}

const looked = 256;

async function loadPicture(src: string, signal: AbortSignal): Promise<XRay> {
  const response = await fetch(src, { signal });
  if (!response.ok) throw new Error(`${response.status}`);
  const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none' });
  const { width, height } = bitmap;
  const header: PixelsHeader = {
    kind: 'rgb8',
    width,
    height,
    slope: 1,
    intercept: 0,
    min: 0,
    max: 255,
    inverted: false,
    windows: measuredWindows(brightnesses(bitmap)),
    spacing: null,
    aspect: 1,
    reduced: 1,
    frames: 1,
  };
  return { header, bitmap };
}

/** A small copy is enough to measure by. */
function brightnesses(bitmap: ImageBitmap): Uint8Array {
  const canvas = new OffscreenCanvas(looked, looked);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return new Uint8Array([0, 255]);
  context.drawImage(bitmap, 0, 0, looked, looked);
  const { data } = context.getImageData(0, 0, looked, looked);
  return Uint8Array.from({ length: looked * looked }, (_, at) => data[at * 4 + 1]!);
}
