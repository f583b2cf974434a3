import table from 'virtual:endpoints';
import type { EndpointName, InputArgument, InputOf, ReplyTo } from './endpoints.ts';
import { Refusal, refusalFrom } from './refusal.ts';

type AnyInput = {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | readonly string[] | undefined | null>;
  body?: unknown;
  file?: Blob;
};

/** Calls an endpoint of the contract by name. Throws a Refusal when it is refused or can't be reached. */
export async function call<N extends EndpointName>(name: N, ...[input]: InputArgument<N>): Promise<ReplyTo<N>> {
  const [method, , kind] = entry(name);
  const { body, file } = (input ?? {}) as AnyInput;
  const headers: Record<string, string> = { accept: kind === 'file' ? '*/*' : 'application/json' };
  if (file) headers['content-type'] = file.type;
  else if (body !== undefined) headers['content-type'] = 'application/json';
  const address = addressOf(name, input as InputOf<N>);
  const early = method === 'GET' && (await askedBefore(address));
  const text = body === undefined ? null : JSON.stringify(body);
  const response =
    early ||
    (await send(address, {
      method,
      headers,
      credentials: 'same-origin',
      body: file ?? text,
      // What was typed is saved even when the page is left at once; browsers allow 64 KiB of that in all.
      keepalive: text !== null && text.length < 16_000,
    }));
  if (!response.ok) throw await refusalFrom(response);
  if (kind === 'file') return (await response.blob()) as ReplyTo<N>;
  return (response.status === 204 ? undefined : await response.json()) as ReplyTo<N>;
}

const ahead = new Map<string, Promise<Response>>();
const keptMs = 10_000;

/** Asks what the page that is still on its way will ask; its own call for the same takes the answer. */
export function askAhead<N extends EndpointName>(name: N, ...[input]: InputArgument<N>): void {
  const address = addressOf(name, input as InputOf<N>);
  const answer = fetch(address, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
  answer.catch(() => undefined);
  ahead.set(address, answer);
  setTimeout(() => ahead.delete(address), keptMs);
}

/** An answer that is there already or on its way. A refusal isn't taken: what it means is asked again and heard then. */
async function askedBefore(address: string): Promise<Response | undefined> {
  const answer = ahead.get(address);
  ahead.delete(address);
  const response = await answer?.catch(() => undefined);
  return response?.ok ? response : undefined;
}

type Looking = { caseId: string; viewer: string };
let looking: Looking | undefined;

/** From here on everything about this case is read as somebody else gets it; the function returned ends that. */
export function lookAs(as: Looking): () => void {
  looking = as;
  return () => {
    if (looking === as) looking = undefined;
  };
}

/** The address of an endpoint with its parameters and query filled in; for links and pictures. */
export function addressOf<N extends EndpointName>(name: N, input?: InputOf<N>): string {
  const { params = {}, query = {} } = (input ?? {}) as AnyInput;
  const [, path] = entry(name);
  const filled = path.replace(/:([A-Za-z]+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== null && each !== '') search.append(key, String(each));
  }
  if (looking && `${filled}/`.startsWith(`/api/cases/${looking.caseId}/`)) search.append('seenAs', looking.viewer);
  return search.size > 0 ? `${filled}?${search}` : filled;
}

function entry(name: string) {
  const found = table[name];
  if (!found) throw new Error(`The contract has no endpoint ${name}`);
  return found;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new Refusal('offline', 0);
  }
}
