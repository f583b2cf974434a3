import fc from 'fast-check';

/** Strings that have broken programs before. */
const strings = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfffy',
  '\u202Egnp.exe',
  '\u200b\u200d\ufeff',
  'ﷺ'.repeat(80),
  '👩‍👩‍👧‍👦'.repeat(10),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L',
  `'; drop table members; --`,
  `\\'; select pg_sleep(10); --`,
  '" or ""="',
  '$1::uuid',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{name, select, other {x}} {{{',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template is what it pretends to be
  '%s%n%x %1$s ${7*7} #{7*7} {{7*7}}',
  '../../../../etc/passwd',
  '..\\..\\x',
  'file:///etc/passwd',
  '=cmd|calc!A1',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'true',
  '-0',
  '1e400',
  '0x10',
  '9'.repeat(400),
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{0}',
  '\r\nset-cookie: a=b',
  'a@b',
  '"quoted local"@example.org',
  `${'a'.repeat(240)}@example.org`,
  'user@xn--80ak6aa92e.example',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00.001Z',
  '0000-01-01T00:00:00Z',
  'Etc/GMT+99',
  'email,first name,last name,role\n"',
  'email;constructor\na@b.example;x',
  'email,email,email\na@b.example,c@d.example,e\u0000@f.example',
];

export const hostileString = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...strings) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.constantFrom(1_000, 60_000).map((length) => 'x'.repeat(length)) },
);

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: hostileString },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, false, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, [], {}, [[]], [null]],
      { toString: 'x' },
      { length: 1 },
      { constructor: { prototype: {} } },
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: fc.array(hostileString, { maxLength: 5 }) },
);

/** Bodies that are no JSON of any endpoint, as they go over the wire. */
export const rawBody: fc.Arbitrary<Buffer> = fc.oneof(
  fc
    .constantFrom(
      ...[
        '',
        ' ',
        '{',
        '}',
        '[1,',
        '{"a":1e400}',
        '{"a":01}',
        "{'a':1}",
        '{"a":1,}',
        '\ufeff{}',
        'null',
        '"x"',
        '1',
        'true',
        '[]',
      ],
      '{"__proto__":{"admin":true}}',
      '{"constructor":{"prototype":{"admin":true}}}',
      '{"email":"a@b.example","email":"c@d.example"}',
      `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
      `{"email":"${'x'.repeat(1_000_100)}"}`,
      '{"email":"\\ud800","password":"\\u0000"}',
    )
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

export const contentType = fc.constantFrom(
  ...['application/json', 'application/json; charset=utf-16', 'application/JSON;', 'text/plain', 'text/html', ''],
  ...[
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'image/png',
    'image/svg+xml',
  ],
  ...['application/octet-stream', 'application/problem+json', 'application/x-msdownload', '*/*', 'x'],
);

/** What may stand where an id stands in a path, already as it goes over the wire. */
export const pathPiece = fc.oneof(
  hostileString.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 8_000)),
  fc.constantFrom(
    ...[
      '..',
      '.',
      '..%2f..',
      '%2e%2e',
      '%00',
      '%',
      '%zz',
      '%ff',
      '%c0%ae',
      ';',
      ':id',
      '*',
      '1',
      '-',
      '~',
      "'",
      '%252e',
    ],
    'x'.repeat(300),
  ),
);

export const queryString = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      '?',
      '?&&&',
      '?=',
      '?a',
      '?a=%',
      '?a[]=1&a[__proto__]=2',
      '?__proto__=1',
      '?constructor=1',
      '?%00=%00',
      '??',
      '?a=1#x',
    ],
    ...['?before=1&before=2', '?before=', '?state=x', '?since=x&until=y', '?action=%00', '?kind=reads&kind=changes'],
    ...[
      '?firstName=%00',
      '?lastName=%ed%a0%80',
      '?action=%ff',
      '?accountId=1',
      '?subjectId=null',
      `?a=${'x'.repeat(5000)}`,
    ],
    ...['?since=0000-01-01T00:00:00Z', '?until=9999-12-31T23:59:59.999999999Z', '?since=2026-02-30T00:00:00Z'],
  ),
  fc
    .tuple(fc.constantFrom('action', 'before', 'since', 'until', 'kind', 'firstName', 'state', 'x'), hostileString)
    .map(([key, value]) => `?${key}=${encodeURIComponent(value.toWellFormed()).slice(0, 6_000)}`),
);

export const hostileHeaders: fc.Arbitrary<Record<string, string | string[]>> = fc.constantFrom<
  Record<string, string | string[]>
>(
  { cookie: 'midline_session=' },
  { cookie: `midline_session=${'A'.repeat(43)}` },
  { cookie: `midline_session=${'x'.repeat(4000)}` },
  { cookie: 'midline_session=%00; midline_session=é' },
  { cookie: ['midline_session=a', 'midline_session=b', '; ; =; ==;'] },
  { cookie: `midline_workstation=${'A'.repeat(43)}; midline_device=x; midline_oidc=e30` },
  { 'user-agent': 'é'.repeat(2000) },
  { 'x-forwarded-for': '1.2.3.4, not an address', forwarded: 'for=_x' },
  { 'accept-encoding': 'zip;q=9, *;q=0' },
  { accept: 'x', 'accept-language': '*;q=x' },
  { 'if-none-match': '*' },
  { range: 'bytes=0-,5-1' },
  { expect: '100-continue' },
  { 'x-padding': Array.from({ length: 40 }, () => 'y'.repeat(200)) },
  { host: 'evil.example' },
  { 'content-encoding': 'br' },
  { 'x-http-method-override': 'DELETE' },
);
