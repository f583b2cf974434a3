import type { Answer, Call } from '#access/route.ts';
import type { viewSetup as endpoint, SetupReview } from '#contract/setups.ts';
import { durationOf, totalIpr, treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { type OrderOfSetup, orderOfSetup, shownSetup } from '#modules/orders/index.ts';
import { refuse } from '#platform/refusal.ts';
import { type ReviewRow, versionSeen } from './store.ts';

/** Everything that the review page shows beside the meshes. Two statements of one flight. */
export async function viewSetup(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope, params } = call;
  call.audit({ changes: [{ field: 'setup', after: params.setupId }] });
  const [row, order] = await Promise.all([
    versionSeen(tx, scope, params.setupId),
    orderOfSetup(tx, call, params.setupId),
  ]);
  return row && order ? shownReview(scope.caseId, row, order) : refuse('not_found');
}

function shownReview(caseId: string, row: ReviewRow, order: OrderOfSetup): SetupReview {
  const treatment = treatmentPlan.parse(row.treatment);
  const stages = Math.max(row.upper_stages, row.lower_stages);
  const rights: Record<SetupReview['may'][number], boolean> = {
    share: row.decision !== 'declined' && order.may('setup.share'),
    comment: order.may('setup.comment'),
    export: order.may('case.see'),
  };
  return {
    setup: shownSetup(row),
    facts: {
      stages,
      durationDays: durationOf(treatment, stages),
      totalIprMm: totalIpr(treatment),
      attachments: treatment.attachments.length || Number(row.file_facts?.['attachments'] ?? 0),
    },
    treatment,
    case: {
      id: caseId,
      number: row.number,
      patient: row.last_name === null ? null : { firstName: row.first_name ?? '', lastName: row.last_name },
      provider: row.provider || null,
      practice: row.practice,
      laboratory: order.laboratory,
    },
    order: { id: order.id, kind: order.kind, newestVersion: order.newestVersion },
    versions: row.versions.map((each) => ({ ...each, withdrawnAt: null })),
    mayDo: order.mayDo,
    may: (Object.keys(rights) as SetupReview['may']).filter((right) => rights[right]),
  };
}
