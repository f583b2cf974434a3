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
  const response = await send(addressOf(name, input as InputOf<N>), {
    method,
    headers,
    credentials: 'same-origin',
    body: file ?? (body === undefined ? null : JSON.stringify(body)),
  });
  if (!response.ok) throw await refusalFrom(response);
  if (kind === 'file') return (await response.blob()) as ReplyTo<N>;
  return (response.status === 204 ? undefined : await response.json()) as ReplyTo<N>;
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
