import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STLLoader } from 'three/examples/jsm/loaders/STLLoader.js';
import { mergeVertices } from 'three/examples/jsm/utils/BufferGeometryUtils.js';
import { type MeshConverter, startMeshConverter } from '#platform/meshes/convert-in-child.ts';
import { isMeshRefusal, type MeshFacts } from '#platform/meshes/mesh.ts';
import { binaryStl, bumpyRing } from '#platform/meshes/testing/generated-meshes.ts';
import { sampleNames, samplePath } from '#testing/sample-data.ts';
import { Figures, median } from './figures.ts';

const rounds = 9;

/** From the last byte of an upload on disk to compressed glTF and picture, in a warm process, beside three.js alone. */
export async function bench(): Promise<boolean> {
  const figures = new Figures();
  const folder = await mkdtemp(join(tmpdir(), 'midline-bench-'));
  const output = join(folder, 'mesh.glb');
  const converter = startMeshConverter();
  try {
    const stl = join(folder, 'mesh.stl');
    await writeFile(stl, binaryStl(bumpyRing(1000, 250)));
    figures.tell('generated binary STL, 500 000 triangles', (await stat(stl)).size / 1e6, 'MB');
    await converter.convert(join(folder, 'mesh.stl'), output);
    const took = { ours: [] as number[], three: [] as number[] };
    let facts: MeshFacts | undefined;
    for (let round = 0; round < rounds; round += 1) {
      const ours = await timed(() => converted(converter, stl, output));
      facts = ours.result;
      took.ours.push(ours.seconds);
      took.three.push((await timed(() => byThree(stl))).seconds);
    }
    figures.atMost('from file on disk to glTF and picture, warm process', median(took.ours), 1, 's');
    figures.atMost('  the slowest', Math.max(...took.ours), 1, 's');
    const first = await firstInNewProcess(stl, output);
    figures.atMost('  the first file of a process that has just got ready', first, 1, 's');
    figures.tell('three.js alone, STLLoader and mergeVertices, same run', median(took.three), 's');
    figures.atMost('largest error', facts!.largestError * 1000, 2, 'µm');
    figures.atLeast('times smaller than the STL', (await stat(stl)).size / facts!.bytes, 12, '×');
    await tellScans(figures, converter, output);
  } finally {
    converter.close();
    await rm(folder, { recursive: true, force: true });
  }
  return figures.met();
}

/** Real scans, as far as there are any: each against the binary STL of the same triangles. */
async function tellScans(figures: Figures, converter: MeshConverter, output: string): Promise<void> {
  const scans = sampleNames('scans').filter((name) => /\.(?:ply|obj|stl)$/.test(name));
  for (const name of scans) {
    const { result: facts, seconds } = await timed(() => converted(converter, samplePath(name), output));
    const short = name.split('/').at(-1)!;
    figures.tell(`${short}, ${facts.triangles} triangles${facts.coloured ? ', coloured' : ''}`, seconds, 's');
    figures.atLeast('  times smaller than its STL', (84 + 50 * facts.triangles) / facts.bytes, 12, '×');
    figures.atMost('  largest error', facts.largestError * 1000, 2, 'µm');
  }
}

async function firstInNewProcess(stl: string, output: string): Promise<number> {
  const converter = startMeshConverter({ atOnce: 1 });
  // What isn't there is answered once the process has got ready.
  await converter.convert(`${stl}.none`, output).catch(() => {});
  const { seconds } = await timed(() => converted(converter, stl, output));
  converter.close();
  return seconds;
}

async function converted(converter: MeshConverter, input: string, output: string): Promise<MeshFacts> {
  const result = await converter.convert(input, output);
  if (isMeshRefusal(result)) throw new Error(`${input} was refused: ${result.refused}`);
  return result;
}

async function byThree(stl: string): Promise<number> {
  const bytes = await readFile(stl);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const geometry = new STLLoader().parse(buffer);
  geometry.deleteAttribute('normal');
  return mergeVertices(geometry).getAttribute('position').count;
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000 };
}
