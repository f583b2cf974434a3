export type { Outcome } from './givings-store.ts';
export { workActs } from './work-acts.ts';

import { type Route, route } from '#access/route.ts';
import * as contract from '#contract/giving-cases.ts';
import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { countToGive, giveMany, listToGive, listToGiveCases, setTheFutureCases, viewTheGiving } from './many-cases.ts';
import { confirmTheGivings, saveTheGivings, viewTheGivings, viewWhoSeesIt } from './one-case.ts';
import { workActs } from './work-acts.ts';

const routes: Route[] = [
  route(contract.viewGivings, viewTheGivings),
  route(contract.saveGivings, saveTheGivings),
  route(contract.confirmGivings, confirmTheGivings),
  route(contract.viewWhoSees, viewWhoSeesIt),
  route(contract.listCollaborationsToGive, listToGive),
  route(contract.listCasesToGive, listToGiveCases),
  route(contract.countCasesToGive, countToGive),
  route(contract.giveManyCases, giveMany),
  route(contract.viewGiving, viewTheGiving),
  route(contract.setFutureCases, setTheFutureCases),
];

/** Giving cases to collaborators and taking them away, one or many; who sees a case. */
export function givingCasesModule(platform: Platform): Module {
  return {
    routes,
    recurring: [{ name: 'work givings', everyMs: 250, run: workActs(platform) }],
  };
}
