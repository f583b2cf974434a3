import { describe, expect, test } from 'vitest';
import { beyondStages, readTreatmentTable } from './treatment-table.ts';

const head = 'what,stage,until,tooth,other_tooth,mm,kind,surface,days,text\n';
const problemsOf = (text: string) => {
  const found = readTreatmentTable(text, 't');
  return 'problems' in found ? found.problems.map(({ code, where }) => `${code} ${where}`) : [];
};

describe('refused with its line is', () => {
  test.each([
    ['a tooth that nobody has', 'ipr,1,,19,11,0.2,,,,', ['table_tooth t:2']],
    ['a reduction between an upper and a lower tooth', 'ipr,1,,11,41,0.2,,,,', ['table_pair t:2']],
    ['a reduction between teeth that stand apart', 'ipr,1,,11,24,0.2,,,,', ['table_pair t:2']],
    ['a reduction at one tooth', 'ipr,1,,11,11,0.2,,,,', ['table_pair t:2']],
    ['elastics that end before they begin', 'elastics,6,3,13,46,,,,,', ['table_order t:2']],
    ['a reduction by 20 mm', 'ipr,1,,11,21,20,,,,', ['table_value t:2']],
    ['a reduction without a measure', 'ipr,1,,11,21,,,,,', ['table_missing t:2']],
    ['an unknown kind of row', 'elastic,1,2,13,46,,,,,', ['table_kind t:2']],
    ['an unknown kind of attachment', 'attachment,1,,13,,,round,,,', ['table_value t:2']],
    ['an attachment that is removed before it is placed', 'attachment,5,3,13,,,hook,,,', ['table_order t:2']],
    ['stage 0', 'note,0,,,,,,,,Hello', ['table_value t:2']],
    ['a day too many', 'wear,3,,,,,,,61,', ['table_value t:2']],
    ['an empty note', 'note,2,,,,,,,,', ['table_value t:2']],
    ['a number that is none', 'ipr,1,,11,21,0x2,,,,', ['table_value t:2']],
    [
      'several rows, each by itself',
      'ipr,1,,19,21,a,,,,\n\nnote,x,,,,,,,,a',
      ['table_tooth t:2', 'table_value t:2', 'table_value t:4'],
    ],
  ])('%s', (_, row, expected) => {
    expect(problemsOf(head + row)).toEqual(expected);
  });

  test('a table without the column that says what a row is, and one with a column that nobody knows', () => {
    expect(problemsOf('stage,tooth\n1,11\n')).toEqual(['table_column_missing t']);
    expect(problemsOf('what,stage,tooht\nnote,1,a')).toEqual(['table_column t:1']);
    expect(problemsOf('')).toEqual(['table_column_missing t']);
  });

  test('a quote that is never closed, and broken JSON', () => {
    expect(problemsOf(`${head}note,1,,,,,,,,"abc`)).toEqual(['table_unreadable t']);
    expect(problemsOf('{"ipr": [')).toEqual(['table_unreadable t']);
  });

  test('JSON with a misspelt field, a missing one, or a wrong tooth', () => {
    expect(problemsOf('{"iprs": []}')).toEqual(['table_column t:iprs']);
    expect(problemsOf('{"ipr": [{"stage": 1, "between": [11, 21], "mmm": 1}]}')).toEqual([
      'table_column t:ipr.0.mmm',
      'table_missing t:ipr.0.mm',
    ]);
    expect(problemsOf('{"attachments": [{"tooth": 99, "kind": "hook", "placedAt": 1}]}')).toEqual([
      'table_tooth t:attachments.0.tooth',
    ]);
    expect(problemsOf('[]')).not.toEqual([]);
    expect(problemsOf('{"__proto__": {"a": 1}, "constructor": 1}')).not.toEqual([]);
  });

  test('more than two million characters', () => {
    expect(problemsOf('x'.repeat(2_000_001))).toEqual(['too_large t']);
  });
});

