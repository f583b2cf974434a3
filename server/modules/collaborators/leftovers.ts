import type { Leftovers } from '../module.ts';
import { tellBoth } from './tell.ts';

/** What a member does on the practice's cases as somebody's collaborator ends with the membership, unless it is ticked to stay. */
export const collaborationsLeft: Leftovers = {
  async list(tx, scope, leaver) {
    const rows = await tx.query<{ id: string; provider: string; practice: string; cases: number }>(
      'select * from collaborations_of_leaver($1, $2) order by provider, id',
      [scope.organisationId, leaver.accountId],
    );
    return rows.map((row) => ({ kind: 'collaboration' as const, ...row }));
  },
  async end(tx, scope, leaver, { act, keep }) {
    const settled = await tx.query<{ id: string; kept: boolean }>(
      'select * from settle_collaborations_of_leaver($1, $2, $3, $4, $5)',
      [scope.organisationId, leaver.accountId, [...keep], act === 'remove', tx.now],
    );
    const ending = act === 'remove' ? 'collaborationEnded' : 'collaborationSuspended';
    for (const { id, kept } of settled) if (!kept) tellBoth(tx, id, true);
    return settled.map(({ id, kept }) => ({
      action: kept ? 'collaborationKept' : ending,
      subject: { kind: 'account', id: leaver.accountId },
      changes: [{ field: 'collaboration', after: id }],
    }));
  },
};
