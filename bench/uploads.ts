import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addRecord, type Slot } from '#contract/records.ts';
import { binaryStl, bumpyRing } from '#platform/meshes/testing/generated-meshes.ts';
import { makeOrderWorld, type OrderWorld } from '../server/modules/records/testing/order-world.ts';
import { patch, untilChecked } from '../server/modules/records/testing/upload.ts';
import { Figures, median } from './figures.ts';
import { benchDatabase } from './server.ts';

const part = 8 * 1024 * 1024;
const rounds = 7;

/** How quickly bytes come in, and how soon a scan can be looked at. Client and server share one process and its processor. */
export async function bench(): Promise<boolean> {
  const figures = new Figures();
  const database = await benchDatabase();
  const world = await makeOrderWorld(database.ownerUrl);
  try {
    const large = randomBytes(200_000_000);
    const plain = await plainWrite(large);
    figures.tell('200 MB written and flushed in parts of 8 MB, without HTTP', 200 / plain, 'MB/s');
    const { seconds } = await bring(world, 'file', large);
    figures.tell('the same by tus through guard and audit', 200 / seconds, 'MB/s');
    const stl = Buffer.from(binaryStl(bumpyRing(1000, 250)));
    const took: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const { id } = await bring(world, 'model_upper', stl);
      const began = performance.now();
      if ((await untilChecked(world, id)) !== 'ready') throw new Error('the scan was not read');
      // The first one starts the process that reads.
      if (round > 0) took.push((performance.now() - began) / 1000);
    }
    figures.tell('binary STL, 500 000 triangles', stl.length / 1e6, 'MB');
    figures.atMost('from its last acknowledged byte until it can be viewed', median(took), 1, 's');
    figures.tell('  the slowest', Math.max(...took), 's');
  } finally {
    await world.stop();
    await database.stop();
  }
  return figures.met();
}

async function bring(world: OrderWorld, slot: Slot, bytes: Buffer): Promise<{ id: string; seconds: number }> {
  const { dentist } = world.browsers;
  const params = await world.order();
  const added = await dentist.call(addRecord, { params, body: { slot, fileName: 'a', bytes: bytes.length } });
  const began = performance.now();
  for (let offset = 0; offset < bytes.length; offset += part) {
    const answer = await patch(dentist, added.uploadUrl!, bytes.subarray(offset, offset + part), offset);
    if (answer.status !== 204) throw new Error(`a part was refused: ${answer.status}`);
  }
  return { id: added.record.id, seconds: (performance.now() - began) / 1000 };
}

async function plainWrite(bytes: Buffer): Promise<number> {
  const path = join(tmpdir(), `midline-bench-${process.pid}`);
  const began = performance.now();
  const file = await open(path, 'w');
  try {
    for (let offset = 0; offset < bytes.length; offset += part) {
      await file.write(bytes.subarray(offset, offset + part));
      await file.sync();
    }
  } finally {
    await file.close();
    await rm(path);
  }
  return (performance.now() - began) / 1000;
}
