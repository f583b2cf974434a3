import type { Leftovers } from '../module.ts';
import { linksOfLeaver, settleLinksOfLeaver } from './links-store.ts';

/** Patients' links end with the membership of whoever made them, unless they are ticked to stay. */
export const patientLinksLeft: Leftovers = {
  async list(tx, scope, leaver) {
    const rows = await linksOfLeaver(tx, scope, leaver.accountId);
    return rows.map((row) => ({
      kind: 'patient_link',
      id: row.id,
      practice: row.practice,
      caseNumber: row.case_number,
      initials: row.initials,
      version: row.version,
      expiresAt: row.expires_at.toISOString(),
      opened: row.opened,
    }));
  },
  async end(tx, scope, leaver, { act, keep }) {
    const settled = await settleLinksOfLeaver(tx, scope, leaver.accountId, { keep, forGood: act === 'remove' });
    const ending = act === 'remove' ? 'patientLinkEnded' : 'patientLinkSuspended';
    return settled.map(({ id, case_id, kept }) => ({
      action: kept ? 'patientLinkKept' : ending,
      subject: { kind: 'case', id: case_id },
      changes: [{ field: 'link', after: id }],
    }));
  },
};
