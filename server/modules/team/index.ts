import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import type { AfterTheTeam, Module } from '../module.ts';
import { markNotDelivered } from './invitations-store.ts';
import { teamRoutes } from './routes.ts';

export { inviteFirstManager } from './found.ts';
export {
  acceptance,
  type Closed,
  copying,
  declining,
  openedBy,
  resending,
  revocation,
} from './invitation-acts.ts';
export { actsOn, type InvitationTimes, invitationLivesMs, isOpen, stateOf } from './invitation-state.ts';
export { knownLanguage } from './invite.ts';
export { teamLetters } from './letters.ts';
export { nameLikeness } from './rules.ts';
export { reachOf } from './view-me.ts';

const nothing: AfterTheTeam = { leavings: [], leftovers: [] };

/** Who works where: members, invitations, and what leaving means. */
export function teamModule(platform: Platform, afterTheTeam: () => AfterTheTeam = () => nothing): Module {
  return {
    routes: teamRoutes(platform, afterTheTeam),
    async letterUndeliverable(tx, letter) {
      if (letter.about?.kind !== 'invitation') return;
      const organisationId = await markNotDelivered(tx, letter.about.id, letter.id);
      if (organisationId) await announce(tx, { kind: 'invitations_changed', organisationId });
    },
  };
}
