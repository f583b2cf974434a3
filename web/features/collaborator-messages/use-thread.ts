import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '../../client/call.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';

export type Page = ReplyTo<'readCollaboratorMessages'>;
export type Message = Page['messages'][number];

/** The thread from its end backwards. Live messages make it read again; a message's number says where it stands. */
export function useThread(caseId: string) {
  const thread = useInfiniteQuery({
    queryKey: ['readCollaboratorMessages', { caseId }],
    queryFn: ({ pageParam }) =>
      call('readCollaboratorMessages', { params: { caseId }, query: pageParam === 0 ? {} : { before: pageParam } }),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.more ? page.messages[0]?.number : undefined),
  });
  const pages = thread.data?.pages;
  // A page that grew while another was read shows nothing twice.
  const byNumber = new Map((pages ?? []).flatMap((page) => page.messages.map((each) => [each.number, each] as const)));
  const messages = [...byNumber.values()].sort((one, other) => one.number - other.number);
  return { ...thread, newest: pages?.[0], messages };
}

/** Notes that what is on the screen was read, while somebody can see it; and up to where it was read when the thread was opened. */
export function useReadingMark(caseId: string, newest: Page | undefined, last: number | undefined): number | null {
  const opened = useRef<{ caseId: string; upTo: number } | null>(null);
  if (newest && opened.current?.caseId !== caseId) opened.current = { caseId, upTo: newest.readUpTo };
  const { mutate } = useActing('markCollaboratorMessagesRead', {
    stale: ['listCases', 'listCasesOfMyPractices', 'countCases', 'countCasesOfMyPractices', 'viewCase'],
  });
  const unread = (newest?.unread ?? 0) > 0;
  useEffect(() => {
    if (!unread || last === undefined) return;
    const mark = () => {
      if (document.visibilityState === 'visible') mutate({ params: { caseId }, body: { number: last } });
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [caseId, unread, last, mutate]);
  return opened.current?.upTo ?? null;
}
