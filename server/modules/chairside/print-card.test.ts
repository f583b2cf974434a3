import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { printChairsideCard } from '#contract/chairside.ts';
import { putLogo } from '#contract/practices.ts';
import { readPdf } from '#testing/pdf/read-pdf.ts';
import type { Place, Who } from '../orders/testing/treatment-world.ts';
import { type VisitWorld, visitWorld } from './testing/visit-world.ts';

let world: VisitWorld;
beforeAll(async () => {
  world = await visitWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

async function printed({ caseId }: Place, who: Who = 'provider') {
  const answer = await world.browsers[who].try(printChairsideCard, { params: { caseId } });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return readPdf(answer.bytes);
}
const read = (who: Who, language: string, notation: string) =>
  world.sql('update accounts set language = $2, tooth_notation = $3 where id = $1', [
    world.people[who].id,
    language,
    notation,
  ]);

const upper = [17, 16, 15, 14, 13, 12, 11, 21, 22, 23, 24, 25, 26, 27];
const lower = [47, 46, 45, 44, 43, 42, 41, 31, 32, 33, 34, 35, 36, 37];
const ipr = (teeth: number[]) =>
  teeth.slice(1).map((tooth, index) => ({ stage: 1, between: [teeth[index]!, tooth] as [number, number], mm: 0.2 }));

describe('the printed card', () => {
  test('fits on one A4 page with the practice’s logo, even where both arches are worked on from end to end', async () => {
    const bytes = await sharp({ create: { width: 400, height: 100, channels: 4, background: '#0b7285' } })
      .png()
      .toBuffer();
    const params = { practiceId: world.practiceId };
    await world.browsers.admin.call(putLogo, { params, file: { bytes, type: 'image/png' } });
    await world.sql(`update practices set country = 'US' where id = $1`, [world.practiceId]);
    const place = await world.treated({
      ipr: [...ipr(upper), ...ipr(lower)],
      attachments: [...upper, ...lower].map((tooth) => ({
        tooth,
        kind: 'rectangular_horizontal',
        surface: 'lingual',
        placedAt: 1,
      })),
    });
    for (const language of ['en', 'de', 'fr']) {
      await read('provider', language, 'palmer');
      const { pages, language: told } = await printed(place);
      expect(pages).toHaveLength(1);
      expect(pages[0]).toMatchObject({ size: [595, 842], pictures: 1, wrong: [] });
      expect(told).toBe(language);
      for (const tag of ['"H1"', '"H2"', '"L"', '"LBody"', '"Figure"']) expect(pages[0]!.structure).toContain(tag);
    }
  });

  test('says what to do, in the reader’s language and notation', async () => {
    const place = await world.treated({
      wearDays: 10,
      ipr: [{ stage: 2, between: [11, 21], mm: 0.25 }],
      attachments: [{ tooth: 16, kind: 'ellipsoid', placedAt: 1, removedAt: 2 }],
      elastics: [{ from: 1, to: 4, between: [13, 46], note: '3.5 oz' }],
      notes: [{ stage: 1, text: 'Look at the midline' }],
    });
    await read('provider', 'en', 'fdi');
    const first = (await printed(place)).text;
    for (const part of ['Chairside card', 'Paul Patient', 'First visit', 'Hand over: Stage 1', '16: ellipsoid'])
      expect(first).toContain(part);
    for (const part of ['13–46 (3.5 oz)', 'Look at the midline', 'Stage 2 needs something done first.', 'Not started'])
      expect(first).toContain(part);
    expect(first).not.toContain('11–21');
    await world.visit(place, { handedOver: { from: 1, to: 1 }, done: ['place-0'], note: 'Well seated' });
    await read('member', 'de', 'universal');
    const second = (await printed(place, 'member')).text;
    for (const part of ['Terminkarte', 'Übergeben: Schritte 2–7', '8–9: 0,25 mm', '3: Ellipsoid', 'Well seated'])
      expect(second).toContain(part);
    expect(second).toContain('Attachments entfernen');
    expect(second).not.toContain('Look at the midline');
  });
});
