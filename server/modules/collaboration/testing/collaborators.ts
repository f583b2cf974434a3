import type { Grant } from '#contract/case-permissions.ts';
import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '#testing/browser.ts';
import type { Person, World } from '#testing/world.ts';

export type Collaborator = { person: Person; browser: TestBrowser; collaborationId: string };

type Provider = { groupId: string; practitionerId: string; accountId: string };

/** Somebody who is nobody else anywhere, and whom the provider made a collaborator; accepted, past every wall. */
export async function addCollaborator(
  world: World,
  provider: Provider,
  firstName: string,
  grants: readonly Grant[] = [],
): Promise<Collaborator> {
  const person = await world.person({ firstName, lastName: 'Planner' });
  const collaborationId = await collaborate(world, provider, person, grants);
  return { person, browser: await world.as(person), collaborationId };
}

export async function collaborate(
  world: World,
  provider: Provider,
  person: Person,
  grants: readonly Grant[] = [],
): Promise<string> {
  const id = newId();
  await world.sql(
    `insert into collaborations (id, group_id, practitioner_id, account_id, email, email_key, first_name, last_name, language, grants,
       added_by, added_name, added_at, sent_at, expires_at, accepted_at, accepted_by)
     values ($1, $2, $3, $4, $5, lower($5), $6, $7, 'en', $8, $9, 'The Provider', $10, $10, $10::timestamptz + interval '14 days', $10, $4)`,
    [
      ...[id, provider.groupId, provider.practitionerId, person.id, person.email, person.firstName, person.lastName],
      ...[grants, provider.accountId, world.clock.now()],
    ],
  );
  return id;
}

/** Opens a case to a collaborator, as give_cases() does. */
export async function give(world: World, caseId: string, { collaborationId }: Pick<Collaborator, 'collaborationId'>) {
  await world.sql(
    `insert into case_collaborators (case_id, collaboration_id, given_at, given_by, given_name)
     select $1, $2, $3, b.added_by, b.added_name from collaborations b where b.id = $2 on conflict do nothing`,
    [caseId, collaborationId, world.clock.now()],
  );
  await world.sql('select refresh_collaboration(array[$1::uuid])', [caseId]);
}

/** Takes the case away, or suspends and resumes the access to it. */
export async function change(
  world: World,
  caseId: string,
  { collaborationId }: Pick<Collaborator, 'collaborationId'>,
  how: 'take' | 'suspend' | 'resume',
): Promise<void> {
  const set = {
    take: `taken_at = $3, taken_because = 'provider', taken_name = 'The Provider', taken_by = given_by`,
    suspend: 'suspended_at = $3',
    resume: 'suspended_at = case when $3::timestamptz is null then suspended_at end',
  }[how];
  await world.sql(
    `update case_collaborators set ${set} where case_id = $1 and collaboration_id = $2 and taken_at is null`,
    [caseId, collaborationId, world.clock.now()],
  );
  await world.sql('select refresh_collaboration(array[$1::uuid])', [caseId]);
}
