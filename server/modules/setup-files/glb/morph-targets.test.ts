import { expect, test } from 'vitest';
import { setupLimits } from '../limits.ts';
import { makeDentition } from '../testing/dentition.ts';
import { type GlbNode, glbOf } from '../testing/glb.ts';
import { problemsOf, readBytes } from '../testing/read-bytes.ts';
import { givingWay, glbNodes, gumAt } from '../testing/setup-files.ts';
import { readGlbSetup } from './read-glb-setup.ts';

const dentition = makeDentition({ stages: 3, detail: 4 });
const stages = [0, 1, 2, 3];
const arches = ['upper', 'lower'] as const;
type Morph = Pick<GlbNode, 'targets' | 'tracks' | 'sparse'>;
type Json = { accessors: Record<string, unknown>[]; nodes: object[] };

/** What the gum is at a stage more than at the first. */
const added = (arch: 'upper' | 'lower', stage: number) => {
  const before = dentition.gingiva[arch].positions;
  return gumAt(dentition, arch, stage).positions.map((value, place) => value - before[place]!);
};
const withGum = (gum: (arch: 'upper' | 'lower') => Morph, change: (json: Json) => void = () => {}) =>
  glbOf(
    glbNodes(dentition).map((node) => {
      const arch = arches.find((name) => name === node.name);
      return arch ? { ...node, ...gum(arch) } : node;
    }),
    (json) => change(json as Json),
  );

const aStageEach = (arch: 'upper' | 'lower') => givingWay(dentition, arch);
const spoilt = (morph: (one: ReturnType<typeof givingWay>) => Morph, change?: (json: Json) => void) =>
  withGum((arch) => (arch === 'upper' ? morph(aStageEach(arch)) : {}), change);
const isSparse = (accessor: Record<string, unknown>) => 'sparse' in accessor;

test.each<[string, Buffer, string[]]>([
  [
    'a tooth that changes its form',
    glbOf(
      glbNodes(dentition).map((node) =>
        node.name === '11' ? { ...node, targets: [Array.from(node.shape!.positions, () => 0.1)] } : node,
      ),
    ),
    ['not_supported 11: morph targets'],
  ],
  [
    'a target of another number of points',
    spoilt((one) => ({ ...one, targets: [[0, 0, 1], ...one.targets.slice(1)] })),
    ['unreadable upper'],
  ],
  [
    'too few weights',
    spoilt((one) => ({ ...one, tracks: { weights: stages.map(() => [1]) } })),
    ['unreadable animations'],
  ],
  ['weights of targets that aren’t there', spoilt(({ targets: _, ...one }) => one), ['unreadable animations']],
  [
    'a target that moves points beyond the last',
    spoilt(
      (one) => ({ ...one, sparse: true }),
      ({ accessors }) => {
        for (const { sparse } of accessors.filter(isSparse) as { sparse: Record<'indices' | 'values', object> }[])
          Object.assign(sparse.indices, sparse.values);
      },
    ),
    [expect.stringMatching(/^index_out_of_range/)],
  ],
  [
    'a target that breaks off',
    spoilt(
      (one) => ({ ...one, sparse: true }),
      ({ accessors }) => {
        for (const { sparse } of accessors.filter(isSparse) as { sparse: { values: object } }[])
          Object.assign(sparse.values, { byteOffset: 60 });
      },
    ),
    ['truncated'],
  ],
])('refused is %s', async (_, bytes, expected) => {
  expect(await problemsOf(bytes)).toEqual(expected);
});

test.each<[string, (arch: 'upper' | 'lower') => Morph]>([
  ['a target for each stage', aStageEach],
  ['targets of which only what moves is written', (arch) => ({ ...aStageEach(arch), sparse: true })],
  [
    'one target that grows',
    (arch) => ({ targets: [added(arch, 3)], tracks: { weights: stages.map((stage) => [stage / 3]) } }),
  ],
])('the gum gives way at each stage as it was made: %s', async (_, gum) => {
  const { surfaces } = await readGlbSetup(withGum(gum), setupLimits);
  for (const arch of arches) {
    const { shapes } = surfaces.find((surface) => surface.arch === arch)!;
    expect(shapes).toHaveLength(stages.length);
    for (const stage of stages) {
      const made = gumAt(dentition, arch, stage).positions;
      const off = made.map((value, place) => Math.abs(value - shapes[stage]!.positions[place]!));
      expect(Math.max(...off)).toBeLessThan(1e-5);
    }
  }
});

test('gum that stays as it is has one form, whatever form that is', async () => {
  const bytes = withGum((arch) => ({ targets: [added(arch, 3)], tracks: { weights: stages.map(() => [0.5]) } }));
  const { surfaces } = await readGlbSetup(bytes, setupLimits);
  expect(surfaces.map(({ shapes }) => shapes.length)).toEqual([1, 1]);
  const [before, after] = [dentition.gingiva.upper.positions, added('upper', 3)];
  const moved = surfaces.find(({ arch }) => arch === 'upper')!.shapes[0]!.positions;
  expect(moved[2]).toBeCloseTo(before[2]! + after[2]! / 2, 5);
});

test('a setup whose gum gives way is read as a whole, with a mesh of the gum for each stage', async () => {
  const found = await readBytes(withGum(aStageEach));
  expect('problems' in found ? found.problems : []).toEqual([]);
});
