import type { Call } from '#access/route.ts';
import type { chooseFindable, viewFindable } from '#contract/collaborators.ts';

export async function viewTheFindable({ tx, actor }: Call<typeof viewFindable>) {
  const [row] = await tx.query<{ findable: boolean }>('select findable from accounts where id = $1', [actor.accountId]);
  return { findable: row!.findable };
}

export async function chooseTheFindable({ tx, actor, body, audit }: Call<typeof chooseFindable>) {
  await tx.query('update accounts set findable = $2 where id = $1', [actor.accountId, body.findable]);
  audit({
    subject: { kind: 'account', id: actor.accountId },
    changes: [{ field: 'findable', after: String(body.findable) }],
  });
  return { findable: body.findable };
}
