import type { LiveEvent } from './reader.ts';

export type Reach = {
  /** Organisations whose changes it may hear of. */
  organisations: ReadonlySet<string>;
  /** Those of them where it works, and itself as a collaborator: their cases too. */
  viewers: ReadonlySet<string>;
};

/** Who of the streams hears an event, found by what the event names instead of by asking every stream. */
export type Listeners<S extends Listening> = {
  add(stream: S): void;
  remove(stream: S): void;
  /** From now on the stream hears by this reach. */
  settle(stream: S, reach: Reach): void;
  of(event: LiveEvent): ReadonlySet<S>;
};

export type Listening = { readonly accountId: string; readonly sessionId: string; reach: Reach };

const nobody: ReadonlySet<never> = new Set<never>();

export function makeListeners<S extends Listening>(): Listeners<S> {
  const sessions = new Map<string, Set<S>>();
  const accounts = new Map<string, Set<S>>();
  const organisations = new Map<string, Set<S>>();
  const viewers = new Map<string, Set<S>>();

  const forget = (stream: S) => {
    for (const id of stream.reach.organisations) drop(organisations, id, stream);
    for (const id of stream.reach.viewers) drop(viewers, id, stream);
  };
  return {
    add(stream) {
      put(sessions, stream.sessionId, stream);
      put(accounts, stream.accountId, stream);
    },
    remove(stream) {
      drop(sessions, stream.sessionId, stream);
      drop(accounts, stream.accountId, stream);
      forget(stream);
    },
    settle(stream, reach) {
      forget(stream);
      stream.reach = reach;
      for (const id of reach.organisations) put(organisations, id, stream);
      for (const id of reach.viewers) put(viewers, id, stream);
    },
    of(event) {
      if (event.session_id !== null) return sessions.get(event.session_id) ?? nobody;
      if (event.account_id !== null) return accounts.get(event.account_id) ?? nobody;
      if (event.organisation_id === null) return nobody;
      return (event.case_id === null ? organisations : viewers).get(event.organisation_id) ?? nobody;
    },
  };
}

function put<S>(index: Map<string, Set<S>>, id: string, stream: S): void {
  const streams = index.get(id);
  if (streams) streams.add(stream);
  else index.set(id, new Set([stream]));
}

function drop<S>(index: Map<string, Set<S>>, id: string, stream: S): void {
  const streams = index.get(id);
  if (streams?.delete(stream) && streams.size === 0) index.delete(id);
}
