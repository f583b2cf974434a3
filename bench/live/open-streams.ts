import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** Opens a live stream for each cookie and tells its parent what arrives: a browser's side in as few bytes as there can be. */
const [port, file] = [Number(process.argv[2]), process.argv[3]!];
const tokens = readFileSync(file, 'utf8').trim().split('\n');
const atOnce = 64;

type Stream = { socket: Socket; lastPlace: string };
const streams: (Stream | undefined)[] = [];
let heard: number[] = [];

process.on('message', (order: { order: 'open' | 'cut' | 'collect' | 'end' }) => {
  if (order.order === 'open') void openAll().then((ms) => process.send!({ opened: tokens.length, ms }));
  if (order.order === 'cut') {
    for (const stream of streams) stream?.socket.destroy();
    process.send!({ cut: true });
  }
  if (order.order === 'collect') {
    process.send!({ heard });
    heard = [];
  }
  if (order.order === 'end') process.exit(0);
});
process.send!({ ready: true });

async function openAll(): Promise<number> {
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < tokens.length) {
      const place = next;
      next += 1;
      await open(place);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return performance.now() - began;
}

/** Resolves with the stream's first bytes. */
function open(place: number): Promise<void> {
  const lastPlace = streams[place]?.lastPlace ?? '';
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const stream: Stream = { socket, lastPlace };
    streams[place] = stream;
    let began = false;
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (!began) {
        if (!text.startsWith('HTTP/1.1 200')) reject(new Error(text.slice(0, 200)));
        began = true;
        resolve();
      }
      const id = /id: ([\d:]+)/.exec(text)?.[1];
      if (id) stream.lastPlace = id;
      for (const _ of text.matchAll(/messages_changed/g)) heard.push(performance.timeOrigin + performance.now());
    });
    socket.write(
      `GET /api/live HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: text/event-stream\r\ncookie: midline_session=${tokens[place]}\r\n` +
        `sec-fetch-site: same-origin\r\n${lastPlace ? `last-event-id: ${lastPlace}\r\n` : ''}\r\n`,
    );
  });
}
