import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCsv } from './csv.ts';

describe('a cell that a spreadsheet would run as a formula', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '\u200b=1',
    '＝1',
    '\r=1',
    '\n@x',
    '=HYPERLINK("http://evil","x")',
  ])('%j gets an apostrophe', (text) => {
    const [row] = parse(toCsv([[text]]), { bom: true }) as string[][];
    expect(row).toEqual([`'${text}`]);
  });
});

test('whatever the cells hold, they come back as they were', () => {
  const cell = fc
    .string({ unit: 'binary', maxLength: 30 })
    .filter((text) => !/^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
      fc.pre(rows.every((row) => row.some((text) => text !== '')));
      expect(parse(toCsv(rows), { bom: true, skip_empty_lines: false, record_delimiter: '\r\n' })).toEqual(rows);
    }),
    { numRuns: 2000 },
  );
});

test('rows end with CRLF and the file begins with a byte order mark', () => {
  expect(
    toCsv([
      ['a', 'b'],
      ['1', 'x,"y"'],
    ]),
  ).toBe('\uFEFFa,b\r\n1,"x,""y"""\r\n');
});
