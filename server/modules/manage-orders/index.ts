export { type Condition, closedFlags, conditionsOf, type Reader } from './conditions.ts';
export { readCounts } from './counts-store.ts';
export { readCursor, writeCursor } from './cursor.ts';
export { readerOf } from './list-cases.ts';
export { readPage } from './store.ts';
export { Values } from './values.ts';

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
