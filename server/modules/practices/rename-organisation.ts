import type { Answer, Call } from '#access/route.ts';
import type { renameOrganisation as endpoint } from '#contract/practices.ts';
import { announce } from '#platform/live/announce.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { instanceOrganisation, renameInstanceOrganisation } from './instance-store.ts';
import { shownOrganisation } from './list-organisations.ts';

export async function renameOrganisation(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, params, body } = call;
  const before = await renameInstanceOrganisation(tx, params.id, body.name);
  if (before === undefined) return refuse('not_found');
  if (isRefusal(before)) return before;
  const after = await instanceOrganisation(tx, params.id);
  if (!after) return refuse('not_found');
  call.audit({
    organisationId: after.id,
    subject: { kind: after.kind, id: after.id },
    changes: [{ field: 'name', before, after: body.name }],
  });
  await announce(tx, {
    kind: after.kind === 'group' ? 'group_changed' : 'organisations_changed',
    organisationId: after.id,
  });
  return shownOrganisation(after);
}
