import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sentences } from '#platform/phrases.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { choose, gone, type Midline, openMidline, seen, title } from './midline.ts';

const password = 'Zwetschgen-Kabel 41';
let midline: Midline;
let practice: Organisation;
let admin: Person;

beforeAll(async () => {
  midline = await openMidline();
  const { world } = midline;
  practice = await world.practice(await world.group('Lindenhof Group'), 'Lindenhof');
  admin = await world.person({ firstName: 'Anna', lastName: 'Admin' });
  await world.member(practice, admin, 'owner_manager');
});
afterAll(() => midline?.stop());

const usersOf = ({ id }: Organisation) => `/practices/${id}/settings/users`;

/** Opens the form for an address from one of the two columns. */
async function beginInvitation(page: Page, button: string, email: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByRole('button', { name: 'Continue' }).click();
}

async function fillName(page: Page, first: string, last: string): Promise<void> {
  await page.getByLabel('First name').fill(first);
  await page.getByLabel('Last name').fill(last);
}

test.each(['en', 'de'] as const)(
  'an Admin invites a practitioner who sets a password and lands where the role says (%s)',
  async (language) => {
    const say = (phrase: string, values?: Record<string, string>) => {
      const [file, ...rest] = phrase.split('.');
      return sentences(language, file)(rest.join('.'), values);
    };
    const inviter = await midline.world.person({ firstName: 'Ida', lastName: language, language });
    await midline.world.member(practice, inviter, 'owner_manager');
    const email = `paul.${language}@example.org`;

    const page = await midline.visit(`/practices/${practice.id}`, inviter, { language });
    await page.getByRole('link', { name: say('shell.settings') }).click();
    await seen(title(page, say('shell.settings_pages.users')));
    await page.getByRole('button', { name: say('team.invite_one.practitioners') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(say('words.fields.email')).fill(email);
    await dialog.getByRole('button', { name: say('team.invite.next') }).click();
    await page.getByLabel(say('words.fields.first_name')).fill('Paul');
    await page.getByLabel(say('words.fields.last_name')).fill(`Weber-${language}`);
    await choose(page, say('team.letter_language'), language === 'de' ? 'Deutsch' : 'English');
    await page.getByRole('button', { name: say('team.invite.submit_no_mail') }).click();
    const open = page.getByRole('list', {
      name: `${say('team.columns.practitioners')}: ${say('team.invitations.open')}`,
    });
    await seen(open.getByRole('listitem').filter({ hasText: `Paul Weber-${language}` }));
    await seen(open.getByText(say('team.invitations.states.pending')).first());

    const invited = await midline.visit(await midline.link('invitation', email), undefined, { language });
    await seen(title(invited, say('invitation.title', { name: 'Lindenhof' })));
    await seen(invited.getByText(say('words.roles.practitioner'), { exact: true }));
    await invited.getByLabel(say('invitation.choose_password')).fill(password);
    await invited.getByRole('button', { name: say('invitation.get_started') }).click();
    await invited.waitForURL(`**/practices/${practice.id}`);
    await seen(title(invited, say('shell.orders')));

    // The Admin's open page knows it without reloading.
    const practitioners = page.getByRole('list', { name: say('team.columns.practitioners'), exact: true });
    await seen(practitioners.getByRole('listitem').filter({ hasText: `Paul Weber-${language}` }));
  },
);

test('an owner’s default level is Admin, and everybody else’s is User', async () => {
  const page = await midline.visit(usersOf(practice), admin);
  await beginInvitation(page, 'Invite staff', 'olga@example.org');
  await fillName(page, 'Olga', 'Owner');
  await seen(page.getByRole('radio', { name: /^User:/, checked: true }));
  await choose(page, 'Role in practice', 'Owner/Manager');
  await seen(page.getByRole('radio', { name: /^Admin:/, checked: true }));
  await choose(page, 'Role in practice', 'Practitioner');
  await seen(page.getByRole('radio', { name: /^User:/, checked: true }));
  await choose(page, 'Role in practice', 'Owner/Manager');
  await page.getByRole('button', { name: 'Create invitation' }).click();
  await gone(page.getByRole('dialog'));

  const invited = await midline.visit(await midline.link('invitation', 'olga@example.org'));
  await seen(invited.getByRole('definition').filter({ hasText: /^Admin$/ }));
  await invited.getByLabel('Choose a password').fill(password);
  await invited.getByRole('button', { name: 'Get started' }).click();
  await seen(title(invited, 'Manage Orders'));
  await invited.getByRole('link', { name: 'Settings' }).click();
  await seen(invited.getByRole('button', { name: 'Invite practitioner' }));
});

test('a practitioner is linked to an existing record instead of a duplicate', async () => {
  const { world } = midline;
  const other = await world.practice({ ...practice, id: practice.groupId! }, 'Other site');
  const former = await world.person({ firstName: 'Élodie', lastName: 'Marchand' });
  await world.member(other, former, 'practitioner', 'user', 'hygienist');
  await world.sql('delete from members where account_id = $1', [former.id]);
  await world.sql('update practitioners set account_id = null where account_id = $1', [former.id]);

  const page = await midline.visit(usersOf(practice), admin);
  await beginInvitation(page, 'Invite practitioner', 'elodie@example.org');
  await fillName(page, 'Elodie', 'Marchant');
  const record = page.getByRole('radio', { name: 'Take the record of Élodie Marchand' });
  await seen(record);
  await page.getByRole('button', { name: 'Create invitation' }).click();
  await seen(page.getByText('Please choose a record, or a new one.'));
  await record.click();
  await page.getByRole('button', { name: 'Create invitation' }).click();
  await gone(page.getByRole('dialog'));

  const invited = await midline.visit(await midline.link('invitation', 'elodie@example.org'));
  await invited.getByLabel('Choose a password').fill(password);
  await invited.getByRole('button', { name: 'Get started' }).click();
  await seen(title(invited, 'Manage Orders'));
  const practitioners = page.getByRole('list', { name: 'Practitioners', exact: true });
  await seen(practitioners.getByRole('listitem').filter({ hasText: 'Hygienist' }).filter({ hasText: 'Elodie' }));
  const records = await world.sql<{ email: string }>(
    `select a.email from practitioners p left join accounts a on a.id = p.account_id where p.last_name in ('Marchand', 'Marchant')`,
  );
  expect(records).toEqual([{ email: 'elodie@example.org' }]);
});

test('a dentist in France needs a valid RPPS number', async () => {
  const { world } = midline;
  const cabinet = await world.practice(await world.group(), 'Cabinet Rivoli', 'FR');
  await world.member(cabinet, admin, 'owner_manager');
  const page = await midline.visit(usersOf(cabinet), admin);
  await beginInvitation(page, 'Invite practitioner', 'luc@example.org');
  await fillName(page, 'Luc', 'Moreau');
  const number = page.getByLabel('Registration number (RPPS)');
  const wrong = page.getByText('This number is not valid. Please check each digit.');
  await number.fill('79927398714');
  await seen(wrong);
  await page.getByRole('button', { name: 'Create invitation' }).click();
  await seen(wrong);
  await number.fill('');
  await gone(wrong);
  await page.getByRole('button', { name: 'Create invitation' }).click();
  await gone(page.getByRole('dialog'));

  const invited = await midline.visit(await midline.link('invitation', 'luc@example.org'));
  await invited.getByLabel('Choose a password').fill(password);
  await invited.getByRole('button', { name: 'Get started' }).click();
  await seen(invited.getByText('Please fill this in.'));
  await invited.getByLabel('Registration number').fill('79927398714');
  await invited.getByRole('button', { name: 'Get started' }).click();
  await seen(invited.getByText('This number is not valid. Please check each digit.'));
  await invited.getByLabel('Registration number').fill('799 2739 8713');
  await invited.getByRole('button', { name: 'Get started' }).click();
  await seen(title(invited, 'Manage Orders'));
});

test('staff and practitioners stand in their columns', async () => {
  const { world } = midline;
  const house = await world.practice(await world.group(), 'House');
  const add = async (lastName: string, ...as: [Parameters<typeof world.member>[2], 'admin' | 'user', 'dentist'?]) =>
    world.member(house, await world.person({ firstName: 'Kim', lastName }), ...as);
  await add('Dentist', 'practitioner', 'user', 'dentist');
  await add('Treating-Owner', 'owner_manager', 'admin', 'dentist');
  await add('Desk', 'front_desk', 'user');
  const owner = await world.person({ firstName: 'Kim', lastName: 'Owner' });
  await world.member(house, owner, 'owner_manager');

  const page = await midline.visit(usersOf(house), owner);
  const practitioners = page.getByRole('list', { name: 'Practitioners', exact: true });
  const staff = page.getByRole('list', { name: 'Administrative staff', exact: true });
  await seen(practitioners.getByText('Kim Dentist'), practitioners.getByText('Kim Treating-Owner'));
  await seen(staff.getByText('Kim Desk'), staff.getByText('Kim Owner', { exact: true }));
  expect(await practitioners.getByRole('listitem').count()).toBe(2);
  expect(await staff.getByRole('listitem').count()).toBe(2);

  await beginInvitation(page, 'Invite staff', 'frida@example.org');
  await fillName(page, 'Frida', 'Front');
  await page.getByRole('button', { name: 'Create invitation' }).click();
  await seen(page.getByRole('list', { name: 'Administrative staff: Open invitations' }).getByText('Frida Front'));
});
