import sharp from 'sharp';
import { setUp } from '#contract/identity.ts';
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
import type { DemoClock } from './demo-clock.ts';
import { administrator, inBoth, laboratory, lake, lyon, type Somebody, service } from './people.ts';

export const password = 'a calm lake at noon';

export const signIns = [
  { email: administrator.email, who: 'runs the instance, manages the group, owns the practice in Konstanz' },
  { email: 'jonas@amsee.example', who: 'orthodontist in Konstanz and Lyon' },
  { email: 'petra@amsee.example', who: 'front desk with level Admin' },
  { email: 'nele@amsee.example', who: 'front desk' },
  { email: 'helene@terreaux.example', who: 'dentist and owner in Lyon (French)' },
  { email: laboratory.manager.email, who: 'manages the laboratory' },
  { email: service.manager.email, who: 'manages the planning service' },
];

/** Fills an empty instance the way people would, over twelve days: by calling the API. */
export async function fillWorld(running: Running, setUpUrl: string, clock: DemoClock): Promise<void> {
  clock.goTo(12);
  const { config } = running.app.platform;
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[config.host] ?? config.host;
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${config.port}`;
  const anna = new TestBrowser(base);
  const stranger = () => new TestBrowser(base);
  const token = setUpUrl.split('/').at(-1)!;
  const { groupId, practiceId } = await anna.call(setUp, {
    body: {
      token,
      administrator: { ...administrator, password },
      groupName: 'Lakeside Dental Group',
      practice: lake.information,
    },
  });
  const { id: lyonId } = await anna.call(createPractice, { params: { groupId }, body: lyon.information });
  await anna.call(putLogo, { params: { practiceId }, file: { bytes: await logo(15, 118, 110), type: 'image/png' } });
  await anna.call(putLogo, {
    params: { practiceId: lyonId },
    file: { bytes: await logo(159, 18, 57), type: 'image/png' },
  });

  const linkOf = async (inviter: TestBrowser, organisationId: string, somebody: Somebody) => {
    const { id } = await inviter.call(invite, { params: { organisationId }, body: asInvitee(somebody) });
    const { url } = await inviter.call(copyInvitationLink, { params: { organisationId, invitationId: id } });
    return url.split('/').at(-1)!;
  };
  const join = async (inviter: TestBrowser, organisationId: string, somebody: Somebody) =>
    signUp(stranger(), await linkOf(inviter, organisationId, somebody), somebody);

  for (const somebody of lake.people) await join(anna, practiceId, somebody);
  clock.goTo(10);
  for (const somebody of lyon.people) await join(anna, lyonId, somebody);
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

  clock.goTo(8);
  await anna.call(invite, { params: { organisationId: practiceId }, body: asInvitee(desk('Bernd', 'Frey')) });
  clock.goTo(4);
  for (const [organisationId, waiting] of [
    [practiceId, lake.waiting],
    [lyonId, lyon.waiting],
  ] as const) {
    for (const somebody of waiting) await anna.call(invite, { params: { organisationId }, body: asInvitee(somebody) });
  }
  await leaveTraces(running, clock, anna, stranger, practiceId, linkOf);

  clock.goTo(0);
  for (const { kind, name, manager, people } of [
    { kind: 'laboratory' as const, ...laboratory },
    { kind: 'planning_service' as const, ...service },
  ]) {
    const { id: organisationId } = await anna.call(createOrganisation, { body: { kind, name, manager } });
    const { invitations } = await anna.call(listInvitations, { params: { organisationId } });
    const { url } = await anna.call(copyInvitationLink, {
      params: { organisationId, invitationId: invitations[0]!.id },
    });
    const boss = stranger();
    await signUp(boss, url.split('/').at(-1)!, manager);
    for (const somebody of people) await join(boss, organisationId, somebody);
  }
}

/** Invitations in every state, and somebody who has left for a while. */
async function leaveTraces(
  running: Running,
  clock: DemoClock,
  anna: TestBrowser,
  stranger: () => TestBrowser,
  organisationId: string,
  linkOf: (inviter: TestBrowser, organisationId: string, somebody: Somebody) => Promise<string>,
): Promise<void> {
  const params = { organisationId };
  clock.goTo(1);
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

/** A white tooth on a coloured tile, drawn point by point. */
function logo(red: number, green: number, blue: number): Promise<Buffer> {
  const size = 240;
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const tile = coverage(roundedSquare(x - size / 2, y - size / 2, 110, 44));
      const tooth = coverage(toothShape((x - size / 2) / 64, (y - size / 2 + 4) / 64) * 64);
      const at = (y * size + x) * 4;
      for (const [offset, channel] of [red, green, blue].entries()) {
        pixels[at + offset] = Math.round(channel + (255 - channel) * tooth);
      }
      pixels[at + 3] = Math.round(255 * tile);
    }
  }
  return sharp(pixels, { raw: { width: size, height: size, channels: 4 } })
    .png()
    .toBuffer();
}

/** How much of a pixel lies inside, from its distance to the edge in pixels. */
const coverage = (distance: number) => Math.min(Math.max(0.5 - distance, 0), 1);

function roundedSquare(x: number, y: number, half: number, radius: number): number {
  const [dx, dy] = [Math.abs(x) - half + radius, Math.abs(y) - half + radius];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

/** A crown on two roots, in units of its half height. */
function toothShape(x: number, y: number): number {
  const crown = Math.min(Math.hypot(x - 0.38, y + 0.42), Math.hypot(x + 0.38, y + 0.42)) - 0.52;
  const side = Math.abs(x) - (0.86 - 0.42 * Math.max(y, 0));
  const body = Math.max(side, Math.abs(y - 0.05) - 0.5);
  const root = Math.hypot(Math.abs(x) - 0.42 + 0.1 * y, Math.max(0, Math.abs(y - 0.5) - 0.42)) - 0.24;
  return Math.min(crown, body, root);
}
