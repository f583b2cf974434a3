import type { Call } from '#access/route.ts';
import type { listViews, SavedView, saveViews } from '#contract/manage-orders.ts';

type Kept = { views: SavedView[]; columns: string[] };

/** One's saved views, and the columns without one. */
export async function listTheViews({ tx, actor }: Call<typeof listViews>): Promise<Kept> {
  const [kept] = await tx.query<Kept>('select views, columns from saved_views where account_id = $1', [
    actor.accountId,
  ]);
  return kept ?? { views: [], columns: [] };
}

/** Sets them all at once, in their order. */
export async function saveTheViews({ tx, actor, body }: Call<typeof saveViews>): Promise<Kept> {
  const [kept] = await tx.query<Kept>(
    `insert into saved_views (account_id, views, columns) values ($1, $2, $3)
     on conflict (account_id) do update set views = excluded.views, columns = excluded.columns returning views, columns`,
    [actor.accountId, JSON.stringify(body.views), JSON.stringify(body.columns)],
  );
  return kept!;
}
