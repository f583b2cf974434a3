import type { Secret } from '#platform/secret.ts';

/** What an installation says about its mail. */
export type MailSettings = {
  secret: Secret;
  /** Where people reach this installation; its host name ends every Message-ID. */
  publicUrl: string;
  /** `smtp://` or `smtps://` with host, port and credentials. Without it letters are kept in the local outbox. */
  smtpUrl?: string;
  /** Sender's address, with or without a name: `Midline <portal@example.com>`. */
  from?: string;
  /** Where mail servers report what they couldn't deliver: letters then leave with an address of this domain. */
  bounces?: { domain: string; port: number; host?: string };
};

export type Mailbox = { name: string; address: string };

/** The sender that recipients see. */
export function senderMailbox({ from, publicUrl }: MailSettings): Mailbox {
  const [, name, address] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(from ?? '') ?? [null, '', from?.trim()];
  return { name: name?.replaceAll('"', '') || 'Midline', address: address || `midline@${hostOf(publicUrl)}` };
}

/** The host name of this installation. */
export function hostOf(publicUrl: string): string {
  return new URL(publicUrl).hostname;
}
