import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database/connect.ts';
import type { FileStore } from './files/file-store.ts';
import type { Incoming } from './files/incoming.ts';
import type { Log } from './log.ts';
import type { Mail } from './mail/mail.ts';
import type { Secret } from './secret.ts';

/** What every module is given: machinery that has never heard of a tooth. */
export type Platform = {
  readonly config: Config;
  readonly clock: Clock;
  readonly secret: Secret;
  readonly database: Database;
  readonly log: Log;
  readonly mail: Mail;
  readonly files: { readonly store: FileStore; readonly incoming: Incoming };
};
