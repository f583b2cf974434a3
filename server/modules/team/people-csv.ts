import { CsvError, parse } from 'csv-parse/sync';
import { clinicalRoles, levels, roles } from '#contract/permissions.ts';
import { language } from '#contract/shapes.ts';
import { sentences } from '#platform/mail/sentences.ts';

/** One person as the file has them; fields that are empty are left out. */
export type CsvPerson = { line: number; fields: Record<string, string>; surplus: boolean };

/** Each field, what its column is called in reports and phrases, and what else people call it (letters only). */
const fieldsOf = {
  email: { header: 'email', also: ['email', 'emailaddress', 'mail', 'emailadresse', 'courriel'] },
  firstName: { header: 'first name', also: ['vorname', 'prenom'] },
  lastName: { header: 'last name', also: ['surname', 'nachname', 'name', 'nom'] },
  role: { header: 'role', also: [] },
  level: { header: 'level', also: ['permissionlevel', 'niveau'] },
  clinicalRole: { header: 'clinical role', also: [] },
  specialty: { header: 'specialty', also: ['speciality'] },
  registrationNumber: { header: 'registration number', also: ['rpps', 'npi', 'gdc', 'ahpra'] },
  language: { header: 'language', also: [] },
} as const;

const columns = new Map<string, string>();
for (const [field, { header, also }] of Object.entries(fieldsOf)) {
  const phrases = language.options.map((lang) => sentences(lang, 'team')(`import.header.${header}`));
  for (const name of [header, ...phrases, ...also]) columns.set(lettersOf(name), field);
}

/** What people write for the words of the contract: as the interface says them in each language, or shorter. */
const words = new Map<string, string>(
  Object.entries({
    owner: 'owner_manager',
    manager: 'owner_manager',
    inhaber: 'owner_manager',
    inhaberin: 'owner_manager',
    behandlerin: 'practitioner',
    praticienne: 'practitioner',
    empfang: 'front_desk',
    zfa: 'front_desk',
    accueil: 'front_desk',
    zahnarztin: 'dentist',
    english: 'en',
    deutsch: 'de',
    francais: 'fr',
  }),
);
for (const lang of language.options) {
  const say = sentences(lang, 'words');
  for (const role of Object.values(roles).flat()) words.set(asKey(say(`roles.${role}`)), role);
  for (const level of levels) words.set(asKey(say(`levels.${level}`)), level);
  for (const role of clinicalRoles) words.set(asKey(say(`clinical_roles.${role}`)), role);
}

/** What a field's column is called in reports. */
export function headerOf(field: string): string {
  return field in fieldsOf ? fieldsOf[field as keyof typeof fieldsOf].header : field;
}

/**
 * The people of a file as Excel or another program wrote it: with commas, semicolons or tabs, with or without a byte order mark.
 * Null where it isn't a table with a header that names an e-mail column.
 */
export function readPeople(text: string): CsvPerson[] | null {
  try {
    const [header, ...rows] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const fields = header?.record.map((name) => columns.get(lettersOf(name))) ?? [];
    const named = fields.filter((field) => field !== undefined);
    if (!named.includes('email') || new Set(named).size < named.length) return null;
    return rows
      .filter(({ record }) => record.some((cell) => cell !== ''))
      .map(({ record, info }) => ({
        line: info.lines,
        fields: asFields(fields, record),
        surplus: record.slice(fields.length).some((cell) => cell !== ''),
      }));
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

/** Whichever separates the header's names most often. */
function delimiterOf(text: string): string {
  const header = text.split('\n', 1)[0] ?? '';
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function lettersOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

function asFields(names: readonly (string | undefined)[], record: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const cell = record[index] ?? '';
    if (name && cell !== '') fields[name] = chosen.has(name) ? asWord(cell) : cell;
  }
  return fields;
}

const chosen = new Set(['role', 'level', 'clinicalRole', 'language']);

/** "DA/Front Desk", "Front desk" and "ZFA/Empfang" are all front_desk. */
function asWord(cell: string): string {
  const word = asKey(cell);
  return words.get(word) ?? word;
}

function asKey(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '_')
    .replace(/^_|_$/g, '');
}
