import type { OrganisationScope } from '#access/scope.ts';
import type { Leaver } from '../module.ts';
import type { MemberRow } from './members-store.ts';

/** A membership that is about to end or to be suspended, and where. */
export type LeavingMembership = MemberRow & { organisation_id: string; kind: OrganisationScope['kind'] };

/** The person as other modules are told of them. */
export const leaverOf = (row: MemberRow): Leaver => ({ memberId: row.id, accountId: row.account_id });
