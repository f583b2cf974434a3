import type { ClinicalRole, Level, Role } from '#contract/permissions.ts';
import type { Language } from '#contract/shapes.ts';

export type Somebody = {
  firstName: string;
  lastName: string;
  email: string;
  role: Role;
  level?: Level;
  clinicalRole?: ClinicalRole;
  specialty?: string;
  registrationNumber?: string;
  language: Language;
};

const person = (
  firstName: string,
  lastName: string,
  domain: string,
  role: Role,
  language: Language,
  more: Partial<Somebody> = {},
): Somebody => ({
  firstName,
  lastName,
  email: `${firstName.toLowerCase().normalize('NFKD').replace(/\P{L}/gu, '')}@${domain}`,
  role,
  language,
  ...more,
});

/** Everybody's, in the demo. */
export const password = 'a calm lake at noon';

/** The practice by the lake; its owner sets everything up. */
export const lake = {
  information: {
    name: 'Zahnarztpraxis am See',
    streetAddress: 'Seestraße 14',
    city: 'Konstanz',
    postalCode: '78464',
    country: 'DE',
    phone: '+49 7531 555 010',
    email: 'praxis@amsee.example',
    timeZone: 'Europe/Berlin',
    language: 'de' as const,
  },
  people: [
    person('Jonas', 'Brandt', 'amsee.example', 'practitioner', 'de', {
      clinicalRole: 'dentist',
      specialty: 'Kieferorthopädie',
    }),
    person('Mira', 'Hoffmann', 'amsee.example', 'practitioner', 'de', { clinicalRole: 'dentist' }),
    person('Felix', 'Sommer', 'amsee.example', 'practitioner', 'de', { clinicalRole: 'dentist' }),
    person('Selin', 'Yıldız', 'amsee.example', 'practitioner', 'de', { clinicalRole: 'hygienist' }),
    person('Tobias', 'Kern', 'amsee.example', 'owner_manager', 'de'),
    person('Petra', 'Vogel', 'amsee.example', 'front_desk', 'de', { level: 'admin' }),
    person('Nele', 'Schuster', 'amsee.example', 'front_desk', 'de'),
    person('Ivana', 'Marić', 'amsee.example', 'front_desk', 'de'),
  ],
  waiting: [
    person('Lukas', 'Weber', 'example.org', 'practitioner', 'de', {
      clinicalRole: 'dentist',
      specialty: 'Implantologie',
    }),
    person('Karin', 'Lorenz', 'example.org', 'front_desk', 'de'),
  ],
};

/** The centre in Lyon: dentists there need an RPPS number. */
export const lyon = {
  information: {
    name: 'Centre dentaire des Terreaux',
    streetAddress: '6 rue Sainte-Catherine',
    city: 'Lyon',
    postalCode: '69001',
    country: 'FR',
    phone: '+33 4 55 50 10 20',
    email: 'accueil@terreaux.example',
    timeZone: 'Europe/Paris',
    language: 'fr' as const,
  },
  people: [
    person('Hélène', 'Moreau', 'terreaux.example', 'owner_manager', 'fr', {
      clinicalRole: 'dentist',
      registrationNumber: '10001234565',
    }),
    person('Karim', 'Benali', 'terreaux.example', 'practitioner', 'fr', {
      clinicalRole: 'dentist',
      specialty: 'Orthodontie',
      registrationNumber: '10009876540',
    }),
    person('Chloé', 'Lambert', 'terreaux.example', 'front_desk', 'fr'),
  ],
  waiting: [person('Antoine', 'Girard', 'example.net', 'practitioner', 'fr', { clinicalRole: 'dentist' })],
};

/** Known in Konstanz and added in Lyon by address alone. */
export const inBoth = 'jonas@amsee.example';

export const laboratory = {
  name: 'Alpine Aligner Laboratory',
  manager: person('Reto', 'Ammann', 'alpinelab.example', 'laboratory_manager', 'de'),
  people: [
    person('Sofia', 'Costa', 'alpinelab.example', 'technician', 'en'),
    person('Emil', 'Novak', 'alpinelab.example', 'technician', 'en'),
  ],
};

export const service = {
  name: 'Clear Course Planning',
  manager: person('Grace', 'Okafor', 'clearcourse.example', 'service_manager', 'en'),
  people: [
    person('Daniel', 'Reyes', 'clearcourse.example', 'service_member', 'en'),
    person('Priya', 'Nair', 'clearcourse.example', 'service_member', 'en'),
  ],
};

export const administrator = {
  firstName: 'Anna',
  lastName: 'Keller',
  email: 'anna@amsee.example',
  language: 'en' as const,
  timeZone: 'Europe/Berlin',
};

type Outsider = Pick<Somebody, 'firstName' | 'lastName' | 'email' | 'language'>;

/** Collaborators who belong to no practice, and one who is to become one. */
export const outside = {
  assistant: { firstName: 'Lina', lastName: 'Fuchs', email: 'lina@fuchs.example', language: 'de' },
  mentor: { firstName: 'Ingrid', lastName: 'Solberg', email: 'ingrid@solberg.example', language: 'en' },
  former: { firstName: 'Sven', lastName: 'Lund', email: 'sven@lund.example', language: 'de' },
  declining: { firstName: 'Otto', lastName: 'Reimann', email: 'otto.reimann@example.org', language: 'de' },
  waiting: { firstName: 'Beatrice', lastName: 'Conti', email: 'beatrice.conti@example.org', language: 'en' },
} as const satisfies Record<string, Outsider>;
