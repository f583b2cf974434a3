import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { admit, type GuardOptions, type Presented } from '#access/guard.ts';
import { admitToPreview, endPreview, type PreviewAsked, previewAsked } from '#access/preview.ts';
import {
  AfterCommit,
  type Browser,
  type Bytes,
  type Call,
  type FileAnswer,
  JsonText,
  type Route,
} from '#access/route.ts';
import type { CaseScope, OrganisationScope } from '#access/scope.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { type AuditDetails, record } from '#platform/audit/record.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { bearerOf } from '#platform/http/bearer.ts';
import { browserOf, sessionCookie } from '#platform/http/browser.ts';
import { comesFromOwnPages } from '#platform/http/same-site.ts';
import { sendRefusal } from '#platform/http/server.ts';
import type { Platform } from '#platform/platform.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';

/** Thrown inside the transaction to roll it back with a refusal as the answer; never leaves this file. */
class RolledBack extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Serves routes: input → guard → operation → audit → commit → reply, the same for all. */
export function serve(
  server: FastifyInstance,
  routes: readonly Route[],
  platform: Platform,
  guard: GuardOptions = {},
): void {
  const origin = new URL(platform.config.publicUrl).origin;
  for (const route of routes) {
    const { endpoint } = route;
    server.route({
      method: endpoint.method,
      url: endpoint.path,
      // A HEAD of a stream would never end.
      exposeHeadRoute: !endpoint.stream,
      ...(endpoint.upload ? { bodyLimit: endpoint.upload.maxBytes } : {}),
      config: {
        rateLimit: paceOf(endpoint, platform),
      },
      handler: async (request, reply) => {
        // Only a cookie is sent along unasked; what carries a bearer was written to be sent.
        if (bearerOf(request) === undefined && !comesFromOwnPages(request, origin))
          return sendRefusal(reply, refuse('cross_site'));
        const answer = await answerTo(route, request, reply, platform, guard);
        if (answer === streamed) return reply;
        if (endpoint.bytes) return answerWithBytes(endpoint.bytes, answer as Bytes | Refusal, request, reply);
        if (isRefusal(answer)) return sendRefusal(reply, answer);
        return sendAnswer(reply, endpoint, answer);
      },
    });
  }
}

/** Secrets and mails are asked for slowly; a person's software is counted apart from browsers at the same address, and allowed less. */
function paceOf(endpoint: Endpoint, { config }: Platform) {
  const perMinute = endpoint.pace === 'guarded' ? config.guardedRequestsPerMinute : config.requestsPerMinute;
  return {
    max: (request: FastifyRequest) =>
      bearerOf(request) === undefined ? perMinute : Math.min(perMinute, config.tokenRequestsPerMinute),
    keyGenerator: (request: FastifyRequest) =>
      bearerOf(request) === undefined ? request.ip : `software at ${request.ip}`,
    timeWindow: 60_000,
  };
}

async function answerWithBytes(
  kind: 'tus' | 'download',
  answer: Bytes | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!isRefusal(answer)) {
    await answer.flow(request, reply);
    return reply;
  }
  // What was to be uploaded isn't read to its end only to be thrown away.
  if (kind === 'tus') reply.header('connection', 'close');
  return sendRefusal(reply, answer);
}

const streamed = Symbol('streamed');

/** Whatever is read in a preview, the real person looked at the case as somebody else. */
const lookedAs = { name: 'seeCaseAs', access: 'case.see_as' } as const;

async function answerTo(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  platform: Platform,
  guard: GuardOptions,
): Promise<unknown> {
  const { endpoint } = route;
  const browser = browserOf(request, reply, platform.config);
  const params = parse(endpoint.params, request.params, 'path');
  const bearer = bearerOf(request);
  const presented: Presented =
    bearer === undefined
      ? { session: browser.cookie(sessionCookie(platform.config)) }
      : { bearer, address: browser.address };
  let stream: (() => void) | undefined;
  try {
    const result = await platform.database.app.transaction(async (tx) => {
      if (isRefusal(params) && endpoint.access !== 'public') {
        // Who asks comes first; then a malformed id is one that doesn't exist, and tells no more than that.
        const known = await admit(tx, { ...endpoint, access: 'signed_in' }, {}, presented);
        throw new RolledBack(isRefusal(known) ? known : refuse('not_found'));
      }
      const preview = previewAsked(endpoint, request.query);
      if (isRefusal(preview)) throw new RolledBack(preview);
      if (preview && !isRefusal(params))
        return answerPreview(tx, route, request, { preview, params, presented, guard, platform, browser });
      const admission = await admit(tx, endpoint, isRefusal(params) ? {} : params, presented, guard);
      if (isRefusal(admission)) throw new RolledBack(admission);
      if (isRefusal(params)) throw new RolledBack(params);
      const input = readInput(endpoint, request);
      if (isRefusal(input)) throw new RolledBack(input);
      const entries = auditFor(endpoint, admission, tx, platform, browser);
      if (route.stream && admission.actor) {
        const actor = admission.actor;
        stream = () => route.stream!({ actor }, request, reply);
        return undefined;
      }
      const call = { params, ...input, tx, browser, ...entries.call, actor: admission.actor, scope: admission.scope };
      const answering = route.handle(call as unknown as Call);
      if (route.inOneFlight) {
        const [answer] = await Promise.all([answering, entries.write(), tx.commit()]);
        return answer;
      }
      const answer = await answering;
      if (isRefusal(answer) && !answer.details.keep) throw new RolledBack(answer);
      await entries.write();
      return answer;
    });
    if (stream) {
      stream();
      return streamed;
    }
    return result instanceof AfterCommit ? await result.ask() : result;
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal;
    throw error;
  }
}

