import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { closeCasesOver, forgetDiscardedDrafts } from './passing-of-time.ts';
import { ordersRoutes } from './routes.ts';

/** Orders: drafts, submission, and everything that happens to them until they are closed. */
export function ordersModule(platform: Platform): Module {
  return {
    routes: ordersRoutes,
    recurring: [
      { name: 'forget discarded drafts', everyMs: 600_000, run: forgetDiscardedDrafts },
      { name: 'close cases whose package is over', everyMs: 600_000, run: (tx) => closeCasesOver(platform, tx) },
    ],
  };
}

export { type OrderOfSetup, orderOfSetup } from './order-of-setup.ts';
export { type SetupRow, setupColumns, shownSetup } from './shown-setup.ts';
