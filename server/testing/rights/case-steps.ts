import type { Endpoint } from '#contract/endpoint.ts';
import { newId } from '#platform/ids.ts';
import type { WorldCase, WorldRecord } from './cases-world.ts';
import { requestFor } from './inputs.ts';
import {
  type NaiveAsker,
  naiveOnCase,
  seesComment,
  seesOrder,
  seesRecord,
  seesThread,
  standsOnSide,
} from './naive-cases.ts';
import { naiveSignIn, onACase } from './naive-endpoints.ts';
import { letIn, type Outcome } from './naive-rules.ts';
import type { CaseNames } from './named.ts';
import type { Caller, RightsWorld } from './rights-world.ts';
import { namesCase, refusedSomehow, type Step, signed } from './walk.ts';

type Target = {
  called: string;
  names: Partial<CaseNames>;
  seen: boolean;
  /** The laboratories that an order was sent to. */
  sentTo?: readonly string[];
};

/** Every endpoint of a case × everybody × every case × what of it, and of another, the path names. */
export function stepsOnCases(
  world: RightsWorld,
  endpoints: readonly Endpoint[],
  callers: readonly Caller[] = world.callers,
  { everyTarget = false } = {},
): Step[] {
  const steps: Step[] = [];
  for (const endpoint of endpoints.filter(namesCase)) {
    const permission = onACase[endpoint.name];
    if (!permission)
      throw new Error(`naive-endpoints.ts says nothing about the endpoint ${endpoint.name}: write who may call it`);
    for (const caller of callers) {
      const person: NaiveAsker = { ...caller.person, accountId: caller.account.id };
      for (const of of casesFor(world, caller)) {
        const onCase = of ? naiveOnCase(permission, person, of.naive) : '404';
        // Who is refused the case is refused whatever of it is named; one target is enough.
        const targets = targetsOf(world, endpoint, person, of);
        for (const target of onCase === letIn || everyTarget ? targets : targets.slice(0, 1)) {
          const expected = naiveSignIn(person) ?? onTarget(permission, person, onCase, target);
          const named = { ...unnamed(), ofCase: { caseId: of?.id ?? newId(), ...target.names } };
          steps.push({
            endpoint,
            caller,
            where: [of?.called ?? 'a case that does not exist', target.called].filter(Boolean).join(', '),
            sent: signed(caller, requestFor(endpoint, named)),
            expected,
          });
        }
      }
    }
  }
  return steps;
}

/** Somebody of both sides does the laboratory's work on an order only where it was sent to that laboratory. */
function onTarget(permission: string, person: NaiveAsker, onCase: Outcome, target: Target): Outcome {
  if (onCase !== letIn) return onCase;
  if (!target.seen) return '404';
  const ofLaboratory = ['order.process', 'order.consent', 'order.assign'].includes(permission);
  return ofLaboratory && target.sentTo && !worksAt(person, target.sentTo) ? refusedSomehow : letIn;
}

const worksAt = (person: NaiveAsker, organisationIds: readonly string[]) =>
  person.memberships.some((each) => each.state === 'active' && organisationIds.includes(each.organisationId));

const unnamed = () => ({
  organisationId: '',
  memberId: '',
  invitationId: '',
  workstationId: '',
  sessionId: '',
  passkeyId: '',
  instanceId: '',
});

/** All cases for those who belong where one is; a single one, and none, for everybody else. */
function casesFor(world: RightsWorld, caller: Caller): (WorldCase | undefined)[] {
  const all = Object.values(world.cases);
  const active = caller.person.memberships.filter((each) => each.state === 'active').map((each) => each.organisationId);
  const around = all.filter(
    ({ naive }) =>
      active.includes(naive.practice.id) ||
      active.includes(naive.practice.groupId ?? '') ||
      naive.sentTo.some((each) => active.includes(each)),
  );
  const { northSent, northLeft, vaultSent, harbourSent } = world.cases;
  const notTheirs = [northSent, northLeft, vaultSent, harbourSent].filter((each) => !around.includes(each));
  if (caller.person.signIn !== 'signed_in') return [northSent];
  if (caller.account.id in (northSent.naive.sharedWith ?? {}) && !around.includes(northSent))
    return [northSent, ...notTheirs.filter((each) => each !== northSent), undefined];
  return [...around, ...notTheirs, undefined];
}

function targetsOf(world: RightsWorld, endpoint: Endpoint, person: NaiveAsker, of: WorldCase | undefined): Target[] {
  const { northSent, harbourSent } = world.cases;
  const other = of === northSent ? harbourSent : northSent;
  if (endpoint.path.includes(':orderId')) return orderTargets(person, of, other);
  if (endpoint.path.includes(':recordId')) return recordTargets(endpoint, person, of, other);
  if (endpoint.path.includes(':setupId')) return setupTargets(person, of, other);
  if (endpoint.path.includes(':linkId')) return linkTargets(of, other);
  if (endpoint.path.includes(':visitId')) return visitTargets(of, other);
  if (endpoint.path.includes(':commentId')) return commentTargets(person, of, other);
  if (endpoint.path.includes(':messageId') || endpoint.path.includes(':attachmentId'))
    return messageTargets(endpoint, of, other);
  if (endpoint.path.includes(':laboratoryId')) return threadTargets(world, person, of);
  return [{ called: '', names: {}, seen: true }];
}

