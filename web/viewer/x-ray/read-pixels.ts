import { type PixelsHeader, pixelsMark } from '#contract/pixels.ts';

export type Pixels = { header: PixelsHeader; samples: Uint16Array<ArrayBuffer> | Uint8Array<ArrayBuffer> };

/** Reads an X-ray's pixels, uncompressed; `contract/pixels.ts` says how they are written. Throws where they are something else. */
export function readPixels(bytes: Uint8Array): Pixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = new TextDecoder().decode(bytes.subarray(0, 4));
  if (bytes.length < 8 || mark !== pixelsMark) throw new Error('These are no pixels of an X-ray');
  const start = 8 + view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start))) as PixelsHeader;
  const { width, height, kind } = header;
  const count = width * height;
  const body = bytes.subarray(start);
  if (body.length < count * (kind === 'rgb8' ? 3 : 2)) throw new Error('The pixels of this X-ray break off');
  if (kind === 'rgb8') return { header, samples: new Uint8Array(body.subarray(0, count * 3)) };
  const samples = new Uint16Array(count);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0, value = 0; x < width; x += 1, at += 1) {
      value = (value + body[at]! + (body[count + at]! << 8)) & 0xffff;
      samples[at] = value;
    }
  }
  return { header, samples };
}
