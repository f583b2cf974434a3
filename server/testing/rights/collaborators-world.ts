import { newId } from '#platform/ids.ts';
import type { World } from '../world.ts';
import type { Caller } from './rights-world.ts';

/** Collaborators of every kind, and what the provider opened to whom. */
type Kind = {
  /** Who it is, by the name of the caller; or the planning service. */
  called: string | 'the service';
  grants?: readonly string[];
  state?: 'waiting' | 'ended';
  given?: 'suspended' | 'taken' | 'not given';
  /** Another provider's collaborator has nothing of this one's cases. */
  provider?: string;
};

const granted = ['manage_records', 'laboratory_thread', 'prices'] as const;

export const collaborators: readonly Kind[] = [
  { called: 'collaborator' },
  { called: 'collaborator with grants', grants: granted },
  { called: 'collaborator who has not accepted', grants: granted, state: 'waiting' },
  { called: 'collaborator whose collaboration ended', grants: granted, state: 'ended' },
  { called: 'collaborator who is suspended', grants: granted, given: 'suspended' },
  { called: 'collaborator from whom the case was taken', grants: granted, given: 'taken' },
  { called: 'collaborator to whom the case was not given', grants: granted, given: 'not given' },
  { called: 'the service' },
];

/** Opens a case to all of them; who sees it as a collaborator, with which grants, as the provider would say. */
export async function shareCase(
  world: World,
  caseId: string,
  service: string,
  callers: readonly Caller[],
): Promise<Record<string, readonly string[]>> {
  const account = (called: string) => callers.find((each) => each.called === called)!.account.id;
  const provider = account('provider');
  const open: Record<string, readonly string[]> = {};
  for (const { called, grants = [], state, given } of collaborators) {
    const [id, ofService] = [newId(), called === 'the service'];
    const who = ofService ? null : account(called);
    const address = ofService ? '' : `${id}@collaborator.example`;
    await world.sql(
      `insert into collaborations (id, group_id, practitioner_id, account_id, service_id, email, email_key, first_name, last_name, language, grants,
         added_by, added_name, added_at, sent_at, expires_at, accepted_at, accepted_by, ended_at)
       select $1, c.group_id, c.practitioner_id, $3, $4, $5, $5, 'C', 'C', 'en', $6, $7, 'P', now(), now(), now() + interval '7 days',
         case when $8 then now() end, case when $8 then $7::uuid end, case when $9 then now() end from cases c where c.id = $2`,
      [
        ...[id, caseId, state === 'waiting' ? null : who, ofService ? service : null, address, grants, provider],
        ...[state !== 'waiting', state === 'ended'],
      ],
    );
    if (given !== 'not given')
      await world.sql(
        `insert into case_collaborators (case_id, collaboration_id, given_at, given_by, given_name, suspended_at, taken_at)
         values ($1, $2, now(), $3, 'P', case when $4 = 'suspended' then now() end, case when $4 = 'taken' then now() end)`,
        [caseId, id, provider, given ?? ''],
      );
    if (!state && !given && who) open[who] = grants;
  }
  // Its manager sees what the service was given, a member what was assigned.
  const [manager, member] = [account('active service_manager'), account('active service_member')];
  await world.sql(
    `insert into service_assignments (case_id, service_id, account_id, assigned_by, assigned_at) values ($1, $2, $3, $4, now())
     on conflict do nothing`,
    [caseId, service, member, manager],
  );
  await world.sql('select refresh_case($1)', [caseId]);
  return { ...open, [manager]: [], [member]: [] };
}
