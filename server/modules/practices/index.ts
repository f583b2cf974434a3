import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { practicesRoutes } from './routes.ts';

/** Groups, practices, laboratories and services: what they are called, where they are, how they are set. */
export function practicesModule(platform: Platform): Module {
  return { routes: practicesRoutes(platform) };
}

export { changesBetween } from './information.ts';
export { type InstanceOrganisationRow, instanceOrganisation } from './instance-store.ts';
export { shownOrganisation } from './list-organisations.ts';
export { nameKey } from './rules.ts';
export { insertOrganisation, insertPractice, type PracticeInformation } from './store.ts';
