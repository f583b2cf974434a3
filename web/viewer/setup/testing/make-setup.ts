import { gzipSync } from 'node:zlib';
import { MeshoptSimplifier } from 'meshoptimizer/simplifier';
import { archOf, sideOf } from '#contract/teeth.ts';
import {
  encodePlan,
  type PartPlace,
  type SetupPlan,
  type ToothPose,
  type Vector,
} from '#contract/tooth-movement/setup-plan.ts';
import { generateDentition, type PlacedTooth } from '../../../../demo/anatomy/dentition.ts';
import { type Frame, joined, type Mesh, placed, toBinaryStl } from '../../../../demo/anatomy/mesh.ts';
import { encodeGlb } from '../../../../server/platform/meshes/encode-glb.ts';

export type MadeSetup = { plan: SetupPlan; files: { plan: Uint8Array; coarse: Uint8Array; full: Uint8Array } };
type Wishes = {
  seed?: number;
  stages?: number;
  crowding?: number;
  /** Share of the generated triangles that full detail has. */
  detail?: number;
  /** A part of gum for each stage, as staged files have it. */
  stagedGum?: boolean;
};

/** A version's three files as the importer writes them, from generated teeth. */
export async function makeSetup({
  seed = 9,
  stages = 20,
  crowding = 0.7,
  stagedGum = false,
  detail = 1,
}: Wishes = {}): Promise<MadeSetup> {
  const dentition = generateDentition({ seed, crowding });
  const parts: Mesh[] = [];
  const part = (mesh: Mesh) => parts.push(mesh) - 1;
  const teeth = dentition.teeth.map((one) => ({ ...one, part: part(one.mesh) }));
  const surfaces = (['upper', 'lower'] as const).map((arch) => ({
    kind: 'gingiva' as const,
    arch,
    parts: Array.from({ length: stagedGum ? stages + 1 : 1 }, (_, stage) =>
      part(raised(dentition.gingiva[arch], stage * (arch === 'upper' ? 0.01 : -0.01))),
    ),
  }));
  const [coarse, full] = [await packed(parts, detail * 0.3), await packed(parts, detail)];
  const plan: SetupPlan = {
    ...{ stages, upperStages: stages, lowerStages: stages, residual: null, attachments: [], surfaces },
    teeth: teeth.map(({ tooth, form, part }) => ({
      tooth,
      part,
      axes: { mesial: [mesialOf(tooth), 0, 0], buccal: [0, 1, 0], occlusal: [0, 0, 1] },
      axesFrom: 'delivered',
      reference: [0, 0, form.height * 0.55],
    })),
    ...{ coarse: coarse.places, full: full.places },
    bounds: { min: [-34, -32, -24], max: [34, 34, 24] },
    poses: teeth.map((one) => Array.from({ length: stages + 1 }, (_, stage) => poseOf(one, stage / stages))),
  };
  return {
    plan,
    files: { plan: new Uint8Array(gzipSync(encodePlan(plan))), coarse: coarse.bytes, full: full.bytes },
  };
}

/** One STL for each stage and arch, as a plain viewer would be given them, under its name. */
export function stagedStl({
  seed = 9,
  stages = 20,
  crowding = 0.7,
  detail = 1,
}: Wishes = {}): Record<string, Uint8Array> {
  const dentition = generateDentition({ seed, crowding });
  const teeth = dentition.teeth.map((one) => ({ ...one, mesh: simpler(one.mesh, detail) }));
  const files: Record<string, Uint8Array> = {};
  for (const arch of ['upper', 'lower'] as const) {
    const gum = simpler(dentition.gingiva[arch], detail);
    for (let stage = 0; stage <= stages; stage += 1) {
      const placedTeeth = teeth
        .filter(({ tooth }) => archOf(tooth) === arch)
        .map((one) => placed(one.mesh, frameOf(poseOf(one, stage / stages))));
      files[`${arch}-${stage}.stl`] = toBinaryStl(joined([...placedTeeth, gum]));
    }
  }
  return files;
}

function frameOf({ position, turn: [x, y, z, w] }: ToothPose): Frame {
  return [
    ...[1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w), 0],
    ...[2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w), 0],
    ...[2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y), 0],
    ...[...position, 1],
  ];
}

function simpler({ positions, indices }: Mesh, share: number): Mesh {
  const target = Math.floor((indices.length * share) / 3) * 3;
  return share < 1
    ? { positions, indices: MeshoptSimplifier.simplify(indices, positions, 3, target, 0.02)[0] }
    : { positions, indices };
}

async function packed(meshes: readonly Mesh[], share: number): Promise<{ bytes: Uint8Array; places: PartPlace[] }> {
  await MeshoptSimplifier.ready;
  const parts: Uint8Array[] = [];
  const places: PartPlace[] = [];
  let offset = 0;
  for (const mesh of meshes) {
    const { positions, indices: corners } = simpler(mesh, share);
    const { bytes } = await encodeGlb({
      positions,
      corners,
      colours: undefined,
      cornerPlaces: corners,
      places: positions.length / 3,
      degenerateTriangles: 0,
    });
    parts.push(bytes);
    places.push({ offset, length: bytes.length, triangles: corners.length / 3 });
    offset += bytes.length;
  }
  return { bytes: new Uint8Array(Buffer.concat(parts)), places };
}

const mesialOf = (tooth: number) => ((sideOf(tooth) === 'right') === (archOf(tooth) === 'upper') ? 1 : -1);

function raised({ positions, indices }: Mesh, by: number): Mesh {
  return { positions: positions.map((value, at) => (at % 3 === 2 ? value + by : value)), indices };
}

/** Between where a tooth stands and where it would stand straight, easing at both ends. */
function poseOf({ frame, straight }: PlacedTooth, share: number): ToothPose {
  const eased = share * share * (3 - 2 * share);
  const [from, to] = [quaternionOf(frame), quaternionOf(straight)];
  const sign = from.reduce((sum, value, axis) => sum + value * to[axis]!, 0) < 0 ? -1 : 1;
  const mixed = from.map((value, axis) => value * (1 - eased) + sign * to[axis]! * eased);
  const size = Math.hypot(...mixed);
  const position = [12, 13, 14].map((at) => frame[at]! * (1 - eased) + straight[at]! * eased);
  return {
    position: position as unknown as Vector,
    turn: mixed.map((value) => value / size) as unknown as ToothPose['turn'],
  };
}

function quaternionOf(m: Frame): number[] {
  const [xx, yy, zz] = [m[0]!, m[5]!, m[10]!];
  const signed = (value: number, sign: number) => Math.sqrt(Math.max(0, value)) * (sign < 0 ? -0.5 : 0.5);
  return [
    signed(1 + xx - yy - zz, m[6]! - m[9]!),
    signed(1 - xx + yy - zz, m[8]! - m[2]!),
    signed(1 - xx - yy + zz, m[1]! - m[4]!),
    Math.sqrt(Math.max(0, 1 + xx + yy + zz)) / 2,
  ];
}
