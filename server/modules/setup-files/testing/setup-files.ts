import { type Arch, archOf, toothLabel } from '#contract/teeth.ts';
import { placed, turn3Of } from '../vectors.ts';
import { type Dentition, type MadeTooth, makeDentition, type Wanted } from './dentition.ts';
import { type GlbNode, glbOf } from './glb.ts';
import { stlOf, type ZipEntry } from './zip.ts';

/** Valid files of setups in every form, small, and always the same for the same wish. */

/** The preferred form: a node for each tooth, gingiva, attachments shown while they are worn. */
export function setupGlb(wanted: Wanted & { name?: (tooth: number) => string } = {}): Buffer {
  return glbOf(glbNodes(makeDentition(wanted), wanted.name));
}

/** The nodes of a dentition, for tests that want to spoil them. */
export function glbNodes(
  { teeth, gingiva, attachments, stages }: Dentition,
  name: (tooth: number) => string = String,
): GlbNode[] {
  const worn = (from: number, to: number) =>
    Array.from({ length: stages + 1 }, (_, stage) => (stage >= from && stage <= to ? [1, 1, 1] : [0, 0, 0]));
  return [
    { name: 'upper', shape: gingiva.upper },
    { name: 'lower', shape: gingiva.lower },
    ...teeth.map(
      ({ tooth, shape, poses }): GlbNode => ({
        name: name(tooth),
        shape,
        translation: poses[0]!.position,
        rotation: poses[0]!.turn,
        tracks: { translation: poses.map(({ position }) => position), rotation: poses.map(({ turn }) => turn) },
        children: attachments
          .filter((each) => each.tooth === tooth)
          .map(({ shape: own, from, to }, place) => ({
            name: `attachment_${tooth}_${place + 1}`,
            shape: own,
            tracks: { scale: worn(from, to) },
            interpolation: 'STEP' as const,
          })),
      }),
    ),
  ];
}

type Shape = MadeTooth['shape'];

/** A tooth's mesh where it stands at a stage. */
export function standingAt({ shape, poses }: MadeTooth, stage: number): Shape {
  const positions = new Float64Array(shape.positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    const [x, y, z] = [shape.positions[at]!, shape.positions[at + 1]!, shape.positions[at + 2]!];
    positions.set(placed(poses[stage]!, [x, y, z]), at);
  }
  return { positions, corners: shape.corners };
}

/** The gum's node gives way by a morph target for each stage, each shown at its own. */
export function givingWay(dentition: Dentition, arch: Arch): Required<Pick<GlbNode, 'targets' | 'tracks'>> {
  const before = dentition.gingiva[arch].positions;
  const later = allStages(dentition).slice(1);
  return {
    targets: later.map((stage) =>
      gumAt(dentition, arch, stage).positions.map((value, place) => value - before[place]!),
    ),
    tracks: { weights: allStages(dentition).map((stage) => later.map((target) => Number(target === stage))) },
  };
}

/** The gum gives way a little, the more the longer the treatment lasts. */
export function gumAt({ gingiva, stages }: Dentition, arch: Arch, stage: number): Shape {
  const { positions, corners } = gingiva[arch];
  const given = (place: number) => 0.4 * (stage / stages) * Math.sin(place * 0.37);
  return { positions: positions.map((value, place) => value + (place % 3 === 2 ? given(place) : 0)), corners };
}

export function joined(shapes: readonly Shape[]): Shape {
  const positions: number[] = [];
  const corners: number[] = [];
  for (const shape of shapes) {
    const from = positions.length / 3;
    for (const value of shape.positions) positions.push(value);
    for (const corner of shape.corners) corners.push(corner + from);
  }
  return { positions: Float64Array.from(positions), corners: Uint32Array.from(corners) };
}

const allStages = ({ stages }: Dentition) => Array.from({ length: stages + 1 }, (_, stage) => stage);
const arches = ['upper', 'lower'] as const;

