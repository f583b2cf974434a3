import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as orders from '#contract/orders.ts';
import { printSetupSheet } from '#contract/setups.ts';
import { durationOf, treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { recordFolder } from '#modules/records/index.ts';
import { readPdf } from '#testing/pdf/read-pdf.ts';
import { type Place, type TreatmentWorld, treatmentWorld, type Who } from '../orders/testing/treatment-world.ts';
import { stageRows } from './plan-sheet.ts';

let world: TreatmentWorld;
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

type Plan = Parameters<typeof treatmentPlan.parse>[0];

async function delivered(plan: Plan, stages = { upperStages: 24, lowerStages: 20 }) {
  const place = await world.draft();
  await world.bring(place, 'setup_in_production');
  const recordId = await world.record(place, 'setup', { facts: stages });
  await world.browsers.technician.call(orders.deliverSetup, {
    params: place,
    body: { recordId, treatment: treatmentPlan.parse(plan) },
  });
  const { setups } = await world.browsers.technician.call(orders.viewOrder, { params: place });
  return { ...place, setup: setups[0]! };
}
type Delivered = Place & { setup: orders.Setup };
const of = ({ caseId, setup }: Delivered) => ({ params: { caseId, setupId: setup.id } });

async function printed(version: Delivered, who: Who = 'provider') {
  const answer = await world.browsers[who].try(printSetupSheet, of(version));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return readPdf(answer.bytes);
}

async function keepPicture(recordId: string, name: string, bytes: Buffer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'midline-sheet-'));
  await writeFile(join(folder, 'picture'), bytes);
  await world.app.platform.files.store.put(recordFolder(recordId) + name, join(folder, 'picture'));
  await rm(folder, { recursive: true });
}

const plan = {
  wearDays: 10,
  wearDaysAt: [{ stage: 1, days: 14 }],
  ipr: [{ stage: 3, between: [11, 21], mm: 0.25 }],
  attachments: [
    { tooth: 16, kind: 'ellipsoid', placedAt: 3, removedAt: 9 },
    { tooth: 26, kind: 'hook', surface: 'lingual', placedAt: 3 },
  ],
  elastics: [{ from: 5, to: 6, between: [13, 46], note: '3.5 oz' }],
  notes: [{ stage: 12, text: 'Take photographs' }],
};

