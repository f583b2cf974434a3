import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { collaborationsLeft } from './leftovers.ts';
import { becomingRoutes } from './routes.ts';
import { markNotDelivered } from './store.ts';
import { tellBoth } from './tell.ts';

export { consentCurrent } from './consent-store.ts';
export { collaboratorLetters } from './letters.ts';

/** To whom providers open their cases: consent, collaborations, and what is given in them. */
export function collaboratorsModule(platform: Platform): Module {
  return {
    routes: becomingRoutes(platform),
    leftovers: collaborationsLeft,
    async letterUndeliverable(tx, letter) {
      if (letter.about?.kind !== 'collaboration') return;
      if (await markNotDelivered(tx, letter.about.id, letter.id)) tellBoth(tx, letter.about.id);
    },
  };
}
