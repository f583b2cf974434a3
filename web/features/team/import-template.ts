import type { OrganisationKind } from '#contract/permissions.ts';

export const templateName = 'midline-people.csv';

/** A CSV file as the import expects it, with a row or two to show how. */
export function importTemplate(kind: OrganisationKind): string {
  return `${rows[kind].map((row) => row.join(',')).join('\n')}\n`;
}

const short = ['email', 'first name', 'last name', 'role', 'language'];

const rows: Record<OrganisationKind, string[][]> = {
  practice: [
    [
      'email',
      'first name',
      'last name',
      'role',
      'level',
      'clinical role',
      'specialty',
      'registration number',
      'language',
    ],
    ['anna.lind@example.org', 'Anna', 'Lind', 'practitioner', 'user', 'dentist', 'Orthodontics', '', 'en'],
    ['tom.weber@example.org', 'Tom', 'Weber', 'front desk', 'user', '', '', '', 'de'],
  ],
  group: [short, ['anna.lind@example.org', 'Anna', 'Lind', 'group manager', 'en']],
  laboratory: [short, ['anna.lind@example.org', 'Anna', 'Lind', 'technician', 'en']],
  planning_service: [short, ['anna.lind@example.org', 'Anna', 'Lind', 'service member', 'en']],
};
