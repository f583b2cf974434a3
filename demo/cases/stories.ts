import * as contract from '#contract/orders.ts';
import { comment, declineWithComments, reply, resolve, share, visit } from './review.ts';
import type { At } from './timeline.ts';
import type { Treatment } from './treatment.ts';
import { pinned } from './words.ts';

/** How a case comes to stand where it stands: so many days ago it came there. */
export type Plot = (treatment: Treatment, at: At, daysAgo: number) => Promise<void>;

export type Cast = {
  /** Prepares drafts. */
  frontDesk: string;
  /** Has *Submit for me* of the providers that say so. */
  submitter: string;
  provider: string;
};

/** Every plot by the category it ends in; some in several ways. */
export function plots({ frontDesk, submitter, provider }: Cast): Record<string, Plot> {
  const sent: Plot = async (t, at, daysAgo) => {
    await at(daysAgo + 0.8);
    await t.begin('aligner', t.of % 3 === 0 ? frontDesk : provider);
    await t.fill(t.of % 3 === 0 ? frontDesk : provider);
    await t.postImpression(frontDesk);
    await at(daysAgo);
    await t.submit();
  };
  const accepted: Plot = async (t, at, daysAgo) => {
    await sent(t, at, daysAgo + 1);
    await at(daysAgo);
    await t.acceptRecords();
    await t.accept(4 + (t.of % 5));
  };
  const delivered: Plot = async (t, at, daysAgo) => {
    await accepted(t, at, daysAgo + 4);
    await at(daysAgo);
    await t.deliver();
    if (t.of % 3 === 0) await comment(t, t.technician, pinned(t.language).hint);
  };
  /** Versions that wait for a decision have been looked at: a colleague has written, the patient has seen it. */
  const looked: Plot = async (t, at, daysAgo) => {
    await delivered(t, at, daysAgo + 0.2);
    await at(daysAgo);
    if (t.of % 2) await comment(t, frontDesk, pinned(t.language).inside);
    if (t.of % 2) await share(t, frontDesk);
  };
  const again: Plot = async (t, at, daysAgo) => {
    await delivered(t, at, daysAgo + 3);
    await at(daysAgo + 2);
    const wishes = await declineWithComments(t);
    await at(daysAgo + 0.3);
    await reply(t, t.technician, wishes[0]!, pinned(t.language).reply);
    await at(daysAgo);
    await t.deliver();
    await resolve(t, provider, wishes[0]!);
  };
  const approved: Plot = async (t, at, daysAgo) => {
    await (t.of % 4 === 0 ? again : delivered)(t, at, daysAgo + 1);
    await at(daysAgo);
    await t.approve();
  };
  const begun: Plot = async (t, at, daysAgo) => {
    await approved(t, at, daysAgo + 1);
    await at(daysAgo);
    await t.act(contract.beginManufacturing, t.technician, {});
    await t.act(contract.promiseDate, t.technician, { promisedOn: t.dayIn(5) });
  };
  const shipped: Plot = async (t, at, daysAgo) => {
    await begun(t, at, daysAgo + 4);
    await at(daysAgo);
    if (t.of % 3 === 0) await t.ship({ arch: 'upper', fromStage: 1, toStage: 8 });
    await t.ship();
  };
  const treated: Plot = async (t, at, daysAgo) => {
    await shipped(t, at, daysAgo + 2);
    await at(daysAgo);
    await t.act(contract.confirmDelivery, frontDesk, {});
    if (t.of % 4) await visit(t, frontDesk, pinned(t.language).visit);
    if (t.of % 3 === 0) await share(t, frontDesk, false);
  };
  const completed: Plot = async (t, at, daysAgo) => {
    await treated(t, at, daysAgo + 9);
    await at(daysAgo);
    await t.act(contract.completeOrder, provider, {});
  };
  return {
    ...{ sent, accepted, delivered, looked, again, approved, begun, shipped, treated, completed },
    async draft(t, at, daysAgo) {
      await at(daysAgo);
      await t.begin('aligner', frontDesk);
      if (t.of % 3) await t.fill(frontDesk, t.of % 2 ? 'general' : 'all');
    },
    async readyDraft(t, at, daysAgo) {
      await at(daysAgo);
      await t.begin('aligner', frontDesk);
      await t.fill(frontDesk);
      await t.postImpression(frontDesk);
    },
    async retainerDraft(t, at, daysAgo) {
      await at(daysAgo);
      await t.begin('retainer', frontDesk);
      await t.fill(frontDesk);
    },
    async toConfirm(t, at, daysAgo) {
      await at(daysAgo);
      await t.begin('retainer', submitter);
      await t.fill(submitter);
      await t.postImpression(submitter);
      await t.submit(submitter);
    },
    async waitingForRecords(t, at, daysAgo) {
      await sent(t, at, daysAgo + 1);
      await at(daysAgo);
      await t.askForRecords();
    },
    async rejected(t, at, daysAgo) {
      await at(daysAgo + 1);
      await t.begin();
      await t.fill();
      await t.postImpression();
      await t.addPhoto();
      await t.submit();
      await at(daysAgo);
      await t.rejectPhoto();
    },
    async overdue(t, at, daysAgo) {
      await sent(t, at, daysAgo + 7);
      await at(daysAgo + 6);
      await t.acceptRecords();
      await t.accept(4);
    },
    async asked(t, at, daysAgo) {
      await accepted(t, at, daysAgo + 1);
      await at(daysAgo);
      await t.question();
    },
    async answered(t, at, daysAgo) {
      await accepted(t, at, daysAgo + 1);
      await at(daysAgo + 0.5);
      await t.question();
      await at(daysAgo);
      await t.answer(provider);
    },
    async askedByPractice(t, at, daysAgo) {
      await accepted(t, at, daysAgo + 1);
      await at(daysAgo);
      await t.question(frontDesk);
    },
    async declined(t, at, daysAgo) {
      await delivered(t, at, daysAgo + 1);
      await at(daysAgo);
      if (t.of % 2) await t.decline();
      else await declineWithComments(t);
    },
    async cancellationAsked(t, at, daysAgo) {
      await begun(t, at, daysAgo + 1);
      await at(daysAgo);
      await t.act(contract.askToCancel, provider, { reason: t.say('cancels') });
    },
    async held(t, at, daysAgo) {
      await (t.of % 2 ? accepted : treated)(t, at, daysAgo + 2);
      await at(daysAgo);
      await t.hold(t.of % 2 ? provider : frontDesk);
    },
    async cancelled(t, at, daysAgo) {
      await accepted(t, at, daysAgo + 1);
      await at(daysAgo);
      await t.cancel();
    },
    async refused(t, at, daysAgo) {
      await sent(t, at, daysAgo + 1);
      await at(daysAgo);
      await t.act(contract.refuseOrder, t.technician, { reason: t.say('records') });
    },
    async closed(t, at, daysAgo) {
      await treated(t, at, daysAgo + 3);
      await at(daysAgo);
      await t.act(contract.closeOrder, provider, { reason: t.say('cancels') });
    },
    async retained(t, at, daysAgo) {
      await completed(t, at, daysAgo + 3);
      await at(daysAgo + 1);
      await t.later('retainer');
      await at(daysAgo);
      await t.accept(5);
    },
    async retainerDrafted(t, at, daysAgo) {
      await completed(t, at, daysAgo + 1);
      await at(daysAgo);
      await t.later('retainer', false, frontDesk);
    },
    async revised(t, at, daysAgo) {
      await treated(t, at, daysAgo + 5);
      await at(daysAgo + 4);
      await t.later('revision');
      await at(daysAgo + 3);
      await t.accept(5);
      await at(daysAgo);
      await t.deliver();
    },
    async replaced(t, at, daysAgo) {
      await treated(t, at, daysAgo + 2);
      await at(daysAgo);
      await t.later('replacement');
    },
    async real(t, at, daysAgo) {
      await at(daysAgo + 1);
      await t.begin('aligner', frontDesk);
      await t.fill(frontDesk);
      await t.addRealRecords(frontDesk);
      await at(daysAgo);
      await t.submit();
      if (t.of % 4 === 0) return;
      await t.acceptRecords();
      await t.accept(6);
      if (t.of % 4 === 1) return t.question();
      await t.deliver();
    },
  };
}

