import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';

/** Laboratories: whom a practice orders from, their packages and the records they ask for. */
export function laboratoriesModule(_platform: Platform): Module {
  return { routes: [] };
}
