import type { Collaborator } from '#contract/collaborators.ts';
import type { PracticeChoice, Provider } from './provider.ts';
import { actsOn, stateOf } from './states.ts';
import type { CollaborationRow } from './store.ts';

export type Around = {
  provider: Provider;
  /** What the person may open. */
  practices: readonly PracticeChoice[];
  cases: ReadonlyMap<string, number>;
  now: Date;
  mailConfigured: boolean;
};

/** A collaborator as the provider's side reads it. */
export function describeCollaborator(row: CollaborationRow, around: Around): Collaborator {
  const names = new Map(around.practices.map(({ id, name }) => [id, name]));
  const over = row.ended_at ?? row.revoked_at ?? row.declined_at;
  return {
    id: row.id,
    kind: row.service_id ? 'planning_service' : 'person',
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    serviceId: row.service_id,
    state: stateOf(row, around.now),
    grants: row.grants,
    practices: row.practices?.map((id) => ({ id, name: names.get(id) ?? '' })).filter(({ name }) => name) ?? null,
    futureCases: row.future_cases,
    cases: around.cases.get(row.id) ?? 0,
    addedBy: row.added_name,
    onBehalf: row.on_behalf,
    addedAt: row.added_at.toISOString(),
    sentAt: row.sent_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    overAt: over?.toISOString() ?? null,
    overBy: row.ended_name,
    overBecause: row.ended_because,
    may: mayActOn(row, around) ? actsOn(row, around.now, around.mailConfigured) : [],
  };
}

/** The provider always; an Admin where all of it lies in practices of which they are Admin: what reaches further is the provider's. */
export function mayActOn(
  row: CollaborationRow,
  { provider, practices }: Pick<Around, 'provider' | 'practices'>,
): boolean {
  if (!provider.onBehalf) return true;
  return row.practices?.every((each) => practices.some(({ id }) => id === each)) ?? false;
}

export function nameOf(row: Pick<CollaborationRow, 'first_name' | 'last_name'>): string {
  return `${row.first_name} ${row.last_name}`.trim();
}
