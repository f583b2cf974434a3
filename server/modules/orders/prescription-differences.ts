import type { z } from 'zod';
import type { prescriptionVersion } from '#contract/orders.ts';
import type { Prescription } from '#contract/prescriptions.ts';
import type { VersionRow } from './sending-store.ts';

export type Difference = { field: string; before: string; after: string };

/** What differs between two prescriptions, field by field, with both values as JSON text; a field that is absent is `null`. */
export function differencesBetween(before: Prescription, after: Prescription): Difference[] {
  const [old, now] = [fieldsIn(before), fieldsIn(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? 'null', after: now.get(field) ?? 'null' }))
    .filter((each) => each.before !== each.after);
}

/** All versions, newest first, each with what it changed. */
export function shownVersions(
  rows: readonly VersionRow[],
  names: Record<string, string>,
): z.infer<typeof prescriptionVersion>[] {
  return rows
    .map((row, index) => ({
      version: row.version,
      at: row.written_at.toISOString(),
      by: names[row.written_by] ?? '',
      changes: index === 0 ? [] : differencesBetween(rows[index - 1]!.prescription, row.prescription),
      acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
      acknowledgedBy: row.acknowledged_by ? (names[row.acknowledged_by] ?? '') : null,
    }))
    .reverse();
}

function fieldsIn(given: Prescription): Map<string, string> {
  const { approach, appliance, ...others } = given;
  const parts: [string, object][] = [
    ['', others],
    ['approach.', approach ?? {}],
    ['appliance.', appliance ?? {}],
  ];
  return new Map(
    parts.flatMap(([prefix, part]) =>
      Object.entries(part)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [prefix + name, inOrder(value)] as const),
    ),
  );
}

/** JSON text with keys in their order: the database and the browser keep them differently. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
