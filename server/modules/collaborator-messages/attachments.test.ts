import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as contract from '#contract/collaborator-messages.ts';
import { chooseTranslation, translateMessage, viewTranslation, viewTranslationSetting } from '#contract/translation.ts';
import { newId } from '#platform/ids.ts';
import { type EngineServer, startEngineServer } from '#platform/translation/testing/engine-server.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { addCase, type CaseWorld, makeCaseWorld, of } from '../cases/testing/case-world.ts';
import { addCollaborator, type Collaborator, give, take } from './testing/given-case.ts';

let world: CaseWorld;
let kim: Collaborator;
let engine: EngineServer;
beforeAll(async () => {
  engine = await startEngineServer();
  world = await makeCaseWorld(inject('postgresUrl'), { env: { LIBRETRANSLATE_URL: engine.url } });
  kim = await addCollaborator(world, 'Kim');
});
afterAll(async () => {
  await world?.stop();
  await engine?.stop();
});

const given = async () => {
  const made = await addCase(world);
  await give(world, made.caseId, kim.collaborationId);
  return made;
};
type Made = { caseId: string };
const upload = (by: TestBrowser, made: Made, bytes: Buffer, fileName: string, attachmentId = newId()) =>
  by.try(contract.addMessageAttachment, {
    params: { caseId: made.caseId, attachmentId },
    query: { fileName },
    file: { bytes, type: 'application/octet-stream' },
  });
const fetchFile = (by: TestBrowser, made: Made, id: string) =>
  by.fetch(`/api/cases/${made.caseId}/message-attachments/${id}`);
const write = (by: TestBrowser, made: Made, text: string, attachments: string[] = []) =>
  by.call(contract.writeCollaboratorMessage, { ...of(made), body: { text, attachments, clientId: newId() } });

describe('a file sent with a message', () => {
  test('isn’t taken when it is empty, a program, or a picture that breaks off', async () => {
    const made = await given();
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    for (const [bytes, code] of [
      [Buffer.alloc(0), 'file_empty'],
      [Buffer.from('MZ\x90\x00program'), 'attachment_unreadable'],
      [Buffer.from('#!/bin/sh\nrm -rf /'), 'attachment_unreadable'],
      [picture.subarray(0, 60), 'attachment_unreadable'],
    ] as const)
      expect((await upload(kim.browser, made, bytes, 'x')).problem.code).toBe(code);
  });

  test('is its uploader’s alone until the message is sent, then everybody’s of the thread; and nobody’s who is gone', async () => {
    const made = await given();
    const { reply } = await upload(kim.browser, made, Buffer.from('Stage by stage'), '../plan?.txt');
    expect([reply!.fileName, reply!.format, reply!.picture]).toEqual(['plan_.txt', 'text', false]);
    expect((await fetchFile(world.browsers.desk, made, reply!.id)).status).toBe(404);
    const message = await write(kim.browser, made, '', [reply!.id]);
    expect(message.attachments.map(({ fileName }) => fileName)).toEqual(['plan_.txt']);
    const file = await fetchFile(world.browsers.desk, made, reply!.id);
    expect([file.status, await file.text(), file.headers.get('content-disposition')]).toEqual([
      200,
      'Stage by stage',
      expect.stringContaining('attachment'),
    ]);
    expect((await fetchFile(world.browsers.technician, made, reply!.id)).status).toBe(403);
    // Not through another case either.
    expect((await fetchFile(kim.browser, await given(), reply!.id)).status).toBe(404);
    await take(world, made.caseId, kim.collaborationId);
    expect((await fetchFile(kim.browser, made, reply!.id)).status).toBe(404);
  });

  test('of a message before their time isn’t a later collaborator’s', async () => {
    const made = await given();
    const { reply } = await upload(world.browsers.desk, made, Buffer.from('Early'), 'early.txt');
    await write(world.browsers.desk, made, 'Early', [reply!.id]);
    const late = await addCollaborator(world, 'Late');
    await give(world, made.caseId, late.collaborationId);
    expect((await fetchFile(late.browser, made, reply!.id)).status).toBe(404);
    expect((await fetchFile(kim.browser, made, reply!.id)).status).toBe(200);
  });

  test('goes with one message only, and with its uploader’s', async () => {
    const made = await given();
    const { reply } = await upload(kim.browser, made, Buffer.from('One'), 'one.txt');
    const body = (attachments: string[]) => ({ text: 'x', attachments, clientId: newId() });
    const send = (by: TestBrowser, ids: string[]) =>
      by.refusal(contract.writeCollaboratorMessage, { ...of(made), body: body(ids) });
    expect(await send(world.browsers.desk, [reply!.id])).toBe('attachment_unknown');
    await write(kim.browser, made, 'Mine', [reply!.id]);
    expect(await send(kim.browser, [reply!.id])).toBe('attachment_unknown');
    expect(await send(kim.browser, [newId()])).toBe('attachment_unknown');
    const params = { caseId: made.caseId, attachmentId: reply!.id };
    expect(await kim.browser.refusal(contract.removeMessageAttachment, { params })).toBe('not_found');
  });

  test('is one file when it is sent again under the same id, and a picture loses what it says of the place', async () => {
    const made = await given();
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#fff' } })
      .withExif({ IFD0: { Copyright: 'Taken at home' } })
      .jpeg()
      .toBuffer();
    const id = newId();
    const first = await upload(kim.browser, made, picture, 'photo', id);
    const second = await upload(kim.browser, made, picture, 'photo', id);
    expect(second.reply).toEqual(first.reply);
    expect([first.reply!.fileName, first.reply!.picture]).toEqual(['photo.jpg', true]);
    const shown = Buffer.from(await (await fetchFile(kim.browser, made, id)).arrayBuffer());
    expect(shown.includes('Taken at home')).toBe(false);
  });
});

