import { announce } from '#platform/live/announce.ts';
import type { Platform } from '#platform/platform.ts';
import type { Leaving, Module } from '../module.ts';
import { markNotDelivered } from './invitations-store.ts';
import { teamRoutes } from './routes.ts';

export { inviteFirstManager } from './found.ts';
export { knownLanguage } from './invite.ts';
export { teamLetters } from './letters.ts';
export { nameLikeness } from './rules.ts';
export { reachOf } from './view-me.ts';

/** Who works where: members, invitations, and what leaving means. */
export function teamModule(
  platform: Platform,
  others: { leavings(): readonly Leaving[] } = { leavings: () => [] },
): Module {
  return {
    routes: teamRoutes(platform, others.leavings),
    async letterUndeliverable(tx, letter) {
      if (letter.about?.kind !== 'invitation') return;
      const organisationId = await markNotDelivered(tx, letter.about.id, letter.id);
      if (organisationId) await announce(tx, { kind: 'invitations_changed', organisationId });
    },
  };
}
