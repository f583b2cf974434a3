import type { LiveKind } from '#contract/live.ts';
import type { Database } from '../database/connect.ts';
import type { Log } from '../log.ts';

export type LiveEvent = {
  /** Place in the order of all events: `transaction:position`. */
  place: string;
  kind: LiveKind;
  organisation_id: string | null;
  account_id: string | null;
  session_id: string | null;
  /** With a case, the organisation is one that sees it, and its active members alone are told. */
  case_id: string | null;
};

export type LiveReader = {
  /** Called with every event in order, in every server process. */
  listen(listener: (events: readonly LiveEvent[]) => void): () => void;
  /** Events after a place, oldest first; null where the place is too old to go on from. */
  since(place: string): Promise<LiveEvent[] | null>;
  /** Events of the last milliseconds, oldest first; of a minute at most. */
  recent(milliseconds: number): LiveEvent[];
  stop(): Promise<void>;
};

const intervalMs = 100;
/** Events read in one turn. */
const mostAtOnce = 1000;
/** A page that opens the stream has been reading for no longer. */
const rememberedMs = 61_000;

/**
 * Reads the events table in commit order. An event counts once no transaction that began before it is still running, so that
 * none is overtaken and missed; those that declared to write no events hold nobody up.
 */
export async function startLiveReader(database: Database, log: Log): Promise<LiveReader> {
  const listeners = new Set<(events: readonly LiveEvent[]) => void>();
  const pool = database.worker.pg;
  const start = await pool.query<{ place: string }>(
    `select coalesce((select transaction::text || ':' || position from midline.events order by transaction desc, position desc limit 1), '0:0') as place`,
  );
  let last = start.rows[0]!.place;
  let remembered: { readAt: number; event: LiveEvent }[] = [];
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const after = async (place: string) => {
    const [transaction, position] = place.split(':');
    const { rows } = await pool.query<LiveEvent>({
      name: 'live-events',
      text: `select transaction::text || ':' || position as place, kind, organisation_id, account_id, session_id, case_id
             from midline.events
             where transaction >= $1::text::xid8 and (transaction > $1::text::xid8 or position > $2::bigint)
               and transaction < coalesce((select x from pg_snapshot_xip(pg_current_snapshot()) x
                 where not exists (select from midline.quiet_transactions q where q.transaction = x) order by x limit 1), pg_snapshot_xmax(pg_current_snapshot()))
             order by transaction, position limit ${mostAtOnce}`,
      values: [transaction, position],
    });
    return rows;
  };

  const turn = async () => {
    try {
      const events = await after(last);
      if (events.length > 0) {
        last = events.at(-1)!.place;
        const readAt = performance.now();
        remembered = remembered.filter((each) => each.readAt > readAt - rememberedMs);
        for (const event of events) remembered.push({ readAt, event });
        for (const listener of listeners) listener(events);
      }
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'live events could not be read; trying again');
    }
    if (!stopped) timer = setTimeout(next, intervalMs).unref();
  };
  const next = () => {
    running = turn();
  };
  next();

  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async since(place) {
      // Nineteen digits always fit PostgreSQL's xid8.
      if (!/^\d{1,19}:\d{1,18}$/.test(place)) return null;
      const { rows } = await pool.query<{ known: boolean }>(
        `select exists (select from midline.events where transaction = $1::text::xid8 and position = $2::bigint) as known`,
        place.split(':'),
      );
      if (!rows[0]!.known && place !== '0:0') return null;
      const missed = await after(place);
      // More than is told at once: the rest would never be.
      return missed.length < mostAtOnce ? missed : null;
    },
    recent(milliseconds) {
      const since = performance.now() - milliseconds;
      return remembered.filter(({ readAt }) => readAt >= since).map(({ event }) => event);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
