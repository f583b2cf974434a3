import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LiveMessage } from '#contract/live.ts';
import type { LiveEvent, LiveReader } from './reader.ts';

export type Listener = {
  accountId: string;
  sessionId: string;
  /** What the account may hear of; asked again whenever its access changes. */
  reach(): Promise<Reach>;
};

export type Reach = {
  /** Organisations whose changes it may hear of. */
  organisations: ReadonlySet<string>;
  /** Those of them where it works: their cases too. */
  viewers: ReadonlySet<string>;
};

/** The open event streams of this process. */
export type Streams = {
  open(listener: Listener, request: FastifyRequest, reply: FastifyReply): void;
  close(): void;
};

type Open = {
  listener: Listener;
  reach: Reach;
  /** What is being done for it; the next waits. */
  turn: Promise<void>;
  send(event: LiveEvent): void;
  end(): void;
};

const aliveMs = 20_000;

export function startStreams(reader: LiveReader): Streams {
  const open = new Set<Open>();
  const stop = reader.listen((events) => {
    for (const event of events) for (const stream of open) inTurn(stream, () => deliver(stream, event));
  });
  const alive = setInterval(() => {
    for (const stream of open) stream.send(nothing);
  }, aliveMs).unref();

  return {
    open(listener, request, reply) {
      reply.hijack();
      const { raw } = reply;
      const stream: Open = {
        listener,
        reach: { organisations: new Set(), viewers: new Set() },
        turn: Promise.resolve(),
        send: (event) => raw.write(event === nothing ? ': alive\n\n' : written(event)),
        end: () => raw.end(),
      };
      // Before the browser hears that it is listening: nothing that happens from then on may pass it by.
      open.add(stream);
      request.raw.on('close', () => open.delete(stream));
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      raw.write('retry: 1000\n\n');
      const { age = 0 } = request.query as { age?: number | string };
      inTurn(stream, () => begin(stream, String(request.headers['last-event-id'] ?? ''), Number(age) * 1000));
    },
    close() {
      stop();
      clearInterval(alive);
      for (const stream of open) stream.end();
    },
  };

  /** One after the other, so that what somebody may hear is settled before they hear the next. A stream that fails ends; the browser asks again. */
  function inTurn(stream: Open, work: () => Promise<void>): void {
    const unlessEnded = () => (open.has(stream) ? work() : undefined);
    stream.turn = stream.turn.then(unlessEnded).catch(() => {
      open.delete(stream);
      stream.end();
    });
  }

  async function begin(stream: Open, lastPlace: string, ageMs: number) {
    stream.reach = await stream.listener.reach();
    const missed = lastPlace ? await reader.since(lastPlace) : ageMs > 0 ? reader.recent(ageMs) : [];
    // Too long ago to go on from: whatever the browser shows may be stale.
    if (missed === null) stream.send({ ...nothing, kind: 'access_changed', place: '0:0' });
    else for (const event of missed) await deliver(stream, event);
  }

  async function deliver(stream: Open, event: LiveEvent) {
    const mine =
      event.session_id !== null
        ? event.session_id === stream.listener.sessionId
        : event.account_id !== null
          ? event.account_id === stream.listener.accountId
          : event.organisation_id !== null && hears(stream.reach, event).has(event.organisation_id);
    if (!mine) return;
    stream.send(event);
    if (event.kind === 'access_changed') stream.reach = await stream.listener.reach();
    if (event.kind === 'signed_out') {
      open.delete(stream);
      stream.end();
    }
  }
}

const hears = (reach: Reach, event: LiveEvent) => (event.case_id === null ? reach.organisations : reach.viewers);

const nothing: LiveEvent = {
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
