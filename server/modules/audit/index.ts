import { headKeeper, headsFile } from '#platform/audit/heads.ts';
import { sealEntries } from '#platform/audit/seal-entries.ts';
import type { Platform } from '#platform/platform.ts';
import type { Module } from '../module.ts';
import { auditRoutes } from './routes.ts';

export { csvRow, toCsv } from './csv.ts';

/** Who did what, and when: reading the log, and sealing it. */
export function auditModule(platform: Platform): Module {
  const { config, secret, clock, log } = platform;
  const noteHead = headKeeper({ file: headsFile(config.dataDir), secret, clock, log });
  return {
    routes: auditRoutes(platform),
    recurring: [
      {
        name: 'seal_audit_entries',
        everyMs: 500,
        run: async (tx) => {
          await noteHead(tx);
          await sealEntries(tx);
        },
      },
    ],
  };
}
