import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Slot } from '#contract/records.ts';
import { mouthCount, type PlannedSetup, versionCount } from './setup-plans.ts';

/** The generated files, made beside the server's work while the first weeks of the demo are told. */
export type DemoFiles = {
  /** What a case with real records sends; two patients' mouths alternate. */
  records(of: number): { slot: Slot; fileName: string; bytes: Buffer }[];
  onePhoto(): Buffer;
  /** The treatment setup of a case in its first or a later version, and what is written beside. */
  setup(of: number, version: number): { bytes: Buffer; treatment: PlannedSetup['treatment'] };
};

export const photoSlots: Readonly<Partial<Record<Slot, string>>> = {
  photo_profile: 'face_profile',
  photo_full_face: 'face_front',
  photo_full_face_smiling: 'face_smile',
  photo_upper_occlusal: 'upper_occlusal',
  photo_lower_occlusal: 'lower_occlusal',
  photo_right_buccal: 'right',
  photo_frontal: 'front',
  photo_left_buccal: 'left',
};

/** Begins to make them in a process of its own, as the server's lets no drawings in; wait for the promise before reading one. */
export function makeFiles(directory: string): { setups: Promise<void>; all: Promise<void>; files: DemoFiles } {
  const maker = fork(fileURLToPath(new URL('./make-files.ts', import.meta.url)), [directory]);
  const done = (what: string) =>
    new Promise<void>((resolve, reject) => {
      maker.on('message', (said) => said === what && resolve());
      maker.once('exit', (code) => code !== 0 && reject(new Error("the demo's files could not be made")));
    });
  const read = (name: string) => readFileSync(join(directory, name));
  const files: DemoFiles = {
    records(of) {
      const mouth = (of % 2) + 1;
      const photos = Object.entries(photoSlots).map(([slot, view]) => ({
        slot: slot as Slot,
        fileName: `${view.replaceAll('_', '-')}.jpg`,
        bytes: read(`photo-${view}.jpg`),
      }));
      return [
        { slot: 'model_upper', fileName: 'upper.stl', bytes: read(`scan-${mouth}-upper.stl`) },
        { slot: 'model_lower', fileName: 'lower.stl', bytes: read(`scan-${mouth}-lower.stl`) },
        ...photos,
        { slot: 'xray_panoramic', fileName: 'opg.jpg', bytes: read('xray-panoramic.jpg') },
        { slot: 'xray_cephalogram', fileName: 'ceph.jpg', bytes: read('xray-cephalogram.jpg') },
      ];
    },
    onePhoto: () => read('photo-face_front.jpg'),
    setup(of, version) {
      const name = `setup-${of % mouthCount}-${Math.min(version, versionCount) - 1}`;
      return { bytes: read(`${name}.glb`), treatment: JSON.parse(read(`${name}.json`).toString()) };
    },
  };
  return { setups: done('setups'), all: done('all'), files };
}
