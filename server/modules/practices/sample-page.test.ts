import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { editPractice, putLogo, samplePage, viewPractice } from '#contract/practices.ts';
import type { TestBrowser } from '../../testing/browser.ts';
import { makeWorld, type Organisation, type World } from '../../testing/world.ts';

let world: World;
let practice: Organisation;
let admin: TestBrowser;

beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'));
  practice = await world.practice(await world.group(), 'Sample');
  const owner = await world.person();
  await world.member(practice, owner, 'owner_manager', 'admin');
  admin = await world.as(owner);
});
afterAll(() => world?.stop());

const params = () => ({ practiceId: practice.id });

type Piece = { text: string; x: number; top: number; width: number; height: number };

async function read(bytes: Buffer) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise;
  const page = await pdf.getPage(1);
  const { items } = await page.getTextContent();
  const [, , width, height] = page.view as [number, number, number, number];
  const pieces: Piece[] = items
    .flatMap((item) => ('str' in item ? [item] : []))
    .filter((item) => item.str.trim() !== '')
    .map((item) => ({
      text: item.str,
      x: item.transform[4],
      top: height - item.transform[5],
      width: item.width,
      height: item.height,
    }));
  const operators = await page.getOperatorList();
  return {
    pieces,
    text: pieces
      .map((piece) => piece.text)
      .join(' ')
      .replace(/\s+/g, ' '),
    pictures: operators.fnArray.filter((operator) => operator === OPS.paintImageXObject).length,
    size: [Math.round(width), Math.round(height)],
    structure: JSON.stringify(await page.getStructTree()),
    language: (await pdf.getMetadata()).info as { Language: string; Title: string },
    pages: pdf.numPages,
  };
}

async function change(
  information: Partial<{
    name: string;
    country: string;
    language: 'en' | 'de' | 'fr';
    phone: string;
    streetAddress: string;
  }>,
) {
  const {
    id: _id,
    groupId: _groupId,
    groupName: _name,
    logoVersion: _logo,
    may: _may,
    ...now
  } = await admin.call(viewPractice, { params: params() });
  await admin.call(editPractice, {
    params: params(),
    body: {
      ...now,
      streetAddress: '12 Quai des Fleurs',
      city: 'Genève',
      postalCode: '1204',
      phone: '+41 22 123 45 67',
      email: 'hello@example.org',
      ...information,
    },
  });
  return read((await admin.try(samplePage, { params: params() })).bytes);
}

describe('the sample page', () => {
  test('isn’t made for somebody who may not see the practice’s information', async () => {
    const user = await world.person();
    await world.member(practice, user, 'front_desk', 'user');
    expect(await (await world.as(user)).refusal(samplePage, { params: params() })).toBe('not_allowed');
  });

  test('is headed by the practice’s name, address, contact and logo, in its language', async () => {
    const bytes = await sharp({ create: { width: 400, height: 100, channels: 4, background: '#0b7285aa' } })
      .png()
      .toBuffer();
    await admin.call(putLogo, { params: params(), file: { bytes, type: 'image/png' } });
    const page = await change({ name: 'Cabinet Ångström & Σία Ж', country: 'CH', language: 'fr' });
    for (const part of [
      'Cabinet Ångström & Σία Ж',
      '12 Quai des Fleurs',
      '1204 Genève',
      'Suisse',
      '+41 22 123 45 67',
      'hello@example.org',
      'Page d’exemple',
      'Page 1 sur 1',
    ]) {
      expect(page.text).toContain(part);
    }
    expect(page.pictures).toBe(1);
    expect(page.size).toEqual([595, 842]);
    expect(page.language.Language).toBe('fr');
    expect(page.language.Title).toContain('Cabinet Ångström & Σία Ж');
    for (const tag of ['"H1"', '"P"', '"Figure"', '"LI"']) expect(page.structure).toContain(tag);
  });

  test('comes on Letter paper in the United States', async () => {
    expect((await change({ country: 'US', language: 'en' })).size).toEqual([612, 792]);
  });

  test.each([
    ['of many words', 'Centre d’orthodontie et d’implantologie de la Grande Rue '.repeat(3).slice(0, 120).trim()],
    ['of one word', 'W'.repeat(120)],
  ])('wraps a long name %s, and nothing overlaps', async (_what, name) => {
    const page = await change({
      name,
      streetAddress: 'Very Long Avenue '.repeat(9).trim(),
      country: 'DE',
      language: 'de',
    });
    expect(page.pages).toBe(1);
    expect(page.text.replaceAll(' ', '')).toContain(name.replaceAll(' ', ''));
    for (const [index, one] of page.pieces.entries()) {
      expect(one.x + one.width).toBeLessThanOrEqual(page.size[0]! - 55);
      for (const other of page.pieces.slice(index + 1)) {
        const apart =
          one.x + one.width <= other.x + 0.5 ||
          other.x + other.width <= one.x + 0.5 ||
          Math.abs(one.top - other.top) >= Math.min(one.height, other.height) * 0.9;
        expect(apart, `"${one.text}" and "${other.text}"`).toBe(true);
      }
    }
    // The logo stands right of the name.
    const head = page.pieces.filter((piece) => piece.top < 100);
    expect(Math.max(...head.map((piece) => piece.x + piece.width))).toBeLessThan(page.size[0]! - 56 - 170);
  });
});
