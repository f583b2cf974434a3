import fc from 'fast-check';
import type { Endpoint } from '#contract/endpoint.ts';
import { type RefusalCode, refusals } from '#contract/refusals.ts';
import { newId } from '#platform/ids.ts';
import { contentType, hostileHeaders, hostileValue, pathPiece, queryString, rawBody } from './hostile.ts';
import { requestFor } from './inputs.ts';
import type { CaseNames } from './named.ts';
import type { Caller, Place, RightsWorld } from './rights-world.ts';
import { type Received, type Sent, send } from './send.ts';

/** A request that nobody's browser would send. */
export type Strange = { endpoint: string; as: string; sent: Sent };

export const askers = [
  'a stranger',
  'active practitioner user',
  'active owner_manager admin',
  'active group_manager',
  'provider',
  'active laboratory_manager',
  'active technician',
  'instance administrator',
];

type Seed = {
  endpoint: Endpoint;
  as: string;
  twists: readonly ('field' | 'missing' | 'extra' | 'raw' | 'path' | 'query' | 'headers' | 'method' | 'type')[];
  pick: number;
  value: unknown;
  raw: Buffer;
  piece: string;
  query: string;
  headers: Record<string, string | string[]>;
  method: string;
  type: string;
};

/** Requests made from each endpoint's good one by twisting it in one to three ways. */
export function strangeRequests(world: RightsWorld, endpoints: readonly Endpoint[]): fc.Arbitrary<Strange> {
  return fc
    .record<Seed>({
      endpoint: fc.nat({ max: endpoints.length - 1 }).map((index) => endpoints[index]!),
      as: fc.constantFrom(...askers),
      twists: fc.subarray(['field', 'missing', 'extra', 'raw', 'path', 'query', 'headers', 'method', 'type'] as const, {
        minLength: 1,
        maxLength: 3,
      }),
      pick: fc.nat(),
      value: hostileValue,
      raw: rawBody,
      piece: pathPiece,
      query: queryString,
      headers: hostileHeaders,
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'),
      type: contentType,
    })
    .map((seed) => ({ endpoint: seed.endpoint.name, as: seed.as, sent: twist(world, seed) }));
}

function twist(world: RightsWorld, seed: Seed): Sent {
  const caller = world.callers.find((each) => each.called === seed.as);
  const good = requestFor(seed.endpoint, named(world, seed, caller));
  let { method, path, body } = good;
  let headers: Record<string, string | string[]> = {
    ...good.headers,
    ...(caller?.cookie ? { cookie: caller.cookie } : {}),
  };
  for (const way of seed.twists) {
    if (way === 'field' || way === 'missing' || way === 'extra') body = twistBody(way, body, seed) ?? body;
    if (way === 'raw') [body, headers] = [seed.raw, { 'content-type': 'application/json', ...headers }];
    if (way === 'path') path = twistPath(path, seed);
    if (way === 'query') path += seed.query.split('#')[0];
    if (way === 'headers') headers = { ...headers, ...seed.headers };
    if (way === 'method') method = seed.method;
    if (way === 'type') headers = { ...headers, 'content-type': seed.type };
  }
  return { method, path, headers, body, ...(good.stream ? { stream: true } : {}) };
}

function named(world: RightsWorld, { endpoint, pick }: Seed, caller: Caller | undefined) {
  const place = endpoint.path.includes(':groupId')
    ? world.places.group
    : endpoint.access.startsWith('laboratory_settings.')
      ? world.places.laboratory
      : world.places.north;
  const own = caller?.own ?? { sessionId: newId(), passkeyId: newId(), invitationId: newId() };
  return {
    ...own,
    organisationId: place.id,
    memberId: place.memberId,
    workstationId: place.workstationId,
    ...(endpoint.path.includes(':organisationId') ? { invitationId: place.invitationId } : {}),
    instanceId: world.places.laboratory.id,
    ofCase: namedOfCase(world, place, pick),
  };
}

/** A case that was sent, with one of its orders and records, and what lies beside it. */
function namedOfCase(world: RightsWorld, place: Place, pick: number): Partial<CaseNames> {
  const { id: caseId, orders, records, setups, patientId } = world.cases.northSent;
  const setup = setups[pick % setups.length]!;
  return {
    caseId,
    orderId: orders[pick % orders.length]!.id,
    recordId: records[pick % records.length]!.id,
    setupId: setup.id,
    commentId: setup.comments[pick % setup.comments.length]!.id,
    laboratoryId: world.places.laboratory.id,
    patientId,
    ...(place.handOverId ? { handOverId: place.handOverId } : {}),
  };
}

/** Puts the hostile value in place of a field, wherever it is, leaves one out, or adds one. */
function twistBody(way: 'field' | 'missing' | 'extra', body: Sent['body'], { pick, value }: Seed): string | undefined {
  if (typeof body !== 'string' || !body.startsWith('{')) return undefined;
  const whole = JSON.parse(body) as Record<string, unknown>;
  const keys = Object.keys(whole);
  const key = keys[pick % Math.max(1, keys.length)] ?? 'x';
  const inner = whole[key];
  if (way === 'extra')
    Object.defineProperty(whole, ['__proto__', 'id', 'role', 'instanceAdministrator', 'constructor'][pick % 5]!, {
      value,
      enumerable: true,
      configurable: true,
    });
  else if (inner && typeof inner === 'object' && !Array.isArray(inner) && pick % 2 === 0) {
    const deeper = Object.keys(inner);
    const at = deeper[pick % Math.max(1, deeper.length)] ?? 'x';
    if (way === 'missing') delete (inner as Record<string, unknown>)[at];
    else (inner as Record<string, unknown>)[at] = value;
  } else if (way === 'missing') delete whole[key];
  else whole[key] = value;
  return JSON.stringify(whole);
}

function twistPath(path: string, { pick, piece }: Seed): string {
  const pieces = path.split('/');
  const at = pieces.map((text, index) => (text.length === 36 ? index : 0)).filter(Boolean);
  pieces[at.length > 0 ? at[pick % at.length]! : 1 + (pick % (pieces.length - 1))] = piece;
  return pieces.join('/').replaceAll(/[^\x21-\x7e]/g, '');
}

/** What is wrong with the answer; nothing if it is as promised. */
export async function complaintAbout(
  world: RightsWorld,
  { sent }: Strange,
): Promise<{ complaint?: string; received?: Received }> {
  let received: Received;
  try {
    received = await send(world.url, sent);
  } catch (error) {
    const { code } = error as { code?: string };
    // Too much is turned down while it is still arriving.
    const tooMuch = Buffer.byteLength(sent.body ?? '') > 500_000;
    if ((code === 'EPIPE' || code === 'ECONNRESET') && tooMuch) return {};
    return { complaint: `no answer: ${code} ${(error as Error).message}` };
  }
  return { received, ...wrongAnswer(sent, received) };
}

export function wrongAnswer(sent: { method: string }, received: Received): { complaint?: string } {
  const { status, headers, body } = received;
  if (status >= 500) return { complaint: `${status} ${body.toString().slice(0, 300)}` };
  if (status < 400) return {};
  if (!headers['content-type']?.startsWith('application/problem+json')) {
    return {
      complaint: `${status} is no problem+json but ${headers['content-type']}: ${body.toString().slice(0, 200)}`,
    };
  }
  if (sent.method === 'HEAD') return {};
  const { code } = JSON.parse(body.toString()) as { code: RefusalCode };
  if (refusals[code] !== status) return { complaint: `${status} with the code ${code}` };
  return {};
}
