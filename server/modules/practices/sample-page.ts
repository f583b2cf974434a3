import type { Answer, Call } from '#access/route.ts';
import type { samplePage as endpoint } from '#contract/practices.ts';
import { refuse } from '#platform/refusal.ts';
import { informationOf } from './information.ts';
import { renderSamplePage } from './render-sample-page.ts';
import { logoOf, practiceOf } from './store.ts';

export async function samplePage(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope } = call;
  const [practice, logo] = await Promise.all([practiceOf(tx, scope), logoOf(tx, scope)]);
  if (!practice) return refuse('not_found');
  call.audit({ subject: { kind: 'practice', id: practice.id } });
  return renderSamplePage(informationOf(practice), logo?.png, tx.now);
}
