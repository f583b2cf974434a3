import type { Route } from '#access/route.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { UndeliverableLetter } from '#platform/mail/undeliverable.ts';
import type { Platform } from '#platform/platform.ts';

/** What a module gives to the application; see order.ts for the order in which they may know each other. */
export type Module = {
  readonly routes: readonly Route[];
  /** Jobs by task name. Each runs in one transaction as midline_worker. */
  readonly jobs?: Record<string, (tx: Tx, payload: unknown) => Promise<void>>;
  /** Work done again and again in every process, e.g. what time alone brings about. */
  readonly recurring?: readonly { name: string; everyMs: number; run: (tx: Tx) => Promise<void> }[];
  /** Ends what the module keeps running, once requests and jobs have ended. */
  readonly stop?: () => void;
  /** Told when a letter that the module posted will never arrive. */
  readonly letterUndeliverable?: (tx: Tx, letter: UndeliverableLetter) => Promise<void>;
};

export type ModuleMaker = (platform: Platform) => Module;
