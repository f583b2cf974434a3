import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';

/** The laboratory thread of a case. */
export function messagesModule(_platform: Platform): Module {
  return { routes: [] };
}
