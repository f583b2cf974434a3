/// <reference lib="webworker" />
import { type LiveSignal, longestReading, openLiveSource } from './live-source.ts';

// One event stream for all tabs: a stream per tab would use up the few connections HTTP/1.1 allows.
declare const self: SharedWorkerGlobalScope;

const ports = new Set<MessagePort>();
let source: { close: () => void } | undefined;
let openedFor: string | undefined;
/** Of the last minute, for a tab that has read before it joined. */
let heard: { at: number; signal: LiveSignal }[] = [];

self.onconnect = (event) => {
  const port = event.ports[0];
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<{ open: string; since: number } | 'bye'>) => {
    if (data === 'bye') leave(port);
    else join(port, data.open, data.since);
  };
};

function join(port: MessagePort, accountId: string, since: number) {
  ports.add(port);
  if (source && openedFor === accountId) {
    for (const { at, signal } of heard) if (at >= since) port.postMessage(signal);
    return;
  }
  source?.close();
  openedFor = accountId;
  heard = [];
  source = openLiveSource((signal) => {
    const at = Date.now();
    heard = heard.filter((each) => each.at > at - longestReading);
    // That one's session ended says nothing about the next.
    if (signal.kind !== 'signed_out') heard.push({ at, signal });
    for (const each of ports) each.postMessage(signal);
  }, since);
}

function leave(port: MessagePort) {
  ports.delete(port);
  if (ports.size > 0) return;
  source?.close();
  source = undefined;
  openedFor = undefined;
}
