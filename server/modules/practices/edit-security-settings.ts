import type { Answer, Call } from '#access/route.ts';
import type { editSecuritySettings as endpoint } from '#contract/practices.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { changesBetween } from './information.ts';
import { mayInPractice } from './rules.ts';
import { holdSecurity, updateSecurity } from './store.ts';

export async function editSecuritySettings(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope, body } = call;
  const before = await holdSecurity(tx, scope);
  if (!before) return refuse('not_found');
  await updateSecurity(tx, scope, {
    second_factor_required: body.secondFactorRequired,
    workstation_idle_minutes: body.workstationIdleMinutes,
  });
  call.audit({
    subject: { kind: 'practice', id: scope.organisationId },
    changes: changesBetween(
      {
        secondFactorRequired: before.second_factor_required,
        workstationIdleMinutes: before.workstation_idle_minutes,
      },
      body,
    ),
  });
  await announce(tx, { kind: 'practice_changed', organisationId: scope.organisationId });
  return { ...body, may: mayInPractice(call.actor.positions) };
}
