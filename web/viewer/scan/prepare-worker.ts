import { BufferAttribute, BufferGeometry } from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import { decodeMeshopt } from '../three/decode-meshopt.ts';
import { readGlb } from '../three/read-glb.ts';
import { type Surface, surfaceOf } from '../three/surface.ts';
import type { Report, Request } from './loading.ts';

const say = (report: Report, moved: Transferable[] = []) => self.postMessage(report, { transfer: moved });

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  try {
    const surface = surfaceOf(readGlb(await download(data.url), decodeMeshopt));
    // The tree is made after the surface is on the screen, from copies.
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(surface.positions.slice(), 3));
    geometry.setIndex(new BufferAttribute(surface.indices.slice(), 1));
    say({ kind: 'surface', surface }, buffersOf(surface));
    const tree = MeshBVH.serialize(new MeshBVH(geometry, { indirect: true }), { cloneBuffers: false });
    tree.index = null as never;
    say({ kind: 'tree', tree });
  } catch (error) {
    say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
};

async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  const whole = Number(response.headers.get('content-length')) || 0;
  const pieces: Uint8Array[] = [];
  let got = 0;
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    got += piece.byteLength;
    // What remains is decoding; a compressed answer may hold more than it announced.
    if (whole > 0) say({ kind: 'progress', share: Math.min(got / whole, 1) * 0.9 });
  }
  const bytes = new Uint8Array(got);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

function buffersOf({ positions, indices, normals, plaster, painted, samples }: Surface): Transferable[] {
  return [positions, indices, normals, plaster, painted, samples].flatMap((array) => (array ? [array.buffer] : []));
}
