import { markReady, pushBack } from '#contract/collaboration.ts';
import {
  markCollaboratorMessagesRead,
  readCollaboratorMessages,
  writeCollaboratorMessage,
} from '#contract/collaborator-messages.ts';
import {
  handToProvider,
  nameNewPatient,
  startOrderForProvider,
  viewCollaboratorView,
} from '#contract/collaborator-view.ts';
import { saveGivings } from '#contract/giving-cases.ts';
import { saveDraft } from '#contract/orders.ts';
import { assignCases } from '#contract/planning-services.ts';
import { reserveSetup } from '#contract/reservations.ts';
import { newId } from '#platform/ids.ts';
import type { Treatment } from '../cases/treatment.ts';
import { approachOf } from '../cases/words.ts';

/** What collaborators do with a case, and the provider with them. */

const ofCase = (t: Treatment) => ({ caseId: t.place.caseId });

export async function give(t: Treatment, collaborations: readonly string[]): Promise<void> {
  const body = { give: [...collaborations] };
  await (await t.as(t.provider)).call(saveGivings, { params: ofCase(t), body });
}

export async function write(t: Treatment, by: string, text: string): Promise<void> {
  const body = { text, clientId: newId() };
  await (await t.as(by)).call(writeCollaboratorMessage, { params: ofCase(t), body });
}

/** Has read everything so far: no speech bubble. */
export async function read(t: Treatment, by: string): Promise<void> {
  const browser = await t.as(by);
  const { messages } = await browser.call(readCollaboratorMessages, { params: ofCase(t), query: { limit: 1 } });
  const body = { number: messages.at(-1)?.number ?? 0 };
  await browser.call(markCollaboratorMessagesRead, { params: ofCase(t), body });
}

export async function ready(t: Treatment, by: string): Promise<void> {
  const browser = await t.as(by);
  const { version, contentHash } = await t.newest(browser);
  await browser.call(markReady, { params: ofCase(t), body: { version, contentHash } });
}

export async function returnToEvaluating(t: Treatment, reason: string): Promise<void> {
  const browser = await t.as(t.provider);
  const { version } = await t.newest(browser);
  await browser.call(pushBack, { params: ofCase(t), body: { version, reason } });
}

/** A manager of a planning service gives the case to a member. */
export async function assign(t: Treatment, by: string, organisationId: string, accountId: string): Promise<void> {
  const body = { caseIds: [t.place.caseId], accountId };
  await (await t.as(by)).call(assignCases, { params: { organisationId }, body });
}

export async function reserve(t: Treatment, by: string, hours: number): Promise<void> {
  const browser = await t.as(by);
  const { id: setupId } = await t.newest(browser);
  await browser.call(reserveSetup, { params: { ...ofCase(t), setupId }, body: { hours } });
}

/** A collaborator begins a case for the provider, fills it in, and hands it over to be submitted. */
export async function prepareForProvider(t: Treatment, by: string): Promise<void> {
  const browser = await t.as(by);
  const { addsOrdersFor } = await browser.call(viewCollaboratorView, {});
  const practitionerId = addsOrdersFor[0]!.practitionerId;
  const started = { practitionerId, practiceId: t.stage.practiceId, kind: 'aligner' as const };
  const { caseId, id: orderId } = await browser.call(startOrderForProvider, { body: started });
  t.place = { caseId, orderId };
  await browser.call(nameNewPatient, { params: t.place, body: t.stage.patient() });
  const asked = { approach: approachOf(t.of), instructions: t.say('instructions') };
  const body = { arches: 'both' as const, chiefComplaint: t.say('complaints'), ...asked };
  await browser.call(saveDraft, { params: t.place, body });
  await t.postImpression(by);
  await browser.call(handToProvider, { params: t.place });
}
