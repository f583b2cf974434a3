import type { Who } from './treatment-world.ts';

/**
 * The life of an order as product.md tells it in its table, written down once more without looking at ours: category by category, who may
 * do what next. Slow and plain on purpose.
 */
export class NaiveOrder {
  category = 'draft';
  withSetup: boolean;
  /** Where an order on hold came from. */
  before = '';
  laboratorySees = false;
  laboratoryActed = false;
  madeBegun = false;
  cancellationAsked = false;
  approvedBy: Who | null = null;

  constructor(withSetup: boolean) {
    this.withSetup = withSetup;
  }

  may(who: Who, event: string): boolean {
    const provider = who === 'provider';
    const submits = provider || who === 'submitter';
    const providerSide = submits || who === 'admin' || who === 'member' || who === 'otherProvider';
    const laboratory = (who === 'manager' || who === 'technician') && this.laboratorySees;
    const manager = who === 'manager' && this.laboratorySees;
    const is = (...categories: string[]) => categories.includes(this.category);
    const planning = is(
      'submitted',
      'waiting_for_records',
      'records_rejected',
      'setup_in_production',
      'setup_awaiting_approval',
      'setup_changes_requested',
    );
    const made = is('manufacturing', 'shipped', 'in_treatment');
    switch (event) {
      case 'submit':
        return is('draft') && submits;
      case 'confirm':
      case 'send_back':
        return is('awaiting_confirmation') && provider;
      case 'accept':
        return is('submitted') && laboratory;
      case 'ask_for_records':
        return is('submitted', 'records_rejected', 'setup_in_production', 'setup_changes_requested') && laboratory;
      case 'reject_records':
        return is('submitted', 'waiting_for_records', 'setup_in_production', 'setup_changes_requested') && laboratory;
      case 'send_records':
        return is('waiting_for_records', 'records_rejected') && providerSide;
      case 'refuse':
        return is('submitted', 'waiting_for_records', 'records_rejected', 'setup_in_production') && laboratory;
      case 'deliver_setup':
        return is('setup_in_production', 'setup_changes_requested') && this.withSetup && laboratory;
      case 'withdraw_setup':
        return is('setup_awaiting_approval') && laboratory;
      case 'approve':
      case 'decline':
        return is('setup_awaiting_approval') && provider;
      case 'take_back_decline':
        return is('setup_changes_requested') && provider && !this.laboratoryActed;
      case 'take_back_approval':
        return is('manufacturing') && this.withSetup && provider && !this.laboratoryActed && this.approvedBy === who;
      case 'begin_manufacturing':
        return is('manufacturing') && laboratory && !this.madeBegun;
      case 'ship':
        return made && laboratory;
      case 'confirm_delivery':
        return is('shipped') && providerSide;
      case 'complete':
        return is('in_treatment') && providerSide;
      case 'hold':
        return (planning || made) && (providerSide || laboratory);
      case 'resume':
        return is('on_hold') && (providerSide || laboratory);
      case 'cancel':
        return (planning || is('awaiting_confirmation')) && submits;
      case 'ask_to_cancel':
        return made && submits && !this.cancellationAsked;
      case 'consent_to_cancel':
      case 'refuse_to_cancel':
        return made && manager && this.cancellationAsked;
      case 'close':
        return (made || is('on_hold')) && provider;
      default:
        throw new Error(`${event} is no event`);
    }
  }

  /** Only what `may` allows. */
  happen(who: Who, event: string): void {
    const from = this.category;
    if (who === 'manager' || who === 'technician') this.laboratoryActed = true;
    switch (event) {
      case 'submit':
        this.category = this.withSetup || who === 'provider' ? 'submitted' : 'awaiting_confirmation';
        this.laboratorySees = this.category === 'submitted';
        break;
      case 'confirm':
        this.category = 'submitted';
        this.laboratorySees = true;
        break;
      case 'send_back':
        this.category = 'draft';
        break;
      case 'accept':
        this.category = this.withSetup ? 'setup_in_production' : 'manufacturing';
        break;
      case 'ask_for_records':
        this.category = 'waiting_for_records';
        break;
      case 'reject_records':
        this.category = 'records_rejected';
        break;
      case 'send_records':
        this.category = 'submitted';
        break;
      case 'refuse':
        this.category = 'refused';
        break;
      case 'deliver_setup':
      case 'take_back_decline':
      case 'take_back_approval':
        this.category = 'setup_awaiting_approval';
        break;
      case 'withdraw_setup':
        this.category = 'setup_in_production';
        break;
      case 'approve':
        this.category = 'manufacturing';
        this.approvedBy = who;
        this.laboratoryActed = false;
        break;
      case 'decline':
        this.category = 'setup_changes_requested';
        this.laboratoryActed = false;
        break;
      case 'begin_manufacturing':
        this.madeBegun = true;
        break;
      case 'ship':
        this.category = 'shipped';
        this.madeBegun = true;
        break;
      case 'confirm_delivery':
        this.category = 'in_treatment';
        break;
      case 'complete':
        this.category = 'completed';
        break;
      case 'hold':
        this.before = from;
        this.category = 'on_hold';
        break;
      case 'resume':
        this.category = this.before;
        break;
      case 'cancel':
      case 'consent_to_cancel':
        this.category = 'cancelled';
        break;
      case 'ask_to_cancel':
        this.cancellationAsked = true;
        break;
      case 'refuse_to_cancel':
        this.cancellationAsked = false;
        break;
      case 'close':
        this.category = 'closed';
        break;
      default:
    }
  }
}
