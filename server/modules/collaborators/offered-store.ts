import type { Grant } from '#contract/case-permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CollaborationTimes } from './states.ts';

/** A collaboration as the one who is asked, or who works in it, reads it. */
export type OfferedRow = CollaborationTimes & {
  id: string;
  group_id: string;
  provider: string;
  group_name: string;
  practices: string[] | null;
  service_id: string | null;
  service: string | null;
  email: string;
  email_key: string;
  first_name: string;
  last_name: string;
  language: string;
  grants: Grant[];
  future_cases: boolean;
  added_at: Date;
  sent_at: Date;
  practitioner_id: string;
  provider_account: string | null;
  cases: number;
};

/** All of the person signed in, newest first. */
export function offeredToMe(tx: Tx): Promise<OfferedRow[]> {
  return tx.query<OfferedRow>('select * from collaborations_offered() order by added_at desc, id desc limit 500');
}

/** One of the person signed in, held until the transaction ends. */
export async function takeOffered(tx: Tx, collaborationId: string): Promise<OfferedRow | undefined> {
  await tx.query('select id from collaborations where id = $1 for update', [collaborationId]);
  const [row] = await tx.query<OfferedRow>('select * from collaborations_offered() where id = $1', [collaborationId]);
  return row;
}

/** By the link that was presented to the transaction. Held until it ends if `hold`. */
export async function offeredByLink(
  tx: Tx,
  digest: Buffer,
  hold: boolean,
): Promise<(OfferedRow & { link_superseded: boolean }) | undefined> {
  if (hold) {
    await tx.query(
      'select id from collaborations where id in (select collaboration_id from collaboration_links where digest = $1) for update',
      [digest],
    );
  }
  const [row] = await tx.query<OfferedRow & { link_superseded: boolean }>(
    `select o.*, l.superseded_at is not null as link_superseded from collaboration_links l join collaborations_offered() o on o.id = l.collaboration_id
      where l.digest = $1`,
    [digest],
  );
  return row;
}
