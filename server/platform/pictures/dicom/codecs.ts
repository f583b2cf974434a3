import loadJpegLs from '@cornerstonejs/codec-charls/decodewasmjs';
import loadJpeg2000 from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import { Decoder } from 'jpeg-lossless-decoder-js';
import { PictureRefusal } from '../picture-refusal.ts';
import type { FrameLayout } from './frame.ts';
import { jpeg2000Head, jpegHead } from './jpeg-head.ts';

// A codestream says its size itself; one that differs from the file's is refused before the decoder makes room for it.
function mustAgree(head: { width: number; height: number; components: number } | null, layout: FrameLayout): void {
  const agrees = head?.width === layout.width && head.height === layout.height && head.components === layout.samples;
  if (!agrees) throw new PictureRefusal('unreadable');
}

/** Decodes a JPEG 2000 codestream into the file's samples. */
export async function decodeJpeg2000(bytes: Buffer, layout: FrameLayout): Promise<Uint8Array | Uint16Array> {
  mustAgree(jpeg2000Head(bytes), layout);
  jpeg2000 ??= loadJpeg2000(quiet);
  const codec = await jpeg2000;
  return withDecoder(new codec.J2KDecoder(), bytes, layout);
}

/** Decodes a JPEG-LS picture into the file's samples. */
export async function decodeJpegLs(bytes: Buffer, layout: FrameLayout): Promise<Uint8Array | Uint16Array> {
  mustAgree(jpegHead(bytes), layout);
  jpegLs ??= loadJpegLs(quiet);
  const codec = await jpegLs;
  return withDecoder(new codec.JpegLSDecoder(), bytes, layout);
}

// They can be loaded once in a process, and what one does after it stumbled can't be relied on.
let jpeg2000: ReturnType<typeof loadJpeg2000> | undefined;
let jpegLs: ReturnType<typeof loadJpegLs> | undefined;
let stumbled = false;

/** Whether a codec has failed on a file, so that this process should read no other. */
export function codecsAreWorn(): boolean {
  return stumbled;
}

const quiet = { print: () => {}, printErr: () => {} };

function withDecoder(decoder: WasmDecoder, bytes: Buffer, layout: FrameLayout): Uint8Array | Uint16Array {
  let whole = false;
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
    mustAgree({ width, height, components: componentCount }, layout);
    const decoded = decoder.getDecodedBuffer();
    const wide = bitsPerSample > 8;
    if (decoded.length !== width * height * componentCount * (wide ? 2 : 1)) throw new PictureRefusal('unreadable');
    const own = new Uint8Array(decoded);
    whole = true;
    return wide ? new Uint16Array(own.buffer) : own;
  } finally {
    if (whole) decoder.delete();
    else stumbled = true;
  }
}

/** Decodes a lossless JPEG (processes 14 and 14 SV1) into the file's samples. */
export function decodeJpegLossless(bytes: Buffer, layout: FrameLayout): Uint8Array | Uint16Array {
  const head = jpegHead(bytes);
  mustAgree(head, layout);
  const own = new Uint8Array(bytes);
  const words = new Decoder().decode(own.buffer, 0, own.length, head!.bits > 8 ? 2 : 1);
  if (words.length !== layout.width * layout.height * layout.samples) throw new PictureRefusal('unreadable');
  return words;
}