/** A folder for each stage with an STL for each tooth, named by Universal numbers, and the gums. */
export function stagedTeethFiles(dentition: Dentition): ZipEntry[] {
  return allStages(dentition).flatMap((stage) => [
    ...dentition.teeth.map((each) => ({
      name: `Stage_${stage}/Tooth_${toothLabel(each.tooth, 'universal')}.stl`,
      bytes: stlOf(standingAt(each, stage)),
    })),
    ...arches.map((arch) => ({
      name: `Stage_${stage}/Tooth_${arch === 'upper' ? 'Upper' : 'Lower'}Jaw.stl`,
      bytes: stlOf(gumAt(dentition, arch, stage)),
    })),
  ]);
}

/** One model for each arch and stage, teeth and gum in one mesh. */
export function stagedModelFiles(dentition: Dentition, names: (arch: Arch, stage: number) => string): ZipEntry[] {
  return allStages(dentition).flatMap((stage) =>
    arches.map((arch) => {
      const teeth = dentition.teeth.filter(({ tooth }) => archOf(tooth) === arch);
      const model = joined([gumAt(dentition, arch, stage), ...teeth.map((each) => standingAt(each, stage))]);
      return { name: names(arch, stage), bytes: stlOf(model) };
    }),
  );
}

export const subsetupName = (arch: Arch, stage: number): string =>
  `Muster_Subsetup${stage}_${arch === 'upper' ? 'Maxillar' : 'Mandibular'}.stl`;

/** One STL for each tooth, and where it stands in a table: quaternions or matrices, as CSV or JSON. */
export function placedTeethFiles(
  dentition: Dentition,
  table: 'csv' | 'csv matrix' | 'json' | 'json matrix' = 'csv',
): ZipEntry[] {
  const rows = dentition.teeth.flatMap(({ tooth, poses }) => poses.map((pose, stage) => ({ tooth, stage, ...pose })));
  const matrixOf = ({ position, turn }: (typeof rows)[number]) => {
    const [a, b, c, d, e, f, g, h, i] = turn3Of(turn) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return [a, b, c, 0, d, e, f, 0, g, h, i, 0, ...position, 1];
  };
  const csv = (columns: string[], values: (row: (typeof rows)[number]) => number[]) =>
    [['stage', 'tooth', ...columns], ...rows.map((row) => [row.stage, row.tooth, ...values(row)])]
      .map((row) => row.join(','))
      .join('\n');
  const figures = Array.from({ length: 16 }, (_, place) => `m${Math.floor(place / 4)}${place % 4}`);
  const byRow = (matrix: number[]) => matrix.map((_, place) => matrix[(place % 4) * 4 + Math.floor(place / 4)]!);
  const text = {
    csv: () => csv(['x', 'y', 'z', 'qx', 'qy', 'qz', 'qw'], ({ position, turn }) => [...position, ...turn]),
    'csv matrix': () => csv(figures, (row) => byRow(matrixOf(row))),
    json: () =>
      JSON.stringify({
        transforms: rows.map(({ stage, tooth, position, turn }) => ({
          stage,
          tooth,
          translation: position,
          rotation: turn,
        })),
      }),
    'json matrix': () =>
      JSON.stringify({
        transforms: rows.map((row) => ({ stage: row.stage, tooth: row.tooth, matrix: matrixOf(row) })),
      }),
  }[table]();
  return [
    ...dentition.teeth.map(({ tooth, shape }) => ({ name: `teeth/${tooth}.stl`, bytes: stlOf(shape) })),
    ...arches.map((arch) => ({ name: `teeth/${arch}.stl`, bytes: stlOf(dentition.gingiva[arch]) })),
    { name: table.startsWith('csv') ? 'transforms.csv' : 'transforms.json', bytes: Buffer.from(text) },
  ];
}

/** A treatment table that a dentition of usual teeth can have, as a file of an archive. */
export function treatmentFile(stages: number): ZipEntry {
  const text = `what,stage,until,tooth,other_tooth,mm,kind,surface,days,text
wear,,,,,,,,10,
ipr,1,,31,41,0.2,,,,
attachment,1,${stages},13,,,rectangular,buccal,,
note,${stages},,,,,,,,Take photos`;
  return { name: 'treatment.csv', bytes: Buffer.from(text) };
}
