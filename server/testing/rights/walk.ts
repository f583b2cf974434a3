import type { Endpoint } from '#contract/endpoint.ts';
import { newId } from '#platform/ids.ts';
import { requestFor } from './inputs.ts';
import { naiveOutcome } from './naive-endpoints.ts';
import { letIn, type NaiveTarget, type Outcome } from './naive-rules.ts';
import type { Caller, Place, RightsWorld } from './rights-world.ts';
import { type Received, type Sent, send } from './send.ts';

/** One call of the walk, and what the naive rules say to it. */
export type Step = { endpoint: Endpoint; caller: Caller; where: string; sent: Sent; expected: Outcome };

type Target = { called: string; id: string; facts: NaiveTarget };

/** Every endpoint × everybody × every organisation × what of it the path names. */
export function stepsOfTheWalk(world: RightsWorld, endpoints: readonly Endpoint[], callers = world.callers): Step[] {
  const steps: Step[] = [];
  for (const endpoint of endpoints.filter((each) => !namesCase(each))) {
    for (const caller of callers) {
      if (namesOrganisation(endpoint)) {
        for (const place of placesFor(world, caller)) {
          for (const target of targetsFor(endpoint, place, world)) steps.push(step(endpoint, caller, place, target));
        }
      } else steps.push(...stepsWithoutOrganisation(world, endpoint, caller));
    }
  }
  return steps;
}

export const namesCase = (endpoint: Endpoint) => endpoint.path.includes(':caseId');
export const namesOrganisation = (endpoint: Endpoint) => /:(organisation|practice|group)Id/.test(endpoint.path);

const unknownPlace = { called: 'an organisation that does not exist', unknown: true } as const;

/** Everywhere for those who belong somewhere; for the deactivated and removed, where they were and next door. */
function placesFor(world: RightsWorld, caller: Caller): (Place | typeof unknownPlace)[] {
  const { north, south, group, laboratory, service } = world.places;
  const left = caller.person.memberships.every((membership) => membership.state !== 'active');
  const signedIn = caller.person.signIn === 'signed_in';
  if ((left && caller.person.memberships.length > 0) || !signedIn) return [north, south, group, laboratory, service];
  const member = caller.person.memberships.map((membership) => membership.organisationId);
  const { otherLaboratory, harbour } = world.places;
  // The people around cases differ from others of the same position only on cases.
  if (caller.aroundCases)
    return [...Object.values(world.places).filter(({ id }) => member.includes(id)), harbour, unknownPlace];
  // A second laboratory is one more organisation that somebody doesn't belong to.
  return [...Object.values(world.places).filter((place) => place !== otherLaboratory), unknownPlace];
}

function targetsFor(
  endpoint: Endpoint,
  place: Place | typeof unknownPlace,
  world: RightsWorld,
): (Target | undefined)[] {
  if (endpoint.path.includes(':memberId')) return memberTargets(endpoint, place, world);
  // Whose collaborators they are is found out after the position has been asked.
  if (endpoint.path.includes(':practitionerId')) return [target('an unknown provider', newId(), false)];
  if (endpoint.path.includes(':collaborationId')) return [target('an unknown collaboration', newId(), false)];
  const kind = /:(invitation|workstation|patient|handOver|laboratory)Id/.exec(endpoint.path)?.[1] as
    | 'invitation'
    | 'workstation'
    | 'patient'
    | 'handOver'
    | 'laboratory'
    | undefined;
  if (!kind) return [undefined];
  const unknown = target(`an unknown ${kind}`, newId(), false);
  if ('unknown' in place) return [unknown];
  const elsewhere = place === world.places.harbour ? world.places.north : world.places.harbour;
  const [own, other] = [place[`${kind}Id`], elsewhere[`${kind}Id`]];
  return [
    ...(own ? [target(`its ${kind}`, own, true)] : []),
    ...(other ? [target(`another's ${kind}`, other, false)] : []),
    unknown,
  ];
}

function memberTargets(endpoint: Endpoint, place: Place | typeof unknownPlace, world: RightsWorld): Target[] {
  const unknown = target('an unknown member', newId(), false);
  if ('unknown' in place) return [unknown];
  const elsewhere = place === world.places.harbour ? world.places.north : world.places.harbour;
  return [
    target('a member', place.memberId, true, place.kind === 'group'),
    ...(place.managerMemberId ? [target('a group manager', place.managerMemberId, true, true)] : []),
    ...(place.deactivatedMemberId && endpoint.name === 'reactivateMember'
      ? [target('a deactivated member', place.deactivatedMemberId, true)]
      : []),
    target("another's member", elsewhere.memberId, false),
    unknown,
  ];
}

function target(called: string, id: string, exists: boolean, groupManager = false): Target {
  return { called, id, facts: { exists, groupManager } };
}

function step(endpoint: Endpoint, caller: Caller, place: Place | typeof unknownPlace, named: Target | undefined): Step {
  const targetId = named?.id ?? newId();
  return {
    endpoint,
    caller,
    where: [place.called, named?.called].filter(Boolean).join(', '),
    sent: signed(
      caller,
      requestFor(endpoint, {
        organisationId: 'unknown' in place ? newId() : place.id,
        memberId: targetId,
        invitationId: targetId,
        workstationId: targetId,
        sessionId: targetId,
        passkeyId: targetId,
        instanceId: targetId,
        ofCase: { patientId: targetId, handOverId: targetId, laboratoryId: targetId },
      }),
    ),
    expected: naiveOutcome({
      endpoint: endpoint.name,
      person: caller.person,
      organisation: 'unknown' in place ? undefined : place,
      target: named?.facts,
      hasManager: true,
    }),
  };
}

