import type { Access, Endpoint } from '#contract/endpoint.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { digestOf } from '#platform/secret.ts';
import { type Actor, actorFrom, type Opened } from './actor.ts';
import { decide } from './decide.ts';
import { mintScope, type OrganisationScope } from './scope.ts';
import { isLocked } from './session-state.ts';

export type Admission = {
  actor: Actor | null;
  scope: OrganisationScope | undefined;
  /** The position through which the permission is held; null for `public` and `signed_in`. */
  because: string | null;
};

export const organisationParams = ['organisationId', 'practiceId', 'groupId'] as const;

/** The organisation that a path names, and the kind it must be. */
function namedOrganisation(params: Record<string, string>): { id: string; kind: 'practice' | 'group' | null } | null {
  if (params['organisationId']) return { id: params['organisationId'], kind: null };
  if (params['practiceId']) return { id: params['practiceId'], kind: 'practice' };
  if (params['groupId']) return { id: params['groupId'], kind: 'group' };
  return null;
}

export type GuardOptions = {
  /** Only for tests that prove the second wall: everything is let through, as if every position were held. */
  readonly wide?: boolean;
};

/**
 * Lets a request in, or says why not. Order of refusals: not signed in 401, not visible 404, visible but not allowed 403. From here on
 * the transaction acts for the account.
 */
export async function admit(
  tx: Tx,
  endpoint: Pick<Endpoint, 'access' | 'method'>,
  params: Record<string, string>,
  sessionToken: string | undefined,
  options: GuardOptions = {},
): Promise<Admission | Refusal> {
  const named = namedOrganisation(params);
  const opened = sessionToken
    ? await openRequest(tx, sessionToken, named?.id ?? null, endpoint.method === 'GET')
    : undefined;
  if (endpoint.access === 'public') {
    const actor = opened && !opened.awaits_second_factor && !locked(opened) ? actorFrom(opened) : null;
    if (opened && !actor) await tx.actAs(null);
    return { actor, scope: undefined, because: null };
  }
  if (!opened) return refuse('not_signed_in');
  if (opened.awaits_second_factor) return refuse('second_factor_needed');
  if (locked(opened)) return refuse('locked');
  if (opened.workstation_id && opened.idle_seconds > 30) await touch(tx, opened.session_id);
  const actor = actorFrom(opened);
  if (options.wide) return { actor, scope: wideScope(named, opened), because: 'owner_manager_admin' };
  if (endpoint.access === 'signed_in') return { actor, scope: undefined, because: null };
  return decideAdmission(endpoint.access, actor, opened, named);
}

/** The decision alone: what the first flight found, against what the endpoint asks. */
export function decideAdmission(
  permission: Exclude<Access, 'public' | 'signed_in'>,
  actor: Actor,
  opened: Opened,
  named: ReturnType<typeof namedOrganisation>,
): Admission | Refusal {
  if (named) {
    const visible = opened.organisation_kind !== null && actor.positions.length > 0;
    if (!visible || (named.kind !== null && named.kind !== opened.organisation_kind)) return refuse('not_found');
  } else if (actor.positions.length === 0) {
    // The instance itself isn't shown to those who don't run it.
    return refuse('not_found');
  }
  const decision = decide(actor.positions, permission);
  if (!decision.allowed) return refuse('not_allowed', { needs: decision.needs });
  if (opened.second_factor_required && !opened.second_factor) return refuse('second_factor_required');
  return {
    actor,
    scope:
      named && opened.organisation_kind ? mintScope(named.id, opened.organisation_kind, opened.group_id) : undefined,
    because: decision.because,
  };
}

function wideScope(named: ReturnType<typeof namedOrganisation>, opened: Opened): OrganisationScope | undefined {
  return named ? mintScope(named.id, opened.organisation_kind ?? named.kind ?? 'practice', opened.group_id) : undefined;
}

async function openRequest(
  tx: Tx,
  token: string,
  organisationId: string | null,
  onlyReads: boolean,
): Promise<Opened | undefined> {
  const [opened] = await tx.query<Opened>('select * from open_request($1, $2, $3, $4)', [
    digestOf(token),
    organisationId,
    tx.now,
    onlyReads,
  ]);
  return opened;
}

function locked(opened: Opened): boolean {
  return isLocked({
    locked: opened.locked,
    onWorkstation: opened.workstation_id !== null,
    idleSeconds: opened.idle_seconds,
    idleMinutesAllowed: opened.idle_minutes_allowed,
  });
}

async function touch(tx: Tx, sessionId: string): Promise<void> {
  await tx.query('update sessions set last_seen_at = $2 where id = $1', [sessionId, tx.now]);
}
