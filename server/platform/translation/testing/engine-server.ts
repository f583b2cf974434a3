import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of ours that speaks what LibreTranslate and Apertium's APy speak, and remembers what it was sent. */
export type EngineServer = {
  readonly url: string;
  readonly asked: { path: string; body: string }[];
  /** From now on: answers so, or never. */
  misbehave(how: 'error' | 'garbage' | 'silence' | 'elsewhere' | null): void;
  stop(): Promise<void>;
};

const pairs = [
  ['eng', 'spa'],
  ['spa', 'eng'],
  ['spa', 'eng_US'],
  ['deu', 'eng'],
];

export async function startEngineServer(): Promise<EngineServer> {
  const asked: { path: string; body: string }[] = [];
  let how: 'error' | 'garbage' | 'silence' | 'elsewhere' | null = null;
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const path = request.url ?? '';
    asked.push({ path, body });
    if (how === 'silence') return;
    if (how === 'error') return void response.writeHead(500).end('no');
    if (how === 'garbage') return void response.end('<html>');
    if (how === 'elsewhere') return void response.writeHead(307, { location: 'http://127.0.0.1:9/translate' }).end();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answerTo(path, body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    misbehave(next) {
      how = next;
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answerTo(path: string, body: string): unknown {
  if (path === '/languages')
    return [
      { code: 'en', name: 'English', targets: ['de', 'en', 'es'] },
      { code: 'de', name: 'German', targets: ['en'] },
    ];
  if (path === '/listPairs') {
    const responseData = pairs.map(([sourceLanguage, targetLanguage]) => ({ sourceLanguage, targetLanguage }));
    return { responseData, responseDetails: null, responseStatus: 200 };
  }
  const form = new URLSearchParams(body);
  if (path === '/identifyLang') return form.get('q')?.includes('Hola') ? { spa: 0.94, eng: 0.04 } : {};
  if (body.startsWith('{')) {
    const { q, target } = JSON.parse(body) as { q: string; target: string };
    return { translatedText: `${target}: ${q}`, detectedLanguage: { confidence: 90, language: 'fr' } };
  }
  const responseData = { translatedText: `${form.get('langpair')}: ${form.get('q')}` };
  return { responseData, responseDetails: null, responseStatus: 200 };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
