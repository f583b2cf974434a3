import { isRefusal, type Refusal } from '#platform/refusal.ts';
import * as acts from '../invitation-acts.ts';
import { type InvitationTimes, invitationLivesMs, stateOf } from '../invitation-state.ts';
import type { Command, Machine, Picture } from './invitation-histories.ts';
import { round } from './naive-invitations.ts';

type Invitation = InvitationTimes & { practice: number; address: number; sent_at: Date; link_copied_at: Date | null };
type Link = { invitation: Invitation; superseded: boolean };
type Membership = { practice: number; account: number; deactivated_at: Date | null; removed: boolean };

const minute = 60_000;

/** The real rules, on plain lists instead of the database: what each operation asks them, and writes of their answers. */
export class PureInvitations implements Machine {
  private now = new Date('2026-11-22T09:00:00Z');
  readonly invitations: Invitation[] = [];
  readonly links: Link[] = [];
  readonly accounts: number[] = [];
  readonly memberships: Membership[] = [];

  perform(command: Command): string {
    switch (command.do) {
      case 'invite':
        return this.invite(command.practice, command.address, command.by === 'manager');
      case 'add':
        return this.add(command.practice, command.address);
      case 'wait':
        this.now = new Date(this.now.getTime() + command.minutes * minute);
        return 'done';
      case 'provision':
        return this.provision(command.address) === undefined ? 'address_in_use' : 'done';
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
      case 'acceptInTwoTabs': {
        const once = { ...command, do: 'accept' as const };
        if (this.accounts.length === 0 || this.invitations.length === 0) return 'nothing';
        return [this.perform(once), this.perform(once)].sort().join(' ');
      }
      case 'accept':
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
      invitations: this.invitations.map((one) => `${one.practice}/${one.address} ${stateOf(one, this.now)}`),
      members: this.memberships
        .filter((one) => !one.removed)
        .map((one) => `${one.practice}/${one.account} ${one.deactivated_at ? 'out' : 'in'}`)
        .sort(),
      links: this.links.map((link) => acts.openedBy(link, link.invitation, this.now)?.code ?? 'opens'),
    };
  }

  private membership(practice: number, account: number): Membership | undefined {
    return this.memberships.find((one) => one.practice === practice && one.account === account && !one.removed);
  }

  private unended(practice: number, address: number): Invitation | undefined {
    return this.invitations.find(
      (one) =>
        one.practice === practice &&
        one.address === address &&
        !(one.accepted_at ?? one.declined_at ?? one.revoked_at ?? one.lapsed_at),
    );
  }

  private finding(practice: number, address: number, manager: boolean) {
    const account = this.accounts.indexOf(address);
    const elsewhere = this.membership(1 - practice, account);
    const invitation = this.unended(practice, address);
    const facts = {
      member: this.membership(practice, account),
      knownElsewhere: manager && elsewhere !== undefined && elsewhere.deactivated_at === null,
      invitation,
    };
    return { kind: acts.whatFollows(facts, this.now), invitation, account };
  }

  private invite(practice: number, address: number, manager: boolean): string {
    const { kind, invitation } = this.finding(practice, address, manager);
    if (kind !== 'anyone') {
      return {
        member: 'already_member',
        deactivated: 'member_deactivated',
        known: 'known_in_group',
        open_invitation: 'invitation_open',
      }[kind];
    }
    if (invitation) invitation.lapsed_at = this.now;
    const made: Invitation = {
      practice,
      address,
      sent_at: this.now,
      expires_at: new Date(this.now.getTime() + invitationLivesMs),
      not_delivered_at: null,
      accepted_at: null,
      declined_at: null,
      revoked_at: null,
      lapsed_at: null,
      link_copied_at: null,
    };
    this.invitations.push(made);
    this.send(made);
    return 'done';
  }

  private send(invitation: Invitation): void {
    for (const link of this.links) if (link.invitation === invitation) link.superseded = true;
    this.links.push({ invitation, superseded: false });
  }

