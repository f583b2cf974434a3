import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LiveMessage } from '#contract/live.ts';
import { makeListeners, type Reach } from './listeners.ts';
import type { LiveEvent, LiveReader } from './reader.ts';

export type { Reach } from './listeners.ts';

export type Listener = {
  accountId: string;
  sessionId: string;
  /** What the account may hear of; asked again whenever its access changes. */
  reach(): Promise<Reach>;
};

/** The open event streams of this process. */
export type Streams = {
  open(listener: Listener, request: FastifyRequest, reply: FastifyReply): void;
  close(): void;
};

type Open = {
  readonly accountId: string;
  readonly sessionId: string;
  readonly raw: ServerResponse;
  readonly ask: () => Promise<Reach>;
  readonly turn: number;
  reach: Reach;
  /** What happens while it isn't known what the stream may hear: looked at when it is, in order. Null once it is known. */
  waiting: LiveEvent[] | null;
};

/** A stream is told that it is alive each twenty seconds; not all at the same moment, which would hold up what they are to be told. */
const aliveMs = 1000;
const aliveTurns = 20;
/** A reader who takes nothing for so many bytes is gone, or asks again: what they missed is told then. */
const mostUnsent = 256_000;
const hearsNothing: Reach = { organisations: new Set(), viewers: new Set() };

export function startStreams(reader: LiveReader): Streams {
  const open = new Set<Open>();
  const unsettled = new Set<Open>();
  const listeners = makeListeners<Open>();
  const stop = reader.listen((events) => {
    for (const event of events) {
      for (const stream of unsettled) stream.waiting!.push(event);
      const hearing = listeners.of(event);
      if (hearing.size === 0) continue;
      const text = written(event);
      // A copy: whoever is told that its access changed hears nothing further by the former one.
      for (const stream of [...hearing]) if (stream.waiting === null) tell(stream, event, text);
    }
  });
  let turn = 0;
  let opened = 0;
  const alive = setInterval(() => {
    turn = (turn + 1) % aliveTurns;
    for (const stream of open) if (stream.turn === turn) stream.raw.write(': alive\n\n');
  }, aliveMs).unref();

  return {
    open(listener, request, reply) {
      reply.hijack();
      const { raw } = reply;
      const { accountId, sessionId } = listener;
      const lastPlace = String(request.headers['last-event-id'] ?? '');
      const { age = 0 } = request.query as { age?: number | string };
      // Nothing of what the request said is kept for as long as the stream is open.
      request.raw.headers = {};
      request.raw.rawHeaders.length = 0;
      opened += 1;
      const stream: Open = {
        accountId,
        sessionId,
        raw,
        ask: listener.reach,
        turn: opened % aliveTurns,
        reach: hearsNothing,
        waiting: [],
      };
      // Before the browser hears that it is listening: nothing that happens from then on may pass it by.
      open.add(stream);
      unsettled.add(stream);
      listeners.add(stream);
      raw.on('close', () => forget(stream));
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      raw.write('retry: 1000\n\n');
      void settle(stream, () => missedBy(lastPlace, Number(age) * 1000));
    },
    close() {
      stop();
      clearInterval(alive);
      for (const stream of open) end(stream);
    },
  };

  /** Finds out what the stream may hear, tells what it missed, and then what happened meanwhile. A stream that fails ends; the browser asks again. */
  async function settle(stream: Open, missed: () => Promise<readonly LiveEvent[] | null>): Promise<void> {
    try {
      const reach = await stream.ask();
      const before = await missed();
      if (!open.has(stream)) return;
      listeners.settle(stream, reach);
      // Too long ago to go on from: whatever the browser shows may be stale.
      if (before === null) stream.raw.write(written({ ...stale, place: '0:0' }));
      const told = new Set(before?.map(({ place }) => place));
      const waiting = [...(before ?? []), ...stream.waiting!.filter(({ place }) => !told.has(place))];
      stream.waiting = null;
      unsettled.delete(stream);
      for (const [place, event] of waiting.entries()) {
        if (!listeners.of(event).has(stream)) continue;
        tell(stream, event, written(event));
        // Its access changed again: the rest is looked at by what it may hear then.
        if (awaitsReach(stream)) {
          stream.waiting.push(...waiting.slice(place + 1));
          return;
        }
        if (!open.has(stream)) return;
      }
    } catch {
      end(stream);
    }
  }

  function tell(stream: Open, event: LiveEvent, text: string): void {
    stream.raw.write(text);
    if (event.kind === 'signed_out' || stream.raw.writableLength > mostUnsent) end(stream);
    else if (event.kind === 'access_changed') {
      stream.waiting = [];
      unsettled.add(stream);
      void settle(stream, async () => []);
    }
  }

  async function missedBy(lastPlace: string, ageMs: number): Promise<readonly LiveEvent[] | null> {
    if (lastPlace) return reader.since(lastPlace);
    return ageMs > 0 ? reader.recent(ageMs) : [];
  }

  function end(stream: Open): void {
    forget(stream);
    stream.raw.end();
  }

  function forget(stream: Open): void {
    if (!open.delete(stream)) return;
    unsettled.delete(stream);
    listeners.remove(stream);
  }
}

const awaitsReach = (stream: Open): stream is Open & { waiting: LiveEvent[] } => stream.waiting !== null;

const stale: LiveEvent = {
  place: '',
  kind: 'access_changed',
  organisation_id: null,
  account_id: null,
  session_id: null,
  case_id: null,
};

function written(event: LiveEvent): string {
  const message: LiveMessage = {
    kind: event.kind,
    ...(event.organisation_id ? { organisationId: event.organisation_id } : {}),
    ...(event.case_id ? { caseId: event.case_id } : {}),
  };
  return `id: ${event.place}\ndata: ${JSON.stringify(message)}\n\n`;
}
