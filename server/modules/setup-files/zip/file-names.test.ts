import { expect, test } from 'vitest';
import { notationOf, readName, toothOf } from '../tooth-names.ts';
import { readFileName } from './file-names.ts';

const told = (path: string) => {
  const found = readFileName(path);
  if (!found || !('stage' in found)) return found?.kind ?? null;
  return found.kind === 'tooth' ? `tooth ${found.named.label} at ${found.stage}` : `${found.arch} at ${found.stage}`;
};

test.each([
  ['Muster_Subsetup12_Maxillar.stl', 'upper at 12'],
  ['Muster_Subsetup0_Mandibular.stl', 'lower at 0'],
  ['case/Stage 7/Tooth_14.stl', 'tooth 14 at 7'],
  ['case/Stage 7/Tooth_UpperJaw.stl', 'upper at 7'],
  ['case/Stage 7/Tooth_LowerJaw.stl', 'lower at 7'],
  ['03/12345-upperjaw.stl', 'upper at 3'],
  ['case 17/04/12345-lowerjaw.stl', 'lower at 4'],
  ['step_5/UpperJawScan.stl', 'upper at 5'],
  ['LowerJawScan.stl', 'lower at null'],
  ['2/x_shell_occlusion_u.stl', 'upper at 2'],
  ['2/x_shell_occlusion_l.stl', 'lower at 2'],
  ['x_03_upper.stl', 'upper at 3'],
  ['x-lower-11.stl', 'lower at 11'],
  ['initial/Tooth_3.stl', 'tooth 3 at 0'],
  ['Tooth_8_Stage2.stl', 'tooth 8 at 2'],
  ['teeth/FDI 11.ply', 'tooth 11 at null'],
  ['Ref_Mesh_Tag=0_FDI=47.obj', 'tooth 47 at null'],
  ['transforms.csv', 'transforms'],
  ['a/treatment.json', 'treatment'],
  ['readme.txt', 'other'],
  ['Bracket.stl', null],
  ['notes.csv', null],
])('%s is read as %s', (path, expected) => {
  expect(told(path)).toBe(expected);
});

test('numbers are FDI unless they can’t be, or the name says otherwise', () => {
  const teethOf = (...names: string[]) => {
    const named = names.map(readName).filter((name) => name?.kind === 'tooth');
    const notation = notationOf(named);
    return named.map((name) => toothOf(name, notation));
  };
  expect(teethOf('11', 'tooth_21', 'Tooth 31')).toEqual([11, 21, 31]);
  expect(teethOf('Tooth_8', 'Tooth_9', 'Tooth_24')).toEqual([11, 21, 31]);
  expect(teethOf('Universal 11', '12')).toEqual([23, 24]);
  expect(teethOf('FDI 11', '9')).toEqual([11, null]);
  expect(teethOf('9', '45')).toEqual([null, 45]);
  expect(teethOf('tooth_A', 'tooth_T')).toEqual([55, 85]);
});
