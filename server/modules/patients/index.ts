import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { patientsRoutes } from './routes.ts';

export { inFuture } from './describe.ts';

/** Patients, as far as cases need them. */
export function patientsModule(_platform: Platform): Module {
  return { routes: patientsRoutes() };
}
