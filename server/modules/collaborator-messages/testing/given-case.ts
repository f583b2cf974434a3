import type { Grant } from '#contract/case-permissions.ts';
import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '#testing/browser.ts';
import type { Organisation, Person } from '#testing/world.ts';
import type { CaseWorld } from '../../cases/testing/case-world.ts';

/** A collaboration of the world's provider with a person or a planning service, accepted, past every wall. */
export async function collaborate(
  world: CaseWorld,
  whom: { person: Person } | { service: Organisation },
  grants: readonly Grant[] = [],
): Promise<string> {
  const id = newId();
  const person = 'person' in whom ? whom.person : null;
  await world.sql(
    `insert into collaborations (id, group_id, practitioner_id, account_id, service_id, email, email_key, first_name, last_name, language, grants,
       added_by, added_name, added_at, sent_at, expires_at, accepted_at, accepted_by)
     values ($1, $2, $3, $4, $5, $6, lower($6), $7, $8, 'en', $9, $10, 'Provider Tester', $11, $11, $11::timestamptz + interval '14 days', $11, $10)`,
    [
      id,
      world.theGroup.id,
      world.practitioners.provider,
      person?.id ?? null,
      'service' in whom ? whom.service.id : null,
      person?.email ?? '',
      person?.firstName ?? '',
      person?.lastName ?? '',
      grants,
      world.people.provider.id,
      world.clock.now(),
    ],
  );
  return id;
}

/** Opens a case to a collaboration, as give_cases() does. */
export async function give(
  world: CaseWorld,
  caseId: string,
  collaborationId: string,
  earlierMessages = false,
): Promise<void> {
  await world.sql(
    `insert into case_collaborators (case_id, collaboration_id, given_at, given_by, given_name, messages_after)
     values ($1, $2, $3, $4, 'Provider Tester', case when $5 then 0 else last_message($1) end)`,
    [caseId, collaborationId, world.clock.now(), world.people.provider.id, earlierMessages],
  );
  await world.sql('select refresh_collaboration(array[$1::uuid])', [caseId]);
}

export async function take(
  world: CaseWorld,
  caseId: string,
  collaborationId: string,
  because = 'provider',
): Promise<void> {
  await world.sql(
    `update case_collaborators set taken_at = $3, taken_by = $4, taken_name = 'Provider Tester', taken_because = $5
      where case_id = $1 and collaboration_id = $2 and taken_at is null`,
    [caseId, collaborationId, world.clock.now(), world.people.provider.id, because],
  );
  await world.sql('select refresh_collaboration(array[$1::uuid])', [caseId]);
}

export type Collaborator = { person: Person; browser: TestBrowser; collaborationId: string };

export async function addCollaborator(
  world: CaseWorld,
  firstName: string,
  grants: readonly Grant[] = [],
): Promise<Collaborator> {
  const person = await world.person({ firstName, lastName: 'Planner' });
  return { person, browser: await world.as(person), collaborationId: await collaborate(world, { person }, grants) };
}
