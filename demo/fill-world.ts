import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { answerHandOver, listMyHandOvers, offerHandOvers } from '#contract/hand-overs.ts';
import { setUp } from '#contract/identity.ts';
import { listCases } from '#contract/manage-orders.ts';
import { roleDefaults } from '#contract/permissions.ts';
import { createOrganisation, createPractice, putLogo } from '#contract/practices.ts';
import {
  addMember,
  copyInvitationLink,
  deactivateMember,
  declineByLink,
  invite,
  listInvitations,
  listMembers,
  lookUpInvitation,
  resendInvitation,
  revokeInvitation,
  signUpByInvitation,
} from '#contract/team.ts';
import { TestBrowser } from '#testing/browser.ts';
import type { Running } from '../server/start.ts';
import { makeFiles } from './cases/files.ts';
import { caseStories, foundOwnLaboratory, prepareOrdering, signedIn } from './cases/fill-cases.ts';
import { type Story, tell } from './cases/timeline.ts';
import { becomeCollaborators, leaveAsked } from './collaborators/become-collaborators.ts';
import type { DemoClock } from './demo-clock.ts';
import { logo } from './logo.ts';
import { administrator, inBoth, laboratory, lake, lyon, outside, password, type Somebody, service } from './people.ts';

export const signIns = [
  { email: administrator.email, who: 'runs the instance, manages the group, owns the practice in Konstanz' },
  { email: 'jonas@amsee.example', who: 'orthodontist in Konstanz and Lyon' },
  { email: 'mira@amsee.example', who: 'dentist in Konstanz, lets Nele submit for her' },
  { email: 'petra@amsee.example', who: 'front desk with level Admin' },
  { email: 'nele@amsee.example', who: 'front desk' },
  { email: 'helene@terreaux.example', who: 'dentist and owner in Lyon (French)' },
  { email: laboratory.manager.email, who: 'manages the Alpine laboratory' },
  { email: 'sofia@alpinelab.example', who: 'technician there' },
  { email: 'karim@terreaux.example', who: 'orthodontist in Lyon, and collaborator of Mira (French)' },
  { email: outside.assistant.email, who: 'collaborator of Jonas: an assistant who prepares orders' },
  { email: outside.mentor.email, who: 'collaborator of Jonas: a mentor outside the group' },
  { email: service.manager.email, who: 'manages the planning service, a collaborator of Jonas' },
  { email: service.people[0]!.email, who: 'member of it, to whom some of its cases are assigned' },
];

