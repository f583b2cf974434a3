import { createTransport } from 'nodemailer';
import type { Mailbox } from './settings.ts';

/** A letter on the wire. */
export type OutgoingMail = {
  messageId: string;
  envelopeFrom: string;
  from: Mailbox;
  to: string;
  subject: string;
  text: string;
  html: string;
  date: Date;
  language: string;
  /** An earlier attempt was cut off, so the mail server may have this mail already. */
  maybeRepeated: boolean;
};

/** What became of an attempt: the mail server took it, may take it later, or never will. */
export type Attempt = { outcome: 'accepted' } | { outcome: 'later' | 'never'; reason: string };

/** The mail server that letters are given to. */
export type MailServer = { send(mail: OutgoingMail): Promise<Attempt>; close(): void };

/** Talks to the mail server at an `smtp://` or `smtps://` address. A password is only sent over TLS. */
export function mailServer(smtpUrl: string): MailServer {
  const hasCredentials = new URL(smtpUrl).username !== '';
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(hasCredentials && !smtpUrl.includes('requireTLS=') ? { requireTLS: true } : {}),
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail(onTheWire(mail));
        return { outcome: 'accepted' };
      } catch (error) {
        return judge(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

function onTheWire(mail: OutgoingMail) {
  return {
    envelope: { from: mail.envelopeFrom, to: [mail.to] },
    from: mail.from,
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: mail.date,
    messageId: mail.messageId,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': mail.language,
      ...(mail.maybeRepeated ? { 'X-Midline-Repeated': 'yes' } : {}),
    },
  };
}

type SmtpError = Error & { code?: string; command?: string; responseCode?: number; response?: string };

/**
 * Only a refusal of this recipient or of this message is final. What the server holds against us (sign-in, sender, TLS)
 * can be put right by the administrator, and the letter waits for that.
 */
export function judge(error: SmtpError): Attempt {
  const reason = (error.response ?? error.message).replace(/\s+/g, ' ').slice(0, 300);
  const aboutThisMail =
    (error.code === 'EENVELOPE' && error.command !== 'MAIL FROM' && !error.message.startsWith('Invalid sender')) ||
    (error.code === 'EMESSAGE' && error.command === 'DATA');
  const final = error.responseCode === undefined ? error.code === 'EENVELOPE' : error.responseCode >= 500;
  const ours = error.responseCode === 530 || error.responseCode === 503;
  return { outcome: aboutThisMail && final && !ours ? 'never' : 'later', reason };
}
