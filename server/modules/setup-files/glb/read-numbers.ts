import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { SetupRefused } from '../problems.ts';
import type { Gltf } from './gltf.ts';

const sizes: Record<string, number> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 };
const kinds: Record<number, { bytes: number; most: number; read: (view: DataView, at: number) => number }> = {
  5120: { bytes: 1, most: 127, read: (view, at) => view.getInt8(at) },
  5121: { bytes: 1, most: 255, read: (view, at) => view.getUint8(at) },
  5122: { bytes: 2, most: 32_767, read: (view, at) => view.getInt16(at, true) },
  5123: { bytes: 2, most: 65_535, read: (view, at) => view.getUint16(at, true) },
  5125: { bytes: 4, most: 1, read: (view, at) => view.getUint32(at, true) },
  5126: { bytes: 4, most: 1, read: (view, at) => view.getFloat32(at, true) },
};

/** More numbers than this one setup can't hold: triangles at their limit with a normal, a colour and a texture each. */
const mostNumbers = 120_000_000;

/** Numbers of a file by accessor, unpacked once. */
export type NumberReader = {
  /** As floating-point numbers, `size` for each element. Refuses what isn't finite or breaks off. */
  floats(accessor: number, size: number): Float64Array;
  indices(accessor: number): Uint32Array;
  count(accessor: number): number;
};

export async function numberReader({ accessors, bufferViews }: Gltf, binary: Uint8Array): Promise<NumberReader> {
  await MeshoptDecoder.ready;
  const unpacked = new Map<number, { bytes: Uint8Array; stride: number | undefined }>();
  let read = 0;

  function viewOf(index: number): { bytes: Uint8Array; stride: number | undefined } {
    const there = unpacked.get(index);
    if (there) return there;
    const view = bufferViews[index];
    if (!view) throw new SetupRefused('unreadable', `bufferViews.${index}`);
    const packed = view.extensions?.EXT_meshopt_compression ?? view.extensions?.KHR_meshopt_compression;
    const { buffer, byteOffset, byteLength } = packed ?? view;
    if (buffer !== 0) throw new SetupRefused('outside_file');
    if (byteOffset + byteLength > binary.length) throw new SetupRefused('truncated');
    const source = binary.subarray(byteOffset, byteOffset + byteLength);
    if (!packed) return keep(index, { bytes: source, stride: view.byteStride });
    const { count, byteStride, mode, filter } = packed;
    taken(count * byteStride);
    const target = new Uint8Array(count * byteStride);
    try {
      MeshoptDecoder.decodeGltfBuffer(target, count, byteStride, source, mode, filter);
    } catch {
      throw new SetupRefused('unreadable', `bufferViews.${index}`);
    }
    return keep(index, { bytes: target, stride: byteStride });
  }

  function keep(index: number, view: { bytes: Uint8Array; stride: number | undefined }) {
    unpacked.set(index, view);
    return view;
  }

  function taken(numbers: number): void {
    read += numbers;
    if (read > mostNumbers) throw new SetupRefused('too_large');
  }

  function accessorOf(index: number) {
    const accessor = accessors[index];
    if (!accessor) throw new SetupRefused('unreadable', `accessors.${index}`);
    return accessor;
  }

  function fill(index: number, size: number, put: (place: number, value: number) => void): void {
    const { bufferView, type } = accessorOf(index);
    if (sizes[type] !== size) throw new SetupRefused('unreadable', `accessors.${index}`);
    if (bufferView !== undefined) fillOwn(index, size, put);
    fillSparse(index, size, put);
  }

  function fillOwn(index: number, size: number, put: (place: number, value: number) => void): void {
    const { bufferView, byteOffset, componentType, count } = accessorOf(index);
    const kind = kinds[componentType]!;
    const { bytes, stride = kind.bytes * size } = viewOf(bufferView!);
    if (count > 0 && byteOffset + stride * (count - 1) + kind.bytes * size > bytes.length)
      throw new SetupRefused('truncated');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let element = 0, place = 0; element < count; element += 1) {
      const from = byteOffset + element * stride;
      for (let part = 0; part < size; part += 1, place += 1) put(place, kind.read(view, from + part * kind.bytes));
    }
  }

  function fillSparse(index: number, size: number, put: (place: number, value: number) => void): void {
    const { sparse, componentType, count } = accessorOf(index);
    if (!sparse) return;
    const where = `accessors.${index}`;
    const place = {
      ...sparse.indices,
      ...viewOf(sparse.indices.bufferView),
      kind: kinds[sparse.indices.componentType],
    };
    const value = { ...sparse.values, ...viewOf(sparse.values.bufferView), kind: kinds[componentType]! };
    if (!place.kind || ![5121, 5123, 5125].includes(place.componentType) || sparse.count > count)
      throw new SetupRefused('unreadable', where);
    taken(sparse.count * (size + 1));
    const ends = (each: { byteOffset: number; bytes: Uint8Array }, length: number) =>
      each.byteOffset + length > each.bytes.length;
    if (ends(place, sparse.count * place.kind.bytes) || ends(value, sparse.count * size * value.kind.bytes))
      throw new SetupRefused('truncated');
    const [places, values] = [place.bytes, value.bytes].map(
      (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    ) as [DataView, DataView];
    for (let at = 0; at < sparse.count; at += 1) {
      const element = place.kind.read(places, place.byteOffset + at * place.kind.bytes);
      if (element >= count) throw new SetupRefused('index_out_of_range', where);
      for (let part = 0; part < size; part += 1)
        put(element * size + part, value.kind.read(values, value.byteOffset + (at * size + part) * value.kind.bytes));
    }
  }

  return {
    count: (index) => accessorOf(index).count,
    floats(index, size) {
      const { count, componentType, normalized } = accessorOf(index);
      taken(count * size);
      const values = new Float64Array(count * size);
      const kind = kinds[componentType]!;
      const signed = componentType === 5120 || componentType === 5122;
      fill(index, size, (place, value) => {
        const number = normalized ? value / kind.most : value;
        if (!(Math.abs(number) < 3e38)) throw new SetupRefused('not_finite', `accessors.${index}`);
        values[place] = normalized && signed ? Math.max(number, -1) : number;
      });
      return values;
    },
    indices(index) {
      const { count, componentType } = accessorOf(index);
      if (![5121, 5123, 5125].includes(componentType)) throw new SetupRefused('unreadable', `accessors.${index}`);
      taken(count);
      const values = new Uint32Array(count);
      fill(index, 1, (place, value) => {
        values[place] = value;
      });
      return values;
    },
  };
}
