import type { TokenScope } from '#contract/endpoint.ts';
import type { Level, OrganisationKind, Position, Role } from '#contract/permissions.ts';
import { positionOf } from '#contract/permissions.ts';

/** What the first flight of a request found out about who is asking; see open_request in the database. */
export type Opened = {
  session_id: string;
  account_id: string;
  awaits_second_factor: boolean;
  locked: boolean;
  second_factor: boolean;
  workstation_id: string | null;
  idle_seconds: number;
  idle_minutes_allowed: number | null;
  instance_administrator: boolean;
  first_name: string;
  last_name: string;
  email: string;
  language: string;
  time_zone: string;
  /** Of the organisation that the path names; null where there is none such. */
  organisation_id: string | null;
  organisation_kind: OrganisationKind | null;
  group_id: string | null;
  second_factor_required: boolean;
  /** All active ones of the account. */
  memberships: { id: string; organisation: string; kind: OrganisationKind; role: Role; level: Level }[] | null;
  /** Of the API token whose bearer was presented instead of a session's cookie; `session_id` is then the token's. */
  token_name?: string;
  token_scopes?: TokenScope[];
  token_expires_at?: Date;
};

/** The person who asks. */
export type Actor = {
  readonly accountId: string;
  readonly sessionId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly language: string;
  readonly timeZone: string;
  readonly instanceAdministrator: boolean;
  readonly secondFactor: boolean;
  readonly workstationId: string | null;
  /** Not the person but their software, by an API token; `sessionId` is then the token's. */
  readonly token: {
    readonly id: string;
    readonly name: string;
    readonly scopes: readonly TokenScope[];
    readonly expiresAt: Date;
  } | null;
  /** Positions held in the organisation that the path names; on the instance where it names none. */
  readonly positions: readonly Position[];
};

/** The positions that memberships and administration of the instance make of a person in an organisation of this kind. */
export function positionsIn(
  kind: OrganisationKind | null,
  memberships: readonly { kind: OrganisationKind; role: Role; level: Level }[],
  instanceAdministrator: boolean,
): Position[] {
  const held = memberships
    .map((membership) => positionOf(membership.kind, membership.role, membership.level))
    .filter((position) => position !== undefined);
  if (instanceAdministrator && kind !== 'practice') held.push('instance_administrator');
  return held;
}

/** The actor in the organisation that the path names: its memberships there, and as manager of its group. */
export function actorFrom(opened: Opened): Actor {
  const here = (opened.memberships ?? []).filter(
    ({ organisation, role }) =>
      opened.organisation_id !== null &&
      (organisation === opened.organisation_id || (organisation === opened.group_id && role === 'group_manager')),
  );
  return {
    accountId: opened.account_id,
    sessionId: opened.session_id,
    firstName: opened.first_name,
    lastName: opened.last_name,
    email: opened.email,
    language: opened.language,
    timeZone: opened.time_zone,
    instanceAdministrator: opened.instance_administrator,
    secondFactor: opened.second_factor,
    workstationId: opened.workstation_id,
    token: opened.token_scopes
      ? {
          id: opened.session_id,
          name: opened.token_name!,
          scopes: opened.token_scopes,
          expiresAt: opened.token_expires_at!,
        }
      : null,
    positions: positionsIn(opened.organisation_kind, here, opened.instance_administrator),
  };
}
