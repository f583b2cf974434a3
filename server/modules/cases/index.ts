import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { casesRoutes } from './routes.ts';

export { type DocumentHead, documentHead } from './document-head.ts';
export { rowJson } from './row-json.ts';
export { viewersOf } from './store.ts';
export { dayIn } from './today.ts';
export { type HistoryEntry, touchCase, writeHistory } from './touch-case.ts';

/** Cases: the case page, its history, and moving it between practices. */
export function casesModule(_platform: Platform): Module {
  return { routes: casesRoutes() };
}
