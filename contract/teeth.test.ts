import fc from 'fast-check';
import { expect, test } from 'vitest';
import { teeth, tooth } from './shapes.ts';
import {
  acrossOf,
  allTeeth,
  archOf,
  isTooth,
  kindOf,
  type Notation,
  readTooth,
  sideOf,
  teethOf,
  toothLabel,
} from './teeth.ts';

// Written by hand from the charts of ISO 3950 and the ADA: FDI, Universal, Palmer.
const table = `
18 1 UR8 | 17 2 UR7 | 16 3 UR6 | 15 4 UR5 | 14 5 UR4 | 13 6 UR3 | 12 7 UR2 | 11 8 UR1
21 9 UL1 | 22 10 UL2 | 23 11 UL3 | 24 12 UL4 | 25 13 UL5 | 26 14 UL6 | 27 15 UL7 | 28 16 UL8
38 17 LL8 | 37 18 LL7 | 36 19 LL6 | 35 20 LL5 | 34 21 LL4 | 33 22 LL3 | 32 23 LL2 | 31 24 LL1
41 25 LR1 | 42 26 LR2 | 43 27 LR3 | 44 28 LR4 | 45 29 LR5 | 46 30 LR6 | 47 31 LR7 | 48 32 LR8
55 A URE | 54 B URD | 53 C URC | 52 D URB | 51 E URA
61 F ULA | 62 G ULB | 63 H ULC | 64 I ULD | 65 J ULE
75 K LLE | 74 L LLD | 73 M LLC | 72 N LLB | 71 O LLA
81 P LRA | 82 Q LRB | 83 R LRC | 84 S LRD | 85 T LRE`
  .trim()
  .split(/\s*[|\n]\s*/)
  .map((row) => row.split(' ') as [fdi: string, universal: string, palmer: string]);

const anyTooth = fc.constantFrom(...allTeeth);
const notations: Notation[] = ['fdi', 'universal', 'palmer'];

test.each([0, 1, 10, 19, 20, 29, 49, 50, 56, 66, 76, 86, 91, -11, 11.5, Number.NaN, '11', null])(
  '%s is no tooth',
  (value) => expect(tooth.safeParse(value).success).toBe(false),
);

test.each([
  ['', 'fdi'],
  ['19', 'fdi'],
  ['33', 'universal'],
  ['U', 'universal'],
  ['0', 'universal'],
  ['UR9', 'palmer'],
  ['URF', 'palmer'],
] as const)('“%s” is refused in %s', (text, notation) => expect(readTooth(text, notation)).toBeNull());

test('a tooth can’t be in a set twice, and sets are kept in order', () => {
  expect(teeth.safeParse([11, 11]).success).toBe(false);
  expect(teeth.parse([48, 11, 23])).toEqual([11, 23, 48]);
});

test('all 52 teeth read as in the hand-written table', () => {
  expect(table).toHaveLength(52);
  expect(table.map(([fdi]) => Number(fdi)).toSorted()).toEqual([...allTeeth].toSorted());
  for (const [fdi, universal, palmer] of table) {
    expect(notations.map((notation) => toothLabel(Number(fdi), notation))).toEqual([fdi, universal, palmer]);
  }
});

test('what is shown is read back as the same tooth, in every notation, in small letters and with spaces too', () => {
  fc.assert(
    fc.property(anyTooth, fc.constantFrom(...notations), (of, notation) => {
      const label = toothLabel(of, notation);
      expect(readTooth(label, notation)).toBe(of);
      expect(readTooth(` ${label.toLowerCase()} `, notation)).toBe(of);
    }),
  );
});

test('any number is a tooth exactly when the shape takes it', () => {
  fc.assert(fc.property(fc.integer({ min: -100, max: 200 }), (n) => isTooth(n) === tooth.safeParse(n).success));
});

test('arch and side agree with Palmer’s letters', () => {
  for (const [fdi, , palmer] of table) {
    const of = Number(fdi);
    expect([archOf(of), sideOf(of)]).toEqual([
      palmer[0] === 'U' ? 'upper' : 'lower',
      palmer[1] === 'R' ? 'right' : 'left',
    ]);
  }
});

test('an arch is listed as seen from the front, from the patient’s right to the left', () => {
  expect(teethOf('upper').join(' ')).toBe('18 17 16 15 14 13 12 11 21 22 23 24 25 26 27 28');
  expect(teethOf('lower').join(' ')).toBe('48 47 46 45 44 43 42 41 31 32 33 34 35 36 37 38');
  expect(teethOf('upper', 'deciduous').join(' ')).toBe('55 54 53 52 51 61 62 63 64 65');
  expect(acrossOf(48)).toBe(-8);
});

test('deciduous teeth have molars where premolars will come', () => {
  expect([14, 15, 16, 18, 53, 54, 75].map((number) => kindOf(number))).toEqual([
    'first_premolar',
    'second_premolar',
    'first_molar',
    'third_molar',
    'canine',
    'first_molar',
    'second_molar',
  ]);
});
