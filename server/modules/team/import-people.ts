import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Call } from '#access/route.ts';
import type { RefusalCode } from '#contract/refusals.ts';
import { addMember, type importPeople, invitee } from '#contract/team.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { addedDetails, addPerson } from './add-member.ts';
import { findAddress, fullName } from './check-address.ts';
import { type Inviting, invitedDetails, invitePerson } from './invite.ts';
import { placeOf } from './place.ts';

const mostRows = 500;

/** Header of the CSV file to field; further columns are passed over. */
const columns: Record<string, string> = {
  email: 'email',
  'first name': 'firstName',
  'last name': 'lastName',
  role: 'role',
  level: 'level',
  'clinical role': 'clinicalRole',
  specialty: 'specialty',
  'registration number': 'registrationNumber',
  language: 'language',
};

type Report = {
  line: number;
  email: string;
  name: string;
  outcome: 'invite' | 'add' | 'refused';
  reason: string | null;
  column: string | null;
};

/**
 * Invites or adds everybody in the file, or nobody: a real run with an error in any row changes nothing. A dry run goes the same way,
 * and its transaction is rolled back.
 */
export async function importThePeople(call: Call<typeof importPeople>, platform: Platform) {
  const { tx, scope, actor, body } = call;
  const records = readCsv(body.csv);
  if (records === null || records.length === 0) return refuse('nothing_to_import');
  if (records.length > mostRows) return refuse('nothing_to_import', { facts: { most: mostRows } });
  const inviting: Inviting = { scope, place: await placeOf(tx, scope), actor };
  await tx.query('savepoint import');
  const reports: Report[] = [];
  const seen = new Set<string>();
  for (const { record, line } of records) {
    reports.push(await importRow(call, platform, inviting, record, line, seen));
  }
  const failed = reports.some((report) => report.outcome === 'refused');
  if (body.dryRun) {
    await tx.query('rollback to savepoint import');
    return { rows: reports, applied: false };
  }
  if (failed) return refuse('import_has_errors');
  return { rows: reports, applied: true };
}

async function importRow(
  call: Call<typeof importPeople>,
  platform: Platform,
  inviting: Inviting,
  record: Record<string, string>,
  line: number,
  seen: Set<string>,
): Promise<Report> {
  const report: Report = {
    line,
    email: record['email'] ?? '',
    name: `${record['firstName'] ?? ''} ${record['lastName'] ?? ''}`.trim(),
    outcome: 'refused',
    reason: null,
    column: null,
  };
  const read = invitee.safeParse(record);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { ...report, reason: 'invalid', column: headerOf(String(issue?.path[0] ?? '')) };
  }
  const key = read.data.email.toLowerCase();
  if (seen.has(key)) return { ...report, reason: 'twice_in_file', column: 'email' };
  seen.add(key);
  const finding = await findAddress(call.tx, inviting.scope, read.data.email);
  if (finding.kind === 'known') {
    const added = await addPerson(
      call.tx,
      platform,
      inviting,
      z.parse(addMember.body, { level: 'user', ...read.data }),
    );
    if (isRefusal(added)) return { ...report, ...blame(added.code) };
    if (!call.body.dryRun) call.alsoAudit({ action: 'addMember', ...addedDetails(added) });
    return { ...report, outcome: 'add', name: fullName(finding.member) };
  }
  const invited = await invitePerson(call.tx, platform, inviting, read.data);
  if (isRefusal(invited)) return { ...report, ...blame(invited.code) };
  if (!call.body.dryRun) call.alsoAudit({ action: 'invite', ...invitedDetails(invited) });
  return { ...report, outcome: 'invite' };
}

const columnOf: Partial<Record<RefusalCode, string>> = {
  role_not_of_organisation: 'role',
  clinical_role_missing: 'clinical role',
  clinical_role_not_of_role: 'clinical role',
  registration_number_missing: 'registration number',
  registration_number_invalid: 'registration number',
};

function blame(code: RefusalCode): { reason: string; column: string } {
  return { reason: code, column: columnOf[code] ?? 'email' };
}

function headerOf(field: string): string {
  return Object.entries(columns).find(([, name]) => name === field)?.[0] ?? field;
}

/** Rows by field, with their line in the file; null where it isn't CSV with a header that has an e-mail column. */
function readCsv(text: string): { record: Record<string, string>; line: number }[] | null {
  try {
    const delimiter = firstLine(text).includes(';') ? ';' : ',';
    const rows = parse(text, {
      bom: true,
      delimiter,
      skip_empty_lines: true,
      trim: true,
      relax_column_count_less: true,
      info: true,
      columns: (header: string[]) =>
        header.map((name) => columns[name.toLowerCase().replace(/[_-]/g, ' ').trim()] ?? false),
    }) as unknown as { record: Record<string, string>; info: { lines: number } }[];
    if (rows.some(({ record }) => !('email' in record))) return null;
    return rows.map(({ record, info }) => ({ record: tidy(record), line: info.lines }));
  } catch {
    return null;
  }
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';

/** Words as people write them in a table: "DA/Front Desk" or "Front desk" for front_desk; empty cells are left out. */
function tidy(record: Record<string, string>): Record<string, string> {
  const tidied: Record<string, string> = {};
  for (const [field, value] of Object.entries(record)) {
    if (value === '') continue;
    tidied[field] = ['role', 'level', 'clinicalRole', 'language'].includes(field) ? asWord(value) : value;
  }
  return tidied;
}

function asWord(value: string): string {
  const word = value
    .toLowerCase()
    .replace(/[\s/-]+/g, '_')
    .replace(/^da_/, '');
  return word === 'owner' || word === 'manager' ? 'owner_manager' : word;
}
