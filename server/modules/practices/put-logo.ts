import type { Answer, Call } from '#access/route.ts';
import type { putLogo as endpoint } from '#contract/practices.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { shownPractice } from './information.ts';
import { readPicture } from './read-picture.ts';
import { holdPractice, replaceLogo } from './store.ts';

export async function putLogo(call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { tx, scope, actor } = call;
  const logo = await readPicture(call.file);
  if (!logo) return refuse('picture_unreadable');
  const practice = await holdPractice(tx, scope);
  if (!practice) return refuse('not_found');
  await replaceLogo(tx, scope, logo.png, logo.version);
  call.audit({
    subject: { kind: 'practice', id: practice.id },
    changes: [{ field: 'logo', before: practice.logo_version, after: logo.version }],
  });
  await announce(tx, { kind: 'practice_changed', organisationId: practice.id });
  return shownPractice({ ...practice, logo_version: logo.version }, actor.positions);
}
