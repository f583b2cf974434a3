import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';

/** Hand-over of cases, and what becomes of them when a provider leaves. */
export function handOversModule(_platform: Platform): Module {
  return { routes: [] };
}
