import type { PlannedTooth, SetupPlan, Vector } from '#contract/setup-plan.ts';
import { archOf } from '#contract/teeth.ts';
import { treatmentPlan } from '#contract/treatment-plan.ts';
import { mesialOf } from '../../../../../demo/anatomy/dentition.ts';
import { planSetup } from '../../../../../demo/cases/setup-plans.ts';
import type { SetupVersion } from '../panel-props.ts';

/** A version as the demo's laboratory plans it, without meshes. */
export function demoVersion(which: number, version: number): SetupVersion {
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

/** Teeth of one arch that went beyond sensible limits, for pictures of warnings. */
export function hurried(version: SetupVersion): SetupVersion {
  const { plan } = version;
  const stages = Math.ceil(plan.stages / 2);
  const poses = plan.poses.map((all, index) =>
    archOf(plan.teeth[index]!.tooth) === 'upper'
      ? Array.from({ length: stages + 1 }, (_, stage) => all[Math.min(stage * 2, plan.stages)]!)
      : all.slice(0, stages + 1),
  );
  return { ...version, plan: { ...plan, stages, upperStages: stages, lowerStages: stages, poses } };
}
