import { decide } from '#access/decide.ts';
import type { Patient } from '#contract/patients.ts';
import type { Position } from '#contract/permissions.ts';
import type { PatientRow } from './store.ts';

/** Admins edit; who made the record may correct it until the first order is submitted. */
export function mayEdit(row: PatientRow, positions: readonly Position[]): boolean {
  return row.own_and_new || decide(positions, 'patients.edit').allowed;
}

export function describePatient(row: PatientRow, positions: readonly Position[]): Patient {
  return {
    id: row.id,
    firstName: row.first_name,
    lastName: row.last_name,
    birthDate: row.birth_date,
    sex: row.sex,
    version: row.version,
    cases: row.cases,
    may: mayEdit(row, positions) ? ['edit'] : [],
  };
}

/** Whether a birth date is still to come, everywhere on Earth. */
export function inFuture(birthDate: string, now: Date): boolean {
  return birthDate > new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
}
