import { readRoute, route } from '#access/route.ts';
import * as contract from '#contract/reservations.ts';
import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { listTheReservations, readTheReservations, releaseTheSetup, reserveTheSetup } from './reserve.ts';

/** Who says to be working on the open version of a treatment setup. */
export function reservationsModule(_platform: Platform): Module {
  return {
    routes: [
      readRoute(contract.readReservations, readTheReservations),
      readRoute(contract.listReservations, listTheReservations),
      route(contract.reserveSetup, reserveTheSetup),
      route(contract.releaseSetup, releaseTheSetup),
    ],
  };
}
