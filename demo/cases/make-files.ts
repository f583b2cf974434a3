import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDentition, scanOf } from '../anatomy/dentition.ts';
import { toBinaryStl } from '../anatomy/mesh.ts';
import { photo, photoViews } from '../anatomy/photos.ts';
import { radiograph, radiographViews } from '../anatomy/radiographs.ts';
import { setupStages } from './files.ts';
import { setupGlb } from './setup-glb.ts';

/** Makes the demo's scans, photos, X-rays and setups: what is needed first comes first. */
const directory = process.argv[2]!;
const keep = (name: string, bytes: Uint8Array) => writeFileSync(join(directory, name), bytes);
mkdirSync(directory, { recursive: true });

const mouths = [
  generateDentition({ seed: 11, crowding: 0.75 }),
  generateDentition({ seed: 29, crowding: 0.5, missing: [14, 24] }),
];
for (const [which, stages] of setupStages.entries()) {
  keep(`setup-${which}.glb`, setupGlb(mouths[which % mouths.length]!, stages, 0.7));
}
keep('photo-face_front.jpg', await photo(mouths[0]!, 'face_front', 700));
process.send!('setups');
for (const [index, mouth] of mouths.entries()) {
  for (const arch of ['upper', 'lower'] as const)
    keep(`scan-${index + 1}-${arch}.stl`, toBinaryStl(scanOf(mouth, arch)));
}
for (const view of photoViews) keep(`photo-${view}.jpg`, await photo(mouths[0]!, view, 900));
for (const view of radiographViews) keep(`xray-${view}.jpg`, await radiograph(mouths[0]!, view));
process.send!('all');
process.disconnect();
