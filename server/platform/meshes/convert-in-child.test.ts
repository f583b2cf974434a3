import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MeshConverter, pictureOf, startMeshConverter } from './convert-in-child.ts';
import { isMeshRefusal } from './mesh.ts';
import { binaryStl, bumpyRing } from './testing/generated-meshes.ts';
import { readGlb } from './testing/read-glb.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midline-meshes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);

async function file(name: string, content: Uint8Array | string): Promise<string> {
  await writeFile(at(name), content);
  return at(name);
}

describe('a mesh', () => {
  let converter: MeshConverter;
  beforeAll(() => {
    converter = startMeshConverter({ memoryLimitMb: 700, timeLimitMs: 30_000 });
  });
  afterAll(() => converter.close());

  test('becomes glTF and a picture with a transparent ground', async () => {
    const facts = await converter.convert(await file('ring', binaryStl(bumpyRing(60, 30))), at('ring.glb'));
    expect(facts).toMatchObject({ triangles: 3600, vertices: 1800, warnings: [] });
    expect((await readGlb(await readFile(at('ring.glb')))).corners).toHaveLength(3600 * 3);
    const { data, info } = await sharp(await readFile(pictureOf(at('ring.glb'))))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([320, 240, 4]);
    const opacity = (x: number, y: number) => data[(y * 320 + x) * 4 + 3];
    expect([opacity(2, 2), opacity(160, 120), opacity(317, 237)]).toEqual([0, 0, 0]);
    const filled = data.filter((value, place) => place % 4 === 3 && value > 200).length;
    expect(filled).toBeGreaterThan(320 * 240 * 0.2);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('that is none is refused and leaves nothing behind', async () => {
    expect(await converter.convert(await file('letter', 'Dear colleague,'), at('letter.glb'))).toEqual({
      refused: 'not_a_mesh',
      facts: { kind: 'unknown' },
    });
    expect((await readdir(folder)).filter((name) => name.startsWith('letter.'))).toEqual([]);
  });

  test('of ten million triangles is refused without being read to its end', async () => {
    const bytes = Buffer.alloc(84 + 50 * 10_000_000);
    bytes.writeUInt32LE(10_000_000, 80);
    expect(await converter.convert(await file('many', bytes), at('many.glb'))).toMatchObject({
      refused: 'too_many_triangles',
    });
    await rm(at('many'));
  });

  test('as text with ten million faces of one vertex is refused', { timeout: 120_000 }, async () => {
    const text = `v 0 0 0\n${'f 1 1 1\n'.repeat(10_000_000)}`;
    expect(await converter.convert(await file('deep', text), at('deep.glb'))).toMatchObject({
      refused: 'too_many_triangles',
    });
    await rm(at('deep'));
  });

  test('that needs more memory than there is is refused, and the next one is converted', {
    timeout: 120_000,
  }, async () => {
    const small = startMeshConverter({ memoryLimitMb: 120 });
    const huge = await file('huge', binaryStl(bumpyRing(1500, 1000)));
    expect(await small.convert(huge, at('huge.glb'))).toEqual({ refused: 'needed_too_much_memory', facts: {} });
    expect(await small.convert(await file('after', binaryStl(bumpyRing(8, 8))), at('after.glb'))).toMatchObject({
      triangles: 128,
    });
    expect((await readdir(folder)).filter((name) => name.startsWith('huge.'))).toEqual([]);
    small.close();
    await rm(at('huge'));
  });

  test('larger than a file may be is refused', async () => {
    const strict = startMeshConverter({ limits: { maxTriangles: 100, maxBytes: 1000 } });
    const input = await file('large', Buffer.alloc(1001));
    expect(await strict.convert(input, at('large.glb'))).toEqual({
      refused: 'too_large',
      facts: { found: 1001, limit: 1000 },
    });
    strict.close();
  });

  test('that cannot be read, or written, is not called broken', async () => {
    await expect(converter.convert(at('not there'), at('x.glb'))).rejects.toThrow('ENOENT');
    const ring = await file('sound', binaryStl(bumpyRing(8, 8)));
    await expect(converter.convert(ring, at('no folder/x.glb'))).rejects.toThrow('ENOENT');
  });

  test('waits where two are converted already, and five of them are all converted', async () => {
    const ring = await file('shared', binaryStl(bumpyRing(30, 30)));
    const results = await Promise.all([1, 2, 3, 4, 5].map((copy) => converter.convert(ring, at(`copy-${copy}.glb`))));
    expect(results.map((facts) => !isMeshRefusal(facts) && facts.triangles)).toEqual([1800, 1800, 1800, 1800, 1800]);
  });
});

describe('a conversion that', () => {
  const converter = startMeshConverter({
    program: new URL('./testing/misbehaving-converter.ts', import.meta.url),
    timeLimitMs: 1500,
    memoryLimitMb: 300,
    atOnce: 1,
  });
  afterAll(() => converter.close());

  test.each([
    ['loop', 'took_too_long'],
    ['allocate', 'needed_too_much_memory'],
    ['abort', 'unreadable'],
  ])('would %s for ever is ended, cleaned up after, and the next file is served', async (misdeed, refused) => {
    expect(await converter.convert(await file(misdeed, misdeed), at(`${misdeed}.glb`))).toEqual({ refused, facts: {} });
    expect((await readdir(folder)).filter((name) => name.startsWith(`${misdeed}.`))).toEqual([]);
    expect(await converter.convert(await file('good', 'nothing'), at('good.glb'))).toMatchObject({
      refused: 'no_triangles',
    });
  });

  test('is under way when the server stops rejects, and so do those that wait', async () => {
    const stopping = startMeshConverter({
      atOnce: 1,
      program: new URL('./testing/misbehaving-converter.ts', import.meta.url),
    });
    const input = await file('looping', 'loop');
    const ends = Promise.allSettled([stopping.convert(input, at('a.glb')), stopping.convert(input, at('b.glb'))]);
    stopping.close();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
