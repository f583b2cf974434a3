import type { Answer, Call } from '#access/route.ts';
import type { confirmGivings, saveGivings, viewGivings, viewWhoSees } from '#contract/giving-cases.ts';
import { refuse } from '#platform/refusal.ts';
import {
  type CollaboratorRow,
  caseFacts,
  collaboratorsOf,
  confirm,
  give,
  holdCase,
  take,
  tellGivings,
  whoSees,
} from './store.ts';

/** The dialog on a case: its provider's collaborators, and who has it. */
export async function viewTheGivings(call: Call<typeof viewGivings>): Promise<Answer<typeof viewGivings>> {
  const { tx, scope, actor } = call;
  const [facts, rows] = await Promise.all([caseFacts(tx, scope), collaboratorsOf(tx, scope)]);
  return {
    provider:
      facts.practitionerId === null
        ? null
        : {
            practitionerId: facts.practitionerId,
            name: facts.provider ?? '',
            you: facts.providerAccountId === actor.accountId,
          },
    notShared: facts.notShared,
    consentNeeded: facts.practitionerId !== null && !facts.consentCurrent,
    earlierMessages: facts.earlierMessages,
    collaborators: rows.map(described),
    mayGive: scope.standings.some((each) => each === 'provider' || each === 'practice_admin'),
    mayConfirm: scope.standings.includes('provider'),
  };
}

function described(row: CollaboratorRow) {
  const { collaborationId, name, service, waiting, grants, futureCases, toConfirm, suspended } = row;
  return {
    ...{ collaborationId, name, service, waiting, grants, futureCases, toConfirm, suspended },
    given: row.givenAt ? { at: row.givenAt.toISOString(), by: row.givenBy ?? '' } : null,
    word:
      row.word && row.wordAt
        ? { said: row.word, version: row.wordVersion ?? 0, at: row.wordAt.toISOString(), by: row.wordName ?? '' }
        : null,
  };
}

/** Everything that was toggled, or nothing. What stands already is left as it is. */
export async function saveTheGivings(call: Call<typeof saveGivings>): Promise<Answer<typeof saveGivings>> {
  const { tx, scope, body } = call;
  await holdCase(tx, scope);
  const [facts, rows] = await Promise.all([caseFacts(tx, scope), collaboratorsOf(tx, scope)]);
  const known = new Map(rows.map((row) => [row.collaborationId, row]));
  const taking = body.take.filter((each) => known.get(each)?.givenAt);
  const giving = [...new Set(body.give)].filter((each) => !taking.includes(each) && !known.get(each)?.givenAt).sort();
  if (giving.length > 0 && facts.notShared) return refuse('case_not_to_be_shared');
  if (giving.some((each) => !known.has(each))) return refuse('collaboration_over');
  if (giving.length > 0 && !facts.consentCurrent) return refuse('consent_needed');
  for (const each of taking.sort()) {
    await take(tx, each, [scope.caseId]);
    tellGivings(tx, each, [scope.caseId]);
  }
  for (const each of giving) {
    const counts = await give(tx, each, [scope.caseId], body.earlierMessages);
    // Of another practice than the collaboration is for, or over by now.
    if (counts?.given !== 1) return refuse('collaboration_over');
    tellGivings(tx, each, [scope.caseId]);
  }
  const nameOf = (each: string) => known.get(each)?.name ?? '';
  call.audit({
    changes: [
      ...giving.map((each) => ({ field: 'given', after: nameOf(each) })),
      ...taking.map((each) => ({ field: 'taken', after: nameOf(each) })),
    ],
  });
  return undefined;
}

/** The new provider keeps or ends each collaborator that came with the case. */
export async function confirmTheGivings(call: Call<typeof confirmGivings>): Promise<Answer<typeof confirmGivings>> {
  const { tx, scope, body } = call;
  await holdCase(tx, scope);
  const [facts, rows] = await Promise.all([caseFacts(tx, scope), collaboratorsOf(tx, scope)]);
  const open = rows.filter(({ toConfirm }) => toConfirm);
  const ending = open.filter(({ collaborationId }) => body.end.includes(collaborationId));
  const keeping = open.filter((row) => body.confirm.includes(row.collaborationId) && !ending.includes(row));
  if (keeping.length > 0 && !facts.consentCurrent) return refuse('consent_needed');
  for (const { collaborationId } of ending) await take(tx, collaborationId, [scope.caseId]);
  if (keeping.length > 0) {
    await confirm(
      tx,
      scope,
      keeping.map(({ collaborationId }) => collaborationId),
    );
  }
  for (const { collaborationId } of [...ending, ...keeping]) tellGivings(tx, collaborationId, [scope.caseId]);
  call.audit({
    changes: [
      ...keeping.map(({ name }) => ({ field: 'confirmed', after: name })),
      ...ending.map(({ name }) => ({ field: 'taken', after: name })),
    ],
  });
  return undefined;
}

/** Everybody who can see the case, and why. */
export async function viewWhoSeesIt(call: Call<typeof viewWhoSees>): Promise<Answer<typeof viewWhoSees>> {
  const { tx, scope, actor } = call;
  const rows = await whoSees(tx, scope);
  return {
    viewers: rows.map(({ accountId, since, ...row }) => ({
      ...row,
      you: accountId === actor.accountId,
      since: since?.toISOString() ?? null,
    })),
  };
}
