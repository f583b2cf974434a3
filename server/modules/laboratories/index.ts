import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { laboratoriesRoutes } from './routes.ts';

export { offeredPackage, packagesOf, requirementsOf } from './store.ts';

/** Laboratories: whom a practice orders from, their packages and the records they ask for. */
export function laboratoriesModule(platform: Platform): Module {
  return { routes: laboratoriesRoutes(platform) };
}
