import { type Route, route } from '#access/route.ts';
import * as contract from '#contract/records.ts';
import type { Platform } from '#platform/platform.ts';
import { addRecord } from './add-record.ts';
import { addSetupFile } from './add-setup-file.ts';
import { checkRecord } from './check-record.ts';
import { listRecords } from './list-records.ts';
import type { Readers } from './readers.ts';
import { removeRecord } from './remove-record.ts';
import { continueUpload, readUpload } from './uploads.ts';
import { viewRecordFile } from './view-record-file.ts';

export const recordsRoutes = (platform: Platform, readers: Readers): Route[] => [
  route(contract.addRecord, addRecord(platform, readers)),
  route(contract.addSetupFile, addSetupFile(platform)),
  route(contract.listRecords, listRecords(platform)),
  route(contract.removeRecord, removeRecord),
  route(contract.checkRecord, checkRecord(platform)),
  route(contract.readUpload, readUpload(platform)),
  route(contract.continueUpload, continueUpload(platform)),
  route(contract.viewRecordFile, viewRecordFile(platform)),
];
