import type { Command, Machine, Picture } from './invitation-histories.ts';

type Invitation = {
  practice: number;
  address: number;
  /** The only thing that ever ended it, if something did. */
  end: '' | 'accepted' | 'declined' | 'revoked' | 'made way';
  minutesLeft: number;
  minutesSinceSent: number;
  bounced: boolean;
};

const week = 7 * 24 * 60;

/**
 * The rules of section 2.3 once more, as plainly as can be and without looking at how they are built: what the real rules and the
 * real database must agree with.
 */
export class NaiveInvitations implements Machine {
  readonly invitations: Invitation[] = [];
  /** To which invitation each link belongs, in the order of sending. */
  readonly links: number[] = [];
  /** The address of each account. */
  readonly accounts: number[] = [];
  /** `practice/account` of those who are in, and of those who are shut out for the time being. */
  readonly inside = new Set<string>();
  readonly shutOut = new Set<string>();

  perform(command: Command): string {
    switch (command.do) {
      case 'invite':
        return this.invite(command.practice, command.address, command.by);
      case 'add':
        return this.add(command.practice, command.address);
      case 'wait':
        for (const one of this.invitations) {
          one.minutesLeft -= command.minutes;
          one.minutesSinceSent += command.minutes;
        }
        return 'done';
      case 'provision':
        if (this.accounts.includes(command.address)) return 'address_in_use';
        this.accounts.push(command.address);
        return 'done';
      case 'changeAddress': {
        const account = round(command.account, this.accounts);
        if (account === undefined) return 'nobody';
        if (this.accounts.includes(command.address)) return 'address_in_use';
        this.accounts[account] = command.address;
        return 'done';
      }
      case 'resend':
      case 'edit':
      case 'revoke':
      case 'bounce':
        return this.manage(command.do, command.invitation);
      case 'accept':
      case 'acceptInTwoTabs':
      case 'decline':
        return this.answer(command.do, command.account, command.invitation);
      case 'remove':
      case 'deactivate':
      case 'reactivate':
        return this.change(command.do, command.practice, command.account);
      default:
        return this.byLink(command.do, command.link);
    }
  }

  picture(): Picture {
    return {
      invitations: this.invitations.map((one) => `${one.practice}/${one.address} ${state(one)}`),
      members: [...[...this.inside].map((key) => `${key} in`), ...[...this.shutOut].map((key) => `${key} out`)].sort(),
      links: this.links.map((_, link) => this.opens(link)),
    };
  }

  private present(practice: number, address: number): 'in' | 'out' | undefined {
    const account = this.accounts.indexOf(address);
    if (this.inside.has(`${practice}/${account}`)) return 'in';
    return this.shutOut.has(`${practice}/${account}`) ? 'out' : undefined;
  }

  private current(practice: number, address: number): Invitation | undefined {
    return this.invitations.find((one) => one.practice === practice && one.address === address && one.end === '');
  }

  private invite(practice: number, address: number, by: 'admin' | 'manager'): string {
    const present = this.present(practice, address);
    if (present) return present === 'in' ? 'already_member' : 'member_deactivated';
    if (by === 'manager' && this.present(1 - practice, address) === 'in') return 'known_in_group';
    const current = this.current(practice, address);
    if (current && current.minutesLeft > 0) return 'invitation_open';
    if (current) current.end = 'made way';
    this.invitations.push({ practice, address, end: '', minutesLeft: week, minutesSinceSent: 0, bounced: false });
    this.links.push(this.invitations.length - 1);
    return 'done';
  }

  private add(practice: number, address: number): string {
    const present = this.present(practice, address);
    if (present) return present === 'in' ? 'already_member' : 'member_deactivated';
    if (this.present(1 - practice, address) !== 'in') return 'not_known_in_group';
    this.inside.add(`${practice}/${this.accounts.indexOf(address)}`);
    const current = this.current(practice, address);
    if (current) current.end = current.minutesLeft > 0 ? 'accepted' : 'made way';
    return 'done';
  }

