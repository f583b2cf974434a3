import type { BodyInputOf, Endpoint, ParamsOf, QueryInputOf, ReplyOf } from '#contract/endpoint.ts';
import { fillPath } from '#contract/endpoint.ts';
import type { Problem } from '#contract/refusals.ts';

type Input<E extends Endpoint> = (E extends { params: object } ? { params: ParamsOf<E> } : { params?: undefined }) &
  (E extends { query: object } ? { query?: QueryInputOf<E> } : { query?: undefined }) &
  (E extends { body: object } ? { body: BodyInputOf<E> } : { body?: undefined }) & {
    file?: { bytes: Buffer; type: string };
  };

export type Response<E extends Endpoint> = {
  status: number;
  reply: ReplyOf<E>;
  problem: Problem;
  bytes: Buffer;
  headers: Headers;
};

/** A browser of a test: keeps cookies and calls endpoints over HTTP. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly base: string;

  constructor(base: string) {
    this.base = base;
  }

  /** A call that may be refused. */
  async try<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<Response<E>> {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
      if (value !== undefined) query.set(key, String(value));
    }
    const path =
      fillPath(endpoint.path, (input.params ?? {}) as Record<string, string>) + (query.size > 0 ? `?${query}` : '');
    const headers: Record<string, string> = {};
    let body: string | Buffer | undefined;
    if (input.file) {
      headers['content-type'] = input.file.type;
      body = input.file.bytes;
    } else if (input.body !== undefined) {
      headers['content-type'] = 'application/json';
      body = JSON.stringify(input.body);
    }
    const response = await this.fetch(path, {
      method: endpoint.method,
      headers,
      ...(body === undefined ? {} : { body: body as string }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const json = response.headers.get('content-type')?.includes('json')
      ? JSON.parse(bytes.toString('utf8'))
      : undefined;
    return {
      status: response.status,
      reply: json as ReplyOf<E>,
      problem: json as Problem,
      bytes,
      headers: response.headers,
    };
  }

  /** A call that must succeed. */
  async call<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<ReplyOf<E>> {
    const response = await this.try(endpoint, input);
    if (response.status >= 300) {
      throw new Error(`${endpoint.name} was refused: ${response.status} ${JSON.stringify(response.problem)}`);
    }
    return response.reply;
  }

  /** The code of the refusal; fails where the call succeeds. */
  async refusal<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<string> {
    const response = await this.try(endpoint, input);
    if (response.status < 300) throw new Error(`${endpoint.name} was not refused: ${JSON.stringify(response.reply)}`);
    return response.problem.code;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<globalThis.Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0)
      headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(this.base + path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split('; ');
      const [name, value] = [pair!.slice(0, pair!.indexOf('=')), pair!.slice(pair!.indexOf('=') + 1)];
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
