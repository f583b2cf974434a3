import { describe, expect, test } from 'vitest';
import { gives, type Permission, permissions, positionOf, positions, roleDefaults, roles } from './permissions.ts';

const holders = (permission: Permission) => positions.filter((position) => gives(position, permission));

const practiceAdmins = ['owner_manager_admin', 'practitioner_admin', 'front_desk_admin'];

/** The product's table of roles in practice, column by column, as it is written there. */
describe('role in practice', () => {
  const column = (row: keyof typeof roleDefaults.practitioner) => roles.practice.map((role) => roleDefaults[role][row]);

  test.each([
    ['Opens in', 'landing', ['patient_engagement', 'synced_patients', 'conversations']],
    [
      '… where no practice system is connected',
      'landingWithoutPracticeSystem',
      ['patient_engagement', 'case_presentations', 'conversations'],
    ],
    ['Clinical Insights', 'clinicalInsights', ['whole_practice', 'own_patients', 'none']],
    ['Patient Reports', 'patientReports', ['whole_practice', 'whole_practice', 'whole_practice']],
    ['Patient Engagement', 'patientEngagement', ['whole_practice', 'whole_practice', 'whole_practice']],
    ['Digest', 'digest', ['practice', 'practitioner', 'none']],
    [
      'Told by default of',
      'toldOf',
      [['every_request_to_proceed'], ['own_cases'], ['every_request_to_proceed', 'payment_plan_requests']],
    ],
    ['Permission level by default', 'level', ['admin', 'user', 'user']],
    ['Clinical role', 'clinicalRole', ['offered', 'asked', 'none']],
  ] as const)('%s', (_name, row, expected) => expect(column(row)).toEqual(expected));
});

describe('permission level', () => {
  test.each([
    'members.invite',
    'members.change',
    'members.deactivate',
    'members.remove',
    'practice_information.edit',
    'security_settings.edit',
  ] as const)('in a practice only Admins and the group manager: %s', (permission) => {
    const inPractice = holders(permission).filter((position) =>
      /owner|practitioner|front_desk|group_manager/.test(position),
    );
    expect(inPractice).toEqual([...practiceAdmins, 'group_manager']);
  });

  test('every member sees colleagues’ names and roles', () => {
    expect(holders('members.see')).toEqual([...positions]);
  });

  /** What every member of a practice does all day, whatever the level. */
  const everybodysWork = [
    'cases.create',
    'cases.export',
    'patients.create',
    'submit_for_me.give',
    'collaborators.manage',
  ];

  test('an Owner/Manager at level User sees what Admins see and changes nothing of the practice', () => {
    const user = permissions.filter((permission) => gives('owner_manager_user', permission));
    const admin = permissions.filter((permission) => gives('owner_manager_admin', permission));
    for (const permission of user) expect(admin).toContain(permission);
    expect(user.filter((permission) => !/\.see$|\.see_details$|\.read$/.test(permission))).toEqual(everybodysWork);
    for (const permission of everybodysWork)
      for (const position of holders('patients.see'))
        expect(gives(position, permission as (typeof permissions)[number])).toBe(true);
  });

  test('the role decides what a person gets, never what they may administer', () => {
    const mayOf = (position: (typeof positions)[number]) =>
      permissions.filter((permission) => gives(position, permission));
    expect(mayOf('practitioner_admin')).toEqual(mayOf('owner_manager_admin'));
    expect(mayOf('front_desk_admin')).toEqual(mayOf('owner_manager_admin'));
    expect(mayOf('front_desk_user')).toEqual(mayOf('practitioner_user'));
  });

  test('only group managers act on group managers', () => {
    expect(holders('group_managers.act_on')).toEqual(['group_manager']);
  });

  test('only the instance administrator runs the instance', () => {
    expect(holders('instance.run')).toEqual(['instance_administrator']);
  });
});

test('a role belongs to one kind of organisation', () => {
  for (const kind of ['practice', 'group', 'laboratory', 'planning_service'] as const) {
    for (const role of Object.values(roles).flat()) {
      for (const level of ['admin', 'user'] as const) {
        const position = positionOf(kind, role, level);
        if (!(roles[kind] as readonly string[]).includes(role)) expect(position).toBeUndefined();
        else expect(positions).toContain(position);
      }
    }
  }
});
