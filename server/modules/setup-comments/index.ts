import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { setupCommentsRoutes } from './routes.ts';

export { sendComments } from './send-comments.ts';

/** Comments pinned to a version of a treatment setup, their threads, and who reads them. */
export function setupCommentsModule(_platform: Platform): Module {
  return { routes: setupCommentsRoutes };
}
