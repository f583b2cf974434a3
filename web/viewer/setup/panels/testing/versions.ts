import type { PlannedTooth, SetupPlan, Vector } from '#contract/tooth-movement/setup-plan.ts';
import { treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { mesialOf } from '../../../../../demo/anatomy/dentition.ts';
import { planSetup } from '../../../../../demo/cases/setup-plans.ts';
import type { SetupVersion } from '../panel-props.ts';

/** A version as the demo's laboratory plans it, without meshes. */
function demoVersion(which: number, version: number): SetupVersion {
  const planned = planSetup(which, version);
  const stages = planned.poses[0]!.length - 1;
  const teeth = planned.dentition.teeth.map(({ tooth, form }, part): PlannedTooth => {
    const reference: Vector = [0, 0, form.height / 2];
    return {
      ...{ tooth, part, reference, axesFrom: 'delivered' },
      axes: { mesial: [mesialOf(tooth), 0, 0], buccal: [0, 1, 0], occlusal: [0, 0, 1] },
    };
  });
  const plan: SetupPlan = {
    ...{ stages, upperStages: stages, lowerStages: stages, teeth, attachments: [], surfaces: [], coarse: [], full: [] },
    bounds: { min: [-40, -60, -20], max: [40, 10, 20] },
    residual: null,
    poses: planned.poses.map((poses) =>
      poses.map(({ translation, rotation }) => ({ position: translation, turn: rotation })),
    ),
  };
  return {
    label: `Version ${version + 1}`,
    plan,
    treatment: treatmentPlan.parse({ ...planned.treatment, notes: notesOf(version) }),
  };
}

const notesOf = (version: number) =>
  version === 0
    ? [
        {
          stage: 2,
          text: 'Bond the attachments with the template supplied. Check the fit of the aligner before the patient leaves.',
        },
        { stage: 6, text: 'Check contacts 13/12 with a strip.' },
      ]
    : [];

/** What the stand's page fetches: made here once, since making teeth takes a while. */
export function versionFiles(): Record<string, Uint8Array> {
  const wanted = [0, 1].flatMap((mouth) => [0, 1].map((version) => [mouth, version] as const));
  return Object.fromEntries(
    wanted.map(([mouth, version]) => [
      `/versions/${mouth}-${version}.json`,
      new TextEncoder().encode(JSON.stringify(demoVersion(mouth, version))),
    ]),
  );
}