  private manage(act: 'resend' | 'edit' | 'revoke' | 'bounce', number: number): string {
    const index = round(number, this.invitations);
    if (index === undefined) return 'nothing';
    const one = this.invitations[index]!;
    if (act === 'bounce') {
      if (one.end === '') one.bounced = true;
      return 'done';
    }
    if (one.end !== '' || (act === 'edit' && one.minutesLeft <= 0)) return 'invitation_not_open';
    if (act === 'revoke') one.end = 'revoked';
    if (act === 'resend') {
      if (this.present(one.practice, one.address)) return 'already_member';
      Object.assign(one, { minutesLeft: week, minutesSinceSent: 0, bounced: false });
      this.links.push(index);
    }
    return 'done';
  }

  private answer(act: 'accept' | 'acceptInTwoTabs' | 'decline', who: number, number: number): string {
    const account = round(who, this.accounts);
    const index = round(number, this.invitations);
    if (account === undefined || index === undefined) return 'nothing';
    if (act === 'acceptInTwoTabs') {
      return [this.answer('accept', who, number), this.answer('accept', who, number)].sort().join(' ');
    }
    const one = this.invitations[index]!;
    if (this.accounts[account] !== one.address) return 'not_found';
    const closed = why(one);
    if (closed) return closed;
    const key = `${one.practice}/${account}`;
    if (act === 'accept' && this.shutOut.has(key)) return 'own_membership_deactivated';
    if (act === 'accept') this.inside.add(key);
    one.end = act === 'accept' ? 'accepted' : 'declined';
    return 'done';
  }

  private byLink(act: 'lookUp' | 'signUp' | 'declineByLink' | 'askForNewest', number: number): string {
    const link = round(number, this.links);
    if (link === undefined) return 'nothing';
    const one = this.invitations[this.links[link]!]!;
    const closed = why(one);
    if (closed) return closed;
    if (act === 'askForNewest') {
      if (one.minutesSinceSent < 1) return 'done';
      one.minutesSinceSent = 0;
      one.bounced = false;
      this.links.push(this.links[link]!);
      return 'done';
    }
    if (this.opens(link) !== 'opens') return this.opens(link);
    const known = this.accounts.includes(one.address);
    if (act === 'lookUp') return known ? 'sign_in' : 'sign_up';
    if (known) return 'invitation_needs_sign_in';
    if (act === 'signUp') this.inside.add(`${one.practice}/${this.accounts.push(one.address) - 1}`);
    one.end = act === 'signUp' ? 'accepted' : 'declined';
    return 'done';
  }

  private change(act: 'remove' | 'deactivate' | 'reactivate', practice: number, who: number): string {
    const account = round(who, this.accounts);
    if (account === undefined) return 'nobody';
    const key = `${practice}/${account}`;
    const [isIn, isOut] = [this.inside.has(key), this.shutOut.has(key)];
    if (!isIn && !isOut) return 'not_found';
    if (act === 'deactivate' && isOut) return 'member_deactivated';
    if (act === 'reactivate' && isIn) return 'member_not_deactivated';
    this.inside.delete(key);
    this.shutOut.delete(key);
    if (act === 'deactivate') this.shutOut.add(key);
    if (act === 'reactivate') this.inside.add(key);
    return 'done';
  }

  private opens(link: number): string {
    const index = this.links[link]!;
    const closed = why(this.invitations[index]!);
    if (closed) return closed;
    return this.links.lastIndexOf(index) === link ? 'opens' : 'invitation_superseded';
  }
}

/** The number counted round the list; undefined where the list is empty. */
export function round(number: number, list: readonly unknown[]): number | undefined {
  return list.length === 0 ? undefined : number % list.length;
}

function state(one: Invitation): string {
  if (one.end === 'accepted' || one.end === 'declined' || one.end === 'revoked') return one.end;
  if (one.end === 'made way' || one.minutesLeft <= 0) return 'expired';
  return one.bounced ? 'not_delivered' : 'pending';
}

function why(one: Invitation): string | undefined {
  const now = state(one);
  return now === 'pending' || now === 'not_delivered' ? undefined : `invitation_${now}`;
}
