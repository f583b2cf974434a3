import { allowedActs } from '#access/decide.ts';
import { type ClinicalRole, clinicalRoles, type Permission, type Position } from '#contract/permissions.ts';

/** The form in which names of organisations are compared: two that look alike to a reader are the same. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** Who may be provider in a group: dentists always, others where the group opens it to them. In the table's order, each once. */
export function providerRoles(chosen: readonly ClinicalRole[]): ClinicalRole[] {
  return clinicalRoles.filter((role) => role === 'dentist' || chosen.includes(role));
}

const onPractice: readonly Permission[] = [
  'practice_information.see',
  'practice_information.edit',
  'security_settings.see',
  'security_settings.edit',
  'members.see',
  'members.invite',
  'audit.read',
  'audit.export',
];
const onGroup: readonly Permission[] = [
  'group.edit',
  'practices.create',
  'members.see',
  'members.invite',
  'audit.read',
];

/** What somebody in these positions may do with a practice's pages. */
export function mayInPractice(positions: readonly Position[]): Permission[] {
  return allowedActs(positions).filter((act) => onPractice.includes(act));
}

/** What somebody in these positions may do with a group's pages. */
export function mayInGroup(positions: readonly Position[]): Permission[] {
  return allowedActs(positions).filter((act) => onGroup.includes(act));
}
