import { decideOnCase } from '#access/decide.ts';
import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/setup-comments.ts';
import { refuse } from '#platform/refusal.ts';
import { describeThread } from './describe.ts';
import { commentsOf } from './store.ts';

export async function listSetupComments(
  call: Call<typeof contract.listSetupComments>,
): Promise<Answer<typeof contract.listSetupComments>> {
  const { tx, scope, actor, params } = call;
  const found = await commentsOf(tx, scope, params.setupId);
  if (!found) return refuse('not_found');
  const reader = { actor, scope, now: tx.now };
  return {
    comments: found.threads.map((thread) => describeThread(thread, reader)),
    may: !decideOnCase(scope.standings, 'setup.comment').allowed
      ? []
      : scope.side === 'laboratory'
        ? ['add']
        : ['add', 'add_internal'],
  };
}
