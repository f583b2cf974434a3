import type { Answer, Call } from '#access/route.ts';
import type { startOidc as endpoint } from '#contract/identity.ts';
import { cookieName } from '#platform/http/browser.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { beginAtProvider } from './oidc-client.ts';
import { lives } from './rules.ts';

export function oidcCookie(platform: Platform): string {
  return cookieName(platform.config, 'oidc');
}

/** Sends the browser to the OpenID provider; state, nonce and verifier travel in a sealed cookie. */
export async function startOidc(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const settings = platform.config.oidc;
  if (!settings) return refuse('oidc_not_configured');
  try {
    const { url, sealed } = await beginAtProvider(platform, settings, call.tx.now);
    call.browser.setCookie(oidcCookie(platform), sealed, lives.oidc / 1000);
    return { url };
  } catch (error) {
    platform.log.warn({ error: (error as Error).message }, 'the OpenID provider does not answer');
    return refuse('oidc_failed');
  }
}
