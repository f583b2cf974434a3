import type { Actor } from '#access/actor.ts';
import type { Route } from '#access/route.ts';
import type { OrganisationScope } from '#access/scope.ts';
import type { ClinicalRole } from '#contract/permissions.ts';
import type { Leftover } from '#contract/team.ts';
import type { AuditDetails } from '#platform/audit/record.ts';
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
  readonly leftovers?: Leftovers;
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
  /** The group's other practices where the person owns cases, for those who administer this one. */
  readonly elsewhere: (tx: Tx, scope: OrganisationScope, leaver: Leaver) => Promise<OwnedElsewhere[]>;
  /** Once the membership stands again, or its role can own cases again. */
  readonly takeBack: (tx: Tx, scope: OrganisationScope, leaver: Leaver) => Promise<void>;
};
export type Leaver = { readonly memberId: string; readonly accountId: string };
export type OwnedElsewhere = { readonly practiceId: string; readonly administered: boolean; readonly cases: number };
export type CasesLeft = {
  open: number;
  closed: number;
  providers: { memberId: string; name: string }[];
  elsewhere: { administered: number; outOfReach: boolean };
  /** Clinical roles that can own cases in this group. */
  providerRoles: ClinicalRole[];
};

/** Something that a member made or was given, which a later module knows of and which ends with the membership unless it is ticked to stay. */
export type Leftovers = {
  /** Asked whichever organisation it is, not of practices alone. */
  readonly everywhere?: true;
  /** What the dialog lists before anything is done: whatever leaving would end. */
  readonly list: (tx: Tx, scope: OrganisationScope, leaver: Leaver) => Promise<Leftover[]>;
  /**
   * In the same transaction, while the membership still stands. Deactivating suspends, so that it is there again when the person is;
   * removing ends for good. Answers with what there is to say about it in the audit log.
   */
  readonly end: (tx: Tx, scope: OrganisationScope, leaver: Leaver, how: Ending) => Promise<LeftoverAct[]>;
};
export type Ending = {
  readonly act: 'deactivate' | 'remove';
  /** Ids of the list that were ticked. */
  readonly keep: ReadonlySet<string>;
  readonly actor: Actor;
};
export type LeftoverAct = AuditDetails & { action: string };

/** What the modules after the team contribute to a member's leaving, known once all are made. */
export type AfterTheTeam = { readonly leavings: readonly Leaving[]; readonly leftovers: readonly Leftovers[] };

export type ModuleMaker = (platform: Platform, afterTheTeam: () => AfterTheTeam) => Module;
