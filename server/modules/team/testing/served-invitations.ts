import type { Endpoint } from '#contract/endpoint.ts';
import * as team from '#contract/team.ts';
import type { Response, TestBrowser } from '#testing/browser.ts';
import type { Person, World } from '#testing/world.ts';
import { markNotDelivered } from '../invitations-store.ts';
import type { Command, Picture } from './invitation-histories.ts';
import { round } from './naive-invitations.ts';
import { anotherGroup, inside, invitee, type PracticeWorld, signUp } from './practice-world.ts';

let histories = 0;

/** The whole server on a real database, asked over HTTP: a group of its own for each history, its own addresses and its own time. */
export class ServedInvitations {
  private readonly here: PracticeWorld;
  private readonly admins: TestBrowser[];
  private readonly number = ++histories;
  private readonly invitations: { id: string; practice: number; address: number }[] = [];
  private readonly links: { token: string; invitation: number }[] = [];
  private readonly accounts: (Person & { browser: TestBrowser })[] = [];

  private constructor(here: PracticeWorld, southAdmin: TestBrowser) {
    this.here = here;
    this.admins = [here.adminBrowser, southAdmin];
  }

  static async begin(world: World): Promise<ServedInvitations> {
    const here = await anotherGroup(world);
    const southAdmin = await here.person();
    await here.member(here.south, southAdmin, 'owner_manager');
    return new ServedInvitations(here, await here.as(southAdmin));
  }

