import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Organisation, Person } from '#testing/world.ts';
import { gone, type Midline, openMidline, seen, title } from './midline.ts';

const password = 'Zwetschgen-Kabel 41';
let midline: Midline;
let group: Organisation;
let practice: Organisation;
let counter = 0;

beforeAll(async () => {
  midline = await openMidline();
  group = await midline.world.group('Lindenhof Group');
  practice = await midline.world.practice(group, 'Lindenhof');
});
afterAll(() => midline?.stop());

/** A provider of their own for each journey. */
async function aProvider(language: 'en' | 'de' = 'en'): Promise<Person> {
  counter += 1;
  const person = await midline.world.person({ firstName: 'Petra', lastName: `Provider${counter}`, language });
  await midline.world.member(practice, person, 'practitioner', 'user', 'dentist');
  return person;
}

const nameOf = ({ firstName, lastName }: Person) => `${firstName} ${lastName}`;
const someAddress = () => `partner${++counter}@example.org`;
const rowOf = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

const enabled = (page: Page, name: string) => page.getByRole('textbox', { name, disabled: false });

async function tickBoth(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'The patients’ consent has been obtained' }).check();
  await page.getByRole('checkbox', { name: 'I accept the terms of working with collaborators' }).check();
  await seen(page.getByText(/^Ticked by/).first());
}

async function addSomebody(page: Page, email: string, first = 'Cora', last = 'Kollegin'): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('First name').fill(first);
  await page.getByLabel('Last name').fill(last);
  await page.getByRole('button', { name: 'Add collaborator' }).click();
  await seen(rowOf(page, `${first} ${last}`).getByText('Waiting for acceptance'));
}

async function collaboratorsOf(person: Person): Promise<Page> {
  const page = await midline.visit('/account/collaborators', person);
  await seen(title(page, 'Collaborators'));
  return page;
}

async function act(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

async function acceptHere(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'I accept responsibility' }).check();
  await page.getByRole('button', { name: 'Accept responsibility' }).click();
}

test('the fields stay disabled until both boxes are ticked, and the least permission can’t be unticked', async () => {
  const provider = await aProvider();
  const page = await collaboratorsOf(provider);
  const email = page.getByLabel('E-mail address');
  await seen(email);
  expect(await email.isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Add collaborator' }).isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'The patients’ consent has been obtained' }).check();
  expect(await email.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'I accept the terms of working with collaborators' }).check();
  await seen(page.getByText(`Ticked by ${nameOf(provider)}`).first());
  await seen(enabled(page, 'E-mail address'));
  const least = page.getByRole('checkbox', { name: 'Decline treatment setups (Always)' });
  expect([await least.isChecked(), await least.isDisabled()]).toEqual([true, true]);
  const offered = await page.getByRole('group', { name: 'Permissions' }).getByRole('checkbox').count();
  expect(offered).toBe(7);
  // Ticked once is ticked: it stays after coming back.
  await page.reload();
  await seen(enabled(page, 'E-mail address'));
});

test('somebody without an account completes the registration and is a collaborator (German)', async () => {
  const provider = await aProvider('de');
  const page = await midline.visit('/account/collaborators', provider, { language: 'de' });
  await page.getByRole('checkbox', { name: 'Die Einwilligung der Patienten liegt vor' }).check();
  await page.getByRole('checkbox', { name: 'Ich nehme die Bedingungen für die Arbeit mit Partnern an' }).check();
  const email = someAddress();
  const field = page.getByLabel('E-Mail-Adresse');
  await seen(enabled(page, 'E-Mail-Adresse'));
  await field.fill(email);
  await page.getByLabel('Vorname').fill('Cora');
  await page.getByLabel('Nachname').fill('Kollegin');
  await page.getByRole('checkbox', { name: 'Aufträge hinzufügen' }).check();
  await page.getByRole('button', { name: 'Partner hinzufügen' }).click();
  const row = rowOf(page, 'Cora Kollegin');
  await seen(row.getByText('Wartet auf Zusage'));

  const outsider = await midline.visit(await midline.link('collaboration', email), undefined, { language: 'de' });
  await seen(title(outsider, `${nameOf(provider)} bittet Sie um Mitarbeit`));
  await outsider.getByRole('textbox', { name: 'Passwort' }).fill(password);
  const complete = outsider.getByRole('button', { name: 'Registrierung abschließen' });
  expect(await complete.isDisabled()).toBe(true);
  await outsider.getByRole('checkbox', { name: 'Ich übernehme die Verantwortung' }).check();
  await complete.click();
  await seen(title(outsider, 'Meine Zusammenarbeit'), rowOf(outsider, nameOf(provider)).getByText('Aktiv'));
  // The provider's open page knows it without reloading.
  await seen(row.getByText('Aktiv', { exact: true }));
});

