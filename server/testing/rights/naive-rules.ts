/**
 * A second, naive reading of who may do what: written from the product's rules sentence by sentence, knowing nothing of the
 * permission table, the guard or the database. Tests hold the real one against it. Slow and wordy on purpose.
 */

export type NaiveOrganisation = {
  id: string;
  kind: 'group' | 'practice' | 'laboratory' | 'planning_service';
  /** Of a practice: its group. Of a group: itself. */
  groupId: string | null;
  secondFactorRequired?: boolean;
};

export type NaiveMembership = {
  organisationId: string;
  role: string;
  level: string;
  state: 'active' | 'deactivated' | 'removed';
};

export type NaivePerson = {
  signIn: 'signed_in' | 'signed_out' | 'awaiting_second_factor' | 'locked';
  secondFactor: boolean;
  instanceAdministrator: boolean;
  memberships: readonly NaiveMembership[];
};

export type NaiveTarget = {
  /** Whether the member or invitation that the path names is one of this organisation, and not removed. */
  exists: boolean;
  /** The member manages the group, here or besides. */
  groupManager: boolean;
};

export type Outcome = string;
export const letIn: Outcome = 'let in';

function activeIn(person: NaivePerson, organisationId: string | null): NaiveMembership[] {
  return person.memberships.filter(
    (membership) => membership.organisationId === organisationId && membership.state === 'active',
  );
}

function managesGroupOf(person: NaivePerson, organisation: NaiveOrganisation): boolean {
  if (organisation.kind !== 'group' && organisation.kind !== 'practice') return false;
  return activeIn(person, organisation.groupId).some((membership) => membership.role === 'group_manager');
}

/** Whether the person may know that this organisation exists. */
export function sees(person: NaivePerson, organisation: NaiveOrganisation): boolean {
  // An active member does; a deactivated or removed one is out.
  if (activeIn(person, organisation.id).length > 0) return true;
  // A group manager manages every practice of the group.
  if (managesGroupOf(person, organisation)) return true;
  // The instance administrator creates groups, laboratories and services, but sees no practice except through a membership.
  if (person.instanceAdministrator && organisation.kind !== 'practice') return true;
  return false;
}

/** Whether the person administers it: Admin of the practice, manager of the group, laboratory or service. */
export function administers(person: NaivePerson, organisation: NaiveOrganisation): boolean {
  if (managesGroupOf(person, organisation)) return true;
  const here = activeIn(person, organisation.id);
  // Admin of one practice means that practice alone.
  if (organisation.kind === 'practice') return here.some((membership) => membership.level === 'admin');
  if (organisation.kind === 'laboratory') return here.some((membership) => membership.role === 'laboratory_manager');
  if (organisation.kind === 'planning_service') return here.some((membership) => membership.role === 'service_manager');
  return false;
}

/** An Owner/Manager at level User still sees every page, read-only where Admin is needed. */
function seesEveryPage(person: NaivePerson, organisation: NaiveOrganisation): boolean {
  if (administers(person, organisation)) return true;
  if (organisation.kind !== 'practice') return false;
  return activeIn(person, organisation.id).some((membership) => membership.role === 'owner_manager');
}

/** Whether the person works there, as member of a practice or laboratory: managing the group or the instance is no membership. */
function worksIn(person: NaivePerson, organisation: NaiveOrganisation, kind: 'practice' | 'laboratory'): boolean {
  return organisation.kind === kind && activeIn(person, organisation.id).length > 0;
}

function managesService(person: NaivePerson, organisation: NaiveOrganisation): boolean {
  return (
    organisation.kind === 'planning_service' &&
    activeIn(person, organisation.id).some((membership) => membership.role === 'service_manager')
  );
}

/** Whether the person may do what the permission is called after, in an organisation that they see. */
export function mayDo(permission: string, person: NaivePerson, organisation: NaiveOrganisation): boolean {
  const invitesFirstManager = person.instanceAdministrator && organisation.kind !== 'practice';
  // Every member sees colleagues' names and roles.
  if (permission === 'organisation.see' || permission === 'members.see') return sees(person, organisation);
  if (permission === 'members.see_details') return seesEveryPage(person, organisation) || invitesFirstManager;
  if (permission === 'members.invite') return administers(person, organisation) || invitesFirstManager;
  if (permission === 'members.change') return administers(person, organisation);
  if (permission === 'members.deactivate') return administers(person, organisation);
  if (permission === 'members.remove') return administers(person, organisation);
  // Only group managers appoint or dismiss group managers.
  if (permission === 'group_managers.act_on') return managesGroupOf(person, organisation);
  if (permission === 'practice_information.see') return seesEveryPage(person, organisation);
  if (permission === 'practice_information.edit') return administers(person, organisation);
  if (permission === 'security_settings.see') return seesEveryPage(person, organisation);
  if (permission === 'security_settings.edit') return administers(person, organisation);
  if (permission === 'audit.read') return seesEveryPage(person, organisation);
  if (permission === 'audit.export') return administers(person, organisation);
  if (permission === 'group.edit') return managesGroupOf(person, organisation);
  if (permission === 'practices.create') return managesGroupOf(person, organisation);
  // Group managers and the instance administrator see patients and cases only through a membership.
  if (permission === 'cases.see')
    return (
      worksIn(person, organisation, 'practice') ||
      worksIn(person, organisation, 'laboratory') ||
      managesService(person, organisation)
    );
  if (permission === 'assignments.make') return managesService(person, organisation);
  if (['cases.create', 'patients.see', 'patients.create', 'submit_for_me.give'].includes(permission))
    return worksIn(person, organisation, 'practice');
  if (permission === 'cases.export')
    return (
      worksIn(person, organisation, 'practice') ||
      (organisation.kind === 'laboratory' && administers(person, organisation))
    );
  if (permission === 'cases.hand_over' || permission === 'patients.edit')
    return (
      worksIn(person, organisation, 'practice') &&
      activeIn(person, organisation.id).some((membership) => membership.level === 'admin')
    );
  // Whoever works at the practice may be a provider there; only an Admin acts for another.
  if (permission === 'collaborators.manage') return worksIn(person, organisation, 'practice');
  if (permission === 'collaborators.manage_for_providers')
    return (
      worksIn(person, organisation, 'practice') &&
      activeIn(person, organisation.id).some((membership) => membership.level === 'admin')
    );
  if (permission === 'laboratories.see')
    return organisation.kind === 'practice' && sees(person, organisation) ? true : managesGroupOf(person, organisation);
  if (permission === 'laboratories.choose')
    return organisation.kind === 'practice' ? administers(person, organisation) : managesGroupOf(person, organisation);
  if (permission === 'laboratory_settings.see') return worksIn(person, organisation, 'laboratory');
  if (permission === 'laboratory_settings.edit')
    return organisation.kind === 'laboratory' && administers(person, organisation);
  if (permission === 'instance.run') return person.instanceAdministrator && organisation.kind !== 'practice';
  throw new Error(`naive-rules.ts says nothing about the permission ${permission}: write who has it`);
}

/** What may be done with a member, seen by this person. */
export function memberActsFor(
  person: NaivePerson,
  organisation: NaiveOrganisation,
  target: { state: 'active' | 'deactivated' | 'removed'; groupManager: boolean },
): string[] {
  if (!administers(person, organisation)) return [];
  // A practice Admin can't act on a group manager.
  if (target.groupManager && !managesGroupOf(person, organisation)) return [];
  if (target.state === 'active') return ['change', 'deactivate', 'remove'];
  if (target.state === 'deactivated') return ['reactivate', 'remove'];
  return [];
}
