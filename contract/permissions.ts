/**
 * The whole policy: what each position may do in the organisation where it is held.
 *
 * A position is what a membership makes of a person: role in practice × permission level, or manager of a group, laboratory or
 * service. Somebody with several positions may do what any of them allows. Rows without a position here are nobody's right.
 */

export const organisationKinds = ['group', 'practice', 'laboratory', 'planning_service'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const roles = {
  practice: ['owner_manager', 'practitioner', 'front_desk'],
  group: ['group_manager'],
  laboratory: ['laboratory_manager', 'technician'],
  planning_service: ['service_manager', 'service_member'],
} as const satisfies Record<OrganisationKind, readonly string[]>;
export type Role = (typeof roles)[OrganisationKind][number];

export const levels = ['admin', 'user'] as const;
export type Level = (typeof levels)[number];

export const positions = [
  'owner_manager_admin',
  'owner_manager_user',
  'practitioner_admin',
  'practitioner_user',
  'front_desk_admin',
  'front_desk_user',
  'group_manager',
  'instance_administrator',
  'laboratory_manager',
  'technician',
  'service_manager',
  'service_member',
] as const;
export type Position = (typeof positions)[number];

type Cell = boolean;
type Row = readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell];

const Y = true;
const _ = false;

// biome-ignore format: a table is read in columns
const table = {
  //                               owner/manager  practitioner  front desk   group    instance       laboratory           service
  //                               admin   user   admin  user   admin  user  manager  administrator  manager  technician  manager  member
  'organisation.see':              [Y,     Y,     Y,     Y,     Y,     Y,    Y,       Y,             Y,       Y,          Y,       Y],
  'members.see':                   [Y,     Y,     Y,     Y,     Y,     Y,    Y,       Y,             Y,       Y,          Y,       Y],
  'members.see_details':           [Y,     Y,     Y,     _,     Y,     _,    Y,       Y,             Y,       _,          Y,       _],
  'members.invite':                [Y,     _,     Y,     _,     Y,     _,    Y,       Y,             Y,       _,          Y,       _],
  'members.change':                [Y,     _,     Y,     _,     Y,     _,    Y,       _,             Y,       _,          Y,       _],
  'members.deactivate':            [Y,     _,     Y,     _,     Y,     _,    Y,       _,             Y,       _,          Y,       _],
  'members.remove':                [Y,     _,     Y,     _,     Y,     _,    Y,       _,             Y,       _,          Y,       _],
  'group_managers.act_on':         [_,     _,     _,     _,     _,     _,    Y,       _,             _,       _,          _,       _],
  'practice_information.see':      [Y,     Y,     Y,     _,     Y,     _,    Y,       _,             Y,       _,          Y,       _],
  'practice_information.edit':     [Y,     _,     Y,     _,     Y,     _,    Y,       _,             Y,       _,          Y,       _],
  'security_settings.see':         [Y,     Y,     Y,     _,     Y,     _,    Y,       _,             Y,       _,          Y,       _],
  'security_settings.edit':        [Y,     _,     Y,     _,     Y,     _,    Y,       _,             Y,       _,          Y,       _],
  'audit.read':                    [Y,     Y,     Y,     _,     Y,     _,    Y,       _,             Y,       _,          Y,       _],
  'audit.export':                  [Y,     _,     Y,     _,     Y,     _,    Y,       _,             Y,       _,          Y,       _],
  'group.edit':                    [_,     _,     _,     _,     _,     _,    Y,       _,             _,       _,          _,       _],
  'practices.create':              [_,     _,     _,     _,     _,     _,    Y,       _,             _,       _,          _,       _],
  'cases.see':                     [Y,     Y,     Y,     Y,     Y,     Y,    _,       _,             Y,       Y,          Y,       _],
  'cases.create':                  [Y,     Y,     Y,     Y,     Y,     Y,    _,       _,             _,       _,          _,       _],
  'cases.export':                  [Y,     Y,     Y,     Y,     Y,     Y,    _,       _,             Y,       _,          _,       _],
  'cases.hand_over':               [Y,     _,     Y,     _,     Y,     _,    _,       _,             _,       _,          _,       _],
  'patients.see':                  [Y,     Y,     Y,     Y,     Y,     Y,    _,       _,             _,       _,          _,       _],
  'patients.create':               [Y,     Y,     Y,     Y,     Y,     Y,    _,       _,             _,       _,          _,       _],
  'patients.edit':                 [Y,     _,     Y,     _,     Y,     _,    _,       _,             _,       _,          _,       _],
  'submit_for_me.give':            [Y,     Y,     Y,     Y,     Y,     Y,    _,       _,             _,       _,          _,       _],
  'collaborators.manage':          [Y,     Y,     Y,     Y,     Y,     Y,    _,       _,             _,       _,          _,       _],
  'collaborators.manage_for_providers': [Y, _,    Y,     _,     Y,     _,    _,       _,             _,       _,          _,       _],
  'laboratories.see':              [Y,     Y,     Y,     Y,     Y,     Y,    Y,       _,             _,       _,          _,       _],
  'laboratories.choose':           [Y,     _,     Y,     _,     Y,     _,    Y,       _,             _,       _,          _,       _],
  'laboratory_settings.see':       [_,     _,     _,     _,     _,     _,    _,       _,             Y,       Y,          _,       _],
  'laboratory_settings.edit':      [_,     _,     _,     _,     _,     _,    _,       _,             Y,       _,          _,       _],
  'assignments.make':              [_,     _,     _,     _,     _,     _,    _,       _,             _,       _,          Y,       _],
  'instance.run':                  [_,     _,     _,     _,     _,     _,    _,       Y,             _,       _,          _,       _],
} as const satisfies Record<string, Row>;

