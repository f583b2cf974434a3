import type { Leftovers } from '../module.ts';
import { openAssignments } from './store.ts';

/** A member's assignments end with the membership, whichever way it ends, and can't be kept: the database sees to it. The audit log says which. */
export const assignmentsLeft: Leftovers = {
  everywhere: true,
  list: async () => [],
  async end(tx, scope, leaver) {
    if (scope.kind !== 'planning_service') return [];
    const numbers = await openAssignments(tx, scope, leaver.accountId);
    if (numbers.length === 0) return [];
    return [
      {
        action: 'assignmentsEnded',
        subject: { kind: 'account', id: leaver.accountId },
        changes: [{ field: 'cases', after: numbers.join(', ').slice(0, 4000) }],
      },
    ];
  },
};
