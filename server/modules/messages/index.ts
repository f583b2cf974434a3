import { route } from '#access/route.ts';
import * as messages from '#contract/messages.ts';
import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { markTheThreadAnswered, markTheThreadRead, readTheThread, writeToTheThread } from './thread.ts';

/** The laboratory thread of a case. */
export function messagesModule(_platform: Platform): Module {
  return {
    routes: [
      route(messages.readThread, readTheThread),
      route(messages.writeToThread, writeToTheThread),
      route(messages.markThreadRead, markTheThreadRead),
      route(messages.markThreadAnswered, markTheThreadAnswered),
    ],
  };
}
