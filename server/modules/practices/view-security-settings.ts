import type { Answer, Call } from '#access/route.ts';
import type { viewSecuritySettings as endpoint } from '#contract/practices.ts';
import { refuse } from '#platform/refusal.ts';
import { mayInPractice } from './rules.ts';
import { securityOf } from './store.ts';

export async function viewSecuritySettings(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const settings = await securityOf(call.tx, call.scope);
  if (!settings) return refuse('not_found');
  call.audit({ subject: { kind: 'practice', id: call.scope.organisationId } });
  return {
    secondFactorRequired: settings.second_factor_required,
    workstationIdleMinutes: settings.workstation_idle_minutes,
    may: mayInPractice(call.actor.positions),
  };
}
