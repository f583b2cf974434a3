import fc from 'fast-check';
import { actorFrom, type Opened } from '#access/actor.ts';
import { decideAdmission } from '#access/guard.ts';
import {
  type Level,
  type OrganisationKind,
  permissions,
  type Role,
  roleDefaults,
  roles,
} from '#contract/permissions.ts';
import { isRefusal } from '#platform/refusal.ts';
import { memberActs } from '../../modules/team/rules.ts';
import {
  letIn,
  mayDo,
  memberActsFor,
  type NaiveMembership,
  type NaiveOrganisation,
  type NaivePerson,
  type Outcome,
  sees,
} from './naive-rules.ts';

/** Two groups, three practices and one of each of the others: enough for every relation between a person and a place. */
export const places: readonly NaiveOrganisation[] = [
  { id: 'group', kind: 'group', groupId: 'group' },
  { id: 'north', kind: 'practice', groupId: 'group' },
  { id: 'south', kind: 'practice', groupId: 'group', secondFactorRequired: true },
  { id: 'other group', kind: 'group', groupId: 'other group' },
  { id: 'harbour', kind: 'practice', groupId: 'other group' },
  { id: 'laboratory', kind: 'laboratory', groupId: null },
  { id: 'service', kind: 'planning_service', groupId: null },
];

const membership: fc.Arbitrary<NaiveMembership> = fc
  .tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat())
  .map(([where, what, how, state]) => {
    const place = places[where % places.length]!;
    const of: readonly Role[] = roles[place.kind];
    const role = of[what % of.length]!;
    // Outside practices the role decides the level alone.
    const level: Level = place.kind === 'practice' ? (['admin', 'user'] as const)[how % 2]! : roleDefaults[role].level;
    return {
      organisationId: place.id,
      role,
      level,
      state: (['active', 'active', 'deactivated', 'removed'] as const)[state % 4]!,
    };
  });

export const person: fc.Arbitrary<NaivePerson> = fc.record({
  signIn: fc.constant('signed_in' as const),
  secondFactor: fc.boolean(),
  instanceAdministrator: fc.nat({ max: 4 }).map((n) => n === 0),
  memberships: fc.array(membership, { maxLength: 4 }).map(oneOfEach),
});

export const target = fc.record({
  state: fc.constantFrom('active' as const, 'deactivated' as const, 'removed' as const),
  groupManager: fc.boolean(),
});

/** One present membership of a place at most, as the database has it; former ones as many as there were. */
function oneOfEach(memberships: NaiveMembership[]): NaiveMembership[] {
  const seen = new Set<string>();
  return memberships.filter((each) => {
    if (each.state === 'removed') return true;
    const known = seen.has(each.organisationId);
    seen.add(each.organisationId);
    return !known;
  });
}

/** What the request's first flight would find of this person for this place. */
export function openedFor(who: NaivePerson, place: NaiveOrganisation): Opened {
  const kindOf = (id: string) => places.find((each) => each.id === id)!.kind;
  return {
    session_id: '',
    account_id: '',
    awaits_second_factor: false,
    locked: false,
    second_factor: who.secondFactor,
    workstation_id: null,
    idle_seconds: 0,
    idle_minutes_allowed: null,
    instance_administrator: who.instanceAdministrator,
    first_name: '',
    last_name: '',
    email: '',
    language: 'en',
    time_zone: 'UTC',
    organisation_id: place.id,
    organisation_kind: place.kind,
    group_id: place.groupId,
    second_factor_required: place.secondFactorRequired ?? false,
    memberships: who.memberships
      .filter((each) => each.state === 'active')
      .map((each) => ({
        id: '',
        organisation: each.organisationId,
        kind: kindOf(each.organisationId) as OrganisationKind,
        role: each.role as Role,
        level: each.level as Level,
      })),
  };
}

/** Where the guard and the naive rules differ about one person at one place; nothing if they agree. */
export function differences(
  who: NaivePerson,
  place: NaiveOrganisation,
  opened: Opened,
  on: { state: 'active' | 'deactivated' | 'removed'; groupManager: boolean },
): string[] {
  const wrong: string[] = [];
  const actor = actorFrom(opened);
  for (const permission of permissions) {
    const answer = decideAdmission(permission, actor, opened, { id: place.id, kind: null });
    const real: Outcome = !isRefusal(answer)
      ? letIn
      : answer.code === 'not_allowed'
        ? `403 ${answer.details.needs}`
        : answer.code === 'not_found'
          ? '404'
          : `403 ${answer.code}`;
    const naive = naively(permission, who, place);
    if (real !== naive) wrong.push(`${permission} at ${place.id}: ${real}, naively ${naive}`);
  }
  const acts = [memberActs(actor.positions, on), sees(who, place) ? memberActsFor(who, place, on) : []];
  const [real, naive] = acts.map((each) => each!.join(' '));
  if (real !== naive) wrong.push(`acts on a member at ${place.id}: ${real}, naively ${naive}`);
  return wrong;
}

function naively(permission: string, who: NaivePerson, place: NaiveOrganisation): Outcome {
  if (!sees(who, place)) return '404';
  if (!mayDo(permission, who, place)) return `403 ${permission}`;
  return place.secondFactorRequired && !who.secondFactor ? '403 second_factor_required' : letIn;
}
