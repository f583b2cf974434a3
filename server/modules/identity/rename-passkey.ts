import type { Answer, Call } from '#access/route.ts';
import type { renamePasskey as endpoint } from '#contract/identity.ts';
import { refuse } from '#platform/refusal.ts';
import { updatePasskeyName } from './store/factors.ts';

/** Renames one of one's own passkeys. */
export async function renamePasskey(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, actor, params, body } = call;
  if (!(await updatePasskeyName(tx, actor.accountId, params.passkeyId, body.name))) return refuse('not_found');
  call.audit({
    subject: { kind: 'account', id: actor.accountId },
    changes: [{ field: 'passkey', after: params.passkeyId }],
  });
}
