import { type Arch, archOf, type Tooth } from '#contract/teeth.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { beyondStages, readTreatmentTable } from '#contract/treatment-plan/treatment-table.ts';
import type { Delivered, DeliveredSurface } from '../delivered.ts';
import type { SetupLimits } from '../limits.ts';
import { Problems, SetupRefused } from '../problems.ts';
import { notationOf, toothOf } from '../tooth-names.ts';
import { type NamedFile, readFileName } from './file-names.ts';
import { type Archive, openArchive } from './open-archive.ts';
import { readPlacedTeeth } from './placed-teeth.ts';
import { readMesh } from './read-mesh.ts';
import { type JawFiles, readStagedJaws } from './staged-jaws.ts';
import { readStagedTeeth, type ToothFiles } from './staged-teeth.ts';
import { type Stages, stagesIn } from './stages.ts';
import { surfaceRow } from './surface-row.ts';
import { readTransforms } from './transforms-table.ts';

export type ReadArchive = { delivered: Delivered; treatment: TreatmentPlan | null };

/** Reads an archive: models of whole arches or single teeth by stage, or single teeth with a table of where they stand; and the treatment table. */
export async function readArchive(file: string, limits: SetupLimits): Promise<ReadArchive> {
  const problems = new Problems();
  const archive = await openArchive(file, limits, problems);
  try {
    const found = sorted(archive.names, problems);
    const delivered = await readModels(archive, found, limits, problems);
    const treatment = await readTreatment(archive, found.treatment, delivered, problems);
    problems.orEnd();
    return { delivered, treatment };
  } finally {
    archive.close();
  }
}

type Found = {
  teeth: ToothFiles;
  /** Teeth whose names tell no stage. */
  stageless: Map<Tooth, string>;
  jaws: JawFiles;
  transforms: string | null;
  treatment: string | null;
};

/** What each file is. Told are names that say nothing and files that mean the same. */
function sorted(names: readonly string[], problems: Problems): Found {
  const found: Found = { teeth: new Map(), stageless: new Map(), jaws: new Map(), transforms: null, treatment: null };
  const read = names.map((name) => [name, readFileName(name)] as const);
  const notation = notationOf(read.flatMap(([, is]) => (is?.kind === 'tooth' ? [is.named] : [])));
  const put = <Key>(into: Map<Key, string>, key: Key, name: string) => {
    const other = into.get(key);
    if (other !== undefined) problems.add('file_twice', name, { other });
    else into.set(key, name);
  };
  for (const [name, is] of read) {
    if (is === null) problems.add('unknown_file', name);
    else if (is.kind === 'transforms' || is.kind === 'treatment') {
      const other = found[is.kind];
      if (other !== null) problems.add('tables_twice', name, { other });
      found[is.kind] = name;
    } else if (is.kind === 'tooth') {
      const tooth = toothOf(is.named, notation);
      if (tooth === null) problems.add('unknown_tooth', name);
      else if (is.stage === null) put(found.stageless, tooth, name);
      else put(entryOf(found.teeth, tooth), is.stage, name);
    } else if (is.kind === 'jaw' && !isSpareScan(is, read)) put(entryOf(found.jaws, is.arch), is.stage ?? null, name);
  }
  return found;
}

function entryOf<Key, Inner>(map: Map<Key, Map<Inner, string>>, key: Key): Map<Inner, string> {
  const there = map.get(key) ?? new Map<Inner, string>();
  map.set(key, there);
  return there;
}

/** The scan that a setup began with lies beside the stages and is none of them. */
function isSpareScan(
  is: Extract<NamedFile, { kind: 'jaw' }>,
  read: readonly (readonly [string, NamedFile | null])[],
): boolean {
  return (
    is.scan && is.stage === null && read.some(([, other]) => other !== null && 'stage' in other && other.stage !== null)
  );
}

async function readModels(archive: Archive, found: Found, limits: SetupLimits, problems: Problems): Promise<Delivered> {
  const { teeth, stageless, jaws, transforms } = found;
  if (transforms !== null) {
    const table = readTransforms(await textOf(archive, transforms), transforms, problems);
    const first = new Map([...teeth].map(([tooth, byStage]) => [tooth, [...byStage.values()][0]!]));
    const placed = await readPlacedTeeth(archive, new Map([...first, ...stageless]), table, limits, problems);
    const surfaces = await gums(archive, jaws, placed.stages, limits, problems);
    problems.orEnd();
    return { ...placed, form: 'transforms', stages: placed.stages.count, surfaces, attachments: [], residual: null };
  }
  if (teeth.size === 0 && stageless.size > 0) throw new SetupRefused('transforms_missing');
  if (teeth.size === 0 && jaws.size === 0) {
    problems.orEnd();
    throw new SetupRefused('no_models');
  }
  for (const name of stageless.values()) problems.add('unknown_file', name);
  const staged = [...jaws.values(), ...teeth.values()].flatMap((byStage) => [...byStage.keys()]);
  const stages = stagesIn(
    staged.filter((stage) => stage !== null),
    problems,
  );
  problems.orEnd();
  const own = await readStagedTeeth(archive, teeth, stages, limits, problems);
  const toothed = new Set([...teeth.keys()].map(archOf));
  const split = (has: boolean): JawFiles => new Map([...jaws].filter(([arch]) => toothed.has(arch) === has));
  const surfaces = await gums(archive, split(true), stages, limits, problems);
  const models = await readStagedJaws(archive, split(false), stages, limits, problems);
  problems.orEnd();
  return {
    form: teeth.size > 0 ? 'staged_teeth' : 'staged_models',
    stages: stages.count,
    teeth: [...own.teeth, ...models.teeth],
    attachments: [],
    surfaces: [...surfaces, ...models.surfaces],
    residual: Math.max(own.residual, models.residual),
  };
}

/** The gums beside single teeth: as they are at each stage, or once. */
async function gums(
  archive: Archive,
  jaws: JawFiles,
  stages: Stages,
  limits: SetupLimits,
  problems: Problems,
): Promise<DeliveredSurface[]> {
  const surfaces: DeliveredSurface[] = [];
  for (const [arch, files] of jaws) {
    const row = surfaceRow();
    for (let stage = stages.first; stage <= stages.first + stages.count; stage += 1) {
      const name = files.get(stage) ?? (stage === stages.first ? files.get(null) : undefined);
      row.add(name === undefined ? null : readMesh(await archive.read(name), name, limits, problems));
    }
    const shapes = row.shapes();
    if (shapes.length > 0) surfaces.push({ kind: 'gingiva', arch: arch as Arch, shapes });
  }
  return surfaces;
}

/** No table is larger: 200 stages of 32 teeth as matrices are five million bytes. */
const mostTable = 20_000_000;

async function textOf(archive: Archive, name: string): Promise<string> {
  const bytes = await archive.read(name);
  if (bytes.length > mostTable) throw new SetupRefused('too_large', name, { found: bytes.length, limit: mostTable });
  return bytes.toString();
}

async function readTreatment(
  archive: Archive,
  name: string | null,
  { stages, teeth }: Delivered,
  problems: Problems,
): Promise<TreatmentPlan | null> {
  if (name === null) return null;
  const called = name.split('/').at(-1)!;
  const there = teeth.map(({ tooth }) => tooth);
  const table = readTreatmentTable(await textOf(archive, name), called, there);
  const wrong = 'problems' in table ? table.problems : beyondStages(table.plan, stages, called);
  for (const { code, where, facts } of wrong) problems.add(code, where, facts);
  return 'plan' in table ? table.plan : null;
}
