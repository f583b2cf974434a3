import type { Position } from '#contract/permissions.ts';
import type { Practice } from '#contract/practices.ts';
import type { Change } from '#platform/audit/record.ts';
import { mayInPractice } from './rules.ts';
import type { PracticeInformation, PracticeRow } from './store.ts';

export function informationOf(row: PracticeRow): PracticeInformation {
  return {
    name: row.name,
    streetAddress: row.street_address,
    city: row.city,
    postalCode: row.postal_code,
    country: row.country,
    phone: row.phone,
    email: row.email,
    timeZone: row.time_zone,
    language: row.language as PracticeInformation['language'],
  };
}

/** A practice as replies show it to somebody in these positions. */
export function shownPractice(row: PracticeRow, positions: readonly Position[]): Practice {
  return {
    ...informationOf(row),
    id: row.id,
    groupId: row.group_id,
    groupName: row.group_name,
    logoVersion: row.logo_version,
    version: row.version,
    may: mayInPractice(positions),
  };
}

type Plain = Record<string, string | number | boolean | readonly string[]>;

/** What differs between two states, field by field, for the audit entry. */
export function changesBetween(before: Plain, after: Plain): Change[] {
  return Object.keys(after)
    .map((field) => ({ field, before: written(before[field]), after: written(after[field]) }))
    .filter((change) => change.before !== change.after);
}

function written(value: Plain[string] | undefined): string | null {
  if (value === undefined) return null;
  return typeof value === 'object' ? value.join(', ') : String(value);
}
