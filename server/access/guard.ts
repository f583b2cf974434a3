import { type CasePermission, isCasePermission, type Standing } from '#contract/case-permissions.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import type { Permission } from '#contract/permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { digestOf } from '#platform/secret.ts';
import { type Actor, actorFrom, type Opened } from './actor.ts';
import { decide, decideOnCase } from './decide.ts';
import { type CaseScope, mintCaseScope, mintScope, type OrganisationScope } from './scope.ts';
import { isLocked } from './session-state.ts';

export type Admission = {
  actor: Actor | null;
  scope: OrganisationScope | CaseScope | undefined;
  /** The position or standing through which the permission is held; null for `public` and `signed_in`. */
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

/** What came with a request to say who asks: a session's cookie, or the bearer of an API token and from which address it came. Never both. */
export type Presented = { session?: string | undefined } | { bearer: string; address: string };

/**
 * Lets a request in, or says why not. Order of refusals: not signed in 401, not visible 404, visible but not allowed 403. From here on
 * the transaction acts for the account.
 */
export async function admit(
  tx: Tx,
  endpoint: Pick<Endpoint, 'access' | 'method' | 'token'>,
  params: Record<string, string>,
  presented: Presented,
  options: GuardOptions = {},
): Promise<Admission | Refusal> {
  const named = namedOrganisation(params);
  const onCase = isCasePermission(endpoint.access) && params['caseId'] ? params['caseId'] : null;
  const opening = openRequest(tx, presented, named?.id ?? null, endpoint.method === 'GET');
  // Sent behind it in the same flight: by then the transaction acts for the account.
  const standing = opening && onCase ? caseStanding(tx, onCase) : undefined;
  const [opened, found] = await Promise.all([opening, standing]);
  if ('bearer' in presented) {
    const refusal = refuseToken(opened, endpoint);
    if (refusal) return refusal;
  }
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
  if (options.wide)
    return {
      actor,
      scope: onCase ? wideCaseScope(onCase, found) : wideScope(named, opened),
      because: onCase ? 'provider' : 'owner_manager_admin',
    };
  if (endpoint.access === 'signed_in') return { actor, scope: undefined, because: null };
  if (isCasePermission(endpoint.access)) return decideOnTheCase(endpoint.access, actor, found);
  return decideAdmission(endpoint.access, actor, opened, named);
}

/** The decision alone: what the first flight found, against what the endpoint asks. */
export function decideAdmission(
  permission: Permission,
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

/** What the database found to link the account to a case; see case_standing there. */
export type FoundStanding = {
  case_id: string;
  practice_id: string;
  group_id: string;
  standings: Standing[];
  laboratories: string[];
  second_factor_required: boolean;
  /** As whom the account sees the case as a collaborator: itself, or planning services that it manages. */
  collaborator_viewers: string[];
  service: { id: string; name: string } | null;
};

async function caseStanding(tx: Tx, caseId: string): Promise<FoundStanding | undefined> {
  const [found] = await tx.query<FoundStanding>('select * from case_standing($1)', [caseId]);
  return found;
}

/** The same for a case: who isn't linked to it can't tell that it exists. */
export function decideOnTheCase(
  permission: CasePermission,
  actor: Actor,
  found: FoundStanding | undefined,
): Admission | Refusal {
  if (!found || found.standings.length === 0) return refuse('not_found');
  const decision = decideOnCase(found.standings, permission);
  if (!decision.allowed) {
    // A manager of the group may move a case, and otherwise isn't shown that it is there.
    const sees = decideOnCase(found.standings, 'case.see').allowed;
    return sees ? refuse('not_allowed', { needs: decision.needs }) : refuse('not_found');
  }
  if (found.second_factor_required && !actor.secondFactor) return refuse('second_factor_required');
  return { actor, scope: caseScopeOf(found), because: decision.because };
}

function caseScopeOf(found: FoundStanding): CaseScope {
  return mintCaseScope({
    caseId: found.case_id,
    practiceId: found.practice_id,
    groupId: found.group_id,
    standings: found.standings,
    laboratoryIds: found.laboratories,
    collaboratorIds: found.collaborator_viewers,
    service: found.service,
  });
}

function wideCaseScope(caseId: string, found: FoundStanding | undefined): CaseScope {
  return mintCaseScope({
    caseId,
    practiceId: found?.practice_id ?? caseId,
    groupId: found?.group_id ?? caseId,
    standings: ['provider', 'practice_admin', 'laboratory_manager'],
    laboratoryIds: found?.laboratories ?? [],
    collaboratorIds: found?.collaborator_viewers ?? [],
  });
}

function wideScope(named: ReturnType<typeof namedOrganisation>, opened: Opened): OrganisationScope | undefined {
  return named ? mintScope(named.id, opened.organisation_kind ?? named.kind ?? 'practice', opened.group_id) : undefined;
}

/** Undefined where nothing was presented. */
function openRequest(
  tx: Tx,
  presented: Presented,
  organisationId: string | null,
  onlyReads: boolean,
): Promise<Opened | undefined> | undefined {
  const token = 'bearer' in presented ? presented.bearer : presented.session;
  if (!token) return undefined;
  const values = [digestOf(token), organisationId, tx.now, onlyReads];
  const opening =
    'bearer' in presented
      ? tx.query<Opened>('select * from open_api_request($1, $2, $3, $4, $5)', [...values, presented.address])
      : tx.query<Opened>('select * from open_request($1, $2, $3, $4)', values);
  return opening.then(([opened]) => opened);
}

/** A token does what its scopes say at endpoints that are for tokens; from there on its person's rights decide as ever. */
export function refuseToken(
  opened: Pick<Opened, 'token_scopes'> | undefined,
  endpoint: Pick<Endpoint, 'token'>,
): Refusal | undefined {
  if (!opened) return refuse('not_signed_in');
  if (!endpoint.token) return refuse('not_for_tokens');
  if (!opened.token_scopes?.includes(endpoint.token))
    return refuse('token_scope_missing', { facts: { scope: endpoint.token } });
  return undefined;
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
