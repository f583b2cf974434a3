import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, so that stopping needn't wait for browsers that keep one open and ask nothing. */
export type Connections = {
  /** Call when the server begins to close: ends what is idle now, whatever becomes idle later, and after `patienceMs` all. */
  close(patienceMs: number): void;
};

/**
 * Follows which connections have a request on them. Node closes only those that had one before; browsers also open some ahead of
 * time, and a server that waited for these would stop a minute late.
 */
export function followConnections(server: Server): Connections {
  const busy = new Map<Socket, number>();
  let closing = false;
  server.on('connection', (socket) => {
    busy.set(socket, 0);
    socket.once('close', () => busy.delete(socket));
    if (closing) socket.destroy();
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    busy.set(socket, (busy.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (busy.get(socket) ?? 1) - 1;
      if (busy.has(socket)) busy.set(socket, left);
      if (closing && left === 0) socket.end();
    });
  });
  return {
    close(patienceMs) {
      closing = true;
      for (const [socket, requests] of busy) if (requests === 0) socket.destroy();
      setTimeout(() => {
        for (const socket of busy.keys()) socket.destroy();
      }, patienceMs).unref();
    },
  };
}