describe('translation', () => {
  const choose = (by: TestBrowser, engine: 'none' | 'browser' | 'libretranslate' | 'apertium') =>
    by.try(chooseTranslation, { params: { practiceId: world.north.id }, body: { engine } });

  test('is chosen by who runs the practice, among what the site has set up', async () => {
    expect((await choose(world.browsers.desk, 'libretranslate')).status).toBe(403);
    expect((await choose(world.browsers.southAdmin, 'libretranslate')).status).toBe(404);
    expect((await choose(world.browsers.admin, 'apertium')).problem.code).toBe('engine_not_configured');
    const setting = await world.browsers.admin.call(viewTranslationSetting, { params: { practiceId: world.north.id } });
    expect([setting.engine, setting.offered]).toEqual(['none', ['none', 'browser', 'libretranslate']]);
  });

  test('sends text nowhere until the practice chose, and then to that engine', async () => {
    const made = await given();
    const message = await write(world.browsers.desk, made, 'Nur für den gewählten Übersetzer');
    const params = { caseId: made.caseId, messageId: message.id };
    for (const engineName of ['none', 'browser'] as const) {
      await choose(world.browsers.admin, engineName);
      expect(await kim.browser.refusal(translateMessage, { params, body: { to: 'en' } })).toBe('translation_off');
    }
    expect(engine.asked.filter(({ body }) => body.includes('gewählten'))).toEqual([]);
    expect(await kim.browser.call(viewTranslation, of(made))).toEqual({ engine: 'browser', languages: [] });
    await choose(world.browsers.admin, 'libretranslate');
    expect(await kim.browser.call(viewTranslation, of(made))).toMatchObject({ languages: ['de', 'en', 'es'] });
    const translated = await kim.browser.call(translateMessage, { params, body: { to: 'en' } });
    expect(translated.text).toBe('en: Nur für den gewählten Übersetzer');
    engine.misbehave('error');
    expect(await kim.browser.refusal(translateMessage, { params, body: { to: 'en' } })).toBe('translation_failed');
    engine.misbehave(null);
    expect(await kim.browser.refusal(translateMessage, { params, body: { to: 'ja' } })).toBe('language_not_offered');
    const late = await addCollaborator(world, 'Late');
    await give(world, made.caseId, late.collaborationId);
    expect(await late.browser.refusal(translateMessage, { params, body: { to: 'en' } })).toBe('not_found');
  });
});
