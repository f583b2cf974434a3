import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as contract from '#contract/collaborator-messages.ts';
import type { LiveMessage } from '#contract/live.ts';
import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { addCase, type CaseWorld, makeCaseWorld, of } from '../cases/testing/case-world.ts';
import { openLiveEvents } from '../team/testing/live-events.ts';
import { addCollaborator, type Collaborator, give, take } from './testing/given-case.ts';
import { openThreadView } from './testing/thread-view.ts';

let world: CaseWorld;
let kim: Collaborator;
let lee: Collaborator;
beforeAll(async () => {
  world = await makeCaseWorld(inject('postgresUrl'));
  kim = await addCollaborator(world, 'Kim');
  lee = await addCollaborator(world, 'Lee');
});
afterAll(() => world?.stop());

const write = (by: TestBrowser, caseId: string, text: string) =>
  by.call(contract.writeCollaboratorMessage, { ...of({ caseId }), body: { text, clientId: newId() } });
const about = (messages: readonly LiveMessage[], caseId: string) => messages.filter((each) => each.caseId === caseId);

describe('an open stream', () => {
  test('hears of a message at once on the other side, and a laboratory never', async () => {
    const made = await addCase(world);
    await give(world, made.caseId, kim.collaborationId);
    const [hears, desk, lab] = await Promise.all([
      openLiveEvents(kim.browser),
      openLiveEvents(world.browsers.desk),
      openLiveEvents(world.browsers.technician),
    ]);
    await write(world.browsers.provider, made.caseId, 'Hello');
    await expect.poll(() => about(hears.messages, made.caseId)).toMatchObject([{ kind: 'messages_changed' }]);
    await expect.poll(() => about(desk.messages, made.caseId)).toMatchObject([{ kind: 'messages_changed' }]);
    expect(about(lab.messages, made.caseId)).toEqual([]);
    for (const each of [hears, desk, lab]) each.close();
  });

  test('hears nothing of a case that was taken away, whatever happens in it', async () => {
    const [made, kept] = [await addCase(world), await addCase(world)];
    for (const { caseId } of [made, kept]) await give(world, caseId, kim.collaborationId);
    const hears = await openLiveEvents(kim.browser);
    await write(world.browsers.provider, made.caseId, 'Before');
    await expect.poll(() => about(hears.messages, made.caseId).length).toBe(1);
    await take(world, made.caseId, kim.collaborationId);
    await write(world.browsers.provider, made.caseId, 'After');
    await write(world.browsers.provider, kept.caseId, 'Still');
    // Events are told in the order of their commits: once this one is here, the other one won't come.
    await expect.poll(() => about(hears.messages, kept.caseId).length).toBe(1);
    expect(about(hears.messages, made.caseId).length).toBe(1);
    hears.close();
  });

  test('hears nothing more once the collaborator is suspended or the collaboration has ended', async () => {
    const made = await addCase(world);
    await give(world, made.caseId, kim.collaborationId);
    await give(world, made.caseId, lee.collaborationId);
    const [hears, other] = await Promise.all([openLiveEvents(kim.browser), openLiveEvents(lee.browser)]);
    await world.sql('update case_collaborators set suspended_at = now() where case_id = $1 and collaboration_id = $2', [
      made.caseId,
      kim.collaborationId,
    ]);
    await world.sql('select refresh_collaboration(array[$1::uuid])', [made.caseId]);
    await write(world.browsers.provider, made.caseId, 'After');
    await expect.poll(() => about(other.messages, made.caseId).length).toBe(1);
    expect(about(hears.messages, made.caseId)).toEqual([]);
    expect(await kim.browser.refusal(contract.readCollaboratorMessages, { ...of(made), query: {} })).toBe('not_found');
    hears.close();
    other.close();
  });
});

describe('whatever is written and edited, and however often the stream is cut', () => {
  test('what a page shows equals a fresh read: nothing lost, doubled or out of order over 1 000 reconnects', {
    timeout: 300_000,
  }, async () => {
    let reconnects = 0;
    const step = fc.oneof(
      fc.record({ act: fc.constant('write' as const), by: fc.nat(3) }),
      fc.record({ act: fc.constant('edit' as const), by: fc.nat(3) }),
      fc.record({ act: fc.constant('cut' as const), by: fc.nat(2) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
        const { caseId } = await addCase(world);
        await give(world, caseId, kim.collaborationId);
        await give(world, caseId, lee.collaborationId, true);
        const writers = [world.browsers.desk, world.browsers.provider, kim.browser, lee.browser];
        const views = await Promise.all(
          [world.browsers.desk, kim.browser, lee.browser].map((browser) => openThreadView(browser, caseId)),
        );
        const mine = writers.map(() => [] as string[]);
        // Two at a time, so that writers meet and streams are cut while something is written.
        for (let place = 0; place < steps.length; place += 2) {
          await Promise.all(
            steps.slice(place, place + 2).map(async ({ act, by }, at) => {
              const own = mine[by]!.at(-1);
              if (act === 'cut') return views[by]!.cut();
              if (act === 'edit' && own)
                await writers[by]!.call(contract.editCollaboratorMessage, {
                  params: { caseId, messageId: own },
                  body: { text: `edited ${place + at}` },
                });
              else mine[by]!.push((await write(writers[by]!, caseId, `message ${place + at}`)).id);
            }),
          );
        }
        // Cut until they have been cut often enough.
        for (let round = 0; round < 12; round += 1) await Promise.all(views.map((view) => view.cut()));
        for (const view of views) {
          const fresh = await view.browser.call(contract.readCollaboratorMessages, {
            ...of({ caseId }),
            query: { limit: 100 },
          });
          await expect
            .poll(() => view.shown(), { timeout: 20_000 })
            .toEqual(fresh.messages.map(({ number, event, text }) => [number, event ?? text]));
          // Numbers follow each other without gaps from the first one read.
          const numbers = fresh.messages.map(({ number }) => number);
          expect(numbers).toEqual(numbers.map((_, nth) => numbers[0]! + nth));
          reconnects += view.cuts();
          view.close();
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
    expect(reconnects).toBeGreaterThanOrEqual(1000);
  });
});
