import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { declineSetup, takeBackDecline, withdrawSetup } from '#contract/orders.ts';
import {
  addSetupComment,
  editSetupComment,
  listSetupComments,
  replyToSetupComment,
  resolveSetupComment,
} from '#contract/setup-comments.ts';
import { newId } from '#platform/ids.ts';
import { addOrder, type CaseWorld, makeCaseWorld, type Who } from '../cases/testing/case-world.ts';
import { openLiveEvents } from '../team/testing/live-events.ts';
import { type Reviewed, reviewedCase } from './testing/reviewed-case.ts';

let world: CaseWorld;
beforeAll(async () => {
  world = await makeCaseWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

/** Events wait for every transaction that began before them, also those of others on a busy machine. */
const patience = { timeout: 30_000 };

const reviewed = () => reviewedCase(world);
const version = ({ caseId, setupId }: Reviewed) => ({ params: { caseId, setupId } });
const onComment = ({ caseId }: Reviewed, commentId: string) => ({ params: { caseId, commentId } });
type Pin = { audience?: 'internal' | 'laboratory'; tooth?: number; stage?: number; clientId?: string };
const said = (text: string, more: Pin = {}) => ({ body: { text, clientId: newId(), ...more } });
const add = (name: Who, made: Reviewed, text: string, more?: Pin) =>
  world.browsers[name].call(addSetupComment, { ...version(made), ...said(text, more) });
const reply = (name: Who, made: Reviewed, commentId: string, text: string) =>
  world.browsers[name].call(replyToSetupComment, { ...onComment(made, commentId), ...said(text) });
const listed = async (name: Who, made: Reviewed) =>
  (await world.browsers[name].call(listSetupComments, version(made))).comments;
const read = async (name: Who, made: Reviewed) => (await listed(name, made)).map(({ text }) => text);
const decline = (made: Reviewed, commentIds: string[]) => ({
  params: { caseId: made.caseId, orderId: made.orderId },
  body: { version: 1, instructions: 'Again', commentIds },
});

describe('a comment isn’t there', () => {
  test('for who doesn’t see the case, nor for a laboratory that another order was sent to', async () => {
    const made = await reviewed();
    await addOrder(world, made.caseId, { kind: 'retainer', laboratory: world.otherLab });
    const comment = await add('desk', made, 'For Clear Lab', { audience: 'laboratory' });
    for (const name of ['southAdmin', 'manager', 'outsider', 'otherLabManager'] as const) {
      const browser = world.browsers[name];
      expect(await browser.refusal(listSetupComments, version(made))).toBe('not_found');
      expect(await browser.refusal(addSetupComment, { ...version(made), ...said('x') })).toBe('not_found');
      const there = onComment(made, comment.id);
      expect(await browser.refusal(replyToSetupComment, { ...there, ...said('x') })).toBe('not_found');
      expect(await browser.refusal(editSetupComment, { ...there, body: { text: 'x' } })).toBe('not_found');
      expect(await browser.refusal(resolveSetupComment, { ...there, body: { resolved: true } })).toBe('not_found');
    }
  });

  test('for the laboratory while it is internal: neither read, answered, reworded nor resolved', async () => {
    const made = await reviewed();
    const comment = await add('desk', made, 'Among us');
    await reply('provider', made, comment.id, 'Among us too');
    expect(await read('labManager', made)).toEqual([]);
    const lab = world.browsers.labManager;
    const there = onComment(made, comment.id);
    expect(await lab.refusal(replyToSetupComment, { ...there, ...said('x') })).toBe('not_found');
    expect(await lab.refusal(editSetupComment, { ...there, body: { text: 'x' } })).toBe('not_found');
    expect(await lab.refusal(resolveSetupComment, { ...there, body: { resolved: true } })).toBe('not_found');
  });

  test('under another case’s address, and an answer is no comment to answer or resolve', async () => {
    const [made, other] = [await reviewed(), await reviewed()];
    const comment = await add('desk', made, 'Here');
    const desk = world.browsers.desk;
    expect(await desk.refusal(listSetupComments, version({ ...other, setupId: made.setupId }))).toBe('not_found');
    expect(await desk.refusal(replyToSetupComment, { ...onComment(other, comment.id), ...said('x') })).toBe(
      'not_found',
    );
    const { replies } = await reply('desk', made, comment.id, 'Answer');
    const answer = onComment(made, replies[0]!.id);
    expect(await desk.refusal(replyToSetupComment, { ...answer, ...said('x') })).toBe('not_found');
    expect(await desk.refusal(resolveSetupComment, { ...answer, body: { resolved: true } })).toBe('not_found');
  });

  test('once its version was withdrawn, for anybody', async () => {
    const made = await reviewed();
    const comment = await add('technician', made, 'Look here');
    await world.browsers.technician.call(withdrawSetup, {
      params: { caseId: made.caseId, orderId: made.orderId },
      body: { version: 1, reason: 'Wrong file' },
    });
    for (const name of ['provider', 'technician'] as const) {
      const browser = world.browsers[name];
      expect(await browser.refusal(listSetupComments, version(made))).toBe('not_found');
      expect(await browser.refusal(addSetupComment, { ...version(made), ...said('x') })).toBe('not_found');
      expect(await browser.refusal(replyToSetupComment, { ...onComment(made, comment.id), ...said('x') })).toBe(
        'not_found',
      );
    }
  });
});

describe('what is refused of a comment', () => {
  test('empty text, control characters, a stage or a tooth that the version doesn’t have, half a point', async () => {
    const made = await reviewed();
    const refusal = (more: object) =>
      world.browsers.desk.refusal(addSetupComment, { ...version(made), body: { ...said('x').body, ...more } });
    for (const text of ['', '   ', 'a\u0000b']) expect(await refusal({ text })).toBe('invalid');
    expect(await refusal({ stage: 11 })).toBe('invalid');
    expect(await refusal({ stage: -1 })).toBe('invalid');
    expect(await refusal({ tooth: 12 })).toBe('tooth_not_in_setup');
    expect(await refusal({ tooth: 19 })).toBe('invalid');
    expect(await refusal({ point: [1, 2] })).toBe('invalid');
    expect(await read('desk', made)).toEqual([]);
  });

  test('to be reworded by somebody else, or after fifteen minutes', async () => {
    const made = await reviewed();
    const comment = await add('desk', made, 'First');
    const there = { ...onComment(made, comment.id), body: { text: 'Second' } };
    expect(await world.browsers.provider.refusal(editSetupComment, there)).toBe('not_yours');
    const edited = await world.browsers.desk.call(editSetupComment, there);
    expect([edited.text, edited.editedAt !== null]).toEqual(['Second', true]);
    await world.sql(`update setup_comments set written_at = written_at - interval '16 minutes' where id = $1`, [
      comment.id,
    ]);
    expect(await world.browsers.desk.refusal(editSetupComment, there)).toBe('too_late_to_edit');
    expect((await listed('desk', made))[0]!.may).toEqual(['reply', 'resolve']);
  });

  test('to be resolved by anybody but its author and the provider', async () => {
    const made = await reviewed();
    const comment = await add('desk', made, 'Rotate more', { audience: 'laboratory' });
    const resolve = { ...onComment(made, comment.id), body: { resolved: true } };
    for (const name of ['second', 'admin', 'technician'] as const)
      expect(await world.browsers[name].refusal(resolveSetupComment, resolve)).toBe('not_yours');
    const done = await world.browsers.provider.call(resolveSetupComment, resolve);
    expect([done.resolvedBy, done.may]).toEqual(['Provider Tester', ['reply', 'reopen']]);
    const again = await world.browsers.desk.call(resolveSetupComment, resolve);
    expect(again.resolvedBy).toBe('Provider Tester');
    const open = await world.browsers.desk.call(resolveSetupComment, { ...resolve, body: { resolved: false } });
    expect([open.resolvedAt, open.may]).toEqual([null, ['reply', 'edit', 'resolve']]);
  });
});

describe('a comment', () => {
  test('tells where it is pinned, and is internal unless said otherwise', async () => {
    const made = await reviewed();
    const body = { ...said('Too far').body, stage: 4, tooth: 11, point: [1, -2, 0.5] as [number, number, number] };
    const comment = await world.browsers.desk.call(addSetupComment, { ...version(made), body });
    expect(addSetupComment.reply.safeParse(comment).error).toBeUndefined();
    expect(comment).toMatchObject({ mark: 'A', version: 1, stage: 4, tooth: 11, point: [1, -2, 0.5] });
    expect(comment).toMatchObject({ audience: 'internal', side: 'provider_side', by: 'Desk Tester', yours: true });
    const { may } = await world.browsers.provider.call(listSetupComments, version(made));
    expect(may).toEqual(['add', 'add_internal']);
  });

  test('of the laboratory is read by both sides, whatever was asked for', async () => {
    const made = await reviewed();
    const comment = await add('technician', made, 'From here', { audience: 'internal' });
    expect([comment.audience, comment.side]).toEqual(['laboratory', 'laboratory']);
    expect(await read('desk', made)).toEqual(['From here']);
    const { may } = await world.browsers.technician.call(listSetupComments, version(made));
    expect(may).toEqual(['add']);
  });

  test('sent twice, also at once, is one; a foreign id tells nothing', async () => {
    const [made, other] = [await reviewed(), await reviewed()];
    const clientId = newId();
    const sent = await Promise.all([1, 2, 3].map(() => add('desk', made, 'Once', { clientId })));
    expect(sent.map(({ mark }) => mark)).toEqual(['A', 'A', 'A']);
    for (const name of ['desk', 'provider', 'technician'] as const)
      expect(
        await world.browsers[name].refusal(addSetupComment, { ...version(other), ...said('x', { clientId }) }),
      ).toBe('invalid');
    expect((await add('desk', made, 'Next')).mark).toBe('B');
  });

  test('of many written at once gets a mark without gaps: numbers for the laboratory’s, letters for internal ones', async () => {
    const made = await reviewed();
    const names = ['desk', 'provider', 'technician', 'labManager'] as const;
    await Promise.all(Array.from({ length: 24 }, (_, index) => add(names[index % 4]!, made, `Number ${index}`)));
    const marks = async (name: Who) => (await listed(name, made)).map(({ mark }) => mark).toSorted();
    const numbers = Array.from({ length: 12 }, (_, index) => String(index + 1));
    expect(await marks('provider')).toEqual([...numbers, ...'ABCDEFGHIJKL'].toSorted());
    expect(await marks('technician')).toEqual(numbers.toSorted());
  });

  test('has a number that tells the laboratory nothing of internal ones, before and after they are sent to it', async () => {
    const made = await reviewed();
    const marks = async (name: Who) => (await listed(name, made)).map(({ text, mark }) => `${text} ${mark}`);
    const [first, second] = [await add('desk', made, 'secret'), await add('provider', made, 'sent')];
    await add('desk', made, 'open', { audience: 'laboratory' });
    await add('technician', made, 'answer');
    expect(await marks('technician')).toEqual(['open 1', 'answer 2']);
    expect(await marks('second')).toEqual(['secret A', 'sent B', 'open 1', 'answer 2']);
    await world.browsers.provider.call(declineSetup, decline(made, [second.id]));
    expect(await marks('technician')).toEqual(['sent 3', 'open 1', 'answer 2']);
    expect(await marks('second')).toEqual(['secret A', 'sent 3', 'open 1', 'answer 2']);
    // A letter that was said once means nothing else later.
    expect((await add('desk', made, 'later')).mark).toBe('C');
    expect((await add('desk', made, 'shared', { audience: 'laboratory' })).mark).toBe('4');
    expect(first.mark).toBe('A');
  });
});

describe('declining with comments', () => {
  test('refuses one of another version, an answer, and one that doesn’t exist; and then nothing is declined or sent', async () => {
    const [made, other] = [await reviewed(), await reviewed()];
    const comment = await add('desk', made, 'Mine');
    const { replies } = await reply('desk', made, comment.id, 'Answer');
    const foreign = await add('desk', other, 'Of another case');
    for (const wrong of [foreign.id, replies[0]!.id, newId()])
      expect(await world.browsers.provider.refusal(declineSetup, decline(made, [comment.id, wrong]))).toBe(
        'comment_unknown',
      );
    expect(await read('technician', made)).toEqual([]);
  });

  test('sends these and their answers, no others; answers are read from then on; and taking back leaves them sent', async () => {
    const made = await reviewed();
    const sent = await add('desk', made, 'To be sent');
    await reply('provider', made, sent.id, 'Before');
    const kept = await add('desk', made, 'Stays inside');
    await world.browsers.provider.call(declineSetup, decline(made, [sent.id, sent.id]));
    await reply('second', made, sent.id, 'After');
    await reply('second', made, kept.id, 'Inside');
    const seen = await listed('technician', made);
    expect(seen.map(({ text, replies }) => [text, ...replies.map((each) => each.text)])).toEqual([
      ['To be sent', 'Before', 'After'],
    ]);
    expect(seen[0]).toMatchObject({ audience: 'internal', may: ['reply'] });
    expect(seen[0]!.sentAt).not.toBeNull();
    await reply('technician', made, sent.id, 'Understood');
    await world.browsers.provider.call(takeBackDecline, {
      params: { caseId: made.caseId, orderId: made.orderId },
      body: { reason: 'Looked again' },
    });
    expect(await read('technician', made)).toEqual(['To be sent']);
    expect((await listed('provider', made)).map(({ replies }) => replies.length)).toEqual([3, 1]);
  });

  test('and an answer written at the same moment ends with both sides or with neither knowing it', async () => {
    for (let round = 0; round < 6; round += 1) {
      const made = await reviewed();
      const comment = await add('desk', made, 'Sent');
      await Promise.all([
        world.browsers.provider.call(declineSetup, decline(made, [comment.id])),
        reply('second', made, comment.id, 'At once'),
      ]);
      const [seen] = await listed('technician', made);
      expect(seen?.replies.map(({ text }) => text)).toEqual(['At once']);
    }
  });
});

describe('an open page', () => {
  test('of the practice hears of every comment, the laboratory’s only of those it reads, another’s of none', async () => {
    const made = await reviewed();
    const [practice, laboratory, other] = await Promise.all(
      (['second', 'technician', 'otherLabManager'] as const).map((name) => openLiveEvents(world.browsers[name])),
    );
    const heard = (live: typeof practice) => live!.messages.filter(({ caseId }) => caseId === made.caseId);
    const internal = await add('desk', made, 'Inside');
    await reply('desk', made, internal.id, 'Inside');
    await add('desk', made, 'To the laboratory', { audience: 'laboratory' });
    await expect.poll(() => heard(practice), patience).toHaveLength(3);
    await expect.poll(() => heard(laboratory), patience).toMatchObject([{ kind: 'setup_comments_changed' }]);
    expect(heard(other)).toEqual([]);
    for (const live of [practice, laboratory, other]) live!.close();
  });

  test('shows no later activity on the case for an internal comment', async () => {
    const made = await reviewed();
    const activity = () => world.sql('select last_activity_at from case_rows where case_id = $1', [made.caseId]);
    const before = await activity();
    await add('desk', made, 'Inside');
    expect(await activity()).toEqual(before);
  });
});
