import { describe, expect, test } from 'vitest';
import { setupLimits } from './limits.ts';
import { makeDentition } from './testing/dentition.ts';
import { containerOf, type GlbNode, glbOf } from './testing/glb.ts';
import { problemsOf, readBytes } from './testing/read-bytes.ts';
import { glbNodes, setupGlb } from './testing/setup-files.ts';

const small = { stages: 2, detail: 3 };
/** A sound file, spoilt. */
const spoilt = (spoil: (nodes: Map<string, GlbNode>) => void, more: GlbNode[] = []) => {
  const nodes = glbNodes(makeDentition(small));
  spoil(new Map(nodes.map((node) => [node.name, node])));
  return glbOf([...nodes, ...more]);
};
type Json = { nodes: object[]; animations: unknown[]; accessors: { count: number }[] };
const changed = (change: (json: Json) => void) => glbOf(glbNodes(makeDentition(small)), (json) => change(json as Json));
const block = makeDentition(small).attachments[0]!.shape;

describe('refused, with the reason and where, is', () => {
  test.each<[string, Buffer, string[]]>([
    ['a file that is nothing of the kind', Buffer.from('ply\n'), ['not_a_setup']],
    ['an empty file', Buffer.alloc(0), ['not_a_setup']],
    ['one that is cut off', setupGlb(small).subarray(0, 9000), ['truncated']],
    ['one whose JSON is broken', containerOf('{"asset":', Buffer.alloc(0)), ['unreadable']],
    [
      'one without animation',
      glbOf(glbNodes(makeDentition(small)).map(({ tracks: _, children: __, ...node }) => node)),
      ['no_stages'],
    ],
    [
      'a tooth nobody has',
      setupGlb({ ...small, name: (tooth) => String(tooth === 47 ? 49 : tooth) }),
      ['unknown_tooth 49'],
    ],
    [
      'a tooth that is there twice',
      setupGlb({ ...small, name: (tooth) => (tooth === 12 ? 'tooth_11' : String(tooth)) }),
      ['tooth_twice tooth_11'],
    ],
    ['a part whose name says nothing', spoilt(() => {}, [{ name: 'Bracket', shape: block }]), ['unknown_part Bracket']],
    [
      'an attachment without a tooth',
      spoilt(() => {}, [{ name: 'attachment_11', shape: block }]),
      ['attachment_alone attachment_11'],
    ],
    ['too few teeth', setupGlb({ ...small, teeth: [11, 12, 21] }), ['no_teeth']],
    ['a tooth without a mesh', spoilt((nodes) => delete nodes.get('11')!.shape), ['tooth_without_mesh 11']],
    [
      'a tooth far from the others',
      spoilt(
        (nodes) =>
          (nodes.get('11')!.tracks!.translation = [
            [0, 900, 0],
            [0, 900, 0],
            [0, 900, 0],
          ]),
      ),
      ['too_far 11'],
    ],
    [
      'a tooth that flies away',
      spoilt(
        (nodes) =>
          (nodes.get('11')!.tracks!.translation = [
            [0, 0, 0],
            [0, 0, 0],
            [0, 90, 0],
          ]),
      ),
      ['moved_too_far 11'],
    ],
    [
      'a tooth that grows',
      spoilt(
        (nodes) =>
          (nodes.get('11')!.tracks!.scale = [
            [1, 1, 1],
            [1, 1, 1],
            [2, 2, 2],
          ]),
      ),
      ['changes_size 11'],
    ],
    ['a tooth that is squeezed', spoilt((nodes) => (nodes.get('11')!.scale = [1, 1, 2])), ['changes_size 11']],
    ['a tooth that is mirrored', spoilt((nodes) => (nodes.get('11')!.scale = [-1, 1, 1])), ['mirrored 11']],
    [
      'keyframes between the seconds',
      spoilt((nodes) => (nodes.get('11')!.times = [0, 0.5, 2])),
      ['stage_between_seconds'],
    ],
    ['a treatment of 300 stages', spoilt((nodes) => (nodes.get('11')!.times = [0, 1, 300])), ['too_many_stages']],
    [
      'right and left the wrong way round',
      setupGlb({ ...small, name: (tooth) => String([0, 20, 10, 40, 30][Math.floor(tooth / 10)]! + (tooth % 10)) }),
      ['mirrored'],
    ],
    [
      'numbers at random',
      setupGlb({ ...small, name: (tooth) => String(Math.floor(tooth / 10) * 10 + ((tooth * 3) % 7) + 1) }),
      ['numbers_disagree'],
    ],
    [
      'teeth of centimetres',
      glbOf([{ name: 'root', scale: [0.1, 0.1, 0.1], children: glbNodes(makeDentition(small)) }]),
      ['unit_unclear'],
    ],
    [
      'a mesh of lines without area',
      spoilt(
        (nodes) => (nodes.get('11')!.shape = { positions: [0, 0, 0, 0, 0, 0, 1, 0, 0], corners: [0, 1, 2, 0, 1, 2] }),
      ),
      ['no_triangles 11'],
    ],
    [
      'a triangle of points that aren’t there',
      spoilt((nodes) => (nodes.get('11')!.shape = { positions: [0, 0, 0, 0, 5, 0, 1, 0, 0], corners: [0, 1, 9] })),
      ['index_out_of_range 11'],
    ],
    [
      'Draco',
      changed((json) => Object.assign(json, { extensionsRequired: ['KHR_draco_mesh_compression'] })),
      ['draco'],
    ],
    [
      'an unknown extension',
      changed((json) => Object.assign(json, { extensionsRequired: ['ACME_secret'] })),
      ['not_supported ACME_secret'],
    ],
    [
      'a buffer in another file',
      changed((json) => Object.assign(json, { buffers: [{ byteLength: 9, uri: 'http://localhost/a.bin' }] })),
      ['outside_file'],
    ],
    [
      'a tree that bites its tail',
      changed((json) => Object.assign(json.nodes[0]!, { children: [0] })),
      ['unreadable nodes.0'],
    ],
    [
      'several animations',
      changed((json) => json.animations.push({ channels: [], samplers: [] })),
      ['several_animations'],
    ],
  ])('%s', async (_, bytes, expected) => {
    expect(await problemsOf(bytes)).toEqual(expected);
  });

  test('a coordinate that is no number', async () => {
    const bytes = spoilt((nodes) => (nodes.get('11')!.shape!.positions as Float64Array).fill(Number.NaN, 0, 1));
    expect(await problemsOf(bytes)).toEqual([expect.stringMatching(/^not_finite/)]);
  });

  test('more triangles, nodes or bytes than allowed, before they are read', async () => {
    const bytes = setupGlb(small);
    expect(await problemsOf(bytes, { ...setupLimits, maxTriangles: 500 })).toEqual([
      expect.stringMatching(/^too_many_triangles/),
    ]);
    expect(await problemsOf(bytes, { ...setupLimits, maxNodes: 10 })).toEqual(['too_large nodes']);
    expect(await problemsOf(bytes, { ...setupLimits, maxBytes: 1000 })).toEqual(['too_large']);
  });

  test('a file that claims two thousand million triangles and holds none', async () => {
    const bytes = changed((json) => {
      for (const each of json.accessors) each.count = 2_000_000_000;
    });
    expect(await problemsOf(bytes)).toEqual([expect.stringMatching(/^too_|^truncated|^unreadable/)]);
  });

  test('everything that is wrong at once, and not more than fifty things', async () => {
    const bytes = setupGlb({ ...small, name: (tooth) => `tooth_${tooth === 11 ? 99 : tooth === 12 ? 13 : tooth}` });
    expect(await problemsOf(bytes)).toEqual(['unknown_tooth tooth_99', 'tooth_twice tooth_13']);
    const many = spoilt(
      () => {},
      Array.from({ length: 70 }, (_, place) => ({ name: `part ${place}`, shape: block })),
    );
    const found = await readBytes(many);
    expect('problems' in found && found.problems.at(-1)).toEqual({ code: 'more', where: '', facts: { count: 20 } });
  });
});
