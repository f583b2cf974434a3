import { poseAt, type SetupPlan } from '#contract/tooth-movement/setup-plan.ts';
import { drawView, type Look, smaller } from '#platform/meshes/draw-view.ts';
import type { TidyMesh } from '#platform/meshes/tidy-mesh.ts';
import { plus, turn3Of, turned3 } from './vectors.ts';

const colours = {
  tooth: [255, 248, 230],
  gingiva: [240, 160, 154],
  arch: [232, 224, 208],
  attachment: [196, 206, 214],
} as const;

/** From the front, a little from above: x to the right of the picture is the patient's left. */
const front: Look['view'] = { right: [1, 0, 0], up: [0, 0, 1], toViewer: [0, -1, 0] };

/** Pictures of the first position and the last stage from the front, drawn from the lighter meshes. */
export async function drawStages(plan: SetupPlan, meshes: readonly TidyMesh[]) {
  const first = standing(plan, meshes, 0);
  const last = standing(plan, meshes, plan.stages);
  const picture = { view: front, width: 720, height: 480 };
  const firstStage = await drawView(first, { ...picture, format: 'png' });
  return {
    firstStage,
    lastStage: await drawView(last, { ...picture, format: 'png' }),
    thumbnail: await smaller(firstStage, 320, 240),
  };
}

/** Everything that is there at a stage as one mesh, each kind in its colour. */
function standing(plan: SetupPlan, meshes: readonly TidyMesh[], stage: number): TidyMesh {
  const put: { mesh: TidyMesh; colour: readonly number[]; tooth: number | null }[] = [
    ...plan.surfaces.map(({ kind, parts }) => ({
      mesh: meshes[parts[Math.min(stage, parts.length - 1)]!]!,
      colour: colours[kind],
      tooth: null,
    })),
    ...plan.teeth.map(({ part }, tooth) => ({ mesh: meshes[part]!, colour: colours.tooth, tooth })),
    ...plan.attachments
      .filter(({ from, to }) => from <= stage && stage <= to)
      .map(({ part, tooth }) => ({
        mesh: meshes[part]!,
        colour: colours.attachment,
        tooth: plan.teeth.findIndex((each) => each.tooth === tooth),
      })),
  ];
  const points = put.reduce((sum, { mesh }) => sum + mesh.positions.length, 0);
  const positions = new Float32Array(points);
  const painted = new Uint8Array(points);
  const corners = new Uint32Array(put.reduce((sum, { mesh }) => sum + mesh.corners.length, 0));
  let [at, corner] = [0, 0];
  for (const { mesh, colour, tooth } of put) {
    const pose = tooth === null ? null : poseAt(plan, tooth, stage);
    const turn = pose && turn3Of(pose.turn);
    const p = mesh.positions;
    for (let place = 0; place < p.length; place += 3) {
      const own = [p[place]!, p[place + 1]!, p[place + 2]!] as const;
      positions.set(pose ? plus(turned3(turn!, own), pose.position) : own, at + place);
      painted.set(colour, at + place);
    }
    for (let each = 0; each < mesh.corners.length; each += 1, corner += 1)
      corners[corner] = mesh.corners[each]! + at / 3;
    at += p.length;
  }
  return { positions, corners, colours: painted, cornerPlaces: corners, places: points / 3, degenerateTriangles: 0 };
}