/** Which plots a practice tells, how often, how many days ago the last step of the youngest was, and whose cases those are, if anyone's. */
export type Plan = readonly (readonly [plot: string, times: number, daysAgo: number, provider?: string])[];

export const konstanz: Plan = [
  ...([
    ['draft', 5, 1],
    ['readyDraft', 3, 0.5],
    ['retainerDraft', 1, 2],
    ['toConfirm', 3, 0.5],
  ] as const),
  ...([
    ['sent', 4, 0.3],
    ['waitingForRecords', 4, 1],
    ['rejected', 3, 1],
    ['accepted', 2, 1],
    ['overdue', 3, 2],
  ] as const),
  ...([
    ['asked', 2, 0.5],
    ['answered', 2, 0.5],
    ['askedByPractice', 2, 0.4],
    ['looked', 3, 0.5],
    ['again', 2, 1],
  ] as const),
  ...([
    ['declined', 2, 0.5],
    ['approved', 1, 0.5],
    ['begun', 3, 1],
    ['cancellationAsked', 1, 1],
    ['shipped', 5, 1],
  ] as const),
  ...([
    ['treated', 5, 3],
    ['held', 3, 2],
    ['completed', 3, 3],
    ['cancelled', 3, 6],
    ['refused', 2, 4],
    ['closed', 2, 5],
  ] as const),
  ...([
    ['retained', 2, 1],
    ['retainerDrafted', 1, 1],
    ['revised', 2, 1],
    ['replaced', 1, 1],
  ] as const),
];
export const lyon: Plan = [
  ...([
    ['draft', 2, 1],
    ['readyDraft', 1, 1],
    ['toConfirm', 1, 0.5],
    ['sent', 3, 0.4],
    ['waitingForRecords', 1, 1],
  ] as const),
  ...([
    ['rejected', 1, 1],
    ['accepted', 1, 1],
    ['overdue', 1, 2],
    ['asked', 1, 0.5],
    ['looked', 2, 0.6],
    ['declined', 1, 1],
  ] as const),
  ...([
    ['begun', 1, 1],
    ['shipped', 2, 1],
    ['treated', 4, 3],
    ['held', 1, 2],
    ['completed', 2, 4],
    ['cancelled', 1, 5],
  ] as const),
];
