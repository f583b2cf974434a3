import type { Answer, Call } from '#access/route.ts';
import type { viewChosenLaboratory } from '#contract/laboratories.ts';
import { refuse } from '#platform/refusal.ts';
import { chosenLaboratory, packagesOf, requirementsOf } from './store.ts';

export async function viewTheChosenLaboratory(
  call: Call<typeof viewChosenLaboratory>,
): Promise<Answer<typeof viewChosenLaboratory>> {
  const { tx, scope, params } = call;
  const [laboratory, packages, requirements] = await Promise.all([
    chosenLaboratory(tx, scope, params.laboratoryId),
    packagesOf(tx, params.laboratoryId),
    requirementsOf(tx, params.laboratoryId),
  ]);
  if (!laboratory) return refuse('not_found');
  call.audit({ subject: { kind: 'organisation', id: laboratory.id } });
  return { ...laboratory, packages: packages.filter(({ offered }) => offered), requirements };
}
