import type { Answer, Call } from '#access/route.ts';
import type { removeLogo as endpoint } from '#contract/practices.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { shownPractice } from './information.ts';
import { deleteLogo, holdPractice } from './store.ts';

/** Removing what isn't there is done already. */
export async function removeLogo(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope, actor } = call;
  const practice = await holdPractice(tx, scope);
  if (!practice) return refuse('not_found');
  call.audit({ subject: { kind: 'practice', id: practice.id } });
  if (practice.logo_version !== null) {
    await deleteLogo(tx, scope);
    call.audit({ changes: [{ field: 'logo', before: practice.logo_version, after: null }] });
    await announce(tx, { kind: 'practice_changed', organisationId: practice.id });
  }
  return shownPractice({ ...practice, logo_version: null }, actor.positions);
}
