import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '#contract/index.ts';
import { refusals } from '#contract/refusals.ts';
import { makeRightsWorld, type RightsWorld } from '#testing/rights/rights-world.ts';
import { send } from '#testing/rights/send.ts';
import { digestOfTables } from '#testing/rights/tables.ts';
import { stepsOfTheWalk } from '#testing/rights/walk.ts';
import { makeWorld } from '#testing/world.ts';

let world: RightsWorld;

beforeAll(async () => {
  world = await makeRightsWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

describe('a page of somebody else', () => {
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' },
  ];

  test('changes nothing in the name of whoever looks at it, by no endpoint', async () => {
    const before = await digestOfTables(world);
    const callers = [world.caller('active owner_manager admin'), world.caller('instance administrator')];
    const steps = stepsOfTheWalk(world, endpoints, callers).filter((step) => step.endpoint.method !== 'GET');
    expect(steps.length).toBeGreaterThan(500);
    for (const [index, step] of steps.entries()) {
      const headers = { ...step.sent.headers, ...foreign[index % foreign.length] };
      const { status, code } = await send(world.url, { ...step.sent, headers });
      expect([step.endpoint.name, status, code]).toEqual([step.endpoint.name, 403, 'cross_site']);
    }
    expect(await digestOfTables(world)).toBe(before);
  });
});

describe('every answer', () => {
  test.each(['/', '/sign-in', '/api/me', '/api/nothing', '/api/docs', '/health'])(
    'carries the headers that keep browsers safe: %s',
    async (path) => {
      const { headers } = await send(world.url, { method: 'GET', path, headers: { accept: 'text/html' } });
      expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
      expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
      });
      expect(headers['x-powered-by']).toBeUndefined();
      if (path.startsWith('/api/me')) expect(headers['cache-control']).toBe('no-store');
    },
  );
});

describe('cookies', () => {
  const attributes = async (publicUrl: string) => {
    const other = await makeWorld(inject('postgresUrl'), { idle: true, env: { PUBLIC_URL: publicUrl } });
    try {
      const { headers } = await send(other.url, { method: 'POST', path: '/api/sign-out' });
      return { cookie: headers['set-cookie']![0]!, hsts: headers['strict-transport-security'] };
    } finally {
      await other.stop();
    }
  };

  test('can’t be read by scripts nor sent along by other sites; under https they are bound to the host', async () => {
    const plain = await attributes('http://localhost:3000');
    expect(plain.cookie).toMatch(/^midline_session=.*; Path=\/; HttpOnly; SameSite=Lax/);
    expect(plain.cookie).not.toMatch(/Secure|Domain/);
    expect(plain.hsts).toBeUndefined();
    const secure = await attributes('https://midline.example');
    expect(secure.cookie).toMatch(/^__Host-midline_session=.*; Path=\/; HttpOnly; SameSite=Lax.*; Secure/);
    expect(secure.cookie).not.toMatch(/Domain/);
    expect(secure.hsts).toMatch(/max-age=\d{8}/);
  });
});

describe('too many requests', () => {
  test('get 429 as a refusal like any other, sooner where secrets are tried', async () => {
    const env = { REQUESTS_PER_MINUTE: '20', GUARDED_REQUESTS_PER_MINUTE: '5' };
    const other = await makeWorld(inject('postgresUrl'), { idle: true, env });
    try {
      const body = JSON.stringify({ token: 'x'.repeat(43) });
      const tries = [];
      for (let n = 0; n < 6; n += 1) {
        const headers = { 'content-type': 'application/json' };
        tries.push(await send(other.url, { method: 'POST', path: '/api/invitations/look-up', headers, body }));
      }
      expect(tries.map((tried) => tried.code)).toEqual([...Array(5).fill('link_invalid'), 'too_many_requests']);
      expect(tries.at(-1)).toMatchObject({ status: refusals.too_many_requests });
      expect(Number(tries.at(-1)!.headers['retry-after'])).toBeGreaterThan(0);
      const reads = [];
      for (let n = 0; n < 25; n += 1) reads.push(await send(other.url, { method: 'GET', path: '/api/me' }));
      expect(reads.filter((read) => read.status === 429).length).toBeGreaterThan(3);
      expect(new Set(reads.map((read) => read.code))).toEqual(new Set(['not_signed_in', 'too_many_requests']));
    } finally {
      await other.stop();
    }
  });
});

describe('what is hardly HTTP', () => {
  /** Bytes over a bare connection, and everything that comes back until it closes. */
  function raw(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(world.url).port), '127.0.0.1', () => socket.end(bytes));
      let answer = '';
      socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
      socket.on('data', (data) => {
        answer += data.toString('latin1');
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' ? resolve(answer) : reject(error),
      );
    });
  }

  test.each([
    ['no request line', 'hello\r\n\r\n'],
    ['an unknown method', 'HACK / HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`],
    ['two lengths', 'POST /api/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    [
      'length and chunks',
      'POST /api/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'broken chunks',
      'POST /api/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    ],
    ['a header with NUL', 'GET /api/me HTTP/1.1\r\nhost: x\r\nx: a\u0000b\r\n\r\n'],
    [
      'an address that can’t be decoded',
      'GET /api/practices/%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    ],
  ])('gets a refusal as problem+json: %s', async (_what, bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
    expect((await send(world.url, { method: 'GET', path: '/health' })).status).toBe(200);
  });

  test('a live stream resumed from nonsense goes on, and the server with it', async () => {
    const { cookie } = world.caller('active front_desk user');
    const seen: unknown[] = [];
    const notice = (reason: unknown) => seen.push(reason);
    process.on('unhandledRejection', notice);
    for (const place of [
      '99999999999999999999:1',
      '18446744073709551616:0',
      '9999999999999999999:999999999999999999',
      '-1:-1',
      'x',
      '1:1\u00ff',
    ]) {
      const headers = { cookie: cookie!, 'last-event-id': place };
      expect((await send(world.url, { method: 'GET', path: '/api/live', headers, stream: true })).status).toBe(200);
      // The next answer comes after the stream's own questions to the database.
      await send(world.url, { method: 'GET', path: '/api/me', headers: { cookie: cookie! } });
    }
    process.off('unhandledRejection', notice);
    expect(seen).toEqual([]);
  });
});
