import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';

export function practicesModule(_platform: Platform): Module {
  return { routes: [] };
}
