import { completeOrder } from '#contract/orders.ts';
import type { Plan, Plot } from '../cases/stories.ts';
import { outside, service } from '../people.ts';
import { assign, give, prepareForProvider, read, ready, reserve, returnToEvaluating, write } from './acts.ts';
import type { Collaborations } from './become-collaborators.ts';
import { said } from './words.ts';

export type Partners = Collaborations & {
  serviceId: string;
  /** The member of the service who gets cases. */
  memberId: string;
};

const [manager, member] = [service.manager.email, service.people[0]!.email];
const [mentor, assistant, colleague] = [outside.mentor.email, outside.assistant.email, 'karim@terreaux.example'];

/** Cases that a provider works on with collaborators, one or more for each status of the collaboration. */
export function sharedPlots({ accepted, treated }: Record<string, Plot>, partners: Partners): Record<string, Plot> {
  const withService: Plot = async (t, at, daysAgo) => {
    await accepted!(t, at, daysAgo + 1);
    await at(daysAgo);
    await give(t, [partners.service]);
    await write(t, t.provider, said.toService);
    await assign(t, manager, partners.serviceId, partners.memberId);
  };
  /** To the service and the mentor: two whose word counts. */
  const withTwo: Plot = async (t, at, daysAgo) => {
    await withService(t, at, daysAgo + 1);
    await give(t, [partners.mentor]);
    await at(daysAgo);
    await t.deliver();
  };
  const marked: Plot = async (t, at, daysAgo) => {
    await withTwo(t, at, daysAgo + 1);
    await at(daysAgo);
    await ready(t, member);
    await write(t, member, said.ready);
  };
  return {
    /** Awaiting; the service has asked something that nobody at the practice has read. */
    async sharedAwaiting(t, at, daysAgo) {
      await accepted!(t, at, daysAgo + 1);
      await at(daysAgo);
      await give(t, t.of % 2 ? [partners.service] : [partners.service, partners.assistant]);
      await write(t, manager, said.fromService);
    },
    async sharedEvaluating(t, at, daysAgo) {
      await withTwo(t, at, daysAgo + 0.5);
      await at(daysAgo);
      await write(t, member, said.evaluated);
      await read(t, t.provider);
      await reserve(t, member, 72);
    },
    async sharedMentored(t, at, daysAgo) {
      await withTwo(t, at, daysAgo + 1);
      await write(t, t.provider, said.toMentor);
      await at(daysAgo);
      await write(t, mentor, said.fromMentor);
    },
    async sharedReady(t, at, daysAgo) {
      await marked(t, at, daysAgo);
      await read(t, t.provider);
    },
    async sharedPushedBack(t, at, daysAgo) {
      await marked(t, at, daysAgo + 0.5);
      await at(daysAgo);
      await returnToEvaluating(t, said.pushedBack);
      await read(t, t.provider);
    },
    async sharedDeclined(t, at, daysAgo) {
      await withTwo(t, at, daysAgo + 1);
      await at(daysAgo);
      await t.decline([], member, said.declined);
      await read(t, t.provider);
    },
    /** Between two practices of the group, in two languages. */
    async sharedWithColleague(t, at, daysAgo) {
      await accepted!(t, at, daysAgo + 3);
      await give(t, [partners.colleague]);
      await at(daysAgo + 1);
      await t.deliver();
      await write(t, t.provider, said.toColleague);
      await at(daysAgo);
      if (t.of % 2) await ready(t, colleague);
      await write(t, colleague, said.fromColleague);
    },
    async sharedApproved(t, at, daysAgo) {
      await marked(t, at, daysAgo + 1);
      await ready(t, mentor);
      await at(daysAgo);
      await t.approve();
      await write(t, t.provider, said.thanks);
      await read(t, t.provider);
    },
    async sharedArchived(t, at, daysAgo) {
      await treated!(t, at, daysAgo + 2);
      await give(t, [partners.mentor, partners.assistant]);
      await write(t, mentor, said.finished);
      await at(daysAgo);
      await t.act(completeOrder, t.provider, {});
      await read(t, t.provider);
    },
    /** With photos, scans and X-rays, for those who look at a shared case. */
    async sharedReal(t, at, daysAgo) {
      await at(daysAgo + 2);
      await t.begin('aligner');
      await t.fill();
      await t.addRealRecords();
      await at(daysAgo + 1.5);
      await t.submit();
      await t.acceptRecords();
      await t.accept(6);
      await give(t, [partners.service, partners.mentor, partners.assistant]);
      await write(t, assistant, said.fromAssistant);
      await assign(t, manager, partners.serviceId, partners.memberId);
      await write(t, t.provider, said.toMentor);
      await at(daysAgo + 0.5);
      await t.deliver();
      await ready(t, mentor);
      await write(t, mentor, said.fromMentor);
      await at(daysAgo);
      await write(t, member, said.evaluated);
    },
    async preparedByAssistant(t, at, daysAgo) {
      await at(daysAgo);
      await prepareForProvider(t, assistant);
      await write(t, assistant, said.prepared);
    },
  };
}

/** Which of them are told, how often, how many days ago the youngest ended, and of which provider the cases are. */
export const shared: Plan = [
  ['sharedAwaiting', 2, 0.5, 'jonas@amsee.example'],
  ['sharedEvaluating', 1, 0.4, 'jonas@amsee.example'],
  ['sharedMentored', 1, 0.3, 'jonas@amsee.example'],
  ['sharedReady', 2, 0.3, 'jonas@amsee.example'],
  ['sharedPushedBack', 1, 0.4, 'jonas@amsee.example'],
  ['sharedDeclined', 1, 0.6, 'jonas@amsee.example'],
  ['sharedWithColleague', 2, 0.4, 'mira@amsee.example'],
  ['sharedApproved', 2, 1, 'jonas@amsee.example'],
  ['sharedArchived', 1, 3, 'jonas@amsee.example'],
  ['sharedReal', 1, 0.3, 'jonas@amsee.example'],
  ['preparedByAssistant', 1, 0.2, 'jonas@amsee.example'],
];
