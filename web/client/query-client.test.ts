import { environmentManager, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeQueryClient } from './query-client.ts';
import { Refusal } from './refusal.ts';

// Else it takes Node for a server that renders, where nothing is asked again.
environmentManager.setIsServer(() => false);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that shows a reply, and what the server answers from then on. */
async function shown(answers: readonly (string | Refusal)[]) {
  const client = makeQueryClient(() => undefined);
  client.mount();
  const left = [...answers];
  const observer = new QueryObserver(client, {
    queryKey: ['viewSetup'],
    queryFn: async () => {
      const answer = left.length > 1 ? left.shift()! : left[0]!;
      if (answer instanceof Refusal) throw answer;
      return answer;
    },
  });
  const seen: unknown[] = [];
  observer.subscribe(({ data }) => seen.push(data));
  await vi.advanceTimersByTimeAsync(0);
  return { client, seen: () => seen.at(-1), left };
}

const busy = new Refusal('unexpected', 500);

test('what changed is shown also where the server was too busy to say so at first', async () => {
  const page = await shown(['open', busy, busy, busy, busy, busy, 'declined']);
  expect(page.seen()).toBe('open');
  void page.client.invalidateQueries({ queryKey: ['viewSetup'] });
  await vi.advanceTimersByTimeAsync(40_000);
  expect(page.seen()).toBe('declined');
});

test('asked too often, a page asks again later', async () => {
  const page = await shown(['open', new Refusal('too_many_requests', 429), 'declined']);
  void page.client.invalidateQueries({ queryKey: ['viewSetup'] });
  await vi.advanceTimersByTimeAsync(5000);
  expect(page.seen()).toBe('declined');
});

test('a refusal is an answer: it is asked for once', async () => {
  const page = await shown(['open', new Refusal('not_found', 404), 'never']);
  void page.client.invalidateQueries({ queryKey: ['viewSetup'] });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(page.seen()).toBe('open');
  expect(page.left).toEqual(['never']);
});
