import type { CollaboratorMessage } from '#contract/collaborator-messages.ts';
import type { MessageRow } from './store.ts';

/** For so long after writing, its author can change the wording. Milliseconds. */
export const editableMs = 15 * 60_000;

const pictures = ['jpeg', 'png', 'webp'];

export const isPicture = (format: string): boolean => pictures.includes(format);

/** A message as its reader is shown it. */
export function described(
  row: MessageRow,
  reader: { accountId: string; now: Date; archived: boolean },
): CollaboratorMessage {
  const until = new Date(new Date(row.at).getTime() + editableMs);
  const editable = row.event === null && row.account_id === reader.accountId && until >= reader.now && !reader.archived;
  return {
    id: row.id,
    number: row.number,
    at: new Date(row.at).toISOString(),
    by: row.name,
    service: row.service,
    side: row.side,
    yours: row.account_id === reader.accountId,
    event: row.event,
    facts: row.facts,
    text: row.body,
    editedAt: row.edited_at && new Date(row.edited_at).toISOString(),
    editableUntil: editable ? until.toISOString() : null,
    attachments: (row.attachments ?? []).map((each) => ({ ...each, picture: isPicture(each.format) })),
  };
}
