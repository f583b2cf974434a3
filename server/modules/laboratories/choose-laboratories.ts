import { decide } from '#access/decide.ts';
import type { Answer, Call } from '#access/route.ts';
import type { chooseLaboratories, listLaboratories, OfferedLaboratory } from '#contract/laboratories.ts';
import type { Position } from '#contract/permissions.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { holdChoice, laboratoriesFor, replaceChoice } from './store.ts';

export async function listTheLaboratories(call: Call<typeof listLaboratories>) {
  return shown(await laboratoriesFor(call.tx, call.scope), call.actor.positions);
}

/** Orders that were sent to a laboratory stay with it, also once the practice no longer chooses it. */
export async function chooseTheLaboratories(
  call: Call<typeof chooseLaboratories>,
): Promise<Answer<typeof chooseLaboratories>> {
  const { tx, scope, actor, body } = call;
  await holdChoice(tx, scope);
  const before = await laboratoriesFor(tx, scope);
  const laboratoryIds = [...new Set(body.laboratoryIds)];
  const offered = new Set(before.map(({ id }) => id));
  const { preferredId } = body;
  if (!laboratoryIds.every((id) => offered.has(id))) return refuse('laboratory_not_offered');
  if (preferredId && !laboratoryIds.includes(preferredId)) return refuse('laboratory_not_offered');
  await replaceChoice(tx, scope, { laboratoryIds, preferredId, by: actor.accountId });
  const after = await laboratoriesFor(tx, scope);
  await announce(tx, { kind: 'laboratory_changed', organisationId: scope.organisationId });
  call.audit({
    subject: { kind: 'practice', id: scope.organisationId },
    changes: [
      { field: 'laboratories', before: chosen(before), after: chosen(after) },
      { field: 'preferredLaboratory', before: preferred(before), after: preferred(after) },
    ].filter((change) => change.before !== change.after),
  });
  return shown(after, actor.positions);
}

const chosen = (laboratories: readonly OfferedLaboratory[]) =>
  laboratories
    .filter((each) => each.chosen)
    .map(({ name }) => name)
    .join(', ');
const preferred = (laboratories: readonly OfferedLaboratory[]) =>
  laboratories.find((each) => each.preferred)?.name ?? '';

function shown(laboratories: OfferedLaboratory[], positions: readonly Position[]) {
  return { laboratories, mayChoose: decide(positions, 'laboratories.choose').allowed };
}
