import type { AddressInfo, Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = { from: string; to: string[]; raw: string; mail: Email };

/** A real mail server for tests that keeps what it gets and refuses what it is told to. */
export type RecordingSmtpServer = {
  readonly url: string;
  readonly port: number;
  readonly received: ReceivedMail[];
  /** Gives an SMTP code to refuse with, or undefined to accept. */
  refuseRecipient: (address: string) => number | undefined;
  refuseMessage: () => number | undefined;
  /** Called when a whole message is here and before it is acknowledged. */
  beforeAccepting: () => void | Promise<void>;
  /** Resolves with the nth mail, counted from one. */
  mail(nth: number): Promise<ReceivedMail>;
  stop(): Promise<void>;
};

export async function startSmtpServer(port = 0): Promise<RecordingSmtpServer> {
  const waiting = new Map<number, (mail: ReceivedMail) => void>();
  const refused = (code: number | undefined, text: string) =>
    code ? Object.assign(new Error(text), { responseCode: code }) : null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo: ({ address }, _session, done) => done(refused(recording.refuseRecipient(address), 'Not this recipient')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const refusal = refused(recording.refuseMessage(), 'Not this message');
        if (refusal) return done(refusal);
        const raw = Buffer.concat(chunks).toString();
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const mail = { from, to, raw, mail: await PostalMime.parse(raw) };
        recording.received.push(mail);
        await recording.beforeAccepting();
        done(null);
        waiting.get(recording.received.length)?.(mail);
      });
    },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket) => sockets.add(socket));
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.server.address() as AddressInfo;
  const recording: RecordingSmtpServer = {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    received: [],
    refuseRecipient: () => undefined,
    refuseMessage: () => undefined,
    beforeAccepting: () => undefined,
    mail: (nth) =>
      new Promise((resolve) => {
        const here = recording.received[nth - 1];
        if (here) resolve(here);
        else waiting.set(nth, resolve);
      }),
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return recording;
}
