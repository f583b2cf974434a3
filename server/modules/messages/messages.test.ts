import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { moveCase, viewCase } from '#contract/cases.ts';
import { markThreadAnswered, markThreadRead, readThread, writeToThread } from '#contract/messages.ts';
import { newId } from '#platform/ids.ts';
import { addCase, addOrder, type CaseWorld, makeCaseWorld, of, type Who } from '../cases/testing/case-world.ts';
import { openLiveEvents } from '../team/testing/live-events.ts';

let world: CaseWorld;
beforeAll(async () => {
  world = await makeCaseWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

type Made = { caseId: string };
const thread = (made: Made, laboratoryId = world.lab.id) => ({ params: { caseId: made.caseId, laboratoryId } });
const words = (text: string, more: { asks?: boolean; clientId?: string } = {}) => ({
  body: { text, clientId: newId(), ...more },
});
const write = (name: Who, made: Made, text: string, more: { asks?: boolean; clientId?: string } = {}) =>
  world.browsers[name].call(writeToThread, { ...thread(made), ...words(text, more) });
const row = async (name: Who, made: Made) => (await world.browsers[name].call(viewCase, of(made))).row;

describe('the laboratory thread', () => {
  test('isn’t there for who doesn’t see the case, nor for another laboratory of the same case', async () => {
    const made = await addCase(world);
    await addOrder(world, made.caseId, { kind: 'retainer', laboratory: world.otherLab });
    await write('desk', made, 'For Clear Lab alone');
    for (const name of ['southAdmin', 'manager', 'outsider', 'otherLabManager'] as const) {
      expect(await world.browsers[name].refusal(readThread, thread(made))).toBe('not_found');
      expect(await world.browsers[name].refusal(writeToThread, { ...thread(made), ...words('x') })).toBe('not_found');
      expect(await world.browsers[name].refusal(markThreadRead, thread(made))).toBe('not_found');
      expect(await world.browsers[name].refusal(markThreadAnswered, thread(made))).toBe('not_found');
    }
    const theirs = await world.browsers.otherLabManager.call(readThread, thread(made, world.otherLab.id));
    expect(theirs.messages).toEqual([]);
  });

  test('doesn’t exist with a laboratory that nothing was sent to', async () => {
    const made = await addCase(world);
    for (const wrong of [world.otherLab.id, world.north.id, newId()])
      expect(await world.browsers.desk.refusal(readThread, thread(made, wrong))).toBe('not_found');
    const draft = await addCase(world, { category: 'draft' });
    expect(await world.browsers.desk.refusal(writeToThread, { ...thread(draft), ...words('x') })).toBe('not_found');
  });

  test('refuses an empty message and one of control characters', async () => {
    const made = await addCase(world);
    for (const text of ['', '   ', 'a\u0000b'])
      expect(await world.browsers.desk.refusal(writeToThread, { ...thread(made), ...words(text) })).toBe('invalid');
  });

  test('keeps one message of one that is sent twice, also at once, and tells nothing about a foreign id', async () => {
    const made = await addCase(world);
    const clientId = newId();
    const sent = await Promise.all([1, 2, 3].map(() => write('desk', made, 'Once', { clientId })));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    const { messages } = await world.browsers.technician.call(readThread, thread(made));
    expect(messages.map(({ text, yours, side }) => [text, yours, side])).toEqual([['Once', false, 'provider_side']]);
    const other = await addCase(world);
    for (const name of ['desk', 'provider', 'technician'] as const) {
      const again = { ...thread(other), ...words('Mine?', { clientId }) };
      expect(await world.browsers[name].refusal(writeToThread, again)).toBe('invalid');
    }
  });

  test('shows both sides what was written, in order, with who', async () => {
    const made = await addCase(world);
    await write('desk', made, 'First\nline two');
    await write('technician', made, 'Second');
    for (const name of ['provider', 'labManager'] as const) {
      const { messages, laboratory } = await world.browsers[name].call(readThread, thread(made));
      expect(laboratory).toBe('Clear Lab');
      expect(messages.map(({ by, text }) => [by, text])).toEqual([
        ['Desk Tester', 'First\nline two'],
        ['Technician Tester', 'Second'],
      ]);
    }
  });
});

describe('a question', () => {
  test('shows Answer needed on the other side’s row until that side answers', async () => {
    const made = await addCase(world);
    await write('technician', made, 'Which teeth?', { asks: true });
    expect([(await row('desk', made)).answerNeeded, (await row('labManager', made)).answerNeeded]).toEqual([
      true,
      false,
    ]);
    // A colleague of the one who asked answers nothing.
    await write('labManager', made, 'It is urgent');
    expect((await row('desk', made)).answerNeeded).toBe(true);
    await write('desk', made, '11 and 21', { asks: true });
    expect([(await row('desk', made)).answerNeeded, (await row('labManager', made)).answerNeeded]).toEqual([
      false,
      true,
    ]);
    const { messages } = await world.browsers.desk.call(readThread, thread(made));
    expect(messages.map(({ answeredAt }) => answeredAt !== null)).toEqual([true, false, false]);
  });

  test('can be marked as answered without a message, by the side that was asked alone', async () => {
    const made = await addCase(world);
    await write('desk', made, 'When?', { asks: true });
    await world.browsers.provider.call(markThreadAnswered, thread(made));
    expect((await row('labManager', made)).answerNeeded).toBe(true);
    await world.browsers.technician.call(markThreadAnswered, thread(made));
    expect((await row('labManager', made)).answerNeeded).toBe(false);
  });
});

describe('unread', () => {
  test('is per person, not the writer’s own, and ends when that person reads', async () => {
    const made = await addCase(world);
    await write('desk', made, 'News');
    const unread = async () =>
      Promise.all((['desk', 'provider', 'technician'] as const).map(async (name) => (await row(name, made)).unread));
    expect(await unread()).toEqual([false, true, true]);
    await world.browsers.provider.call(readThread, thread(made));
    expect(await unread()).toEqual([false, true, true]);
    await world.browsers.provider.call(markThreadRead, thread(made));
    expect(await unread()).toEqual([false, false, true]);
  });

  test('goes with the case when it moves: the former practice has nothing left to read', async () => {
    const made = await addCase(world);
    await write('technician', made, 'News');
    await world.browsers.both.call(moveCase, { ...of(made), body: { practiceId: world.south.id } });
    const left = await world.sql('select 1 from unread_cases where case_id = $1 and viewer_id = $2', [
      made.caseId,
      world.north.id,
    ]);
    expect(left).toEqual([]);
  });

  test('an open page of the other side hears of a message at once, another laboratory’s never', async () => {
    const made = await addCase(world);
    const [hears, mustNot] = await Promise.all([
      openLiveEvents(world.browsers.technician),
      openLiveEvents(world.browsers.otherLabManager),
    ]);
    await write('desk', made, 'Live');
    const ofThis = (live: typeof hears) => live.messages.filter(({ caseId }) => caseId === made.caseId);
    await expect.poll(() => ofThis(hears)).toMatchObject([{ kind: 'case_changed', organisationId: world.lab.id }]);
    expect(ofThis(mustNot)).toEqual([]);
    hears.close();
    mustNot.close();
  });
});
