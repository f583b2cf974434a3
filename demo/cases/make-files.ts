import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanOf } from '../anatomy/dentition.ts';
import { toBinaryStl } from '../anatomy/mesh.ts';
import { photo, photoViews } from '../anatomy/photos.ts';
import { radiograph, radiographViews } from '../anatomy/radiographs.ts';
import { setupGlb } from './setup-glb.ts';
import { mouth, mouthCount, planSetup, versionCount } from './setup-plans.ts';

/** Makes the demo's scans, photos, X-rays and setups: what is needed first comes first. */
const directory = process.argv[2]!;
const keep = (name: string, bytes: Uint8Array) => writeFileSync(join(directory, name), bytes);
mkdirSync(directory, { recursive: true });

for (let which = 0; which < mouthCount; which += 1) {
  for (let version = 0; version < versionCount; version += 1) {
    const plan = planSetup(which, version);
    keep(`setup-${which}-${version}.glb`, setupGlb(plan));
    keep(`setup-${which}-${version}.json`, Buffer.from(JSON.stringify(plan.treatment)));
  }
}
const mouths = [mouth(0), mouth(1)];
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
