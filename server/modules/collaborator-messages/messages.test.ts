import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { viewCase } from '#contract/cases.ts';
import * as contract from '#contract/collaborator-messages.ts';
import { markThreadRead, writeToThread } from '#contract/messages.ts';
import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { addCase, type CaseWorld, makeCaseWorld, of } from '../cases/testing/case-world.ts';
import { addCollaborator, type Collaborator, collaborate, give, take } from './testing/given-case.ts';

let world: CaseWorld;
let kim: Collaborator;
let lee: Collaborator;
beforeAll(async () => {
  world = await makeCaseWorld(inject('postgresUrl'));
  kim = await addCollaborator(world, 'Kim');
  lee = await addCollaborator(world, 'Lee');
});
afterAll(() => world?.stop());

type Made = { caseId: string };
const write = (by: TestBrowser, made: Made, text: string, more: { clientId?: string; attachments?: string[] } = {}) =>
  by.call(contract.writeCollaboratorMessage, { ...of(made), body: { text, clientId: newId(), ...more } });
const read = (by: TestBrowser, made: Made, query: { before?: number; since?: number; limit?: number } = {}) =>
  by.call(contract.readCollaboratorMessages, { ...of(made), query });
const texts = async (by: TestBrowser, made: Made) =>
  (await read(by, made)).messages.map(({ event, text }) => event ?? text);
const row = async (by: TestBrowser, made: Made) => (await by.call(viewCase, of(made))).row;
const given = async () => {
  const made = await addCase(world);
  await give(world, made.caseId, kim.collaborationId);
  return made;
};

