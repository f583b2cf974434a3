import { z } from 'zod';
import type { Call } from '#access/route.ts';
import type { RefusalCode } from '#contract/refusals.ts';
import { addressKey } from '#contract/shapes.ts';
import { addMember, type importPeople, invitee } from '#contract/team.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, refuse } from '#platform/refusal.ts';
import { addedDetails, addPerson } from './add-member.ts';
import { findAddress, fullName } from './check-address.ts';
import { type Inviting, invitedDetails, invitePerson } from './invite.ts';
import { type CsvPerson, headerOf, readPeople } from './people-csv.ts';
import { placeOf } from './place.ts';

const mostRows = 500;

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
  const people = readPeople(body.csv);
  if (people === null || people.length === 0) return refuse('nothing_to_import');
  if (people.length > mostRows) return refuse('nothing_to_import', { facts: { most: mostRows } });
  const inviting: Inviting = { scope, place: await placeOf(tx, scope), actor };
  // One import at a time, or two with the same people in another order would wait for each other.
  await tx.query('select id from organisations where id = $1 for no key update', [scope.organisationId]);
  await tx.query('savepoint import');
  const reports: Report[] = [];
  const seen = new Set<string>();
  for (const person of people) reports.push(await importRow(call, platform, inviting, person, seen));
  const failed = reports.some((report) => report.outcome === 'refused');
  if (body.dryRun) {
    await tx.query('rollback to savepoint import');
    // In the log a check is no import.
    call.audit({ action: 'checkImport' });
    return { rows: reports, applied: false };
  }
  if (failed) return refuse('import_has_errors');
  return { rows: reports, applied: true };
}

async function importRow(
  call: Call<typeof importPeople>,
  platform: Platform,
  inviting: Inviting,
  { line, fields, surplus }: CsvPerson,
  seen: Set<string>,
): Promise<Report> {
  const report: Report = {
    line,
    email: fields['email'] ?? '',
    name: `${fields['firstName'] ?? ''} ${fields['lastName'] ?? ''}`.trim(),
    outcome: 'refused',
    reason: null,
    column: null,
  };
  // Cells beyond the header mean that a value holds the separator: nothing in the row can be trusted.
  if (surplus) return { ...report, reason: 'too_many_cells' };
  const read = invitee.safeParse(fields);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { ...report, reason: 'invalid', column: headerOf(String(issue?.path[0] ?? '')) };
  }
  const key = addressKey(read.data.email);
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
  const invited = await invitePerson(call.tx, platform, inviting, read.data, finding);
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
