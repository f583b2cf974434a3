import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';

/** Orders: drafts, submission, and everything that happens to them until they are closed. */
export function ordersModule(_platform: Platform): Module {
  return { routes: [] };
}
