import type { TreatmentPlan } from '#contract/treatment-plan.ts';
import type { Delivered } from '../delivered.ts';
import type { SetupLimits } from '../limits.ts';
import { SetupRefused } from '../problems.ts';

/** Reads an archive of STL files. */
export async function readArchive(
  _file: string,
  _limits: SetupLimits,
): Promise<{ delivered: Delivered; treatment: TreatmentPlan | null }> {
  throw new SetupRefused('no_models');
}
