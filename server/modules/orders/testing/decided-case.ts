import type { Standing } from '#contract/case-permissions.ts';
import type { OrderEvent } from '#contract/order-life.ts';
import { noTreatmentPlan, type TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { contentOf } from '../delivered-content.ts';
import { decideEvent, type OrderState, targetOf } from '../life.ts';
import { isAsSeen } from '../rules.ts';

export const deciders = ['provider', 'colleague', 'technician', 'manager'] as const;
export type Decider = (typeof deciders)[number];

export const decisionEvents = [
  'deliver_setup',
  'withdraw_setup',
  'approve',
  'decline',
  'take_back_decline',
  'take_back_approval',
  'begin_manufacturing',
] as const satisfies readonly OrderEvent[];
export type DecisionEvent = (typeof decisionEvents)[number];

export type Version = {
  version: number;
  contentHash: string;
  file: number;
  treatment: TreatmentPlan;
  outcome: 'approved' | 'declined' | 'withdrawn' | null;
  by: Decider | null;
  chosePackage: boolean;
};

/** What somebody had on the screen when they decided. */
export type View = { version: number; contentHash: string };

/** What somebody asks for, having seen something. */
export type Request = {
  who: Decider;
  event: DecisionEvent;
  seen: View;
  file: number;
  wearDays: number | null;
  package: string;
};

const standingsOf: Record<Decider, readonly Standing[]> = {
  provider: ['provider', 'practice_member'],
  colleague: ['practice_member'],
  technician: ['technician'],
  manager: ['laboratory_manager'],
};

/** An order whose setup is decided on, by our rules; what the operations write beside them is done by hand. */
export class DecidedCase {
  category: OrderState['category'] = 'setup_in_production';
  readonly versions: Version[] = [];
  package: string | null = null;
  private touched = true;
  private began = false;

  newest(): Version | null {
    return this.versions.findLast(({ outcome }) => outcome !== 'withdrawn') ?? null;
  }

  seenNow(): View {
    const { version, contentHash } = this.newest() ?? { version: 1, contentHash: hashOfFile(0) };
    return { version, contentHash };
  }

  /** Whether it happened. */
  perform(request: Request): boolean {
    const { who, event, seen } = request;
    const newest = this.newest();
    const state: OrderState = {
      kind: 'aligner',
      category: this.category,
      heldFrom: null,
      discarded: false,
      hasProvider: true,
      touched: this.touched,
      manufacturingBegan: this.began,
      cancellationAsked: false,
      ownApproval: newest?.outcome === 'approved' && newest.by === who,
    };
    const decision = decideEvent(state, event, standingsOf[who]);
    if (!decision.may) return false;
    if (event === 'approve' && !isAsSeen(newest, seen)) return false;
    if ((event === 'decline' || event === 'withdraw_setup') && !isAsSeen(newest, { version: seen.version }))
      return false;
    this.write(request, newest);
    this.category = targetOf(decision.transition, state);
    this.touched = who === 'technician' || who === 'manager';
    if (event === 'begin_manufacturing') this.began = true;
    return true;
  }

  private write({ who, event, file, wearDays, package: chosen }: Request, newest: Version | null): void {
    if (event === 'deliver_setup') this.deliver(file, wearDays);
    if (!newest) return;
    if (event === 'withdraw_setup') newest.outcome = 'withdrawn';
    if (event === 'decline') Object.assign(newest, { outcome: 'declined', by: who });
    if (event === 'approve') {
      Object.assign(newest, { outcome: 'approved', by: who, chosePackage: this.package === null });
      this.package ??= chosen;
    }
    if (event === 'take_back_approval' && newest.chosePackage) this.package = null;
    if (event === 'take_back_approval' || event === 'take_back_decline')
      Object.assign(newest, { outcome: null, by: null, chosePackage: false });
  }

  private deliver(file: number, wearDays: number | null): void {
    const before = this.versions.findLast((version) => version.file === file) ?? null;
    const read = { content_hash: hashOfFile(file), treatment: null, before };
    const given = wearDays === null ? null : { ...noTreatmentPlan, wearDays };
    const { treatment, contentHash } = contentOf(read, given);
    const version = Math.max(0, ...this.versions.map((each) => each.version)) + 1;
    this.versions.push({ version, contentHash, file, treatment, outcome: null, by: null, chosePackage: false });
  }
}

export const hashOfFile = (file: number): string => String(file).padStart(64, 'a');
