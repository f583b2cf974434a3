/// <reference lib="webworker" />
import { openLiveSource } from './live-source.ts';

// One event stream for all tabs: a stream per tab would use up the few connections HTTP/1.1 allows.
declare const self: SharedWorkerGlobalScope;

const ports = new Set<MessagePort>();
let source: { close: () => void } | undefined;
let openedFor: string | undefined;

self.onconnect = (event) => {
  const port = event.ports[0];
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<{ open: string } | 'bye'>) => {
    if (data === 'bye') leave(port);
    else join(port, data.open);
  };
};

function join(port: MessagePort, accountId: string) {
  ports.add(port);
  if (source && openedFor === accountId) return;
  source?.close();
  openedFor = accountId;
  source = openLiveSource((signal) => {
    for (const each of ports) each.postMessage(signal);
  });
}

function leave(port: MessagePort) {
  ports.delete(port);
  if (ports.size > 0) return;
  source?.close();
  source = undefined;
  openedFor = undefined;
}
