import type { Actor } from '#access/actor.ts';
import type { Route } from '#access/route.ts';
import type { OrganisationScope } from '#access/scope.ts';
import type { ClinicalRole } from '#contract/permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { UndeliverableLetter } from '#platform/mail/undeliverable.ts';
import type { Platform } from '#platform/platform.ts';
import type { Refusal } from '#platform/refusal.ts';

/** What a module gives to the application; see order.ts for the order in which they may know each other. */
export type Module = {
  readonly routes: readonly Route[];
  /** Jobs by task name. Each runs in one transaction as midline_worker. */
  readonly jobs?: Record<string, (tx: Tx, payload: unknown) => Promise<void>>;
  /** Work done again and again in every process, e.g. what time alone brings about. */
  readonly recurring?: readonly { name: string; everyMs: number; run: (tx: Tx) => Promise<void> }[];
  /** Ends what the module keeps running, once requests and jobs have ended. */
  readonly stop?: () => void;
  readonly leaving?: Leaving;
  /** Told when a letter that the module posted will never arrive. */
  readonly letterUndeliverable?: (tx: Tx, letter: UndeliverableLetter) => Promise<void>;
};

/** What a later module does when a member leaves a practice or comes back; the team asks it without knowing it. */
export type Leaving = {
  /** What the dialog tells before anything is done. */
  readonly preview: (tx: Tx, scope: OrganisationScope, leaver: Leaver) => Promise<CasesLeft>;
  /** In the same transaction, while the membership still stands. Refuses a choice that isn't possible. */
  readonly letGo: (
    tx: Tx,
    scope: OrganisationScope,
    leaver: Leaver,
    choice: { casesTo: string | null; actor: Actor },
  ) => Promise<Refusal<'not_a_provider'> | undefined>;
  /** The same for a member who stays in a role that owns no cases. */
  readonly stopProviding: Leaving['letGo'];
  /** Once the membership stands again, or its role can own cases again. */
  readonly takeBack: (tx: Tx, scope: OrganisationScope, leaver: Leaver) => Promise<void>;
};
export type Leaver = { readonly memberId: string; readonly accountId: string };
export type CasesLeft = {
  open: number;
  closed: number;
  providers: { memberId: string; name: string }[];
  /** Clinical roles that can own cases in this group. */
  providerRoles: ClinicalRole[];
};

export type ModuleMaker = (platform: Platform, others: { leavings(): readonly Leaving[] }) => Module;
