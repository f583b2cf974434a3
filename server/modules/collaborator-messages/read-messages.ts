import type { Answer, Call } from '#access/route.ts';
import { caseGives } from '#contract/case-permissions.ts';
import type { readCollaboratorMessages as endpoint } from '#contract/collaborator-messages.ts';
import { described } from './describe.ts';
import { threadOf } from './store.ts';

type Endpoint = typeof endpoint;

export async function readMessages({ tx, scope, actor, query }: Call<Endpoint>): Promise<Answer<Endpoint>> {
  const { archived, messages, ...thread } = await threadOf(tx, scope, actor.accountId, query);
  const writes = !archived && scope.standings.some((each) => caseGives(each, 'messages.write'));
  const reader = { accountId: actor.accountId, now: tx.now, archived };
  return { ...thread, messages: messages.map((row) => described(row, reader)), may: writes ? ['write'] : [] };
}
