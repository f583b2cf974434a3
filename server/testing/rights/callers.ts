import { collaborators } from './collaborators-world.ts';
import type { NaiveMembership, NaivePerson } from './naive-rules.ts';

export type PlaceName =
  | 'north'
  | 'south'
  | 'vault'
  | 'group'
  | 'harbour'
  | 'otherGroup'
  | 'laboratory'
  | 'otherLaboratory'
  | 'service';

const states = ['active', 'deactivated', 'removed'] as const;
const practiceRoles = ['owner_manager', 'practitioner', 'front_desk'] as const;

export type Wanted = {
  called: string;
  memberships?: [PlaceName, NaiveMembership['role'], 'admin' | 'user', NaiveMembership['state']][];
  instanceAdministrator?: boolean;
  /** Known to cases as provider, submitter or of another laboratory. */
  aroundCases?: boolean;
  /** Can be a provider where they are a member. */
  dentist?: boolean;
  signIn?: NaivePerson['signIn'];
  secondFactor?: boolean;
  /** How the session looks in the database, where it isn't an ordinary one. */
  session?: 'none' | 'half' | 'locked' | 'idle' | 'ended' | 'expired';
};

/** Somebody in every position and state of membership, and in every state of sign-in. */
export function wantedCallers(): Wanted[] {
  const everyPosition: Wanted[] = states.flatMap((state) => [
    ...practiceRoles.flatMap((role) =>
      (['admin', 'user'] as const).map(
        (level): Wanted => ({ called: `${state} ${role} ${level}`, memberships: [['north', role, level, state]] }),
      ),
    ),
    { called: `${state} group_manager`, memberships: [['group', 'group_manager', 'admin', state]] },
    { called: `${state} laboratory_manager`, memberships: [['laboratory', 'laboratory_manager', 'admin', state]] },
    { called: `${state} technician`, memberships: [['laboratory', 'technician', 'user', state]] },
    { called: `${state} service_manager`, memberships: [['service', 'service_manager', 'admin', state]] },
    { called: `${state} service_member`, memberships: [['service', 'service_member', 'user', state]] },
  ]);
  const chief: Wanted['memberships'] = [['north', 'owner_manager', 'admin', 'active']];
  return [
    ...everyPosition,
    {
      called: 'owner of another group',
      memberships: [
        ['otherGroup', 'group_manager', 'admin', 'active'],
        ['harbour', 'owner_manager', 'admin', 'active'],
      ],
    },
    {
      called: 'Admin of one practice, user of another',
      memberships: [
        ['north', 'practitioner', 'admin', 'active'],
        ['south', 'practitioner', 'user', 'active'],
      ],
    },
    {
      called: 'removed and back as user',
      memberships: [
        ['north', 'owner_manager', 'admin', 'removed'],
        ['north', 'practitioner', 'user', 'active'],
      ],
    },
    {
      called: 'Admin of the practice that asks for a second factor, with one',
      memberships: [['vault', 'owner_manager', 'admin', 'active']],
    },
    {
      called: 'Admin of the practice that asks for a second factor, without',
      memberships: [['vault', 'owner_manager', 'admin', 'active']],
      secondFactor: false,
    },
    {
      called: 'group manager without a second factor',
      memberships: [['group', 'group_manager', 'admin', 'active']],
      secondFactor: false,
    },
    {
      called: 'group manager who works in the practice',
      memberships: [
        ['group', 'group_manager', 'admin', 'active'],
        ['north', 'front_desk', 'user', 'active'],
      ],
    },
    ...peopleOfCases().map((wanted) => ({ ...wanted, aroundCases: true })),
    { called: 'instance administrator', instanceAdministrator: true },
    {
      called: 'instance administrator who is a user',
      instanceAdministrator: true,
      memberships: [['north', 'front_desk', 'user', 'active']],
    },
    { called: 'nobody in particular' },
    { called: 'signed out', memberships: chief, signIn: 'signed_out', session: 'none' },
    { called: 'session ended', memberships: chief, signIn: 'signed_out', session: 'ended' },
    { called: 'session expired', memberships: chief, signIn: 'signed_out', session: 'expired' },
    { called: 'awaiting second factor', memberships: chief, signIn: 'awaiting_second_factor', session: 'half' },
    { called: 'at a locked workstation', memberships: chief, signIn: 'locked', session: 'locked' },
    { called: 'at a workstation left alone', memberships: chief, signIn: 'locked', session: 'idle' },
  ];
}

/** Those whom cases know: providers, who submits for one, and the people of laboratories. */
function peopleOfCases(): Wanted[] {
  return [
    ...collaborators.filter(({ called }) => called !== 'the service').map(({ called }) => ({ called })),
    { called: 'provider', memberships: [['north', 'practitioner', 'user', 'active']], dentist: true },
    { called: 'submitter for the provider', memberships: [['north', 'front_desk', 'user', 'active']] },
    {
      called: 'submitter who was deactivated',
      memberships: [['north', 'front_desk', 'user', 'deactivated']],
    },
    {
      called: 'provider who was deactivated',
      memberships: [['north', 'practitioner', 'user', 'deactivated']],
      dentist: true,
    },
    {
      called: 'provider where a second factor is asked, without one',
      memberships: [['vault', 'practitioner', 'user', 'active']],
      dentist: true,
      secondFactor: false,
    },
    {
      called: 'manager of another laboratory',
      memberships: [['otherLaboratory', 'laboratory_manager', 'admin', 'active']],
    },
    {
      called: 'technician of another laboratory',
      memberships: [['otherLaboratory', 'technician', 'user', 'active']],
    },
    {
      called: 'technician who also works in the practice',
      memberships: [
        ['laboratory', 'technician', 'user', 'active'],
        ['north', 'front_desk', 'user', 'active'],
      ],
    },
  ];
}
