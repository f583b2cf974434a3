import { BufferAttribute, BufferGeometry } from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import { decodeMeshopt } from '../../three/decode-meshopt.ts';
import { readGlb } from '../../three/read-glb.ts';
import { type PartsReport, type PartsRequest, type PartWish, type Run, runsOf } from './parts.ts';
import { type ShadedPart, shadedPart, together } from './shade-parts.ts';

const say = (report: PartsReport, moved: Transferable[] = []) => self.postMessage(report, { transfer: moved });

self.onmessage = async ({ data: { id, url, parts } }: MessageEvent<PartsRequest>) => {
  try {
    let bytes = 0;
    const shaded = new Map<PartWish, ShadedPart>();
    const fetched = runsOf(parts).map(async (run) => ({ run, data: await fetchRun(url, run) }));
    for (const { run, data } of await Promise.all(fetched)) {
      bytes += data.byteLength;
      for (const part of run.parts) {
        const from = part.place.offset - run.from;
        const mesh = readGlb(data.subarray(from, from + part.place.length), decodeMeshopt);
        shaded.set(part, shadedPart(mesh, part));
      }
    }
    const chunk = together(parts.map((part) => shaded.get(part)!));
    // Trees are made after the surface is on the screen, from copies.
    const position = new BufferAttribute(chunk.positions.slice(), 3);
    const indices = chunk.indices.slice();
    const { positions, normals, about } = chunk;
    say({ id, kind: 'chunk', chunk, bytes }, [positions.buffer, normals.buffer, about.buffer, chunk.indices.buffer]);
    const trees = chunk.pieces.map(({ first, count }) => {
      const geometry = new BufferGeometry();
      geometry.setAttribute('position', position);
      geometry.setIndex(new BufferAttribute(indices.subarray(first, first + count), 1));
      const tree = MeshBVH.serialize(new MeshBVH(geometry, { indirect: true }), { cloneBuffers: false });
      tree.index = null as never;
      return tree;
    });
    const buffers = trees.flatMap(({ roots, indirectBuffer }) => [...roots, indirectBuffer?.buffer]);
    say(
      { id, kind: 'trees', trees },
      buffers.filter((buffer) => buffer !== undefined),
    );
  } catch (error) {
    say({ id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
};

async function fetchRun(url: string, { from, to }: Run): Promise<Uint8Array> {
  const response = await fetch(url, { headers: { range: `bytes=${from}-${to - 1}` } });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const data = new Uint8Array(await response.arrayBuffer());
  // A server that knows no ranges sends the whole file.
  const wanted = response.status === 206 ? data : data.subarray(from, to);
  if (wanted.byteLength < to - from) throw new Error('the file is cut short');
  return wanted;
}
