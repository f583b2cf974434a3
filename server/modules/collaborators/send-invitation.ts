import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { knownLanguage } from '../team/index.ts';
import * as letters from './letters.ts';
import { type CollaborationRow, insertLink } from './store.ts';
import { tellBoth } from './tell.ts';

export type Invited = Pick<
  CollaborationRow,
  'id' | 'group_id' | 'service_id' | 'email' | 'first_name' | 'last_name' | 'language' | 'expires_at'
>;

/** Makes a new link and posts it; one that was sent before must be superseded. A planning service's managers find it in the interface. */
export async function sendInvitation(
  tx: Tx,
  platform: Platform,
  provider: { name: string; practice?: string },
  row: Invited,
  groupName?: string,
): Promise<void> {
  const group = groupName ?? (await nameOfGroup(tx, row.group_id));
  const values = { provider: provider.name, group, expiresAt: row.expires_at };
  const about = { kind: 'collaboration', id: row.id };
  const sender = { name: provider.practice ?? group };
  if (row.service_id) {
    const url = `${platform.config.publicUrl}/collaborations`;
    const managers = await tx.query<{ email: string; first_name: string; language: string }>(
      'select * from answerers_of($1)',
      [row.id],
    );
    for (const manager of managers) {
      await platform.mail.post(tx, {
        template: letters.acceptForService,
        to: manager.email,
        language: knownLanguage(manager.language),
        firstName: manager.first_name,
        sender,
        about,
        values: { ...values, service: row.last_name, url },
      });
    }
  } else {
    const token = newToken();
    insertLink(tx, row.id, digestOf(token));
    const [known] = await tx.query<{ registered: boolean }>('select collaborator_registered($1) as registered', [
      row.id,
    ]);
    await platform.mail.post(tx, {
      template: known!.registered ? letters.accept : letters.register,
      to: row.email,
      language: knownLanguage(row.language),
      firstName: row.first_name,
      sender,
      about,
      values: { ...values, url: collaborationUrl(platform, token) },
    });
  }
  tellBoth(tx, row.id);
}

export function collaborationUrl(platform: Platform, token: string): string {
  return `${platform.config.publicUrl}/collaboration/${token}`;
}

async function nameOfGroup(tx: Tx, groupId: string): Promise<string> {
  const [row] = await tx.query<{ name: string }>('select name from organisations where id = $1', [groupId]);
  return row?.name ?? '';
}
