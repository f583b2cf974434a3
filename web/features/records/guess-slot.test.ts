import { expect, test } from 'vitest';
import { guessSlot } from './guess-slot.ts';

const all = ['models', 'photos', 'xrays', 'files'] as const;

test.each([
  ['UpperJawScan.stl', 'model_upper'],
  ['Patient_123-LowerJawScan.ply', 'model_lower'],
  ['Oberkiefer.stl', 'model_upper'],
  ['Meier UK.stl', 'model_lower'],
  ['Bite1.stl', 'model_bite'],
  ['maxillary.dcm', 'model_upper'],
  ['IMG_profile.JPG', 'photo_profile'],
  ['full face smiling.jpg', 'photo_full_face_smiling'],
  ['full face.jpg', 'photo_full_face'],
  ['upper occlusal.png', 'photo_upper_occlusal'],
  ['Okklusal UK.jpeg', 'photo_lower_occlusal'],
  ['right-buccal.jpg', 'photo_right_buccal'],
  ['gauche.jpg', 'photo_left_buccal'],
  ['frontal.jpg', 'photo_frontal'],
  ['OPG 2026.jpg', 'xray_panoramic'],
  ['FRS.dcm', 'xray_cephalogram'],
  ['00000001.dcm', 'xray_other'],
  ['letter.pdf', 'file'],
])('%s belongs into %s', (name, slot) => {
  expect(guessSlot(name, all)).toBe(slot);
});

test.each(['IMG_2041.JPG', 'scan.stl', '.jpg', ''])('%j says too little, and a person is asked', (name) => {
  expect(guessSlot(name, ['models', 'photos', 'xrays'])).toBeUndefined();
});

test('only slots that the page shows are guessed', () => {
  expect(guessSlot('upper.stl', ['files'])).toBeUndefined();
  expect(guessSlot('letter.pdf', ['models'])).toBeUndefined();
});
