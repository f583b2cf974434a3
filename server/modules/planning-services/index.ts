import { readRoute, route } from '#access/route.ts';
import * as contract from '#contract/planning-services.ts';
import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { assignTheCases, setTheDefaultMember, viewTheAssignments } from './assignments.ts';
import { listTheChangedCases } from './changed-cases.ts';
import { assignmentsLeft } from './leaving.ts';

/** Planning services: who of the service works on which of its cases, and what their software reads. */
export function planningServicesModule(_platform: Platform): Module {
  return {
    routes: [
      route(contract.viewAssignments, viewTheAssignments),
      route(contract.assignCases, assignTheCases),
      route(contract.setDefaultMember, setTheDefaultMember),
      readRoute(contract.listChangedCases, listTheChangedCases),
    ],
    leftovers: assignmentsLeft,
  };
}
