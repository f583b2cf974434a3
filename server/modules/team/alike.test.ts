import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import * as team from '#contract/team.ts';
import type { Person } from '#testing/world.ts';
import {
  anotherGroup,
  dentist,
  inside,
  invitationsIn,
  type PracticeWorld,
  practiceWorld,
} from './testing/practice-world.ts';

let shared: PracticeWorld;
let here: PracticeWorld;

beforeAll(async () => {
  shared = await practiceWorld(inject('postgresUrl'));
});
beforeEach(async () => {
  here = await anotherGroup(shared);
});
afterAll(() => shared?.stop());

let counter = 0;
const someAddress = () => `someone${++counter}@invited.example`;

/** A dentist of South, whom the group manager knows and North's Admin doesn't. */
async function dentistOfSouth(): Promise<Person> {
  const person = await here.person({ firstName: 'Dora', lastName: 'Dent' });
  await here.member(here.south, person, 'practitioner', 'user', 'dentist');
  return person;
}

describe('known and unknown people outside the inviter’s reach look exactly alike', () => {
  test('in every reply and in the letter, but for what was typed and drawn', async () => {
    const params = inside(here.north);
    const outside = await anotherGroup(here);
    const former = await here.person({ firstName: 'Fay', lastName: 'Former' });
    const id = await here.member(here.north, former, 'practitioner', 'user', 'dentist');
    await here.adminBrowser.call(team.removeMember, { params: { ...params, memberId: id }, body: {} });
    const colleague = await dentistOfSouth();
    const stranger = await here.person({ firstName: 'Sam', lastName: 'Stranger', language: 'fr' });
    await here.member(outside.north, stranger, 'owner_manager');
    const instanceAdministrator = await here.person({ instanceAdministrator: true });
    const addresses = [
      someAddress(),
      former.email,
      colleague.email,
      stranger.email,
      outside.manager.email,
      instanceAdministrator.email,
    ];

    const seen = [];
    for (const email of addresses) {
      const same = (text: string) =>
        text
          .replaceAll(email, 'ADDRESS')
          .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
          .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
      const checked = await here.adminBrowser.try(team.checkAddress, { params, body: { email } });
      const invited = await here.adminBrowser.try(team.invite, { params, body: dentist(email) });
      const listed = (await invitationsIn(here.adminBrowser, here.north)).find((one) => one.email === email);
      const again = await here.adminBrowser.try(team.invite, { params, body: dentist(email) });
      const add = await here.adminBrowser.try(team.addMember, { params, body: { email, role: 'front_desk' } });
      const resend = await here.adminBrowser.try(team.resendInvitation, {
        params: { ...params, invitationId: invited.reply.id },
      });
      const headers = (answer: { status: number; headers: Headers }) => [
        answer.status,
        [...answer.headers.keys()].filter((name) => name !== 'date').sort(),
        answer.headers.get('content-length')!.length,
      ];
      const letters = (await here.letters(email)).filter((letter) => letter.template === 'team.invitation');
      seen.push({
        texts: [checked, invited, again, add, resend].map((answer) => same(answer.bytes.toString())),
        headers: [checked, invited, again, add, resend].map(headers),
        listed: same(JSON.stringify(listed)),
        letters: letters.map(({ values, ...letter }) => ({
          ...letter,
          to: 'ADDRESS',
          values: { ...values, url: values['url']!.replace(/[\w-]{43}$/, 'TOKEN'), expiresAt: 'TIME' },
        })),
      });
    }
    for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
    expect(seen[0]!.texts[0]).toBe('{"next":"invite"}');
    expect(seen[0]!.letters).toHaveLength(2);
  });
});