describe('the treatment plan sheet', () => {
  test('isn’t there for strangers, nor for anybody once the version was withdrawn', async () => {
    const version = await delivered(plan);
    expect(await world.browsers.outsider.refusal(printSetupSheet, of(version))).toBe('not_found');
    await world.browsers.technician.call(orders.withdrawSetup, {
      params: version,
      body: { version: version.setup.version, reason: 'Wrong file' },
    });
    for (const who of ['provider', 'technician'] as const)
      expect(await world.browsers[who].refusal(printSetupSheet, of(version))).toBe('not_found');
  });

  test('says stage by stage what is planned, marked with version, content and date, for both sides', async () => {
    const version = await delivered(plan);
    for (const who of ['provider', 'technician'] as const) {
      const { pages, text, title } = await printed(version, who);
      expect(pages.map(({ size, wrong }) => ({ size, wrong }))).toEqual(
        pages.map(() => ({ size: [595, 842], wrong: [] })),
      );
      for (const part of ['Practice', 'Treatment plan', 'Paul Patient', '24 upper, 20 lower', '0.25 mm', '14 days'])
        expect([who, text.includes(part) ? part : text]).toEqual([who, part]);
      for (const part of [
        '16: ellipsoid',
        '26: hook, lingual',
        '13–46 (3.5 oz)',
        'End',
        'Take photographs',
        'Not decided',
      ])
        expect(text).toContain(part);
      const days = durationOf(treatmentPlan.parse(plan), 24);
      expect(text).toContain(`${days} days, about`);
      for (const page of pages)
        expect(page.text).toContain(
          `Version ${version.setup.version} · Content ${version.setup.contentHash.slice(0, 12)}`,
        );
      expect(title).toContain(`version ${version.setup.version}`);
      for (const tag of ['"Table"', '"THead"', '"TH"', '"TD"']) expect(pages[0]!.structure).toContain(tag);
      expect(pages[0]!.pictures).toBe(0);
    }
  });

  test('shows the first and the last stage where the import made pictures, and leaves out one that can’t be read', async () => {
    const version = await delivered(plan);
    const png = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#eeeeee' } })
      .png()
      .toBuffer();
    await keepPicture(version.setup.recordId, 'first_stage', png);
    await keepPicture(version.setup.recordId, 'last_stage', Buffer.from('no picture'));
    expect((await printed(version)).pages[0]!.pictures).toBe(1);
    await keepPicture(version.setup.recordId, 'last_stage', png);
    const { pages, text } = await printed(version);
    expect([pages[0]!.pictures, pages[0]!.wrong]).toEqual([2, []]);
    expect(text).toContain('After the last stage');
    expect(pages[0]!.structure).toContain('The teeth before treatment');
  });

  test('speaks the reader’s language, and calls teeth as the reader does', async () => {
    const version = await delivered(plan);
    for (const [language, notation, parts] of [
      ['de', 'universal', ['Behandlungsplan', '8–9: 0,25 mm', '3: Ellipsoid', 'Häkchen', 'Schritt für Schritt']],
      ['fr', 'palmer', ['Plan de traitement', 'UR1–UL1 : 0,25 mm', 'UL6 : crochet, lingual', 'Étape par étape']],
    ] as const) {
      await world.sql('update accounts set language = $2, tooth_notation = $3 where id = $1', [
        world.people.provider.id,
        language,
        notation,
      ]);
      const sheet = await printed(version);
      expect(sheet.language).toBe(language);
      for (const part of parts) expect(sheet.text).toContain(part);
    }
    await world.sql(`update accounts set language = 'en', tooth_notation = 'fdi' where id = $1`, [
      world.people.provider.id,
    ]);
  });

  test('goes on over pages under the same head, and parts a note that is longer than a page', async () => {
    const version = await delivered({
      ...plan,
      ipr: Array.from({ length: 40 }, (_, index) => ({ stage: 1 + (index % 24), between: [11, 21], mm: 0.1 })),
      attachments: Array.from({ length: 60 }, (_, index) => ({
        tooth: 13,
        kind: 'rectangular',
        placedAt: 1 + (index % 20),
      })),
      notes: [
        { stage: 2, text: `begins ${'and goes on '.repeat(160)}ends` },
        { stage: 3, text: `first${'\n\n'.repeat(400)}last` },
      ],
    });
    const { pages, text } = await printed(version);
    expect(pages.length).toBeGreaterThan(4);
    for (const [index, page] of pages.entries()) {
      expect(page.wrong).toEqual([]);
      expect(page.text).toContain(`Page ${index + 1} of ${pages.length}`);
    }
    // The head stands on the second page too, and is read aloud once.
    expect(pages[1]!.text).toContain('Attachments placed');
    expect(pages[0]!.structure).toMatch(/"children":\[\{[^\]]*\}\],"scope":"Column"/);
    expect(pages[1]!.structure).not.toMatch(/"children":\[\{[^\]]*\}\],"scope":"Column"/);
    for (const part of ['begins and', 'on ends', 'first', 'last']) expect(text).toContain(part);
  });

  test('says so where nothing was planned beside the movement', async () => {
    const { text } = await printed(await delivered({}));
    expect(text).toContain('planned nothing beside the movement');
    expect(text).toContain('1–24');
  });
});

test('every stage stands in exactly one row, with its wear, its elastics and everything that is due there', () => {
  const stages = 12;
  const stage = fc.integer({ min: 1, max: stages });
  const plans = fc.record({
    wearDaysAt: fc.uniqueArray(fc.record({ stage, days: fc.integer({ min: 5, max: 7 }) }), {
      maxLength: 6,
      selector: (each) => each.stage,
    }),
    ipr: fc.array(fc.record({ stage, between: fc.constant([11, 21]), mm: fc.constant(0.2) }), { maxLength: 4 }),
    elastics: fc.array(fc.record({ from: stage, to: stage, between: fc.constant([13, 46]) }), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(plans, (given) => {
      const read = treatmentPlan.parse({ wearDays: 6, ...given });
      const rows = stageRows(read, stages);
      for (let at = 1; at <= stages; at += 1) {
        const [row, ...others] = rows.filter(({ from, to }) => from <= at && at <= to);
        expect(others).toEqual([]);
        expect(row!.days).toBe(read.wearDaysAt.find((each) => each.stage === at)?.days ?? 6);
        expect(row!.procedures).toHaveLength(read.ipr.filter((each) => each.stage === at).length);
        expect(row!.elastics).toEqual(read.elastics.filter(({ from, to }) => from <= at && at <= to));
      }
    }),
  );
});
