import { type Route, readRoute, route } from '#access/route.ts';
import * as contract from '#contract/chairside.ts';
import { printTheCard } from './print-card.ts';
import { recordTheVisit } from './record-visit.ts';
import { takeTheVisitBack } from './take-back-visit.ts';
import { viewTheCard } from './view-card.ts';

export const chairsideRoutes: Route[] = [
  readRoute(contract.viewChairsideCard, viewTheCard),
  readRoute(contract.printChairsideCard, printTheCard),
  route(contract.recordVisit, recordTheVisit),
  route(contract.takeBackVisit, takeTheVisitBack),
];
