import { describe, expect, test } from 'vitest';
import { setupLimits } from '../limits.ts';
import { makeDentition } from '../testing/dentition.ts';
import { problemsOf } from '../testing/read-bytes.ts';
import { placedTeethFiles, stagedModelFiles, stagedTeethFiles, subsetupName } from '../testing/setup-files.ts';
import { stlOf, type ZipEntry, zipOf } from '../testing/zip.ts';

const dentition = makeDentition({ stages: 2, detail: 3 });
const staged = stagedTeethFiles(dentition);
const placed = placedTeethFiles(dentition);
const models = stagedModelFiles(dentition, subsetupName);
const stl = stlOf(dentition.teeth[0]!.shape);
const without = (files: ZipEntry[], name: string | RegExp) =>
  files.filter((file) => (typeof name === 'string' ? file.name !== name : !name.test(file.name)));
const replaced = (files: ZipEntry[], name: string, entry: Partial<ZipEntry>) =>
  files.map((file) => (file.name === name ? { ...file, ...entry } : file));
const table = (change: (text: string) => string) =>
  placed.map((file) =>
    file.name === 'transforms.csv' ? { ...file, bytes: Buffer.from(change(file.bytes.toString())) } : file,
  );
const small = (name: string, bytes: Buffer = Buffer.from('x')): ZipEntry => ({ name, bytes });
const bomb = Buffer.alloc(30_000_000);

