import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { checkContent } from './check-content.ts';
import { cleanUp, removeRecordFiles } from './clean-up.ts';
import { checkTask, removeTask } from './life-store.ts';
import { lazyReaders } from './readers.ts';
import { recordsRoutes } from './routes.ts';

/** Records: scans, photos, X-rays and files, from upload to the laboratory’s verdict. */
export function recordsModule(platform: Platform): Module {
  const readers = lazyReaders();
  const named = (payload: unknown) => (payload as { recordId: string }).recordId;
  return {
    routes: recordsRoutes(platform, readers),
    jobs: {
      [checkTask]: (_tx, payload) => checkContent(platform, readers, named(payload)),
      [removeTask]: (_tx, payload) => removeRecordFiles(platform, named(payload)),
    },
    recurring: cleanUp(platform),
    stop: () => readers.close(),
  };
}

export { type Delivered, deliver as deliverFile, deliver } from './deliver.ts';
export { contentType, downloadName } from './file-names.ts';
export { folderOf as recordFolder, setupFileKey } from './keys.ts';
export { type OrderRecord, purgeRecords, sendRecords, standingRecords } from './life-store.ts';
