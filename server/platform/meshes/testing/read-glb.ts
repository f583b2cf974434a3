import { MeshoptDecoder } from 'meshoptimizer/decoder';

export type ReadGlb = { positions: Float64Array; corners: Uint32Array; colours: Uint8Array | undefined };

type View = { byteLength: number; extensions: { EXT_meshopt_compression: Compression } };
type Compression = { byteOffset: number; byteLength: number; byteStride: number; count: number; mode: string };
type Accessor = { bufferView: number; componentType: number; count: number };

/** Reads back what a viewer would show: coordinates in millimetres, triangles, and the first three channels of each colour. */
export async function readGlb(glb: Uint8Array): Promise<ReadGlb> {
  await MeshoptDecoder.ready;
  const bytes = Buffer.from(glb);
  const jsonLength = bytes.readUInt32LE(12);
  const json = JSON.parse(bytes.toString('utf8', 20, 20 + jsonLength));
  const binary = bytes.subarray(28 + jsonLength);
  const { attributes, indices } = json.meshes[0].primitives[0];
  const decode = (index: number) => {
    const accessor: Accessor = json.accessors[index];
    const view: View = json.bufferViews[accessor.bufferView];
    const { byteOffset, byteLength, byteStride, count, mode } = view.extensions.EXT_meshopt_compression;
    const target = new Uint8Array(count * byteStride);
    MeshoptDecoder.decodeGltfBuffer(
      target,
      count,
      byteStride,
      binary.subarray(byteOffset, byteOffset + byteLength),
      mode,
    );
    return { accessor, byteStride, view: new DataView(target.buffer) };
  };
  const place = decode(attributes.POSITION);
  const { translation, scale } = json.nodes[0];
  const positions = new Float64Array(place.accessor.count * 3);
  for (let vertex = 0; vertex < place.accessor.count; vertex += 1) {
    for (let axis = 0; axis < 3; axis += 1) {
      const small = place.accessor.componentType === 5123;
      const at = vertex * place.byteStride + axis * (small ? 2 : 4);
      const value = small ? place.view.getUint16(at, true) : place.view.getFloat32(at, true);
      positions[vertex * 3 + axis] = translation[axis] + value * scale[axis];
    }
  }
  const triangles = decode(indices);
  const corners = Uint32Array.from({ length: triangles.accessor.count }, (_, corner) =>
    triangles.view.getUint32(corner * 4, true),
  );
  if (attributes.COLOR_0 === undefined) return { positions, corners, colours: undefined };
  const painted = decode(attributes.COLOR_0);
  const colours = Uint8Array.from({ length: positions.length }, (_, channel) =>
    painted.view.getUint8(Math.floor(channel / 3) * 4 + (channel % 3)),
  );
  return { positions, corners, colours };
}
