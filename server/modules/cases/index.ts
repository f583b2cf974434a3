export { type HistoryEntry, touchCase, writeHistory } from './touch-case.ts';

import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';

/** Cases: the case page, its history, and moving it between practices. */
export function casesModule(_platform: Platform): Module {
  return { routes: [] };
}