type Looking = {
  preview: PreviewAsked;
  params: Record<string, string>;
  presented: Presented;
  guard: GuardOptions;
  platform: Platform;
  browser: Browser;
};

/** The same operation, as somebody else would get its answer; undone, and recorded as the real person's look. */
async function answerPreview(tx: Tx, route: Route, request: FastifyRequest, looking: Looking): Promise<unknown> {
  const { preview, params, presented, guard, platform, browser } = looking;
  const admitted = await admitToPreview(tx, route.endpoint, params, presented, preview, guard);
  if (isRefusal(admitted)) throw new RolledBack(admitted);
  const input = readInput(route.endpoint, request);
  if (isRefusal(input)) throw new RolledBack(input);
  const nothing = () => undefined;
  const call = { params, ...input, tx, browser, audit: nothing, alsoAudit: nothing, ...admitted.as };
  const answer = await route.handle(call as unknown as Call);
  if (isRefusal(answer)) throw new RolledBack(answer);
  await endPreview(tx);
  const entries = auditFor({ ...route.endpoint, ...lookedAs }, admitted.real, tx, platform, browser);
  entries.call.audit({ changes: [{ field: 'seenAs', after: admitted.name }] });
  await entries.write();
  return answer;
}

function readInput(
  endpoint: Endpoint,
  request: FastifyRequest,
): Refusal | { query: unknown; body: unknown; file: unknown } {
  const query = parse(endpoint.query, request.query, 'query');
  if (isRefusal(query)) return query;
  if (endpoint.upload) {
    const type = request.headers['content-type']?.split(';')[0] ?? '';
    if (!endpoint.upload.binary.includes(type) || !Buffer.isBuffer(request.body))
      return refuse('unsupported_media_type');
    return { query, body: undefined, file: request.body };
  }
  if (endpoint.bytes) return { query, body: undefined, file: undefined };
  const body = parse(endpoint.body, request.body, 'body');
  return isRefusal(body) ? body : { query, body, file: undefined };
}

function parse<S extends z.ZodType | undefined>(
  schema: S,
  given: unknown,
  where: string,
): Refusal | Record<string, string> {
  if (!schema) return {};
  const read = schema.safeParse(given ?? {});
  if (read.success) return read.data as Record<string, string>;
  return refuse('invalid', {
    errors: read.error.issues.slice(0, 20).map((issue) => ({
      path: [...(where === 'body' ? [] : [where]), ...issue.path.map(String)].join('.'),
      reason: issue.code === 'custom' ? issue.message : issue.code,
    })),
  });
}

/** One entry for every request that isn't declared as telling nothing, completed by its operation. */
function auditFor(
  endpoint: Endpoint,
  admission: Exclude<Awaited<ReturnType<typeof admit>>, Refusal>,
  tx: Tx,
  platform: Platform,
  browser: Browser,
) {
  let details: AuditDetails | undefined;
  const further: (AuditDetails & { action: string })[] = [];
  const recorded = !endpoint.unrecorded;
  const token = admission.actor?.token;
  const base = () => ({
    permission: endpoint.access,
    reads: endpoint.method === 'GET',
    accountId: admission.actor?.accountId ?? null,
    sessionId: token ? null : (admission.actor?.sessionId ?? null),
    acted: admission.because,
  });
  const write = async (given: AuditDetails & { action: string }) => {
    const who = base();
    await record(tx, platform.secret, {
      ...given,
      action: given.action,
      permission: who.permission,
      reads: who.reads,
      accountId: given.by ? given.by.accountId : who.accountId,
      sessionId: given.by ? given.by.sessionId : who.sessionId,
      position: who.acted,
      address: browser.address,
      ...placeOf(admission.scope, given),
      groupId: admission.scope?.groupId ?? null,
      // Which of the person's tokens acted: in the open, it is no secret of anybody.
      ...(token ? { changes: [...(given.changes ?? []), { field: 'api_token', after: token.name }] } : {}),
    });
  };
  return {
    call: {
      audit(given: AuditDetails) {
        details = { ...details, ...given };
      },
      alsoAudit(given: AuditDetails & { action: string }) {
        further.push(given);
      },
    },
    async write() {
      if (recorded || details) await write({ action: endpoint.name, ...details });
      for (const entry of further) await write(entry);
    },
  };
}

/** Where an entry belongs: the organisation of the path, or the practice whose case it is about. */
function placeOf(scope: OrganisationScope | CaseScope | undefined, given: AuditDetails): Partial<AuditDetails> {
  if (!scope) return {};
  if ('organisationId' in scope) return given.organisationId ? {} : { organisationId: scope.organisationId };
  return {
    organisationId: scope.practiceId,
    ...(given.subject ? {} : { subject: { kind: 'case', id: scope.caseId } }),
  };
}

function sendAnswer(reply: FastifyReply, endpoint: Endpoint, answer: unknown): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (endpoint.file) {
    const given: FileAnswer = Buffer.isBuffer(answer) ? { file: answer } : (answer as FileAnswer);
    if (given.name)
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(given.name)}`);
    if (given.version) {
      // Kept by the browser, but asked for again each time: who may see it can change.
      const tag = `"${given.version}"`;
      reply.header('cache-control', 'private, no-cache').header('etag', tag);
      if (reply.request.headers['if-none-match'] === tag) return reply.code(304).send();
    }
    return reply.type(endpoint.file).send(given.file);
  }
  if (!endpoint.reply) return reply.code(204).send();
  return reply
    .type('application/json; charset=utf-8')
    .send(answer instanceof JsonText ? answer.text : JSON.stringify(answer));
}
