import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';

/** Manage Orders: the list of cases, its counts, saved views and export. */
export function manageOrdersModule(_platform: Platform): Module {
  return { routes: [] };
}
