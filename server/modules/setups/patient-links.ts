import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/setups.ts';
import { newId } from '#platform/ids.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { announceLinks, endLink, holdVersion, insertLink, type LinkRow, linkOf, linksOf } from './links-store.ts';

/** Links of one version that open something at the same time. */
const mostLinks = 20;

export async function listPatientLinks(
  call: Call<typeof contract.listPatientLinks>,
): Promise<Answer<typeof contract.listPatientLinks>> {
  const rows = await linksOf(call.tx, call.scope, call.params.setupId);
  return rows ? { links: rows.map(shownLink) } : refuse('not_found');
}

/** The address is told this once: what is kept is the digest of its secret. */
export const makePatientLink =
  (platform: Platform) =>
  async (call: Call<typeof contract.makePatientLink>): Promise<Answer<typeof contract.makePatientLink>> => {
    const { tx, scope, actor, params, body } = call;
    const version = await holdVersion(tx, scope, params.setupId);
    if (!version) return refuse('not_found');
    if (version.decision === 'declined') return refuse('setup_not_shareable');
    if (version.live >= mostLinks) return refuse('too_many_links', { facts: { most: mostLinks } });
    const token = newToken();
    const id = newId();
    insertLink(tx, scope, {
      id,
      setupId: params.setupId,
      digest: digestOf(token),
      madeBy: actor.accountId,
      madeName: `${actor.firstName} ${actor.lastName}`,
      expiresAt: new Date(tx.now.getTime() + body.days * 86_400_000),
    });
    announceLinks(tx, scope);
    const link = await linkOf(tx, scope, id);
    if (!link) return refuse('not_found');
    call.audit({
      changes: [
        { field: 'setup', after: params.setupId },
        { field: 'link', after: id },
        { field: 'expiresAt', after: link.expires_at.toISOString() },
      ],
    });
    return { link: shownLink(link), url: `${platform.config.publicUrl}/simulation/${token}` };
  };

export async function revokePatientLink(
  call: Call<typeof contract.revokePatientLink>,
): Promise<Answer<typeof contract.revokePatientLink>> {
  const { tx, scope, actor, params } = call;
  endLink(tx, scope, params.linkId, {
    accountId: actor.accountId,
    name: `${actor.firstName} ${actor.lastName}`,
  });
  announceLinks(tx, scope);
  const link = await linkOf(tx, scope, params.linkId);
  if (!link) return refuse('not_found');
  call.audit({ changes: [{ field: 'link', after: params.linkId }] });
  return shownLink(link);
}

function shownLink(row: LinkRow): contract.PatientLink {
  return {
    id: row.id,
    setupId: row.setup_id,
    version: row.version,
    madeBy: row.made_name,
    madeAt: row.made_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revokedBy: row.revoked_name,
    opened: row.opened,
    lastOpenedAt: row.last_opened_at?.toISOString() ?? null,
    over: row.over,
  };
}