/** One's own session, passkey or invitation, somebody else's, and one that doesn't exist. */
function stepsWithoutOrganisation(world: RightsWorld, endpoint: Endpoint, caller: Caller): Step[] {
  const other = world.callers.find((each) => each !== caller)!;
  const { group } = world.places;
  const make = (where: string, own: Caller['own'], exists: boolean): Step => ({
    endpoint,
    caller,
    where,
    sent: signed(
      caller,
      requestFor(endpoint, {
        organisationId: endpoint.path.includes(':ofGroupId') ? group.id : '',
        memberId: '',
        workstationId: '',
        ...own,
        ...(own.handOverId ? { ofCase: { handOverId: own.handOverId } } : {}),
        instanceId: endpoint.name === 'viewLetter' ? world.letterId : world.places.laboratory.id,
      }),
    ),
    expected: naiveOutcome({ endpoint: endpoint.name, person: caller.person, target: { exists, groupManager: false } }),
  });
  // Who works at no practice of the group gets an empty list.
  if (endpoint.path.includes(':ofGroupId')) return [make('own practices of a group', caller.own, true)];
  const whole = make('own', caller.own, !endpoint.path.includes(':handOverId') || caller.own.handOverId !== undefined);
  if (endpoint.path.includes(':collaborationId')) return [make('an unknown collaboration', caller.own, false)];
  if (endpoint.path.includes(':tokenId')) return [make('an unknown token', caller.own, false)];
  // Its body names a provider who granted nothing.
  if (endpoint.name === 'startOrderForProvider') return [make('an unknown provider', caller.own, false)];
  if (!/:(session|passkey|invitation|handOver)Id/.test(endpoint.path)) return [whole];
  const unknown = { sessionId: newId(), passkeyId: newId(), invitationId: newId() };
  return [whole, make("somebody else's", other.own, false), make('unknown', unknown, false)];
}

export function signed(caller: Caller, sent: Sent): Sent {
  return caller.cookie ? { ...sent, headers: { ...sent.headers, cookie: caller.cookie } } : sent;
}

/** Not visible or not allowed: which of them, the product leaves open. */
export const refusedSomehow: Outcome = 'refused';

/** What the answer says about rights. */
export function outcomeOf(endpoint: Endpoint, received: Received): Outcome {
  const { status, code } = received;
  // The answer to HEAD has no body that would say more.
  if (endpoint.method === 'HEAD' && [401, 403, 404].includes(status)) return `${status}`;
  if (status >= 500) return `failed with ${status}`;
  if (endpoint.access === 'public') return letIn;
  if (code === 'not_signed_in' || code === 'second_factor_needed' || code === 'locked') return `${status} ${code}`;
  if (code === 'not_found') return `${status}`;
  if (code === 'second_factor_required') return `${status} ${code}`;
  if (code === 'not_allowed') return `${status} ${(JSON.parse(received.body.toString()) as { needs: string }).needs}`;
  return letIn;
}

/**
 * Takes the steps and returns those that went otherwise than the naive rules say. Steps that should be refused can't disturb each
 * other and go several at a time. Those that should be let in go one by one, and what they changed is put back: after each where
 * they act on an organisation, after each endpoint where they act on the caller's own things, which are nobody else's.
 */
export async function walk(
  world: RightsWorld,
  steps: readonly Step[],
  putBack: () => Promise<void>,
): Promise<string[]> {
  const wrong: string[] = [];
  const take = async (each: Step) => {
    const received = await send(world.url, each.sent);
    const outcome = outcomeOf(each.endpoint, received);
    const expected = each.endpoint.method === 'HEAD' ? each.expected.replace(/^(\d{3}) .*/, '$1') : each.expected;
    const refused = expected === refusedSomehow && /^40[34]\b/.test(outcome);
    if (outcome !== expected && !refused) {
      wrong.push(
        `${each.caller.called} calls ${each.endpoint.name} at ${each.where}: ${outcome} instead of ${each.expected}`,
      );
    }
    return received;
  };
  await severalAtOnce(steps.filter(isQuiet), take);
  let last: Step | undefined;
  for (const each of steps.filter((step) => !isQuiet(step))) {
    if (last && last.endpoint !== each.endpoint) await putBack();
    const received = await take(each);
    if (received.status < 300 && (namesOrganisation(each.endpoint) || namesCase(each.endpoint))) await putBack();
    last = each;
  }
  await putBack();
  return wrong.sort();
}

/** Changes nothing: a read, or refused if all is well. */
function isQuiet(step: Step): boolean {
  return step.expected !== letIn || ['GET', 'HEAD'].includes(step.endpoint.method);
}

async function severalAtOnce<T>(all: readonly T[], work: (each: T) => Promise<unknown>): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let each = waiting.pop(); each; each = waiting.pop()) await work(each);
    }),
  );
}
