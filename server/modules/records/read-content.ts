import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type CaseRecord, groupOf, type Rendition, renditions, type Slot } from '#contract/records.ts';
import { pictureOf } from '#platform/meshes/convert-in-child.ts';
import type { MeshFacts } from '#platform/meshes/mesh.ts';
import { isMeshRefusal } from '#platform/meshes/mesh.ts';
import { headBytes, recogniseFile } from '#platform/meshes/recognise-file.ts';
import type { Kept } from './keys.ts';
import type { Readers } from './readers.ts';

/** What a file turned out to be: what is kept of it and where that lies now, or why it can't be used. */
export type Content =
  | {
      problem: null;
      format: string;
      facts: CaseRecord['facts'];
      files: Partial<Record<Kept, string>>;
      treatment?: CaseRecord['treatment'];
    }
  | { problem: string; format: string | null; facts: CaseRecord['facts']; problems?: CaseRecord['problems'] };

/** Reads a file by its content and prepares what is delivered of it; the slot says what it has to be. */
export async function readContent(readers: Readers, slot: Slot, file: string, folder: string): Promise<Content> {
  const kind = await kindOf(file);
  switch (groupOf(slot)) {
    case 'models':
      return readModel(readers, file, folder);
    case 'photos':
      return readPicture(await readers.pictures().preparePhoto(file, folder), kind, file, folder);
    case 'xrays':
      return readPicture(await readers.pictures().prepareXRay(file, folder), kind, file, folder);
    case 'files':
      return readAnyFile(readers, kind, file, folder);
    case 'setups':
      if (kind === 'glb' || kind === 'zip') return readSetup(readers, kind, file, folder);
      return { problem: 'not_a_setup', format: null, facts: { kind } };
  }
}

async function kindOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await handle.read(head, 0, headBytes, 0);
    const read = head.subarray(0, bytesRead);
    if (read.subarray(0, 4).toString('latin1') === 'glTF') return 'glb';
    const kind = recogniseFile(read, (await handle.stat()).size);
    return kind === 'stl_ascii' || kind === 'stl_binary' ? 'stl' : kind;
  } finally {
    await handle.close();
  }
}

/** Everything that is wrong is told; a setup with nothing wrong is kept with what its versions give out. */
async function readSetup(readers: Readers, format: string, file: string, folder: string): Promise<Content> {
  const found = await readers.setups().read(file, folder);
  if ('problems' in found)
    return { problem: 'setup_problems', format: null, facts: { kind: format }, problems: found.problems };
  const { facts, treatment, files } = found;
  return { problem: null, format, facts, treatment, files: { original: file, ...files } };
}

async function readModel(readers: Readers, file: string, folder: string): Promise<Content> {
  const model = join(folder, 'model.glb');
  const found = await readers.meshes().convert(file, model);
  if (isMeshRefusal(found)) return { problem: found.refused, format: null, facts: flat(found.facts) };
  const format = found.format.startsWith('stl') ? 'stl' : found.format;
  return {
    problem: null,
    format,
    facts: meshFacts(found),
    files: { original: file, model, thumbnail: pictureOf(model) },
  };
}

function meshFacts({ bounds, ...facts }: MeshFacts): CaseRecord['facts'] {
  const [wide, deep, high] = bounds.max.map((value, axis) => Math.round((value - bounds.min[axis]!) * 10) / 10);
  return {
    triangles: facts.triangles,
    vertices: facts.vertices,
    widthMm: wide!,
    depthMm: deep!,
    heightMm: high!,
    coloured: facts.coloured,
    openEdges: facts.openEdges,
    warnings: facts.warnings.join(' '),
  };
}

type Prepared = Awaited<ReturnType<ReturnType<Readers['pictures']>['prepareXRay']>>;

function readPicture(found: Prepared, kind: string, file: string, folder: string): Content {
  if (!found.ok) return { problem: found.reason, format: null, facts: { kind } };
  const facts: CaseRecord['facts'] = { pixelsWide: found.width, pixelsHigh: found.height };
  const shown = { picture: join(folder, found.picture), thumbnail: join(folder, found.thumbnail) };
  if (found.format === 'dicom') {
    const files = { original: file, ...shown, pixels: join(folder, found.pixels) };
    const { bits, modality, frames } = found;
    return { problem: null, format: 'dicom', facts: { ...facts, bits, modality, frames }, files };
  }
  const files = { original: file, ...shown, delivered: join(folder, found.original) };
  return { problem: null, format: found.format, facts: { ...facts, stripped: true }, files };
}

/** Any file is welcome; one that is a picture is treated as such. */
async function readAnyFile(readers: Readers, kind: string, file: string, folder: string): Promise<Content> {
  if (kind === 'jpeg' || kind === 'png') {
    const picture = readPicture(await readers.pictures().preparePhoto(file, folder), kind, file, folder);
    if (picture.problem === null) return picture;
  }
  return { problem: null, format: kind === 'unknown' ? 'other' : kind, facts: {}, files: { original: file } };
}

function flat(facts: object): CaseRecord['facts'] {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  );
}

/** What it can be fetched as. */
export function renditionsOf(files: Partial<Record<Kept, string>>): Rendition[] {
  return renditions.filter((each) => files[each] !== undefined).toSorted();
}

/** SHA-256 of a file's bytes, in hexadecimal. */
export async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file, { highWaterMark: 1_048_576 })) hash.update(bytes as Buffer);
  return hash.digest('hex');
}
