import { type Route, route } from '#access/route.ts';
import * as contract from '#contract/audit.ts';
import type { Platform } from '#platform/platform.ts';
import { exportAudit } from './export-audit.ts';
import { readAudit } from './read-audit.ts';

export const auditRoutes = (platform: Platform): Route[] => [
  route(contract.readAudit, readAudit(platform)),
  route(contract.exportAudit, exportAudit(platform)),
];
