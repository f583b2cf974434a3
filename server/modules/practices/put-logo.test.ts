import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { putLogo, removeLogo, viewLogo, viewPractice } from '#contract/practices.ts';
import type { TestBrowser } from '../../testing/browser.ts';
import { makeWorld, type Organisation, type World } from '../../testing/world.ts';

let world: World;
let practice: Organisation;
let admin: TestBrowser;
let frontDesk: TestBrowser;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
  practice = await world.practice(await world.group(), 'Bright Smiles');
  const [owner, staff] = [await world.person(), await world.person()];
  await world.member(practice, owner, 'owner_manager', 'admin');
  await world.member(practice, staff, 'front_desk', 'user');
  admin = await world.as(owner);
  frontDesk = await world.as(staff);
});
afterAll(() => world?.stop());

const params = () => ({ practiceId: practice.id });
const put = (bytes: Buffer, type = 'image/png') => admin.try(putLogo, { params: params(), file: { bytes, type } });

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0b7285' } });

/** A PNG that says it is as large as you like; its data is a few bytes. */
function pngOfSize(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('what isn’t a picture that can be shown', () => {
  test.each([
    ['text', Buffer.from('hello')],
    ['nothing but a PNG’s first bytes', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['an SVG with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    [
      'an SVG that reads files',
      Buffer.from(
        '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
      ),
    ],
    ['a GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
    ['a web page under a picture’s name', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj')],
    ['a picture of 65 000 × 65 000 pixels in a few bytes', pngOfSize(65_000, 65_000)],
    ['a picture of just more than 25 million pixels', pngOfSize(5001, 5000)],
    ['a picture whose data is missing', pngOfSize(400, 400)],
  ])('%s is refused', async (_what, bytes) => {
    const answer = await put(bytes);
    expect([answer.status, answer.problem.code]).toEqual([422, 'picture_unreadable']);
    expect(await admin.refusal(viewLogo, { params: params() })).toBe('not_found');
  });

  test('half a JPEG is refused', async () => {
    const whole = await plain(600, 400).jpeg().toBuffer();
    expect((await put(whole.subarray(0, whole.length / 2), 'image/jpeg')).problem.code).toBe('picture_unreadable');
  });

  test('another media type is refused before anything is read', async () => {
    expect((await put(Buffer.from('<svg/>'), 'image/svg+xml')).problem.code).toBe('unsupported_media_type');
    expect((await put(Buffer.from('{}'), 'application/json')).problem.code).toBe('unsupported_media_type');
  });

  test('more than 5 MB is refused', async () => {
    expect((await put(Buffer.alloc(5_000_001))).problem.code).toBe('too_large');
  });

  test('a user of the practice can’t set or remove it', async () => {
    const bytes = await plain(10, 10).png().toBuffer();
    expect(await frontDesk.refusal(putLogo, { params: params(), file: { bytes, type: 'image/png' } })).toBe(
      'not_allowed',
    );
    expect(await frontDesk.refusal(removeLogo, { params: params() })).toBe('not_allowed');
  });
});

describe('a picture', () => {
  test.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['webp', 'image/webp'],
  ] as const)(
    'as %s becomes the logo, at most 800 × 320, as PNG, without what it says about its making',
    async (format, type) => {
      const bytes = await plain(1600, 1200)
        .withExif({ IFD0: { Copyright: 'Somebody Private' }, IFD3: { GPSLatitude: '47/1 40/1 0/1' } })
        [format]()
        .toBuffer();
      expect(bytes.includes('Somebody Private')).toBe(true);
      const reply = (await put(bytes, type)).reply;
      expect(reply.logoVersion).toMatch(/^[0-9a-f]{16}$/);
      const shown = await frontDesk.try(viewLogo, { params: params() });
      expect(shown.headers.get('content-type')).toBe('image/png');
      expect(shown.bytes.includes('Somebody Private')).toBe(false);
      const { width, height, exif, format: kind } = await sharp(shown.bytes).metadata();
      expect({ width, height, exif, kind }).toEqual({ width: 427, height: 320, exif: undefined, kind: 'png' });
    },
  );

  test('taken with the camera on its side stands upright', async () => {
    const bytes = await plain(200, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    await put(bytes, 'image/jpeg');
    const shown = await admin.try(viewLogo, { params: params() });
    expect(await sharp(shown.bytes).metadata()).toMatchObject({ width: 100, height: 200 });
  });

  test('keeps its transparency, and small ones their size', async () => {
    const bytes = await sharp({ create: { width: 60, height: 30, channels: 4, background: '#0000' } })
      .png()
      .toBuffer();
    await put(bytes);
    const { width, height, hasAlpha } = await sharp((await admin.try(viewLogo, { params: params() })).bytes).metadata();
    expect({ width, height, hasAlpha }).toEqual({ width: 60, height: 30, hasAlpha: true });
  });

  test('is fetched once per version, and asked for again each time, so that nobody keeps what they may no longer see', async () => {
    const version = (await put(await plain(50, 50).png().toBuffer())).reply.logoVersion;
    const path = `/api/practices/${practice.id}/logo`;
    const first = await frontDesk.fetch(path);
    expect([first.status, first.headers.get('etag'), first.headers.get('cache-control')]).toEqual([
      200,
      `"${version}"`,
      'private, no-cache',
    ]);
    const again = await frontDesk.fetch(path, { headers: { 'if-none-match': `"${version}"` } });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
    await put(await plain(51, 50).png().toBuffer());
    expect((await frontDesk.fetch(path, { headers: { 'if-none-match': `"${version}"` } })).status).toBe(200);
    const stranger = await world.stranger().fetch(path, { headers: { 'if-none-match': `"${version}"` } });
    expect(stranger.status).toBe(401);
  });

  test('removed is gone; removed twice is gone as well', async () => {
    await put(await plain(50, 50).png().toBuffer());
    expect((await admin.call(removeLogo, { params: params() })).logoVersion).toBeNull();
    expect((await admin.call(removeLogo, { params: params() })).logoVersion).toBeNull();
    expect(await admin.refusal(viewLogo, { params: params() })).toBe('not_found');
    expect((await admin.call(viewPractice, { params: params() })).logoVersion).toBeNull();
  });
});
