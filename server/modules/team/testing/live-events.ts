import type { LiveMessage } from '#contract/live.ts';
import type { TestBrowser } from '#testing/browser.ts';

/** An open page's event stream. */
export type LiveEvents = {
  readonly messages: LiveMessage[];
  /** Resolves with the first message of this kind, also one that is there already. */
  next(kind: LiveMessage['kind']): Promise<LiveMessage>;
  /** Resolves when the server closes the stream. */
  readonly ended: Promise<void>;
  close(): void;
};

/** Opens the live stream as a browser does that has been reading for so many seconds, and reads it until it ends or is closed. */
export async function openLiveEvents(browser: TestBrowser, age?: number): Promise<LiveEvents> {
  const abort = new AbortController();
  const response = await browser.fetch(age === undefined ? '/api/live' : `/api/live?age=${age}`, {
    signal: abort.signal,
  });
  if (response.status !== 200) throw new Error(`the stream was refused: ${response.status}`);
  const messages: LiveMessage[] = [];
  const waiting = new Set<() => void>();
  const read = async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data) messages.push(JSON.parse(data) as LiveMessage);
      }
      for (const look of waiting) look();
    }
  };
  const ended = read().catch(() => undefined);
  return {
    messages,
    ended,
    next: (kind) =>
      new Promise((resolve) => {
        const look = () => {
          const found = messages.find((message) => message.kind === kind);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => abort.abort(),
  };
}
