import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { chairsideRoutes } from './routes.ts';

/** What to do at a patient’s next visit, and what was done at those before. */
export function chairsideModule(_platform: Platform): Module {
  return { routes: chairsideRoutes };
}
