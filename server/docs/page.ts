import type { Endpoint } from '#contract/endpoint.ts';
import { capabilities } from './capabilities.ts';
import { describeSchema } from './describe-schema.ts';
import { schemaOf } from './openapi.ts';
import { style } from './page-style.ts';
import { refusalsOf } from './refusals-of.ts';

/** The API's description as a page to read: plain HTML without a script, so that it needs no exception from the content security policy. */
export function docsPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Midline API</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the operations</a>
<nav aria-label="Operations">
<p class="brand">Midline API</p>
${capabilities
  .map(
    ({ name, endpoints }) =>
      `<h2>${asText(name)}</h2><ul>${endpoints.map((endpoint) => `<li><a href="#${endpoint.name}">${asText(endpoint.name)}</a></li>`).join('')}</ul>`,
  )
  .join('\n')}
</nav>
<main id="content">
<h1>Midline API</h1>
<p>Everything that the interface does goes through these operations. The same description for programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<p>A session is carried by a cookie. Each operation names the permission that it needs on the organisation in its path, or on the instance. A refusal is a
problem (RFC 9457) with a code: not signed in 401, not visible 404, visible but not allowed 403, against a rule 409.</p>
${capabilities
  .map(
    ({ name, about, endpoints }) =>
      `<section><h2>${asText(name)}</h2><p>${asText(about)}</p>${endpoints.map(operation).join('\n')}</section>`,
  )
  .join('\n')}
</main>
</body>
</html>
`;
}

function operation(endpoint: Endpoint): string {
  const { name, method, path, summary, access, params, query, body, upload } = endpoint;
  return `<details class="operation">
<summary><span class="method ${method.toLowerCase()}">${method}</span> <code class="path">${asText(path)}</code> <span class="summary">${asText(summary)}</span></summary>
<div class="about" id="${name}">
<dl><dt>Operation</dt><dd><code>${name}</code></dd>
<dt>Permission</dt><dd><code>${access}</code>${access === 'public' ? ' – anybody' : access === 'signed_in' ? ' – any account, on what is its own' : ''}</dd></dl>
${block('In the path', params && describeSchema(schemaOf(params, 'input')))}
${block('In the query', query && describeSchema(schemaOf(query, 'input')))}
${block('Body', upload ? `${upload.binary.join(' | ')} (≤ ${upload.maxBytes} bytes)` : body && describeSchema(schemaOf(body, 'input')))}
${block('Reply', replyOf(endpoint))}
<h4>Refusals</h4>
<table><tbody>${refusalsOf(endpoint)
    .map(
      ([status, codes]) =>
        `<tr><th scope="row">${status}</th><td>${codes.map((code) => `<code>${code}</code>`).join(' ')}</td></tr>`,
    )
    .join('')}</tbody></table>
</div>
</details>`;
}

function replyOf({ reply, file, stream }: Endpoint): string {
  if (stream) return 'text/event-stream';
  return file ?? (reply ? describeSchema(schemaOf(reply, 'output')) : '204, nothing');
}

function block(title: string, text: string | undefined): string {
  return text ? `<h4>${title}</h4><pre>${asText(text)}</pre>` : '';
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