  async perform(command: Command): Promise<string> {
    const { here } = this;
    switch (command.do) {
      case 'invite': {
        const browser = command.by === 'manager' ? here.managerBrowser : this.admins[command.practice]!;
        const body = invitee(this.email(command.address));
        const answer = await browser.try(team.invite, { params: inside(this.practice(command.practice)), body });
        if (answer.status !== 200) return outcome(answer);
        this.invitations.push({ id: answer.reply.id, practice: command.practice, address: command.address });
        await this.readLinks();
        return 'done';
      }
      case 'add': {
        const body = { email: this.email(command.address), role: 'front_desk' as const };
        return outcome(
          await here.managerBrowser.try(team.addMember, { params: inside(this.practice(command.practice)), body }),
        );
      }
      case 'wait':
        await here.sql(
          `update invitations set sent_at = sent_at - $2 * interval '1 minute', expires_at = expires_at - $2 * interval '1 minute'
           where organisation_id = any($1)`,
          [[here.north.id, here.south.id], command.minutes],
        );
        return 'done';
      case 'provision':
        if (await this.accountOf(command.address)) return 'address_in_use';
        await this.provision(command.address);
        return 'done';
      case 'changeAddress': {
        const account = round(command.account, this.accounts);
        if (account === undefined) return 'nobody';
        if (await this.accountOf(command.address)) return 'address_in_use';
        const email = this.email(command.address);
        await here.sql('update accounts set email = $2, email_key = $2 where id = $1', [
          this.accounts[account]!.id,
          email,
        ]);
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

  /** What the Admins' lists say, what the database holds, and what every link that was ever sent answers. */
  async picture(): Promise<Picture> {
    const states = new Map<string, string>();
    for (const practice of [this.here.north, this.here.south]) {
      const { invitations } = await this.here.managerBrowser.call(team.listInvitations, { params: inside(practice) });
      for (const { id, state } of invitations) states.set(id, state);
    }
    const members = await this.here.sql<{ organisation_id: string; account_id: string; out: boolean }>(
      `select organisation_id, account_id, deactivated_at is not null as out from members
       where organisation_id = any($1) and account_id = any($2) and removed_at is null`,
      [[this.here.north.id, this.here.south.id], this.accounts.map(({ id }) => id)],
    );
    const links = [];
    for (const { token } of this.links) {
      const answer = await this.here.stranger().try(team.lookUpInvitation, { body: { token } });
      links.push(answer.status === 200 ? 'opens' : answer.problem.code);
    }
    return {
      invitations: this.invitations.map((one) => `${one.practice}/${one.address} ${states.get(one.id)}`),
      members: members
        .map((row) => {
          const practice = row.organisation_id === this.here.north.id ? 0 : 1;
          return `${practice}/${this.accounts.findIndex(({ id }) => id === row.account_id)} ${row.out ? 'out' : 'in'}`;
        })
        .sort(),
      links,
    };
  }

  private email(address: number): string {
    return `address${address}.history${this.number}@invited.example`;
  }

  private practice(practice: number) {
    return practice === 0 ? this.here.north : this.here.south;
  }

  private async accountOf(address: number): Promise<string | undefined> {
    const [row] = await this.here.sql<{ id: string }>('select id from accounts where email_key = $1', [
      this.email(address),
    ]);
    return row?.id;
  }

  private async provision(address: number): Promise<void> {
    const person = await this.here.person({ email: this.email(address) });
    this.accounts.push({ ...person, browser: await this.here.as(person) });
  }

  /** Takes the links out of the letters that were posted since. */
  private async readLinks(): Promise<void> {
    const letters = await this.here.sql<{ id: string; about_id: string; payload: Buffer }>(
      `select id, about_id, payload from letters where about_id = any($1) and template = 'team.invitation' order by id`,
      [this.invitations.map(({ id }) => id)],
    );
    const { openContent } = await import('#platform/mail/letter-content.ts');
    for (const letter of letters.slice(this.links.length)) {
      const { values } = openContent(this.here.app.platform.mail.settings, letter.id, letter.payload);
      const invitation = this.invitations.findIndex(({ id }) => id === letter.about_id);
      this.links.push({ token: String(values['url']).split('/').at(-1)!, invitation });
    }
  }

  private async manage(act: 'resend' | 'edit' | 'revoke' | 'bounce', number: number): Promise<string> {
    const index = round(number, this.invitations);
    if (index === undefined) return 'nothing';
    const { id, practice, address } = this.invitations[index]!;
    const params = { ...inside(this.practice(practice)), invitationId: id };
    const browser = this.here.managerBrowser;
    if (act === 'edit')
      return outcome(await browser.try(team.editInvitation, { params, body: invitee(this.email(address)) }));
    if (act === 'revoke') return outcome(await browser.try(team.revokeInvitation, { params }));
    if (act === 'resend') {
      const answer = await browser.try(team.resendInvitation, { params });
      await this.readLinks();
      return outcome(answer);
    }
    await this.here.app.platform.database.worker.transaction(async (tx) => {
      const [letter] = await tx.query<{ id: string }>(
        'select id from midline.letters where about_id = $1 order by id desc limit 1',
        [id],
      );
      await markNotDelivered(tx, id, letter!.id);
    });
    return 'done';
  }

  private async answer(act: 'accept' | 'acceptInTwoTabs' | 'decline', who: number, number: number): Promise<string> {
    const account = this.accounts[round(who, this.accounts) ?? -1];
    const invitation = this.invitations[round(number, this.invitations) ?? -1];
    if (!account || !invitation) return 'nothing';
    const params = { invitationId: invitation.id };
    const accept = () => account.browser.try(team.acceptInvitation, { params, body: {} });
    if (act === 'accept') return outcome(await accept());
    if (act === 'decline') return outcome(await account.browser.try(team.declineInvitation, { params }));
    return (await Promise.all([accept(), accept()])).map(outcome).sort().join(' ');
  }

  private async byLink(act: 'lookUp' | 'signUp' | 'declineByLink' | 'askForNewest', number: number): Promise<string> {
    const link = this.links[round(number, this.links) ?? -1];
    if (!link) return 'nothing';
    const { token } = link;
    const stranger = this.here.stranger();
    if (act === 'lookUp') {
      const answer = await stranger.try(team.lookUpInvitation, { body: { token } });
      return answer.status === 200 ? answer.reply.next : outcome(answer);
    }
    if (act === 'askForNewest') {
      const answer = await stranger.try(team.sendNewestLink, { body: { token } });
      await this.readLinks();
      return outcome(answer);
    }
    if (act === 'declineByLink') return outcome(await stranger.try(team.declineByLink, { body: { token } }));
    const answer = await stranger.try(team.signUpByInvitation, { body: signUp(token) });
    const { address } = this.invitations[link.invitation]!;
    if (answer.status === 200) {
      const person = {
        id: (await this.accountOf(address))!,
        email: this.email(address),
        firstName: 'Nel',
        lastName: 'New',
      };
      this.accounts.push({ ...person, browser: stranger });
    }
    return outcome(answer);
  }

  private async change(act: 'remove' | 'deactivate' | 'reactivate', practice: number, who: number): Promise<string> {
    const account = this.accounts[round(who, this.accounts) ?? -1];
    if (!account) return 'nobody';
    const [row] = await this.here.sql<{ id: string }>(
      'select id from members where organisation_id = $1 and account_id = $2 order by removed_at nulls first limit 1',
      [this.practice(practice).id, account.id],
    );
    if (!row) return 'not_found';
    const params = { ...inside(this.practice(practice)), memberId: row.id };
    const browser = this.here.managerBrowser;
    if (act === 'reactivate') return outcome(await browser.try(team.reactivateMember, { params }));
    if (act === 'remove') return outcome(await browser.try(team.removeMember, { params, body: {} }));
    return outcome(await browser.try(team.deactivateMember, { params, body: {} }));
  }
}

function outcome(answer: Response<Endpoint>): string {
  return answer.status < 300 ? 'done' : answer.problem.code;
}