test('a provider of another practice is asked at once, live, and accepts responsibility', async () => {
  const [provider, other] = [await aProvider(), await aProvider()];
  const theirs = await midline.visit('/account/profile', other);
  await seen(title(theirs, 'Profile'));
  const page = await collaboratorsOf(provider);
  await tickBoth(page);
  // Somebody of the group is known by the exact address.
  const email = page.getByLabel('E-mail address');
  await email.fill(other.email);
  await email.blur();
  await expect.poll(() => page.getByLabel('Last name').inputValue(), { timeout: 20_000 }).toBe(other.lastName);
  await page.getByRole('button', { name: 'Add collaborator' }).click();
  await theirs.getByRole('link', { name: 'See and answer' }).click();
  await seen(title(theirs, 'My collaborations'));
  await acceptHere(theirs);
  await seen(rowOf(theirs, nameOf(provider)).getByText('Active'));
  await seen(rowOf(page, nameOf(other)).getByText('Active', { exact: true }));
  // And leaves again.
  await theirs.getByRole('button', { name: 'Leave' }).click();
  await theirs.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await seen(rowOf(theirs, nameOf(provider)).getByText('Ended', { exact: true }));
  await gone(rowOf(page, nameOf(other)).getByText('Active', { exact: true }));
});

test('who declines stays out, and the provider sees it', async () => {
  const provider = await aProvider();
  const page = await collaboratorsOf(provider);
  await tickBoth(page);
  const email = someAddress();
  await addSomebody(page, email, 'Dina', 'Declines');
  const outsider = await midline.visit(await midline.link('collaboration', email));
  await outsider.getByRole('button', { name: 'Decline' }).click();
  await outsider.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await seen(title(outsider, 'This invitation was declined'));
  await page.getByRole('button', { name: 'Show 1 former collaborator' }).click();
  await seen(rowOf(page, 'Dina Declines').getByText('Declined', { exact: true }));
});

test('an older link says so and leads on; revoked, the newest opens nothing', async () => {
  const provider = await aProvider();
  const page = await collaboratorsOf(provider);
  await tickBoth(page);
  const email = someAddress();
  await addSomebody(page, email, 'Olga', 'Older');
  const first = await midline.link('collaboration', email);
  await act(page, 'Olga Older', 'Send again');
  await seen(page.getByText('The invitation for Olga Older has a new link and seven new days.'));
  const second = await midline.link('collaboration', email);
  expect(second).not.toBe(first);
  const outsider = await midline.visit(first);
  await seen(title(outsider, 'There is a newer link'), outsider.getByRole('button', { name: 'Send the newest link' }));
  await outsider.goto(second);
  await seen(outsider.getByRole('button', { name: 'Complete registration' }));
  await act(page, 'Olga Older', 'Revoke');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await seen(page.getByText('The invitation of Olga Older is revoked.'));
  await outsider.reload();
  await seen(title(outsider, 'This invitation was taken back'));
});

