import type { Answer, Call } from '#access/route.ts';
import type { viewConsentTexts, writeConsentText } from '#contract/collaborators.ts';
import { language } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { insertVersion, newestTexts, versionsOf } from './consent-store.ts';

export async function viewTheConsentTexts({ tx, params }: Call<typeof viewConsentTexts>) {
  return { texts: await described(tx, params.groupId) };
}

/** A new version of a text, in every language. What was ticked before stays as it was. */
export async function writeTheConsentText(
  call: Call<typeof writeConsentText>,
): Promise<Answer<typeof writeConsentText>> {
  const { tx, params, body, actor } = call;
  const [newest] = await newestTexts(tx, params.groupId, [body.kind]);
  if (newest!.version !== body.after) return refuse('changed_meanwhile');
  if (language.options.every((each) => newest!.bodies[each] === body.bodies[each])) return refuse('nothing_changed');
  const text = { kind: body.kind, version: newest!.version + 1, bodies: body.bodies };
  const writer = { accountId: actor.accountId, name: `${actor.firstName} ${actor.lastName}` };
  if (!(await insertVersion(tx, params.groupId, text, writer))) return refuse('changed_meanwhile');
  await announce(tx, { kind: 'collaborations_changed', organisationId: params.groupId });
  call.audit({
    subject: { kind: 'organisation', id: params.groupId },
    changes: [
      { field: 'kind', after: body.kind },
      { field: 'version', before: String(newest!.version), after: String(text.version) },
    ],
  });
  return { texts: await described(tx, params.groupId) };
}

async function described(tx: Tx, groupId: string) {
  return (await versionsOf(tx, groupId)).map(({ writtenAt, ...text }) => ({
    ...text,
    writtenAt: writtenAt?.toISOString() ?? null,
  }));
}
