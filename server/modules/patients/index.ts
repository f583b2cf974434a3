import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';

/** Patients, as far as cases need them. */
export function patientsModule(_platform: Platform): Module {
  return { routes: [] };
}