/** Fills an empty instance the way people would, over ten weeks: by calling the API. */
export async function fillWorld(running: Running, setUpUrl: string, clock: DemoClock): Promise<void> {
  const { config } = running.app.platform;
  const making = makeFiles(join(config.dataDir, 'generated'));
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[config.host] ?? config.host;
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${config.port}`;
  const stranger = () => new TestBrowser(base);
  const as = signedIn(base, clock);

  clock.goTo(75);
  const { groupId, practiceId: lakeId } = await stranger().call(setUp, {
    body: {
      token: setUpUrl.split('/').at(-1)!,
      administrator: { ...administrator, password },
      groupName: 'Lakeside Dental Group',
      practice: lake.information,
    },
  });
  const anna = await as(administrator.email);
  const { id: lyonId } = await anna.call(createPractice, { params: { groupId }, body: lyon.information });
  for (const [practiceId, colour] of [
    [lakeId, [15, 118, 110]],
    [lyonId, [159, 18, 57]],
  ] as [string, [number, number, number]][]) {
    const file = { bytes: await logo(...colour), type: 'image/png' };
    await anna.call(putLogo, { params: { practiceId }, file });
  }

  const linkOf = async (inviter: TestBrowser, organisationId: string, somebody: Somebody) => {
    const { id } = await inviter.call(invite, { params: { organisationId }, body: asInvitee(somebody) });
    const { url } = await inviter.call(copyInvitationLink, { params: { organisationId, invitationId: id } });
    return url.split('/').at(-1)!;
  };
  const joinThem = async (inviter: TestBrowser, organisationId: string, somebody: Somebody) =>
    signUp(stranger(), await linkOf(inviter, organisationId, somebody), somebody);

  for (const somebody of lake.people) await joinThem(anna, lakeId, somebody);
  clock.goTo(74);
  for (const somebody of lyon.people) await joinThem(anna, lyonId, somebody);
  await anna.call(addMember, {
    params: { organisationId: lyonId },
    body: {
      email: inBoth,
      role: 'practitioner',
      clinicalRole: 'dentist',
      specialty: 'Orthodontie',
      registrationNumber: '10005556666',
    },
  });
  const [laboratoryId, serviceId] = (await foundOrganisations(anna, stranger, joinThem)) as [string, string];

  clock.goTo(72);
  const partners = {
    ...(await becomeCollaborators({ lakeId, serviceId }, as, stranger)),
    ...{ serviceId, memberId: await memberOf(await as(service.manager.email), serviceId) },
  };
  const places = { base, lakeId, lyonId, laboratoryId, partners };
  await prepareOrdering(places, as);
  const files = making.setups.then(() => making.files);
  const waiting: Story = async (at) => {
    await at(20);
    await foundOwnLaboratory(groupId, as);
    const inviter = () => as(administrator.email);
    await at(8);
    await (await inviter()).call(invite, {
      params: { organisationId: lakeId },
      body: asInvitee(desk('Bernd', 'Frey')),
    });
    await at(4);
    for (const [organisationId, people] of [
      [lakeId, lake.waiting],
      [lyonId, lyon.waiting],
    ] as const) {
      for (const somebody of people) {
        await (await inviter()).call(invite, { params: { organisationId }, body: asInvitee(somebody) });
      }
    }
    await at(1);
    await leaveTraces(running, await inviter(), stranger, lakeId, linkOf);
    await leaveAsked(lakeId, partners, as, stranger);
  };
  await tell([waiting, ...(await caseStories(places, as, files, making.all, clock))], clock);
  clock.goTo(0.2);
  await leaveCases(as, lakeId);
  clock.goTo(0);
  await rm(join(config.dataDir, 'generated'), { recursive: true });
}

/** The laboratory and the planning service, with their people; their ids. */
async function foundOrganisations(
  anna: TestBrowser,
  stranger: () => TestBrowser,
  join: (inviter: TestBrowser, organisationId: string, somebody: Somebody) => Promise<void>,
): Promise<string[]> {
  const ids: string[] = [];
  for (const { kind, name, manager, people } of [
    { kind: 'laboratory' as const, ...laboratory },
    { kind: 'planning_service' as const, ...service },
  ]) {
    const { id: organisationId } = await anna.call(createOrganisation, { body: { kind, name, manager } });
    const { invitations } = await anna.call(listInvitations, { params: { organisationId } });
    const invitationId = invitations[0]!.id;
    const { url } = await anna.call(copyInvitationLink, { params: { organisationId, invitationId } });
    const boss = stranger();
    await signUp(boss, url.split('/').at(-1)!, manager);
    for (const somebody of people) await join(boss, organisationId, somebody);
    ids.push(organisationId);
  }
  return ids;
}

/** The account of the member of the planning service who gets cases. */
async function memberOf(manager: TestBrowser, organisationId: string): Promise<string> {
  const { members } = await manager.call(listMembers, { params: { organisationId } });
  return members.find(({ firstName }) => firstName === service.people[0]!.firstName)!.accountId!;
}

/** A dentist leaves: the cases need a provider. One is handed over, another offered. */
async function leaveCases(as: (email: string) => Promise<TestBrowser>, practiceId: string): Promise<void> {
  const petra = await as('petra@amsee.example');
  const params = { organisationId: practiceId };
  const { members } = await petra.call(listMembers, { params });
  const memberOf = (firstName: string) => members.find((member) => member.firstName === firstName)!.id;
  await petra.call(deactivateMember, { params: { ...params, memberId: memberOf('Felix') }, body: {} });
  const { rows } = await petra.call(listCases, { params, query: { needsProvider: 'true' } });
  const offered = rows
    .filter(({ category }) => category !== 'draft')
    .slice(0, 2)
    .map(({ id }) => id);
  if (offered.length === 0) return;
  const body = { cases: offered, toMemberId: memberOf('Mira'), until: null };
  await petra.call(offerHandOvers, { params: { practiceId }, body });
  const mira = await as('mira@amsee.example');
  const { handOvers } = await mira.call(listMyHandOvers, {});
  if (handOvers.length < 2) return;
  await mira.call(answerHandOver, { params: { handOverId: handOvers[0]!.id }, body: { accept: true } });
}

/** Invitations in every state, and somebody who has left for a while. */
async function leaveTraces(
  running: Running,
  anna: TestBrowser,
  stranger: () => TestBrowser,
  organisationId: string,
  linkOf: (inviter: TestBrowser, organisationId: string, somebody: Somebody) => Promise<string>,
): Promise<void> {
  const params = { organisationId };
  await stranger().call(declineByLink, { body: { token: await linkOf(anna, organisationId, desk('Olaf', 'Peters')) } });
  const revoked = await anna.call(invite, { params, body: asInvitee(desk('Rita', 'Sommer')) });
  await anna.call(revokeInvitation, { params: { ...params, invitationId: revoked.id } });
  const resent = await anna.call(invite, { params, body: asInvitee(desk('Heike', 'Blum')) });
  await anna.call(resendInvitation, { params: { ...params, invitationId: resent.id } });
  const bounced = await anna.call(invite, { params, body: asInvitee(desk('Uwe', 'Tippfehler')) });
  await bounce(running, bounced.id);
  const { members } = await anna.call(listMembers, { params });
  const ivana = members.find((member) => member.firstName === 'Ivana');
  if (ivana) await anna.call(deactivateMember, { params: { ...params, memberId: ivana.id }, body: {} });
}

const desk = (firstName: string, lastName: string): Somebody => ({
  firstName,
  lastName,
  email: `${firstName}.${lastName}@example.com`.toLowerCase(),
  role: 'front_desk',
  language: 'de',
});

/** What a foreign mail server brings about, no call can: done where jobs do it. */
async function bounce(running: Running, invitationId: string): Promise<void> {
  await running.app.platform.database.worker.transaction((tx) =>
    tx.query('update midline.invitations set not_delivered_at = $2 where id = $1', [invitationId, tx.now]),
  );
}

async function signUp(browser: TestBrowser, token: string, somebody: Somebody): Promise<void> {
  const found = await browser.call(lookUpInvitation, { body: { token } });
  await browser.call(signUpByInvitation, {
    body: {
      token,
      password,
      firstName: found.firstName,
      lastName: found.lastName,
      language: somebody.language,
      timeZone: 'Europe/Berlin',
      registrationNumber: somebody.registrationNumber ?? '',
    },
  });
}

function asInvitee(somebody: Somebody) {
  return { level: roleDefaults[somebody.role].level, ...somebody };
}
