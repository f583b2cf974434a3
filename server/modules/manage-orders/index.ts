export type { Reader } from './conditions.ts';
export { readCounts } from './counts-store.ts';
export { readPage } from './store.ts';

import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { foldCounts, refreshCases } from './keep-rows.ts';
import { manageOrdersRoutes } from './routes.ts';

/** Manage Orders: the list of cases, its counts, saved views and export. */
export function manageOrdersModule(_platform: Platform): Module {
  return {
    routes: manageOrdersRoutes,
    jobs: { refresh_cases: refreshCases },
    recurring: [{ name: 'fold case counts', everyMs: 2000, run: foldCounts }],
  };
}