  private add(practice: number, address: number): string {
    const { kind, invitation, account } = this.finding(practice, address, true);
    if (kind === 'member') return 'already_member';
    if (kind === 'deactivated') return 'member_deactivated';
    if (kind !== 'known') return 'not_known_in_group';
    this.memberships.push({ practice, account, deactivated_at: null, removed: false });
    if (invitation) Object.assign(invitation, acts.joinedOtherwise(invitation, this.now, String(account)));
    return 'done';
  }

  private manage(act: 'resend' | 'edit' | 'revoke' | 'bounce', number: number): string {
    const index = round(number, this.invitations);
    if (index === undefined) return 'nothing';
    const one = this.invitations[index]!;
    if (act === 'bounce') {
      if (this.unended(one.practice, one.address) === one) one.not_delivered_at = this.now;
      return 'done';
    }
    if (act === 'edit') return acts.editing(one, this.now)?.code ?? 'done';
    const written = act === 'resend' ? acts.resending(one, this.now) : acts.revocation(one, this.now);
    if (isRefusal(written)) return written.code;
    if (act === 'resend' && this.membership(one.practice, this.accounts.indexOf(one.address))) return 'already_member';
    Object.assign(one, written);
    if (act === 'resend') this.send(one);
    return 'done';
  }

  private answer(act: 'accept' | 'decline', who: number, number: number): string {
    const account = round(who, this.accounts);
    const index = round(number, this.invitations);
    if (account === undefined || index === undefined) return 'nothing';
    const one = this.invitations[index]!;
    if (this.accounts[account] !== one.address) return 'not_found';
    if (act === 'accept') return this.join(one, account);
    const declined = acts.declining(one, this.now);
    if (isRefusal(declined)) return declined.code;
    Object.assign(one, declined);
    return 'done';
  }

  private join(one: Invitation, account: number): string {
    const accepted = acts.acceptance(one, this.now, String(account));
    if (isRefusal(accepted)) return accepted.code;
    const joining = acts.joiningOf(this.membership(one.practice, account));
    if (isRefusal(joining)) return (joining as Refusal).code;
    if (joining === 'joins')
      this.memberships.push({ practice: one.practice, account, deactivated_at: null, removed: false });
    Object.assign(one, accepted);
    return 'done';
  }

  private provision(address: number): number | undefined {
    return this.accounts.includes(address) ? undefined : this.accounts.push(address) - 1;
  }

  private byLink(act: 'lookUp' | 'signUp' | 'declineByLink' | 'askForNewest', number: number): string {
    const index = round(number, this.links);
    if (index === undefined) return 'nothing';
    const link = this.links[index]!;
    const { invitation } = link;
    const shut = acts.openedBy(act === 'askForNewest' ? { superseded: false } : link, invitation, this.now);
    if (shut) return shut.code;
    if (act === 'askForNewest') {
      if (this.now.getTime() - invitation.sent_at.getTime() < minute) return 'done';
      Object.assign(invitation, { sent_at: this.now, not_delivered_at: null });
      this.send(invitation);
      return 'done';
    }
    const known = this.accounts.includes(invitation.address);
    if (act === 'lookUp') return known ? 'sign_in' : 'sign_up';
    if (known) return 'invitation_needs_sign_in';
    if (act === 'signUp') return this.join(invitation, this.provision(invitation.address)!);
    Object.assign(invitation, acts.declining(invitation, this.now));
    return 'done';
  }

  private change(act: 'remove' | 'deactivate' | 'reactivate', practice: number, who: number): string {
    const account = round(who, this.accounts);
    if (account === undefined) return 'nobody';
    const membership = this.membership(practice, account);
    if (!membership) return 'not_found';
    if (act === 'deactivate' && membership.deactivated_at) return 'member_deactivated';
    if (act === 'reactivate' && !membership.deactivated_at) return 'member_not_deactivated';
    if (act === 'remove') membership.removed = true;
    else membership.deactivated_at = act === 'deactivate' ? this.now : null;
    return 'done';
  }
}
