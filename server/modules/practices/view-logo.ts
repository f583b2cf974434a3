import type { Answer, Call } from '#access/route.ts';
import type { viewLogo as endpoint } from '#contract/practices.ts';
import { refuse } from '#platform/refusal.ts';
import { logoOf } from './store.ts';

export async function viewLogo(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const logo = await logoOf(call.tx, call.scope);
  return logo ? { file: logo.png, version: logo.version } : refuse('not_found');
}