describe('the thread of a case', () => {
  test('isn’t there for a laboratory, a group manager, another practice, a collaborator of another case', async () => {
    const made = await given();
    const message = await write(world.browsers.desk, made, 'Between us');
    const outside = [
      ...(['labManager', 'technician', 'southAdmin', 'manager', 'outsider'] as const).map(
        (name) => world.browsers[name],
      ),
      lee.browser,
    ];
    for (const browser of outside) {
      const codes = await Promise.all([
        browser.refusal(contract.readCollaboratorMessages, { ...of(made), query: {} }),
        browser.refusal(contract.writeCollaboratorMessage, { ...of(made), body: { text: 'x', clientId: newId() } }),
        browser.refusal(contract.editCollaboratorMessage, {
          params: { caseId: made.caseId, messageId: message.id },
          body: { text: 'x' },
        }),
        browser.refusal(contract.markCollaboratorMessagesRead, { ...of(made), body: { number: 1 } }),
      ]);
      for (const code of codes) expect(['not_found', 'not_allowed']).toContain(code);
    }
  });

  test('refuses an empty message, one of control characters, and one too long', async () => {
    const made = await given();
    for (const text of ['', '   ', 'a\u0000b', 'x'.repeat(8001)])
      expect(
        await kim.browser.refusal(contract.writeCollaboratorMessage, {
          ...of(made),
          body: { text, clientId: newId() },
        }),
      ).toBe('invalid');
  });

  test('shows both sides what was written, in order, with who', async () => {
    const made = await given();
    await write(world.browsers.desk, made, 'First\nline two');
    await write(kim.browser, made, 'Second');
    for (const browser of [world.browsers.provider, kim.browser]) {
      const { messages } = await read(browser, made);
      expect(messages.map(({ number, by, side, text, event }) => [number, by, side, event ?? text])).toEqual([
        [1, 'Provider Tester', 'provider_side', 'give'],
        [2, 'Desk Tester', 'provider_side', 'First\nline two'],
        [3, 'Kim Planner', 'collaborator', 'Second'],
      ]);
    }
  });

  test('keeps one message of one that is sent twice, also at once, and tells nothing about a foreign id', async () => {
    const made = await given();
    const clientId = newId();
    const sent = await Promise.all([1, 2, 3].map(() => write(kim.browser, made, 'Once', { clientId })));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await texts(world.browsers.desk, made)).toEqual(['give', 'Once']);
    const other = await given();
    for (const [browser, at] of [
      [kim.browser, other],
      [world.browsers.desk, made],
    ] as const)
      expect(
        await browser.refusal(contract.writeCollaboratorMessage, { ...of(at), body: { text: 'Mine?', clientId } }),
      ).toBe('invalid');
  });

  test('has no gaps and no two of a number when many write at once', async () => {
    const made = await given();
    const writers = [world.browsers.desk, world.browsers.provider, world.browsers.admin, kim.browser];
    await Promise.all(Array.from({ length: 24 }, (_, n) => write(writers[n % 4]!, made, `m${n}`)));
    const { messages } = await read(kim.browser, made);
    expect(messages.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
  });

  test('reads in pages backwards, and what changed since', async () => {
    const made = await given();
    const sent = [];
    for (const text of ['a', 'b', 'c', 'd', 'e']) sent.push(await write(kim.browser, made, text));
    const newest = await read(world.browsers.desk, made, { limit: 2 });
    expect([newest.messages.map(({ text }) => text), newest.more]).toEqual([['d', 'e'], true]);
    const before = await read(world.browsers.desk, made, { limit: 10, before: newest.messages[0]!.number });
    expect([before.messages.map(({ event, text }) => event ?? text), before.more]).toEqual([
      ['give', 'a', 'b', 'c'],
      false,
    ]);
    await kim.browser.call(contract.editCollaboratorMessage, {
      params: { caseId: made.caseId, messageId: sent[1]!.id },
      body: { text: 'B' },
    });
    await write(kim.browser, made, 'f');
    const changed = await read(world.browsers.desk, made, { since: newest.revision });
    expect(changed.messages.map(({ text }) => text)).toEqual(['B', 'f']);
    const first = await read(world.browsers.desk, made, { since: newest.revision, limit: 1 });
    expect([first.messages.map(({ text }) => text), first.more]).toEqual([['B'], true]);
    const rest = await read(world.browsers.desk, made, { since: first.revision, limit: 1 });
    expect([rest.messages.map(({ text }) => text), rest.more]).toEqual([['f'], false]);
  });

  test('an archived case is read by its collaborators and written to by the practice alone', async () => {
    const made = await given();
    const mine = await write(kim.browser, made, 'Before');
    await world.sql(`update orders set category = 'completed' where case_id = $1`, [made.caseId]);
    await world.sql('select refresh_case($1)', [made.caseId]);
    expect((await read(kim.browser, made)).may).toEqual([]);
    const body = { text: 'After', clientId: newId() };
    expect(await kim.browser.refusal(contract.writeCollaboratorMessage, { ...of(made), body })).toBe('case_archived');
    const params = { caseId: made.caseId, messageId: mine.id };
    expect(await kim.browser.refusal(contract.editCollaboratorMessage, { params, body: { text: 'x' } })).toBe(
      'case_archived',
    );
    await write(world.browsers.desk, made, 'Afterwards');
  });
});

describe('earlier and later', () => {
  test('a collaborator reads from when the case was given, or everything where earlier messages were ticked', async () => {
    const made = await given();
    const early = await write(world.browsers.desk, made, 'Early');
    await give(world, made.caseId, lee.collaborationId);
    await write(world.browsers.desk, made, 'Late');
    expect(await texts(lee.browser, made)).toEqual(['give', 'Late']);
    const foreign = { params: { caseId: made.caseId, messageId: early.id }, body: { text: 'x' } };
    expect(await lee.browser.refusal(contract.editCollaboratorMessage, foreign)).toBe('not_found');
    const max = await addCollaborator(world, 'Max');
    await give(world, made.caseId, max.collaborationId, true);
    expect(await texts(max.browser, made)).toEqual(['give', 'Early', 'give', 'Late', 'give']);
  });

  test('after removal nothing is readable; what was written stays with its name, and unread goes', async () => {
    const made = await given();
    await write(kim.browser, made, 'Mine');
    await write(world.browsers.desk, made, 'Yours');
    await take(world, made.caseId, kim.collaborationId);
    expect(await kim.browser.refusal(contract.readCollaboratorMessages, { ...of(made), query: {} })).toBe('not_found');
    const { messages } = await read(world.browsers.desk, made);
    expect(messages.map(({ event, text, by }) => [event ?? text, by]).slice(1)).toEqual([
      ['Mine', 'Kim Planner'],
      ['Yours', 'Desk Tester'],
      ['take', 'Provider Tester'],
    ]);
    const left = await world.sql('select 1 from unread_cases where case_id = $1 and account_id = $2', [
      made.caseId,
      kim.person.id,
    ]);
    expect(left).toEqual([]);
  });

  test('somebody of a planning service writes with its name, and its manager reads as the service', async () => {
    const made = await addCase(world);
    const service = await world.organisation('planning_service', 'Arc Planning');
    const manager = await world.person({ firstName: 'Mo', lastName: 'Manager' });
    await world.member(service, manager, 'service_manager');
    await give(world, made.caseId, await collaborate(world, { service }));
    const browser = await world.as(manager);
    const message = await write(browser, made, 'From the service');
    expect([message.by, message.service, message.side]).toEqual(['Mo Manager', 'Arc Planning', 'collaborator']);
    await write(world.browsers.desk, made, 'Thank you');
    expect((await row(browser, made)).unreadMessages).toBe(true);
  });
});

