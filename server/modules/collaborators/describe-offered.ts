import type { OfferedCollaboration } from '#contract/collaborators.ts';
import type { Language } from '#contract/shapes.ts';
import type { TextVersion } from './consent-store.ts';
import type { OfferedRow } from './offered-store.ts';
import { stateOf } from './states.ts';

export function describeOffered(row: OfferedRow, now: Date): OfferedCollaboration {
  return {
    id: row.id,
    provider: row.provider,
    group: row.group_name,
    practices: row.practices,
    service: row.service_id ? { id: row.service_id, name: row.service ?? '' } : null,
    grants: row.grants,
    futureCases: row.future_cases,
    state: stateOf(row, now),
    addedAt: row.added_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    overAt: (row.ended_at ?? row.revoked_at ?? row.declined_at)?.toISOString() ?? null,
    cases: row.cases,
  };
}

export function describeText(text: TextVersion, language: Language) {
  return { kind: text.kind, version: text.version, language, body: text.bodies[language] };
}
