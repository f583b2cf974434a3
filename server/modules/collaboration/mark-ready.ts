import type { Answer, Call } from '#access/route.ts';
import type * as contract from '#contract/collaboration.ts';
import type { CollaborationEvent } from '#contract/collaborator-status.ts';
import { touchCase, writeHistory } from '#modules/cases/index.ts';
import { isRefusal, type Refusal, refuse } from '#platform/refusal.ts';
import { decideCollaboration } from './rules.ts';
import {
  collaboratorsOn,
  holdOpenOrders,
  type OpenVersion,
  openVersions,
  standOf,
  statusOfCollaboration,
  takeMarks,
  writeOwnMark,
} from './store.ts';

type MarkCall = Call<typeof contract.markReady> | Call<typeof contract.takeBackReady> | Call<typeof contract.pushBack>;

/** Advice, bound to exactly the content seen: no gate, and no longer counted once there is another version. */
export async function markReady(call: Call<typeof contract.markReady>): Promise<Answer<typeof contract.markReady>> {
  const found = await ask(call, 'mark_ready', (open) => open.version === call.body.version);
  if (isRefusal(found)) return found;
  if (found.open.contentHash !== call.body.contentHash) return otherVersion(found.open);
  if (!found.marked) note(call, 'mark_ready', found);
  return undefined;
}

export async function takeBackReady(
  call: Call<typeof contract.takeBackReady>,
): Promise<Answer<typeof contract.takeBackReady>> {
  const found = await ask(call, 'take_back_ready', () => true);
  if (isRefusal(found)) return found as Refusal<'not_allowed' | 'not_from_here'>;
  note(call, 'take_back_ready', found);
  return undefined;
}

/** From ready for approval to evaluating: every mark of the version goes, and the thread tells why. */
export async function pushBack(call: Call<typeof contract.pushBack>): Promise<Answer<typeof contract.pushBack>> {
  const found = await ask(call, 'push_back', (open) => open.version === call.body.version);
  if (isRefusal(found)) return found;
  note(call, 'push_back', found, call.body.reason);
  return undefined;
}

type Found = { open: OpenVersion; marked: boolean; because: Parameters<typeof writeHistory>[3]['actedAs'] };

/** The version that is meant and whether the table allows it, with its order held. */
async function ask(
  call: MarkCall,
  event: CollaborationEvent,
  meant: (open: OpenVersion) => boolean,
): Promise<Found | Refusal<'not_allowed' | 'not_from_here' | 'not_the_version_seen'>> {
  const { tx, scope } = call;
  holdOpenOrders(tx, scope);
  const [versions, collaborators, status] = await Promise.all([
    openVersions(tx, scope),
    collaboratorsOn(tx, scope),
    statusOfCollaboration(tx, scope),
  ]);
  const [newest] = versions;
  const own = versions.find(({ setupId }) => collaborators.some((each) => each.you && each.ready_setup_id === setupId));
  const open = (event === 'take_back_ready' ? own : undefined) ?? versions.find(meant) ?? newest;
  const stand = standOf(status, collaborators, open);
  const decision = decideCollaboration(stand, event, scope.standings);
  if (!decision.may)
    return decision.why === 'not_allowed' ? refuse('not_allowed', { needs: decision.needs }) : refuse('not_from_here');
  if (!open) return refuse('not_from_here');
  if (!meant(open)) return otherVersion(open);
  if (event === 'push_back' && stand.ready === 0) return refuse('not_from_here');
  return { open, marked: stand.marked, because: decision.because };
}

const otherVersion = ({ version }: OpenVersion) => refuse('not_the_version_seen', { facts: { version } });

function note(
  call: MarkCall,
  event: 'mark_ready' | 'take_back_ready' | 'push_back',
  { open, because }: Found,
  reason: string | null = null,
): void {
  const { tx, scope, actor } = call;
  const by = `${actor.firstName} ${actor.lastName}`;
  const word = { version: open.version, by };
  if (event === 'mark_ready') writeOwnMark(tx, scope, open.setupId, { ...word, said: 'ready' });
  if (event === 'take_back_ready') writeOwnMark(tx, scope, null, { ...word, said: 'ready_taken_back' });
  if (event === 'push_back') takeMarks(tx, scope, open.setupId, { ...word, said: 'pushed_back' });
  // Of the case and not of the order: what is written on an order, its laboratory reads too.
  writeHistory(tx, scope, actor, {
    orderId: null,
    event,
    reason,
    facts: { version: open.version, contentHash: open.contentHash },
    actedAs: because,
  });
  touchCase(tx, scope);
  call.audit({
    subject: { kind: 'case', id: scope.caseId },
    changes: [
      { field: 'setup', after: open.setupId },
      { field: 'setupVersion', after: String(open.version) },
    ],
  });
}