describe('editing', () => {
  test('is possible for fifteen minutes, by its author alone, and marked', async () => {
    const made = await given();
    const message = await write(kim.browser, made, 'Teh plan');
    const params = { caseId: made.caseId, messageId: message.id };
    const edit = (by: TestBrowser, text: string) =>
      by.try(contract.editCollaboratorMessage, { params, body: { text } });
    expect((await edit(world.browsers.provider, 'x')).problem.code).toBe('not_yours');
    const edited = await kim.browser.call(contract.editCollaboratorMessage, { params, body: { text: 'The plan' } });
    expect([edited.text, edited.editedAt !== null, edited.number]).toEqual(['The plan', true, message.number]);
    world.clock.pass({ minutes: 15, seconds: 1 });
    expect((await edit(kim.browser, 'Later')).problem.code).toBe('too_late_to_edit');
    const { messages } = await read(kim.browser, made);
    expect([messages.at(-1)!.text, messages.at(-1)!.editableUntil]).toEqual(['The plan', null]);
  });
});

describe('unread', () => {
  test('is per person, not the writer’s own, and goes up to what was read', async () => {
    const made = await given();
    const first = await write(world.browsers.desk, made, 'One');
    const unread = () =>
      Promise.all(
        [world.browsers.desk, world.browsers.provider, kim.browser].map(
          async (by) => (await row(by, made)).unreadMessages,
        ),
      );
    expect(await unread()).toEqual([false, true, true]);
    await write(world.browsers.desk, made, 'Two');
    const mark = (number: number) =>
      kim.browser.call(contract.markCollaboratorMessagesRead, { ...of(made), body: { number } });
    await mark(first.number);
    expect(await unread()).toEqual([false, true, true]);
    expect((await read(kim.browser, made)).unread).toBe(1);
    await mark(first.number + 1);
    expect(await unread()).toEqual([false, true, false]);
    // An older page that marks late takes nothing back.
    await mark(first.number);
    expect((await read(kim.browser, made)).readUpTo).toBe(first.number + 1);
  });

  test('of the laboratory thread stays when this one is read, and the other way round', async () => {
    const made = await given();
    await write(kim.browser, made, 'To the practice');
    const thread = { params: { caseId: made.caseId, laboratoryId: world.lab.id } };
    await world.browsers.technician.call(writeToThread, {
      ...thread,
      body: { text: 'From the lab', clientId: newId(), asks: false },
    });
    await world.browsers.desk.call(markThreadRead, thread);
    expect(await row(world.browsers.desk, made)).toMatchObject({ unread: true, unreadMessages: true });
    await world.browsers.technician.call(writeToThread, {
      ...thread,
      body: { text: 'Again', clientId: newId(), asks: false },
    });
    await world.browsers.desk.call(contract.markCollaboratorMessagesRead, { ...of(made), body: { number: 99 } });
    expect(await row(world.browsers.desk, made)).toMatchObject({ unread: true, unreadMessages: false });
  });
});
