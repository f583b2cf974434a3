import type { Answer, Call } from '#access/route.ts';
import { type Grant, grants } from '#contract/case-permissions.ts';
import type { CollaborationView, viewCollaboration } from '#contract/collaboration.ts';
import { decideCollaboration } from './rules.ts';
import {
  type CollaboratorRow,
  collaboratorsOn,
  counts,
  mayLeave,
  openVersions,
  standOf,
  statusOfCollaboration,
} from './store.ts';

/** Where the collaboration stands, for provider side and collaborators. One flight. */
export async function viewTheCollaboration(
  call: Call<typeof viewCollaboration>,
): Promise<Answer<typeof viewCollaboration>> {
  const { tx, scope } = call;
  const [status, collaborators, versions, leaves] = await Promise.all([
    statusOfCollaboration(tx, scope),
    collaboratorsOn(tx, scope),
    openVersions(tx, scope),
    mayLeave(tx, scope),
  ]);
  const [open] = versions;
  const stand = standOf(status, collaborators, open);
  const may = (event: 'mark_ready' | 'take_back_ready' | 'push_back') =>
    decideCollaboration(stand, event, scope.standings).may;
  const rights: Record<CollaborationView['mayDo'][number], boolean> = {
    mark_ready: open !== undefined && !stand.marked && may('mark_ready'),
    take_back_ready: may('take_back_ready'),
    push_back: may('push_back'),
    leave: leaves.length > 0,
  };
  return {
    status,
    collaborators: collaborators.map((each) => shown(each, open?.setupId)),
    open: open ?? null,
    grants: scope.collaboratorIds.length > 0 ? grantsOf(scope.standings) : null,
    mayDo: (Object.keys(rights) as CollaborationView['mayDo']).filter((each) => rights[each]),
  };
}

const grantsOf = (standings: readonly string[]): Grant[] =>
  grants.filter((grant) => standings.includes(`grant_${grant}`));

function shown(row: CollaboratorRow, open: string | undefined): CollaborationView['collaborators'][number] {
  return {
    collaborationId: row.collaboration_id,
    name: row.name,
    service: row.service,
    you: row.you,
    since: row.since.toISOString(),
    waiting: row.waiting,
    suspended: row.suspended,
    ready: open !== undefined && row.ready_setup_id === open && counts(row),
    word:
      row.word && row.word_version !== null && row.word_at
        ? { said: row.word, version: row.word_version, at: row.word_at.toISOString(), by: row.word_name ?? '' }
        : null,
  };
}
