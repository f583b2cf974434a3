import type { z } from 'zod';
import type { ClinicalRole, Level, OrganisationKind, Permission, Position, Role } from '#contract/permissions.ts';
import { gives, roleDefaults, roles } from '#contract/permissions.ts';
import {
  registrationNumberRequired,
  registrationNumberValid,
  tidyRegistrationNumber,
} from '#contract/registration-numbers.ts';
import type { memberAct } from '#contract/team.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';

export type MemberAct = z.infer<typeof memberAct>;

export type Professional = {
  clinicalRole: ClinicalRole | null;
  specialty: string;
  registrationNumber: string;
};

export type ProfessionalRefusal =
  | 'role_not_of_organisation'
  | 'clinical_role_missing'
  | 'clinical_role_not_of_role'
  | 'registration_number_missing'
  | 'registration_number_invalid';

/**
 * Checks role and professional details against the organisation. `numberRequired` is false for an invitation, whose invitee completes
 * the number. Returns them tidied.
 */
export function checkProfessional(
  place: { kind: OrganisationKind; country: string | null },
  role: Role,
  given: Professional,
  numberRequired: boolean,
): Professional | Refusal<ProfessionalRefusal> {
  if (!(roles[place.kind] as readonly Role[]).includes(role)) return refuse('role_not_of_organisation');
  const rule = roleDefaults[role].clinicalRole;
  if (rule === 'asked' && !given.clinicalRole) return refuse('clinical_role_missing');
  if (rule === 'none' && given.clinicalRole) return refuse('clinical_role_not_of_role');
  if (!given.clinicalRole) return { clinicalRole: null, specialty: '', registrationNumber: '' };
  const registrationNumber = tidyRegistrationNumber(place.country, given.registrationNumber);
  if (!registrationNumberValid(place.country, given.clinicalRole, registrationNumber)) {
    return refuse('registration_number_invalid', { facts: { country: place.country ?? '' } });
  }
  if (numberRequired && registrationNumber === '' && registrationNumberRequired(place.country, given.clinicalRole)) {
    return refuse('registration_number_missing', { facts: { country: place.country ?? '' } });
  }
  return {
    clinicalRole: given.clinicalRole,
    specialty: given.clinicalRole === 'dentist' ? given.specialty : '',
    registrationNumber,
  };
}

/** The level that a role makes where none is chosen; outside practices the role decides it alone. */
export function levelFor(kind: OrganisationKind, role: Role, chosen: Level | undefined): Level {
  return kind === 'practice' ? (chosen ?? roleDefaults[role].level) : roleDefaults[role].level;
}

const neededFor: Record<MemberAct, Permission> = {
  change: 'members.change',
  deactivate: 'members.deactivate',
  reactivate: 'members.deactivate',
  remove: 'members.remove',
};

/** The permission that an act on this member needs and the positions lack; null where it may be done. */
export function lacking(
  positions: readonly Position[],
  act: MemberAct,
  target: { groupManager: boolean },
): Permission | null {
  const has = (permission: Permission) => positions.some((position) => gives(position, permission));
  if (!has(neededFor[act])) return neededFor[act];
  if (target.groupManager && !has('group_managers.act_on')) return 'group_managers.act_on';
  return null;
}

/** What may be done with a member, by somebody with these positions. */
export function memberActs(
  positions: readonly Position[],
  target: { state: 'active' | 'deactivated' | 'removed'; groupManager: boolean },
): MemberAct[] {
  const fitting: MemberAct[] =
    target.state === 'active'
      ? ['change', 'deactivate', 'remove']
      : target.state === 'deactivated'
        ? ['reactivate', 'remove']
        : [];
  return fitting.filter((act) => lacking(positions, act, target) === null);
}

/** Letters that don't fall apart into one and its accent. */
const plain: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' };

/** A name in the form in which names are compared: lower case, without accents, single spaces. */
export function nameKey(firstName: string, lastName: string): string {
  return `${firstName} ${lastName}`
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/g, (letter) => plain[letter]!)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * How alike two names are, 0 to 1: Dice's coefficient over letter pairs of the compared forms, 1 for the same words in any order.
 * (L. R. Dice, Measures of the Amount of Ecologic Association Between Species, 1945.)
 */
export function nameLikeness(a: string, b: string): number {
  const sorted = (key: string) => key.split(' ').sort().join(' ');
  if (a === '' || b === '') return 0;
  if (sorted(a) === sorted(b)) return 1;
  const pairs = (key: string) =>
    key.split(' ').flatMap((word) => [...` ${word} `].slice(0, -1).map((_, i) => ` ${word} `.slice(i, i + 2)));
  const [first, second] = [pairs(a), pairs(b)];
  const left = new Map<string, number>();
  for (const pair of first) left.set(pair, (left.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of second) {
    const count = left.get(pair) ?? 0;
    if (count > 0) {
      common += 1;
      left.set(pair, count - 1);
    }
  }
  return Math.min((2 * common) / (first.length + second.length), 0.99);
}
