import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/orders.ts';
import { refuse } from '#platform/refusal.ts';
import { sendComments } from '../setup-comments/index.ts';
import { act } from './act.ts';
import type { NewestSetup, OrderRow } from './order-row.ts';
import { packageOffered } from './packages-store.ts';
import { isAsSeen } from './rules.ts';
import { decideVersion, keepPackage, reopenVersion } from './setups-store.ts';

/** The provider's decision on a version of the setup, and taking it back. */

/** Binds to exactly the content seen. The case's first approval chooses its package; its limits are kept as they are now. */
export function approveSetup(call: Call<typeof contract.approveSetup>): Promise<Answer<typeof contract.approveSetup>> {
  const { tx, scope, actor, body } = call;
  return act<'not_the_version_seen' | 'package_needed' | 'package_not_offered' | 'package_used_up' | 'needs_provider'>(
    call,
    'approve',
    async (order) => {
      const { setup } = order;
      if (!setup || !isAsSeen(setup, body)) return otherVersion(order);
      const stages = Math.max(setup.upperStages, setup.lowerStages);
      let taken = order.package;
      if (taken && taken.stages !== null && taken.stages < stages)
        return refuse('package_used_up', { facts: { package: taken.name, stages } });
      if (!taken) {
        if (!body.packageId) return refuse('package_needed');
        const offered = await packageOffered(tx, order.laboratory_id, body.packageId);
        if (!offered) return refuse('package_not_offered');
        if (offered.stages !== null && offered.stages < stages)
          return refuse('package_not_offered', { facts: { package: offered.name, stages } });
        taken = offered;
        keepPackage(tx, scope, offered);
      }
      decideVersion(tx, setup.id, { decision: 'approved', by: actor });
      return {
        patch: { touched_at: null },
        facts: { version: setup.version, contentHash: setup.contentHash, package: taken.name },
        shown: {
          setup: { ...setup, decision: 'approved', decidedBy: actor.accountId },
          package: taken,
          has_approved_setup: true,
        },
      };
    },
  );
}

/** Internal comments named go to the laboratory with it. */
export function declineSetup(call: Call<typeof contract.declineSetup>): Promise<Answer<typeof contract.declineSetup>> {
  const { tx, scope, actor, body } = call;
  return act<'not_the_version_seen' | 'comment_unknown'>(call, 'decline', async (order) => {
    const { setup } = order;
    if (!setup || !isAsSeen(setup, { version: body.version })) return otherVersion(order);
    const unknown = await sendComments(tx, scope, setup.id, body.commentIds);
    if (unknown) return unknown;
    decideVersion(tx, setup.id, { decision: 'declined', by: actor, instructions: body.instructions });
    return {
      patch: { touched_at: null },
      reason: body.instructions,
      facts: { version: setup.version },
      shown: { setup: { ...setup, decision: 'declined', decidedBy: actor.accountId } },
    };
  });
}

export function takeBackDecline(
  call: Call<typeof contract.takeBackDecline>,
): Promise<Answer<typeof contract.takeBackDecline>> {
  const { tx, body } = call;
  return act(call, 'take_back_decline', ({ setup }) => reopened(tx, setup!, body.reason));
}

/** A package that was chosen at this approval goes with it. */
export function takeBackApproval(
  call: Call<typeof contract.takeBackApproval>,
): Promise<Answer<typeof contract.takeBackApproval>> {
  const { tx, scope, body } = call;
  return act(call, 'take_back_approval', ({ setup }) => {
    if (setup!.chosePackage) keepPackage(tx, scope, null);
    return reopened(tx, setup!, body.reason);
  });
}

function reopened(tx: Parameters<typeof reopenVersion>[0], setup: NewestSetup, reason: string) {
  reopenVersion(tx, setup.id);
  return {
    reason,
    facts: { version: setup.version },
    shown: { setup: { ...setup, decision: null, decidedBy: null, chosePackage: false } },
  };
}

const otherVersion = ({ setup }: OrderRow) =>
  refuse('not_the_version_seen', { facts: { version: setup?.version ?? 0 } });
