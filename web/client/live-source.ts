import type { LiveKind, LiveMessage } from '#contract/live.ts';

/** What the stream tells a tab. `resumed`: it was away for a while, so anything may have changed. */
export type LiveSignal = LiveMessage | { kind: 'resumed' };

const kinds: Record<LiveKind, true> = {
  members_changed: true,
  invitations_changed: true,
  practice_changed: true,
  group_changed: true,
  organisations_changed: true,
  my_invitations_changed: true,
  account_changed: true,
  case_changed: true,
  cases_changed: true,
  messages_changed: true,
  collaborations_changed: true,
  reservations_changed: true,
  setup_comments_changed: true,
  patient_links_changed: true,
  laboratory_changed: true,
  hand_overs_changed: true,
  access_changed: true,
  signed_out: true,
};

const longestWait = 30_000;
/** A page has read what it shows within so many milliseconds before it listens. */
export const longestReading = 60_000;

/** Keeps one event stream open, also over refused connections, with growing pauses. What happened from `since` on is told too. */
export function openLiveSource(tell: (signal: LiveSignal) => void, since: number): { close: () => void } {
  let stream: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = 1000;
  let wasOpen = false;

  function open() {
    const age = Math.min(Math.ceil((Date.now() - since) / 1000), longestReading / 1000);
    stream = new EventSource(`/api/live?age=${Math.max(age, 0)}`);
    stream.onopen = () => {
      if (wasOpen) tell({ kind: 'resumed' });
      wasOpen = true;
      wait = 1000;
    };
    stream.onmessage = (event) => hear(event.data);
    for (const kind of Object.keys(kinds)) {
      stream.addEventListener(kind, (event) => hear((event as MessageEvent<string>).data, kind as LiveKind));
    }
    stream.onerror = () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      tell({ kind: 'resumed' });
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, longestWait);
    };
  }

  function hear(data: string, named?: LiveKind) {
    const message = { ...(named && { kind: named }), ...(JSON.parse(data || '{}') as object) } as LiveMessage;
    if (message.kind in kinds) tell(message);
  }

  open();
  return {
    close() {
      clearTimeout(timer);
      stream?.close();
    },
  };
}
