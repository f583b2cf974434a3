import { type Route, readRoute, route } from '#access/route.ts';
import * as cases from '#contract/cases.ts';
import { markThePrivate, moveTheCase, moveTheCaseByNumber } from './change-case.ts';
import { viewTheCase, viewTheHistory } from './view-case.ts';

export function casesRoutes(): Route[] {
  return [
    readRoute(cases.viewCase, viewTheCase),
    readRoute(cases.viewHistory, viewTheHistory),
    route(cases.markPrivate, markThePrivate),
    route(cases.moveCase, moveTheCase),
    route(cases.moveCaseByNumber, moveTheCaseByNumber),
  ];
}
