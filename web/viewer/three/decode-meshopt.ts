// By path: the package keeps this file to itself. Its usual decoder is WebAssembly, which our content security policy forbids; this one
// is plain JavaScript, and in a worker its tens of milliseconds more for a scan matter less than a looser policy on every page.
import { MeshoptDecoder } from '../../../node_modules/meshoptimizer/meshopt_decoder_reference.js';

const mostItems = 50_000_000;

/** Unpacks one buffer of a glTF file compressed by meshopt. Throws where it isn't one; a size beyond the format's would never end. */
export const decodeMeshopt: typeof MeshoptDecoder.decodeGltfBuffer = (target, count, size, source, mode, filter) => {
  const sized = Number.isInteger(count) && count >= 0 && count <= mostItems && Number.isInteger(size) && size > 0;
  if (!sized || size > 256 || target.byteLength < count * size) throw new Error('a part of the file can’t be read');
  const whole = mode === 'ATTRIBUTES' ? source : withRoomToRead(source, count, mode === 'TRIANGLES' ? 16 : 0);
  MeshoptDecoder.decodeGltfBuffer(target, count, size, whole, mode, filter);
};

/** The decoder of indices reads on for ever past the end of bytes that lie: zeros before the table at the end stop it each time. */
function withRoomToRead(source: Uint8Array, count: number, table: number): Uint8Array {
  if (source.byteLength < table) throw new Error('the file is cut short');
  const longer = new Uint8Array(source.byteLength + count);
  const end = source.byteLength - table;
  longer.set(source.subarray(0, end));
  longer.set(source.subarray(end), end + count);
  return longer;
}
