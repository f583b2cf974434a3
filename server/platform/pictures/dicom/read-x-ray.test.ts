import { describe, expect, test } from 'vitest';
import { type MadeElement, makeDicom, makeXRay } from '../testing/make-dicom.ts';
import { readXRay } from './read-x-ray.ts';

const most = 1e6;
const four = [0, 1000, 2000, 4095];
const read = (bytes: Buffer) => readXRay(bytes, most);
const made = (others: MadeElement[], samples = four) => read(makeXRay(2, 2, samples, others));

describe('a hostile file', () => {
  test('that claims a huge picture is refused before room is made for it', async () => {
    await expect(read(makeXRay(65_535, 65_535, four))).rejects.toMatchObject({ reason: 'too_many_pixels' });
  });

  test('whose pixels are fewer than it claims is truncated, not read past its end', async () => {
    await expect(read(makeXRay(100, 100, four))).rejects.toMatchObject({ reason: 'truncated' });
  });

  test.each([
    ['no width', [[0x00280011, 'US', 0]]],
    ['17 bits of 16', [[0x00280101, 'US', 17]]],
    ['a highest bit beyond its bits', [[0x00280102, 'US', 40]]],
    ['seven samples a pixel', [[0x00280002, 'US', 7]]],
    ['12 bits allocated', [[0x00280100, 'US', 12]]],
    ['a palette that isn’t there', [[0x00280004, 'CS', 'PALETTE COLOR']]],
  ] as [string, MadeElement[]][])('with %s is unreadable', async (_about, others) => {
    await expect(made(others)).rejects.toMatchObject({ reason: 'unreadable' });
  });

  test('that nests sequences ten thousand deep is refused', async () => {
    let nested: MadeElement[] = [[0x00280010, 'US', 1]];
    const open = Buffer.from([
      0x08, 0x00, 0x40, 0x11, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff,
    ]);
    nested = [];
    const bytes = Buffer.concat([makeDicom(nested), ...Array.from({ length: 10_000 }, () => open)]);
    await expect(read(bytes)).rejects.toMatchObject({ reason: expect.stringMatching(/unreadable|truncated/) });
  });

  test('that inflates without end is refused', async () => {
    const { deflateRawSync } = await import('node:zlib');
    const bomb = deflateRawSync(Buffer.alloc(500_000_000));
    const bytes = Buffer.concat([makeDicom([], '1.2.840.10008.1.2.1.99'), bomb]);
    expect(bytes.length).toBeLessThan(1_000_000);
    await expect(read(bytes)).rejects.toMatchObject({ reason: 'too_many_pixels' });
  });

  test('written in a way that nobody reads says so', async () => {
    const mpeg = makeXRay(2, 2, four, [], '1.2.840.10008.1.2.4.100');
    await expect(read(mpeg)).rejects.toMatchObject({ reason: 'unsupported_transfer_syntax' });
  });

  test('that is XML, text or nothing is no picture', async () => {
    for (const text of ['<?xml version="1.0"?><HPS version="1.1">', '', 'DICM', 'solid scan']) {
      await expect(read(Buffer.from(text))).rejects.toMatchObject({ reason: 'not_a_picture' });
    }
  });
});

describe('what a pixel means', () => {
  const values = async (others: MadeElement[], samples = four) => {
    const picture = await made(others, samples);
    return [...picture.samples].map((stored) => stored * picture.header.slope + picture.header.intercept);
  };

  test('slope and intercept are applied', async () => {
    expect(
      await values([
        [0x00281052, 'DS', '-1000'],
        [0x00281053, 'DS', '2'],
      ]),
    ).toEqual([-1000, 1000, 3000, 7190]);
  });

  test('signed samples keep their sign, and bits beyond the stored ones are ignored', async () => {
    expect(await values([[0x00280103, 'US', 1]], [0x0fff, 0xf7ff, 0x0800, 5])).toEqual([-1, 2047, -2048, 5]);
  });

  test('a modality table stands in place of slope and intercept', async () => {
    const table: MadeElement[] = [
      [0x00283002, 'US', [3, 1, 16]],
      [0x00283006, 'OW', [10, 20, 30]],
    ];
    const others: MadeElement[] = [
      [0x00283000, 'SQ', [table]],
      [0x00281053, 'DS', '7'],
    ];
    expect(await values(others, [0, 1, 2, 900])).toEqual([10, 10, 20, 30]);
  });

  test('planes of colour become pixels, in YBR as in RGB', async () => {
    const colour: MadeElement[] = [
      [0x00280002, 'US', 3],
      [0x00280100, 'US', 8],
      [0x00280101, 'US', 8],
      [0x00280102, 'US', 7],
    ];
    const planar: MadeElement[] = [...colour, [0x00280006, 'US', 1], [0x00280004, 'CS', 'RGB']];
    const bytes = new Uint8Array([1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24]);
    const rgb = await made([...planar, [0x7fe00010, 'OB', bytes]]);
    expect([...rgb.samples.subarray(0, 6)]).toEqual([1, 11, 21, 2, 12, 22]);
    const red = new Uint8Array([76, 85, 255, 76, 85, 255, 76, 85, 255, 76, 85, 255]);
    const ybr = await made([...colour, [0x00280004, 'CS', 'YBR_FULL'], [0x7fe00010, 'OB', red]]);
    expect([...ybr.samples.subarray(0, 3)]).toEqual([254, 0, 0]);
  });
});

describe('the windows', () => {
  const windows = async (others: MadeElement[]) => (await made(others)).header.windows;

  test('are all that the file proposes, by its names, then measured and full', async () => {
    const found = await windows([
      [0x00281050, 'DS', '1000\\2000'],
      [0x00281051, 'DS', '400\\1000'],
      [0x00281055, 'LO', 'BONE\\SOFT'],
    ]);
    expect(found.map(({ kind, name }) => `${kind} ${name}`.trim())).toEqual(['file BONE', 'file SOFT', 'auto', 'full']);
    expect(found[0]).toMatchObject({ centre: 1000, width: 400, low: 800, high: 1199 });
    expect(found.at(-1)).toMatchObject({ low: 0, high: 4095 });
  });

  test('that would show nothing, or make no sense, are left out', async () => {
    for (const width of ['0', '-5', 'abc', '1e999']) {
      const found = await windows([
        [0x00281050, 'DS', '99999'],
        [0x00281051, 'DS', width],
      ]);
      expect(found.map(({ kind }) => kind)).toEqual(['auto', 'full']);
    }
  });

  test('follow a table of the file', async () => {
    const table: MadeElement[] = [
      [0x00283002, 'US', [2, 1000, 8]],
      [0x00283003, 'LO', 'Film'],
      [0x00283006, 'OW', [255, 0]],
    ];
    const [film] = await windows([[0x00283010, 'SQ', [table]]]);
    expect(film).toMatchObject({ name: 'Film', low: 1000, high: 1001 });
    expect([film!.curve!.length, film!.curve![0], film!.curve![255]]).toEqual([256, 255, 0]);
  });

  test('measured brightness leaves padding out', async () => {
    const { header } = await made([[0x00280120, 'US', 4095]]);
    expect(header.max).toBe(2000);
  });
});

test('a name that the pixels’ header could carry stays outside', async () => {
  const { header, facts } = await made([
    [0x00100010, 'PN', 'Roe^Jane'],
    [0x00100030, 'DA', '19800229'],
  ]);
  expect(JSON.stringify(header)).not.toMatch(/Roe|1980/);
  expect(facts.named).toEqual({ names: [{ family: 'Roe', given: 'Jane' }], birthDate: '1980-02-29', studyDate: null });
});
