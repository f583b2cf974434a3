import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { STLLoader } from 'three/examples/jsm/loaders/STLLoader.js';
import { type PreparedSetup, type SetupReader, startSetupReader } from '#modules/setup-files/index.ts';
import { makeDentition } from '#modules/setup-files/testing/dentition.ts';
import { glbOf } from '#modules/setup-files/testing/glb.ts';
import { glbNodes, stagedModelFiles, subsetupName } from '#modules/setup-files/testing/setup-files.ts';
import { zipOf } from '#modules/setup-files/testing/zip.ts';
import { readSample, sampleNames } from '#testing/sample-data.ts';
import { type Figures, median } from '../figures.ts';

const stages = 40;
const rounds = 3;

/** From the file of a setup on disk to all that is delivered of it, in a warm process; and what is sent, beside an STL for each stage and arch. */
export async function ofImport(figures: Figures): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'midline-bench-'));
  const reader = startSetupReader();
  try {
    const dentition = makeDentition({ stages, detail: 24 });
    const models = stagedModelFiles(dentition, subsetupName);
    const binary = await imported(reader, folder, glbOf(glbNodes(dentition)));
    figures.tell(`generated glTF, ${stages} stages, 28 teeth, triangles`, Number(binary.facts.triangles));
    figures.tell('  the file', binary.megabytes, 'MB');
    figures.tell('  from file to plan, meshes and pictures', binary.seconds, 's');
    figures.atMost('  plan of all stages, as sent', binary.kilobytes.plan, 64, 'KB');
    figures.tell('  coarse meshes, as sent', binary.kilobytes.coarse, 'KB');
    figures.tell('  full meshes, as sent', binary.kilobytes.full, 'KB');

    const archive = await imported(reader, folder, zipOf([letter, ...models]));
    figures.tell('the same as an STL for each stage and arch, in a ZIP', archive.megabytes, 'MB');
    figures.tell('  from file to plan, meshes and pictures', archive.seconds, 's');
    figures.atMost('  teeth recovered miss their points by', Number(archive.facts.residualMm) * 1000, 1, 'µm');
    figures.tell('  all that is sent, with the gum at each stage', sum(archive.kilobytes) / 1000, 'MB');
    figures.tell(
      'the plain way: all STL, sent as they are',
      models.reduce((all, { bytes }) => all + bytes.length, 0) / 1e6,
      'MB',
    );
    figures.tell('  the same, gzip', models.reduce((all, { bytes }) => all + gzipSync(bytes).length, 0) / 1e6, 'MB');
    figures.tell('  three.js reads them all in', parsedByThree(models.map(({ bytes }) => bytes)), 's');
    await ofRealTeeth(figures, reader, folder);
  } finally {
    reader.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Real teeth with their roots, where there are any: PLY with a table of transforms. */
async function ofRealTeeth(figures: Figures, reader: SetupReader, folder: string): Promise<void> {
  const names = sampleNames('setups/clik-256-initial').filter((name) => name.endsWith('.ply'));
  if (names.length === 0) return;
  const numbers = names.map((name) => Number(/(\d+)\.ply$/.exec(name)![1]));
  const fdi = (number: number) =>
    number <= 16 ? (number <= 8 ? 19 - number : number + 12) : number <= 24 ? 55 - number : number + 16;
  const rows = numbers.flatMap((number) =>
    Array.from({ length: stages + 1 }, (_, stage) => `${stage},${fdi(number)},${stage * 0.05},0,0,0,0,0,1`),
  );
  const table = ['stage,tooth,x,y,z,qx,qy,qz,qw', ...rows].join('\n');
  const files = names.map((name) => ({ name: name.split('/').at(-1)!, bytes: readSample(name) }));
  const real = await imported(
    reader,
    folder,
    zipOf([letter, ...files, { name: 'transforms.csv', bytes: Buffer.from(table) }]),
  );
  figures.tell(`real teeth with roots, ${names.length}, triangles`, Number(real.facts.triangles));
  figures.tell('  the file', real.megabytes, 'MB');
  figures.tell('  from file to plan, meshes and pictures', real.seconds, 's');
  figures.tell('  coarse and full meshes, as sent', (real.kilobytes.coarse + real.kilobytes.full) / 1000, 'MB');
}

const letter = { name: 'letter.txt', bytes: Buffer.from('?'), stored: true };
/** Where the contents of the first file of an archive begin. */
const letterAt = 30 + letter.name.length;

type Imported = {
  facts: PreparedSetup['facts'];
  megabytes: number;
  seconds: number;
  kilobytes: { plan: number; coarse: number; full: number };
};

async function imported(reader: SetupReader, folder: string, bytes: Buffer): Promise<Imported> {
  const [input, into] = [join(folder, 'input'), join(folder, 'into')];
  await mkdir(into, { recursive: true });
  const took: number[] = [];
  let found: PreparedSetup | undefined;
  // The first one starts the process.
  for (let round = 0; round <= rounds; round += 1) {
    // The same file a second time is known; what follows a glTF binary, or is in a letter of an archive, isn't read.
    if (bytes.subarray(0, 4).toString('latin1') === 'glTF')
      await writeFile(input, Buffer.concat([bytes, Buffer.from([round])]));
    else await writeFile(input, bytes.fill(round, letterAt, letterAt + 1));
    const began = performance.now();
    const result = await reader.read(input, into);
    if ('problems' in result) throw new Error(JSON.stringify(result.problems));
    if (round > 0) took.push((performance.now() - began) / 1000);
    found = result;
  }
  const size = async (what: 'plan' | 'coarse' | 'full') => (await stat(found!.files[what])).size / 1000;
  const kilobytes = { plan: await size('plan'), coarse: await size('coarse'), full: await size('full') };
  return { facts: found!.facts, megabytes: bytes.length / 1e6, seconds: median(took), kilobytes };
}

function parsedByThree(files: readonly Buffer[]): number {
  const began = performance.now();
  for (const bytes of files) new STLLoader().parse(new Uint8Array(bytes).buffer);
  return (performance.now() - began) / 1000;
}

const sum = (values: Record<string, number>) => Object.values(values).reduce((all, value) => all + value, 0);