test('a table in CSV is read whole, whatever separates its cells', () => {
  const rows = [
    ['what', 'stage', 'until', 'tooth', 'other_tooth', 'mm', 'kind', 'surface', 'days', 'text'],
    ['wear', '', '', '', '', '', '', '', '10', ''],
    ['wear', '3', '', '', '', '', '', '', '14', ''],
    ['IPR', '2', '', '31', '41', '0.25', '', '', '', ''],
    ['attachment', '1', '8', '13', '', '', 'bevelled', 'lingual', '', ''],
    ['attachment', '2', '', '23', '', '', '', '', '', ''],
    ['elastics', '3', '6', '13', '46', '', '', '', '', 'Class II, at night'],
    ['note', '4', '', '', '', '', '', '', '', 'Say "hello";, then\nphotos'],
  ];
  for (const separator of [',', ';', '\t']) {
    const quoted = rows.map((row) =>
      row.map((cell) => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)),
    );
    const text = `\uFEFF${quoted.map((row) => row.join(separator)).join('\r\n')}\r\n`;
    expect(readTreatmentTable(separator === ',' ? text : text.replace('0.25', '0,25'))).toEqual({
      plan: {
        wearDays: 10,
        wearDaysAt: [{ stage: 3, days: 14 }],
        ipr: [{ stage: 2, between: [31, 41], mm: 0.25 }],
        attachments: [
          { tooth: 13, kind: 'bevelled', surface: 'lingual', placedAt: 1, removedAt: 8 },
          { tooth: 23, kind: 'rectangular', surface: 'buccal', placedAt: 2, removedAt: null },
        ],
        elastics: [{ from: 3, to: 6, between: [13, 46], note: 'Class II, at night' }],
        notes: [{ stage: 4, text: 'Say "hello";, then\nphotos' }],
      },
    });
  }
});

test('a table in JSON is read as it is kept', () => {
  const found = readTreatmentTable('{"wearDays": 7, "ipr": [{"stage": 1, "between": [11, 21], "mm": 0.3}]}');
  expect(found).toMatchObject({ plan: { wearDays: 7, ipr: [{ stage: 1, between: [11, 21], mm: 0.3 }], notes: [] } });
});

test('rows beyond the last stage are told; attachments may come off at the visit after it', () => {
  const plan = (text: string) => {
    const found = readTreatmentTable(text);
    return 'plan' in found ? found.plan : null;
  };
  const ipr = plan('{"ipr": [{"stage": 9, "between": [11, 21], "mm": 0.3}]}')!;
  expect(beyondStages(ipr, 8)).toEqual([{ code: 'table_beyond', where: 'treatment', facts: { stage: 9, stages: 8 } }]);
  expect(beyondStages(ipr, 9)).toEqual([]);
  const attachment = plan('{"attachments": [{"tooth": 13, "kind": "hook", "placedAt": 1, "removedAt": 9}]}')!;
  expect(beyondStages(attachment, 8)).toEqual([]);
  expect(beyondStages(attachment, 7)).toHaveLength(1);
});

test('neighbours are teeth between which none stands in the setup: over an extracted one, over the midline, in a mixed dentition', () => {
  const pair = (one: number, other: number, teeth?: number[]) =>
    'plan' in readTreatmentTable(`{"ipr": [{"stage": 1, "between": [${one}, ${other}], "mm": 0.2}]}`, 't', teeth);
  const upper = [16, 15, 13, 12, 11, 21, 22, 23, 24];
  expect([pair(13, 15, upper), pair(15, 13, upper), pair(11, 21, upper)]).toEqual([true, true, true]);
  expect([pair(13, 15, [...upper, 14]), pair(12, 21, upper), pair(13, 16, upper)]).toEqual([false, false, false]);
  expect([pair(53, 14, [12, 53, 14, 55, 16]), pair(53, 13, [12, 13, 14])]).toEqual([true, false]);
  // Of an arch whose teeth aren't told apart, one may be missing between them and not more.
  expect([pair(33, 35, upper), pair(33, 36, upper), pair(31, 42), pair(32, 42)]).toEqual([true, false, true, false]);
});