export type Permission = keyof typeof table;
export const permissions = Object.keys(table) as Permission[];

/** Whether the table gives a permission to a position. */
export function gives(position: Position, permission: Permission): boolean {
  return table[permission][positions.indexOf(position)] === true;
}

/** The position that a membership makes, or undefined where role and kind of organisation don't belong together. */
export function positionOf(kind: OrganisationKind, role: Role, level: Level): Position | undefined {
  if (!(roles[kind] as readonly Role[]).includes(role)) return undefined;
  return kind === 'practice' ? (`${role}_${level}` as Position) : (role as Position);
}

/** What each role in practice gets: product rules of role × page, as data. */
export type RoleDefaults = {
  readonly landing: 'patient_engagement' | 'synced_patients' | 'conversations' | 'manage_orders';
  readonly landingWithoutPracticeSystem:
    | 'patient_engagement'
    | 'case_presentations'
    | 'conversations'
    | 'manage_orders';
  readonly clinicalInsights: 'whole_practice' | 'own_patients' | 'none';
  readonly patientReports: 'whole_practice' | 'none';
  readonly patientEngagement: 'whole_practice' | 'none';
  readonly digest: 'practice' | 'practitioner' | 'none';
  readonly toldOf: readonly ('every_request_to_proceed' | 'own_cases' | 'payment_plan_requests')[];
  readonly level: Level;
  /** `asked`: a practitioner always has one; `offered`: may have one; `none`: never. */
  readonly clinicalRole: 'asked' | 'offered' | 'none';
};

export const roleDefaults: Record<Role, RoleDefaults> = {
  owner_manager: {
    landing: 'patient_engagement',
    landingWithoutPracticeSystem: 'patient_engagement',
    clinicalInsights: 'whole_practice',
    patientReports: 'whole_practice',
    patientEngagement: 'whole_practice',
    digest: 'practice',
    toldOf: ['every_request_to_proceed'],
    level: 'admin',
    clinicalRole: 'offered',
  },
  practitioner: {
    landing: 'synced_patients',
    landingWithoutPracticeSystem: 'case_presentations',
    clinicalInsights: 'own_patients',
    patientReports: 'whole_practice',
    patientEngagement: 'whole_practice',
    digest: 'practitioner',
    toldOf: ['own_cases'],
    level: 'user',
    clinicalRole: 'asked',
  },
  front_desk: {
    landing: 'conversations',
    landingWithoutPracticeSystem: 'conversations',
    clinicalInsights: 'none',
    patientReports: 'whole_practice',
    patientEngagement: 'whole_practice',
    digest: 'none',
    toldOf: ['every_request_to_proceed', 'payment_plan_requests'],
    level: 'user',
    clinicalRole: 'none',
  },
  group_manager: outsidePractice('admin'),
  laboratory_manager: outsidePractice('admin'),
  technician: outsidePractice('user'),
  service_manager: outsidePractice('admin'),
  service_member: outsidePractice('user'),
};

function outsidePractice(level: Level): RoleDefaults {
  return {
    landing: 'manage_orders',
    landingWithoutPracticeSystem: 'manage_orders',
    clinicalInsights: 'none',
    patientReports: 'none',
    patientEngagement: 'none',
    digest: 'none',
    toldOf: [],
    level,
    clinicalRole: 'none',
  };
}

/** Landing pages that exist in the product today; a role whose page is not among them opens in Manage Orders. */
export const landingPages = ['manage_orders'] as const;

export const clinicalRoles = ['dentist', 'hygienist', 'oral_health_therapist', 'other'] as const;
export type ClinicalRole = (typeof clinicalRoles)[number];
