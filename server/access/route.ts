import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BodyOf, Endpoint, ParamsOf, QueryOf, RefusalOf, ReplyOf } from '#contract/endpoint.ts';
import type { GeneralRefusal, RefusalCode } from '#contract/refusals.ts';
import type { AuditDetails } from '#platform/audit/record.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Browser } from '#platform/http/browser.ts';
import type { Refusal } from '#platform/refusal.ts';
import type { Actor } from './actor.ts';
import type { CaseScope, OrganisationScope } from './scope.ts';

type NamesOrganisation<E> = E extends { path: `${string}:${'organisationId' | 'practiceId' | 'groupId'}${string}` }
  ? true
  : false;

type NamesCase<E> = E extends { path: `${string}:caseId${string}` } ? true : false;

/** What an operation is given: checked input, the transaction, and who asks in which scope. */
export type Call<E extends Endpoint = Endpoint> = {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  /** The uploaded bytes, for endpoints that declare `upload`. */
  readonly file: E extends { upload: object } ? Buffer : undefined;
  readonly tx: Tx;
  readonly actor: E['access'] extends 'public' ? Actor | null : Actor;
  readonly scope: NamesOrganisation<E> extends true
    ? OrganisationScope
    : NamesCase<E> extends true
      ? CaseScope
      : undefined;
  /** Completes the audit entry that the request makes. */
  audit(details: AuditDetails): void;
  /** A further entry of its own, where one request is several acts. */
  alsoAudit(details: AuditDetails & { action: string }): void;
  /** The browser: network address, user agent, cookies. */
  readonly browser: Browser;
};

export type { Browser };

/** A file as the answer: to be saved under a name, or shown and kept by the browser until its version changes. */
export type FileAnswer = { file: Buffer; name?: string; version?: string };

/**
 * Bytes that go in or out once the request's transaction has committed: no connection to the database is held meanwhile. Headers that the
 * reply has by then, e.g. of security, stay.
 */
export type Bytes = { flow(request: FastifyRequest, reply: FastifyReply): Promise<void> };

/** A reply that PostgreSQL has made as JSON already: sent as it is. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An answer that is still to be asked of another server: once the transaction has committed, so that no connection is held meanwhile. */
export class AfterCommit<Reply, R extends RefusalCode = never> {
  readonly ask: () => Promise<Reply | Refusal<R>>;

  constructor(ask: () => Promise<Reply | Refusal<R>>) {
    this.ask = ask;
  }
}

export type Answer<E extends Endpoint> =
  | (E extends { bytes: string }
      ? Bytes
      : E extends { file: string }
        ? Buffer | FileAnswer
        : ReplyOf<E> | JsonText | AfterCommit<ReplyOf<E>, RefusalOf<E>>)
  | Refusal<RefusalOf<E> | GeneralRefusal>;

export type Route = {
  readonly endpoint: Endpoint;
  // biome-ignore lint/suspicious/noExplicitAny: each handler is checked against its own endpoint in `route`
  readonly handle: (call: any) => Promise<unknown>;
  /** The operation's one statement travels together with the audit entry and COMMIT; it can send no further one. */
  readonly inOneFlight?: true;
  /** Streams take over the connection after the guard has let them in. */
  readonly stream?: (call: { actor: Actor }, request: FastifyRequest, reply: FastifyReply) => void;
};

/** Binds an endpoint to its operation. */
export function route<E extends Endpoint>(endpoint: E, handle: (call: Call<E>) => Promise<Answer<E>>): Route {
  return { endpoint, handle };
}

/** The same for an operation that reads with a single statement, sent before it first waits: one flight less. */
export function readRoute<E extends Endpoint & { method: 'GET' }>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<Answer<E>>,
): Route {
  return { endpoint, handle, inOneFlight: true };
}

/** Binds a stream's endpoint to what serves it. */
export function streamRoute(endpoint: Endpoint, stream: NonNullable<Route['stream']>): Route {
  return { endpoint, handle: async () => undefined, stream };
}
