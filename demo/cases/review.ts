import { recordVisit, viewChairsideCard } from '#contract/chairside.ts';
import { addSetupComment, replyToSetupComment, resolveSetupComment } from '#contract/setup-comments.ts';
import { makePatientLink, openSimulation } from '#contract/setups.ts';
import type { Tooth } from '#contract/teeth.ts';
import { dueAt } from '#contract/treatment-plan/procedures.ts';
import { newId } from '#platform/ids.ts';
import { onWall } from '../anatomy/crown.ts';
import { formOf } from '../anatomy/tooth-forms.ts';
import type { Treatment } from './treatment.ts';
import { type Pinned, pinned } from './words.ts';

/** What people do with a version of the setup beside deciding on it: comments on teeth, a link for the patient, visits by its plan. */

/** Pins what a provider, a colleague or a technician has to say; its id. */
export async function comment(t: Treatment, by: string, said: Pinned): Promise<string> {
  const browser = await t.as(by);
  const { id: setupId } = await t.newest(browser);
  const { tooth, stage, audience, text } = said;
  const body = { text, audience, stage, tooth, point: tooth ? onCrown(tooth) : null, clientId: newId() };
  const { id } = await browser.call(addSetupComment, { params: { caseId: t.place.caseId, setupId }, body });
  return id;
}

export async function reply(t: Treatment, by: string, commentId: string, text: string): Promise<void> {
  const params = { caseId: t.place.caseId, commentId };
  await (await t.as(by)).call(replyToSetupComment, { params, body: { text, clientId: newId() } });
}

export async function resolve(t: Treatment, by: string, commentId: string): Promise<void> {
  const params = { caseId: t.place.caseId, commentId };
  await (await t.as(by)).call(resolveSetupComment, { params, body: { resolved: true } });
}

/** The provider pins what is to be changed, and sends it along with the decline; the ids of what was pinned. */
export async function declineWithComments(t: Treatment): Promise<string[]> {
  const ids: string[] = [];
  for (const said of pinned(t.language).wishes) ids.push(await comment(t, t.provider, said));
  await t.decline(ids);
  return ids;
}

/** The patient gets a link and opens it. */
export async function share(t: Treatment, by: string, opened = true): Promise<void> {
  const browser = await t.as(by);
  const { id: setupId } = await t.newest(browser);
  const params = { caseId: t.place.caseId, setupId };
  const { url } = await browser.call(makePatientLink, { params, body: { days: 30 } });
  if (opened) await t.stranger().call(openSimulation, { body: { token: url.split('/').at(-1)! } });
}

/** Hands over what the card says, and does what is due by then. */
export async function visit(t: Treatment, by: string, note = ''): Promise<void> {
  const browser = await t.as(by);
  const params = { caseId: t.place.caseId };
  const { card } = await browser.call(viewChairsideCard, { params });
  if (!card) return;
  const { next, procedures, visits } = card;
  const done = next.handOver ? dueAt(procedures, next.handOver).map(({ id }) => id) : [];
  const body = {
    id: newId(),
    orderId: card.order.id,
    basedOn: visits[0]?.id ?? null,
    handedOver: next.handOver,
    done,
    note,
  };
  await browser.call(recordVisit, { params, body });
}

/** A point on the cheek's side of a crown, in the coordinates of the demo's setups. */
function onCrown(tooth: Tooth): [number, number, number] {
  const [, y, z] = onWall(formOf(tooth), Math.PI / 2, 0.55);
  return [0, y, z];
}