function orderTargets(person: NaiveAsker, of: WorldCase | undefined, other: WorldCase): Target[] {
  const own = (of?.orders ?? []).map((order) => ({
    called: order.called,
    names: {
      orderId: order.id,
      // A setup is delivered from the file of the same order.
      recordId:
        of!.records.find(({ side, orderSentTo }) => side === 'laboratory' && orderSentTo === order.sentTo)?.id ??
        newId(),
    },
    seen: seesOrder(person, of!.naive, order.sentTo),
    sentTo: order.sentTo,
  }));
  return [
    ...own,
    { called: 'an order of another case', names: { orderId: other.orders[0]!.id }, seen: false },
    { called: 'an unknown order', names: { orderId: newId() }, seen: false },
  ];
}

function recordTargets(endpoint: Endpoint, person: NaiveAsker, of: WorldCase | undefined, other: WorldCase): Target[] {
  const may = (record: WorldRecord): boolean => {
    if (!seesRecord(person, of!.naive, record)) return false;
    if (endpoint.name === 'viewRecordFile') return record.ready;
    // Only the side that announced an upload goes on with it.
    if (['readUpload', 'continueUpload'].includes(endpoint.name)) return standsOnSide(person, of!.naive, record.side);
    // Each side takes away its own, and the laboratory checks what it was sent.
    if (endpoint.name === 'removeRecord') return record.side === 'provider_side';
    if (endpoint.name === 'checkRecord') return record.side === 'provider_side' && record.sent;
    return true;
  };
  const own = (of?.records ?? []).map((record) => ({
    called: record.called,
    names: { recordId: record.id },
    seen: may(record),
  }));
  return [
    ...own,
    { called: 'a record of another case', names: { recordId: other.records[0]!.id }, seen: false },
    { called: 'an unknown record', names: { recordId: newId() }, seen: false },
  ];
}

function setupTargets(person: NaiveAsker, of: WorldCase | undefined, other: WorldCase): Target[] {
  const own = (of?.setups ?? []).map((setup) => ({
    called: setup.called,
    names: { setupId: setup.id },
    seen: !setup.withdrawn && seesOrder(person, of!.naive, setup.sentTo),
  }));
  return [
    ...own,
    { called: 'a version of another case', names: { setupId: other.setups[1]!.id }, seen: false },
    { called: 'an unknown version', names: { setupId: newId() }, seen: false },
  ];
}

/** Whoever may share a version at all sees every link of the case; those of a version withdrawn are gone with it. */
function linkTargets(of: WorldCase | undefined, other: WorldCase): Target[] {
  const own = (of?.setups ?? []).map((setup) => ({
    called: `a link to ${setup.called}`,
    names: { linkId: setup.linkId },
    seen: !setup.withdrawn,
  }));
  return [
    ...own,
    { called: 'a link of another case', names: { linkId: other.setups[1]!.linkId }, seen: false },
    { called: 'an unknown link', names: { linkId: newId() }, seen: false },
  ];
}

/** Whoever may record visits at all sees all of the case. */
function visitTargets(of: WorldCase | undefined, other: WorldCase): Target[] {
  const own = (of?.visits ?? []).map(({ called, id }) => ({ called, names: { visitId: id }, seen: true }));
  return [
    ...own,
    { called: 'a visit of another case', names: { visitId: other.visits[0]!.id }, seen: false },
    { called: 'an unknown visit', names: { visitId: newId() }, seen: false },
  ];
}

function commentTargets(person: NaiveAsker, of: WorldCase | undefined, other: WorldCase): Target[] {
  const own = (of?.setups ?? []).flatMap((setup) =>
    setup.comments.map((comment) => ({
      called: comment.called,
      names: { commentId: comment.id },
      seen: seesComment(person, of!.naive, { ...setup, ...comment }),
    })),
  );
  return [
    ...own,
    { called: 'a comment of another case', names: { commentId: other.setups[1]!.comments[1]!.id }, seen: false },
    { called: 'an unknown comment', names: { commentId: newId() }, seen: false },
  ];
}

/** Whoever has part in the thread at all reads every message of it here; what a message brought along, nobody takes back. */
function messageTargets(endpoint: Endpoint, of: WorldCase | undefined, other: WorldCase): Target[] {
  if (endpoint.name === 'addMessageAttachment') return [{ called: 'a new file', names: {}, seen: true }];
  const named = ({ message }: WorldCase) => ({ messageId: message.id, attachmentId: message.attachmentId });
  const seen = endpoint.name !== 'removeMessageAttachment';
  return [
    ...(of ? [{ called: 'a message', names: named(of), seen }] : []),
    { called: 'a message of another case', names: named(other), seen: false },
    { called: 'an unknown message', names: { messageId: newId(), attachmentId: newId() }, seen: false },
  ];
}

function threadTargets(world: RightsWorld, person: NaiveAsker, of: WorldCase | undefined): Target[] {
  const { laboratory, otherLaboratory } = world.places;
  return [
    ...[laboratory, otherLaboratory].map(({ called, id }) => ({
      called: `the thread with ${called}`,
      names: { laboratoryId: id },
      seen: of ? seesThread(person, of.naive, id) : false,
    })),
    { called: 'an unknown laboratory', names: { laboratoryId: newId() }, seen: false },
  ];
}
