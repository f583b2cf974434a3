import { TranslationProblem } from './translator.ts';

/** More than the longest message, in every language. */
const mostBytes = 1_000_000;

export type Asked = { url: URL; timeoutMs: number; form?: Record<string, string>; json?: object };

/** Asks a translation server and reads its JSON. What goes wrong becomes a `TranslationProblem`; redirects aren't followed, so that text stays where it was sent. */
export async function askEngine({ url, timeoutMs, form, json }: Asked): Promise<unknown> {
  const body = form ? new URLSearchParams(form) : json ? JSON.stringify(json) : undefined;
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { accept: 'application/json', ...(json ? { 'content-type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body }),
    });
    const text = await readText(response);
    if (!response.ok) throw new TranslationProblem('translation_failed', `answered ${response.status}`);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof TranslationProblem) throw error;
    const { name, message } = error as Error;
    if (name === 'TimeoutError') throw new TranslationProblem('translation_too_slow', `no answer in ${timeoutMs} ms`);
    throw new TranslationProblem('translation_failed', message);
  }
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes)
      throw new TranslationProblem('translation_failed', 'answered more than a translation can be');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Keeps what a server offers for a while: it changes when somebody installs a language. A failure isn't kept. */
export function remembered<T>(
  ask: () => Promise<T>,
  forMs = 10 * 60_000,
  now: () => number = Date.now,
): () => Promise<T> {
  let kept: { at: number; value: Promise<T> } | undefined;
  return () => {
    if (kept && now() - kept.at < forMs) return kept.value;
    const value = ask();
    const mine = { at: now(), value };
    kept = mine;
    value.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return value;
  };
}
