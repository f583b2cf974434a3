import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';

/** Records: scans, photos, X-rays and files, from upload to the laboratory’s verdict. */
export function recordsModule(_platform: Platform): Module {
  return { routes: [] };
}
