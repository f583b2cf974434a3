import type { OrganisationKind, Role } from '#contract/permissions.ts';
import type { Invitation, Member } from '#contract/team.ts';

/** The lists that people of an organisation stand in: practitioners and staff of a practice, else one per role. */
export type ColumnName = 'practitioners' | 'staff' | Exclude<Role, 'owner_manager' | 'practitioner' | 'front_desk'>;

export const columnsOf: Record<OrganisationKind, readonly ColumnName[]> = {
  practice: ['practitioners', 'staff'],
  group: ['group_manager'],
  laboratory: ['laboratory_manager', 'technician'],
  planning_service: ['service_manager', 'service_member'],
};

/** The roles that an invitation from a column can give, the likeliest first. */
export function rolesOf(column: ColumnName): readonly Role[] {
  if (column === 'practitioners') return ['practitioner', 'owner_manager'];
  if (column === 'staff') return ['front_desk', 'owner_manager'];
  return [column];
}

/** Whoever treats patients stands with the practitioners, an owner or manager too. */
export function columnOf(person: Pick<Member | Invitation, 'role' | 'clinicalRole'>): ColumnName {
  switch (person.role) {
    case 'practitioner':
      return 'practitioners';
    case 'front_desk':
      return 'staff';
    case 'owner_manager':
      return person.clinicalRole ? 'practitioners' : 'staff';
    default:
      return person.role;
  }
}

export function nameOf(person: { firstName: string; lastName: string }): string {
  return `${person.firstName} ${person.lastName}`;
}

/** Whether an invitation still asks for something: an answer, another address, sending again. */
export function isOpen(invitation: Invitation): boolean {
  return ['pending', 'not_delivered'].includes(invitation.state) || invitation.may.includes('resend');
}

/** Active members by last name, then the deactivated. */
export function sortMembers(members: readonly Member[], language: string): Member[] {
  const { compare } = new Intl.Collator(language);
  const rank = (member: Member) => (member.state === 'active' ? 0 : 1);
  return [...members].sort(
    (one, other) =>
      rank(one) - rank(other) || compare(one.lastName, other.lastName) || compare(one.firstName, other.firstName),
  );
}

/** What needs a look first, then the newest. */
export function sortInvitations(invitations: readonly Invitation[]): Invitation[] {
  const rank = (invitation: Invitation) => ['not_delivered', 'expired', 'pending'].indexOf(invitation.state);
  return [...invitations].sort((one, other) => rank(one) - rank(other) || other.sentAt.localeCompare(one.sentAt));
}

/** Whether every word typed begins or stands in one of the texts, without regard to case and accents. */
export function matches(search: string, texts: readonly (string | null)[]): boolean {
  const whole = plain(texts.filter(Boolean).join(' '));
  return plain(search)
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
