import { route } from '#access/route.ts';
import * as contract from '#contract/collaboration.ts';
import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { leaveCase } from './leave-case.ts';
import { markReady, pushBack, takeBackReady } from './mark-ready.ts';
import { viewTheCollaboration } from './view-collaboration.ts';

/** The collaboration on a case: its status, marking ready, pushing back, leaving. */
export function collaborationModule(_platform: Platform): Module {
  return {
    routes: [
      route(contract.viewCollaboration, viewTheCollaboration),
      route(contract.markReady, markReady),
      route(contract.takeBackReady, takeBackReady),
      route(contract.pushBack, pushBack),
      route(contract.leaveCase, leaveCase),
    ],
  };
}
