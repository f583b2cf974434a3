// By path: the package keeps this file to itself. Its usual decoder is WebAssembly, which our content security policy forbids; this one
// is plain JavaScript, and in a worker its tens of milliseconds more for a scan matter less than a looser policy on every page.
import { MeshoptDecoder } from '../../../node_modules/meshoptimizer/meshopt_decoder_reference.js';

const mostItems = 50_000_000;

/** Unpacks one buffer of a glTF file compressed by meshopt. Throws where it isn't one; a size beyond the format's would never end. */
export const decodeMeshopt: typeof MeshoptDecoder.decodeGltfBuffer = (target, count, size, ...rest) => {
  const sized = Number.isInteger(count) && count >= 0 && count <= mostItems && Number.isInteger(size) && size > 0;
  if (!sized || size > 256 || target.byteLength < count * size) throw new Error('a part of the file can’t be read');
  MeshoptDecoder.decodeGltfBuffer(target, count, size, ...rest);
};
