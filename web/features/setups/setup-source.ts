import type { SetupPart } from '#contract/setups.ts';
import { addressOf } from '../../client/call.ts';
import type { SetupSource } from '../../viewer/setup/index.ts';

/** Where a part of a version is fetched. */
export function partAddress(caseId: string, setupId: string, part: SetupPart): string {
  return addressOf('viewSetupFile', { params: { caseId, setupId, part } });
}

/** What the viewer loads of a version. Kept by version: one that was withdrawn isn't found again under another's name. */
export function sourceOf(caseId: string, setupId: string): SetupSource {
  const at = (part: SetupPart) => partAddress(caseId, setupId, part);
  return { key: setupId, plan: at('plan'), coarse: at('coarse'), full: at('full') };
}
