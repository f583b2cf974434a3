import { readRoute, route } from '#access/route.ts';
import * as contract from '#contract/api-tokens.ts';
import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { apiTokensLeft } from './leftovers.ts';
import { listTheTokens, makeTheToken, revokeTheToken, viewTheOwnToken } from './tokens.ts';

/** Tokens by which a person's software signs in; the guard opens them. */
export function apiTokensModule(_platform: Platform): Module {
  return {
    routes: [
      readRoute(contract.listApiTokens, listTheTokens),
      route(contract.makeApiToken, makeTheToken),
      route(contract.revokeApiToken, revokeTheToken),
      route(contract.viewOwnToken, viewTheOwnToken),
    ],
    leftovers: apiTokensLeft,
  };
}
