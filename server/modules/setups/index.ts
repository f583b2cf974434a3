import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { patientLinksLeft } from './leftovers.ts';
import { setupsRoutes } from './routes.ts';

export { type PlanWords, planWords } from './plan-words.ts';

/** Treatment setups: a version with its files as it is reviewed, and what a patient sees of it. */
export function setupsModule(platform: Platform): Module {
  return { routes: setupsRoutes(platform), leftovers: patientLinksLeft };
}
