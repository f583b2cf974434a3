import { readCollaboratorMessages } from '#contract/collaborator-messages.ts';
import type { TestBrowser } from '#testing/browser.ts';

/** A page that shows a thread: it reads once, then only what changed since, whenever the stream tells it. */
export type ThreadView = {
  readonly browser: TestBrowser;
  /** Number and text of what is on the screen, in the order in which it stands there. */
  shown(): [number, string][];
  /** Cuts the stream and opens it again, going on from the last event that was heard. */
  cut(): Promise<void>;
  cuts(): number;
  close(): void;
};

export async function openThreadView(browser: TestBrowser, caseId: string): Promise<ThreadView> {
  const onScreen: [number, string][] = [];
  let revision = 0;
  let lastPlace = '';
  let cuts = 0;
  let closed = false;
  let reading: Promise<void> = Promise.resolve();
  let wanted = 0;
  let stream = new AbortController();
  let cutting: Promise<void> = Promise.resolve();

  /** One read after the other; however many are wanted meanwhile, one more is enough. */
  const read = () => {
    wanted += 1;
    const mine = wanted;
    reading = reading.then(async () => {
      if (mine !== wanted || closed) return;
      for (let more = true; more; ) {
        const query = { since: revision, limit: 5 };
        const page = await browser.call(readCollaboratorMessages, { params: { caseId }, query });
        for (const { number, event, text } of page.messages) place([number, event ?? text]);
        revision = page.revision;
        more = page.more;
      }
    });
    return reading;
  };
  /** Its number says where a message stands, as on the page; what is there already is replaced. */
  const place = (message: [number, string]) => {
    const at = onScreen.findIndex(([number]) => number >= message[0]);
    const there = at !== -1 && onScreen[at]![0] === message[0];
    onScreen.splice(at === -1 ? onScreen.length : at, there ? 1 : 0, message);
  };

  async function listen(): Promise<void> {
    stream = new AbortController();
    const headers: Record<string, string> = lastPlace ? { 'last-event-id': lastPlace } : {};
    const response = await browser.fetch('/api/live', { signal: stream.signal, headers });
    if (response.status !== 200) throw new Error(`the stream was refused: ${response.status}`);
    void follow(response);
  }

  async function follow(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const chunk of response.body!) {
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop()!;
        for (const block of blocks) {
          lastPlace = /^id: (.*)$/m.exec(block)?.[1] ?? lastPlace;
          if (/^data: /m.test(block)) void read();
        }
      }
    } catch {
      // Cut.
    }
  }

  await listen();
  await read();
  return {
    browser,
    shown: () => onScreen,
    cut() {
      cuts += 1;
      cutting = cutting.then(async () => {
        stream.abort();
        await listen();
        // Before anything was heard there is no place to go on from.
        if (!lastPlace) await read();
      });
      return cutting;
    },
    cuts: () => cuts,
    close() {
      closed = true;
      stream.abort();
    },
  };
}
