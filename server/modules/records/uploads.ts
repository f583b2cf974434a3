import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, Bytes, Call } from '#access/route.ts';
import { type CaseScope, collaboratorOn } from '#access/scope.ts';
import { fillPath } from '#contract/endpoint.ts';
import { continueUpload as continueEndpoint, type readUpload as readEndpoint } from '#contract/records.ts';
import { sendRefusal } from '#platform/http/server.ts';
import type { Platform } from '#platform/platform.ts';
import { type Refusal, refuse } from '#platform/refusal.ts';
import { markArrived } from './life-store.ts';
import { standsOn } from './rules.ts';
import { type Rivals, recordInCase } from './store.ts';

export function uploadUrl(scope: CaseScope, recordId: string): string {
  return fillPath(continueEndpoint.path, { caseId: scope.caseId, recordId });
}

/** The same file, announced before: two tabs, or a page that was loaded anew, go on with one upload. */
export function sameUpload({ current }: Rivals, given: { fingerprint: string; bytes: number }): string | undefined {
  if (given.fingerprint === '') return undefined;
  return current.find(
    (each) =>
      each.fingerprint === given.fingerprint &&
      Number(each.bytes) === given.bytes &&
      each.state !== 'unreadable' &&
      each.verdict !== 'rejected',
  )?.id;
}

/** HEAD of tus: how many bytes there are. */
export const readUpload =
  (platform: Platform) =>
  async ({ tx, scope, params }: Call<typeof readEndpoint>): Promise<Answer<typeof readEndpoint>> => {
    const record = await recordInCase(tx, scope, params.recordId);
    if (!record || !standsOn(record.side, collaboratorOn(scope.standings, record)) || record.slot === 'impression')
      return refuse('not_found');
    const bytes = Number(record.bytes);
    const upload = { id: record.id, bytes };
    if (record.state !== 'uploading') return wholeUpload(bytes);
    if ((await platform.files.incoming.received(upload)) === bytes) {
      // Whoever brought the last bytes couldn't say so any more.
      await markArrived(tx, record.id);
      return wholeUpload(bytes);
    }
    return tusAnswer(platform, upload);
  };

/** PATCH of tus: further bytes. They flow once the guard has let the request in and its transaction has ended. */
export const continueUpload =
  (platform: Platform) =>
  async (call: Call<typeof continueEndpoint>): Promise<Answer<typeof continueEndpoint>> => {
    const { tx, scope, params } = call;
    const record = await recordInCase(tx, scope, params.recordId);
    if (!record || !standsOn(record.side, collaboratorOn(scope.standings, record))) return refuse('not_found');
    if (record.state !== 'uploading') return refuse('upload_conflict');
    call.audit({ changes: [{ field: 'record', after: record.id }] });
    return tusAnswer(platform, { id: record.id, bytes: Number(record.bytes) });
  };

function tusAnswer(platform: Platform, upload: { id: string; bytes: number }): Bytes {
  return {
    async flow(request, reply) {
      const refused = request.method === 'PATCH' && (await unfit(platform, upload, request.headers));
      if (refused) return void sendRefusal(reply, refused);
      takeOver(reply);
      await platform.files.incoming.serve(upload, request.raw, reply.raw, async () => {
        await platform.database.worker.transaction((tx) => markArrived(tx, upload.id));
      });
    },
  };
}

/** What is wrong with bytes that are brought: said here as everywhere, the tus server would refuse them in its own way. */
async function unfit(
  platform: Platform,
  upload: { id: string; bytes: number },
  headers: FastifyRequest['headers'],
): Promise<Refusal | undefined> {
  const offset = headers['upload-offset'];
  if (headers['tus-resumable'] !== '1.0.0' || headers['content-type'] !== 'application/offset+octet-stream')
    return refuse('malformed');
  if (typeof offset !== 'string' || !/^\d{1,15}$/.test(offset)) return refuse('malformed');
  if (Number(offset) !== (await platform.files.incoming.received(upload))) return refuse('upload_conflict');
  return Number(offset) + Number(headers['content-length'] ?? 0) > upload.bytes ? refuse('too_large') : undefined;
}

/** From here on the tus server answers, with the headers that every reply has. */
function takeOver(reply: FastifyReply): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined && !reply.raw.hasHeader(name)) reply.raw.setHeader(name, value);
}

function wholeUpload(bytes: number): Bytes {
  return {
    async flow(_request, reply) {
      await reply
        .headers({
          'tus-resumable': '1.0.0',
          'upload-offset': String(bytes),
          'upload-length': String(bytes),
          'cache-control': 'no-store',
        })
        .code(200)
        .send();
    },
  };
}
