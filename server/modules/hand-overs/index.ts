import { route } from '#access/route.ts';
import * as handOvers from '#contract/hand-overs.ts';
import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { answerTheHandOver, answerTheHandOvers, listTheHandOvers } from './answer.ts';
import { casesLeft } from './leaving.ts';
import { listTheProviders, offerTheHandOvers, withdrawTheHandOver } from './offer.ts';
import { returnCases } from './return-cases.ts';

export { handOverLetters } from './letters.ts';

/** Hand-over of cases, and what becomes of them when a provider leaves. */
export function handOversModule(platform: Platform): Module {
  return {
    routes: [
      route(handOvers.listProviders, listTheProviders),
      route(handOvers.offerHandOvers, (call) => offerTheHandOvers(call, platform)),
      route(handOvers.withdrawHandOver, withdrawTheHandOver),
      route(handOvers.listMyHandOvers, listTheHandOvers),
      route(handOvers.answerHandOver, (call) => answerTheHandOver(call, platform)),
      route(handOvers.answerHandOvers, (call) => answerTheHandOvers(call, platform)),
    ],
    recurring: [{ name: 'return-cases', everyMs: 10 * 60_000, run: returnCases }],
    leaving: casesLeft(platform),
  };
}