test('signed in with another address: told so, switched, and the invitation intact', async () => {
  const provider = await aProvider();
  const invited = await midline.world.person({ firstName: 'Ina', lastName: 'Invited' });
  const other = await midline.world.person({ firstName: 'Otto', lastName: 'Other' });
  const page = await collaboratorsOf(provider);
  await tickBoth(page);
  await addSomebody(page, invited.email, 'Ina', 'Invited');
  const link = await midline.link('collaboration', invited.email);
  const theirs = await midline.visit(link, other);
  await seen(
    theirs.getByText(`You are signed in as ${other.email}. Only ${invited.email} can answer this invitation.`, {
      exact: false,
    }),
  );
  await theirs.getByRole('button', { name: 'Switch account' }).click();
  await seen(theirs.getByText(`This invitation is for ${invited.email}. Sign in to accept or decline it.`));
  const own = await midline.visit(link, invited);
  await acceptHere(own);
  await seen(title(own, 'My collaborations'), rowOf(own, nameOf(provider)).getByText('Active'));
});

test('permissions are changed and the collaboration ended; the collaborator’s open page follows', async () => {
  const provider = await aProvider();
  const invited = await midline.world.person({ firstName: 'Emil', lastName: 'Ended' });
  const page = await collaboratorsOf(provider);
  await tickBoth(page);
  await addSomebody(page, invited.email, 'Emil', 'Ended');
  const theirs = await midline.visit('/collaborations', invited);
  await acceptHere(theirs);
  await seen(rowOf(page, 'Emil Ended').getByText('Active', { exact: true }));
  await act(page, 'Emil Ended', 'Change permissions');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'See prices' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await seen(
    rowOf(page, 'Emil Ended').getByText(/See prices/),
    rowOf(theirs, nameOf(provider)).getByText(/See prices/),
  );
  await act(page, 'Emil Ended', 'End collaboration');
  await page.getByRole('dialog').getByRole('button', { name: 'End collaboration' }).click();
  await seen(rowOf(theirs, nameOf(provider)).getByText('Ended', { exact: true }));
});

test('an Admin ticks and adds for a provider, and says for whom', async () => {
  const provider = await aProvider();
  const admin = await midline.world.person({ firstName: 'Anna', lastName: 'Admin' });
  await midline.world.member(practice, admin, 'owner_manager');
  const page = await midline.visit(`/practices/${practice.id}/settings/collaborators`, admin);
  await seen(title(page, 'Collaborators'));
  const chosen = page.getByRole('combobox', { name: 'Provider' });
  await chosen.click();
  await page.getByRole('option', { name: nameOf(provider) }).click();
  await seen(page.getByText(`You act for ${nameOf(provider)}.`, { exact: false }));
  await tickBoth(page);
  await seen(page.getByText('Ticked by Anna Admin for the provider').first());
  await addSomebody(page, someAddress(), 'Adda', 'Added');
  await seen(rowOf(page, 'Adda Added').getByText('Added by Anna Admin for the provider'));
  const told = (await midline.world.letters(provider.email)).map(({ template, values }) => [template, values.deed]);
  expect(told).toEqual([
    ['collaborators.doneForYou', 'ticked'],
    ['collaborators.doneForYou', 'added'],
  ]);
});

test('a new version of a text has to be ticked before anything new', async () => {
  const provider = await aProvider();
  const manager = await midline.world.person({ firstName: 'Gus', lastName: 'Group' });
  await midline.world.member(group, manager, 'group_manager');
  const page = await collaboratorsOf(provider);
  await tickBoth(page);
  const texts = await midline.visit(`/groups/${group.id}/settings/collaborators`, manager);
  await seen(title(texts, 'Texts for collaborators'));
  await texts.getByRole('button', { name: 'Write a new version' }).nth(1).click();
  const dialog = texts.getByRole('dialog');
  for (const language of ['English', 'Deutsch', 'Français'])
    await dialog.getByLabel(language).fill(`New terms, ${language}`);
  await dialog.getByRole('button', { name: 'Save as version 2' }).click();
  await seen(texts.getByText('Version 2 holds from now on.'));
  await page.reload();
  await seen(
    page.getByText('New terms, English'),
    page.getByText('The group has written a new version of this text.', { exact: false }),
  );
  expect(await page.getByLabel('E-mail address').isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'I accept the terms of working with collaborators' }).check();
  await seen(page.getByText(/version 2/));
  await seen(enabled(page, 'E-mail address'));
});