describe('refused, with the reason and where, is an archive', () => {
  test.each<[string, ZipEntry[], string[]]>([
    ['with nothing in it', [], ['no_models']],
    ['of letters and pictures only', [small('readme.txt'), small('a.png')], ['no_models']],
    ['that climbs out of its folder', [...staged, small('../../etc/cron.d/x')], ['unsafe_name ../../etc/cron.d/x']],
    ['with an absolute path', [...staged, small('/etc/passwd')], ['unsafe_name /etc/passwd']],
    ['that climbs out the way of Windows', [...staged, small('..\\..\\x.stl')], ['unsafe_name ../../x.stl']],
    [
      'with a link',
      [...staged, { ...small('Stage_1/Tooth_1.stl'), mode: 0o120777 }],
      ['link_in_archive Stage_1/Tooth_1.stl'],
    ],
    [
      'with a password',
      replaced(staged, 'Stage_0/Tooth_8.stl', { encrypted: true }),
      ['encrypted_archive Stage_0/Tooth_8.stl'],
    ],
    ['with a name twice', [...staged, { ...staged[0]! }], [`file_twice ${staged[0]!.name}`]],
    [
      'with a tooth twice under two names',
      [...staged, small('Stage_1/tooth-8.stl', stl)],
      ['file_twice Stage_1/tooth-8.stl'],
    ],
    [
      'with a model whose name says nothing',
      [...staged, small('Stage_1/Bracket.stl', stl)],
      ['unknown_file Stage_1/Bracket.stl'],
    ],
    ['with a table whose name says nothing', [...staged, small('notes.csv')], ['unknown_file notes.csv']],
    [
      'with a tooth that nobody has',
      [...staged, small('Stage_1/Tooth_41.stl', stl)],
      expect.arrayContaining([expect.stringMatching(/^(?:unknown_tooth|tooth_missing_at_stage|file_twice)/)]) as never,
    ],
    ['in which a tooth is missing at a stage', without(staged, 'Stage_1/Tooth_8.stl'), ['tooth_missing_at_stage 11']],
    ['in which a stage is missing', without(staged, /^Stage_1\//), ['stage_missing']],
    ['with one position only', without(staged, /^Stage_[12]\//), ['no_stages']],
    ['in which a model of a stage is missing', without(models, /Subsetup1_Max/), ['stage_missing upper']],
    [
      'in which a tooth is another mesh later',
      replaced(staged, 'Stage_2/Tooth_8.stl', { bytes: stlOf(makeDentition({ detail: 4 }).teeth[0]!.shape) }),
      ['other_triangles 11'],
    ],
    ['in which a tooth changes its form', replaced(staged, 'Stage_2/Tooth_8.stl', { bytes: bent() }), ['not_rigid 11']],
    [
      'with a model that is cut off',
      replaced(staged, 'Stage_1/Tooth_8.stl', { bytes: stl.subarray(0, 400) }),
      ['truncated Stage_1/Tooth_8.stl'],
    ],
    [
      'with a coordinate that is no number',
      replaced(staged, 'Stage_0/Tooth_8.stl', { bytes: notANumber() }),
      ['not_finite Stage_0/Tooth_8.stl'],
    ],
    [
      'with a model that is none',
      replaced(staged, 'Stage_0/Tooth_8.stl', { bytes: Buffer.from('%PDF-1.4 ') }),
      ['not_a_mesh Stage_0/Tooth_8.stl'],
    ],
    [
      'that lies about its contents',
      replaced(staged, 'Stage_0/Tooth_8.stl', { claimedCrc: 1 }),
      ['unreadable Stage_0/Tooth_8.stl'],
    ],
    [
      'that unpacks to more than it says',
      [{ ...small('Stage_0/Tooth_8.stl', bomb), claimedBytes: 100 }, ...staged.slice(1)],
      ['unreadable Stage_0/Tooth_8.stl'],
    ],
    ['of teeth without stages or a table', without(placed, 'transforms.csv'), ['transforms_missing']],
    ['whose table has no columns that it needs', table(() => 'a,b\n1,2'), ['transforms_unreadable transforms.csv']],
    [
      'whose table lacks a tooth at a stage',
      table((text) => text.replace(/^1,11,.*\n/m, '')),
      ['transform_missing 11'],
    ],
    [
      'whose table tells a tooth twice',
      table((text) => `${text}\n${/^1,11,.*/m.exec(text)![0]}`),
      ['transform_twice transforms.csv:86'],
    ],
    [
      'whose table has a word for a number',
      table((text) => text.replace(/^1,11,[^,]*/m, '1,11,NaN')),
      ['transform_unreadable transforms.csv:3'],
    ],
    [
      'whose table turns nothing',
      table((text) => text.replace(/^(1,11,(?:[^,]*,){3}).*$/m, '$10,0,0,0')),
      ['transform_unreadable transforms.csv:3'],
    ],
    ['whose table knows a tooth without a mesh', without(placed, 'teeth/11.stl'), ['transform_without_mesh 11']],
    [
      'with two treatment tables',
      [...placed, small('treatment.csv'), small('b/treatment.json')],
      ['tables_twice b/treatment.json'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await problemsOf(zipOf(files))).toEqual(expected);
  });

  test('cut off anywhere, or not an archive behind its first bytes', async () => {
    const whole = zipOf(staged);
    for (const end of [4, 30, 1000, whole.length - 30, whole.length - 1])
      expect(await problemsOf(whole.subarray(0, end))).toEqual(['unreadable']);
  });

  test('of more files, a larger file, or more in all than allowed, before it is unpacked', async () => {
    const many = zipOf(Array.from({ length: 300 }, (_, place) => small(`${place}.txt`)));
    expect(await problemsOf(many, { ...setupLimits, maxEntries: 100 })).toEqual(['too_many_files']);
    const large = zipOf([small('Stage_0/Tooth_8.stl', bomb)]);
    expect(large.length).toBeLessThan(40_000);
    expect(await problemsOf(large, { ...setupLimits, maxEntryBytes: 1e6 })).toEqual(['too_large Stage_0/Tooth_8.stl']);
    expect(await problemsOf(large, { ...setupLimits, maxUnpackedBytes: 1e6 })).toEqual(['unpacked_too_large']);
  });

  test('with a table as large as a model', async () => {
    const files = replaced(placed, 'transforms.csv', { bytes: bomb });
    expect(await problemsOf(zipOf(files))).toEqual(['too_large transforms.csv']);
  });

  test('of ten million triangles', async () => {
    const bytes = Buffer.alloc(84 + 50);
    bytes.writeUInt32LE(10_000_000, 80);
    const claimed = replaced(staged, 'Stage_0/Tooth_8.stl', { bytes });
    expect(await problemsOf(zipOf(claimed))).toEqual(['truncated Stage_0/Tooth_8.stl']);
    expect(await problemsOf(zipOf(staged), { ...setupLimits, maxTriangles: 100 })).toEqual([
      expect.stringMatching(/^too_many_triangles/),
    ]);
  });
});

function bent(): Buffer {
  const { positions, corners } = dentition.teeth[0]!.shape;
  return stlOf({ positions: positions.map((value, place) => value * (place % 3 === 0 ? 1.2 : 1)), corners });
}

function notANumber(): Buffer {
  const bytes = Buffer.from(stl);
  bytes.writeFloatLE(Number.NaN, 84 + 12);
  return bytes;
}
