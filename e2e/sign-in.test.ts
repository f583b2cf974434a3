import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { otherPassword, password, withPassword } from '#modules/identity/testing/with-password.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { gone, type Midline, openMidline, seen, title } from './midline.ts';

let midline: Midline;
let practice: Organisation;

beforeAll(async () => {
  midline = await openMidline();
  practice = await midline.world.practice(await midline.world.group(), 'Praxis');
});
afterAll(() => midline?.stop());

async function member(lastName: string, role: 'front_desk' | 'owner_manager' = 'front_desk'): Promise<Person> {
  const person = await withPassword(midline.world, { firstName: 'Sam', lastName });
  await midline.world.member(practice, person, role);
  return person;
}

async function signIn(page: Page, { email }: Person, given = password): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(given);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function fromMenu(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: /^Your menu/ }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** As people do: the first of the six boxes, then the digits. */
async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('group', { name: /^Code/ }).getByRole('textbox').first().click();
  await page.keyboard.type(code);
}

const inside = (page: Page) => seen(title(page, 'Manage Orders'));

test('a wrong password is refused, and the right one leads to the page one wanted', async () => {
  const person = await member('Password');
  const page = await midline.visit(`/practices/${practice.id}/settings/users`);
  await signIn(page, person, 'a wrong password 12');
  await seen(page.getByRole('alert').filter({ hasText: /password/ }));
  await signIn(page, person);
  await seen(title(page, 'Users'));
  await fromMenu(page, 'Sign out');
  await seen(title(page, 'Sign in'));
  await page.goBack();
  await seen(title(page, 'Sign in'));
});

test('sign-in by authenticator app, and by a recovery code once', async () => {
  const person = await member('Totp');
  const page = await midline.visit('/account/security', person);
  await page.getByRole('button', { name: 'Set up app' }).click();
  await page.getByLabel('Current password').fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await seen(page.getByRole('img', { name: /^QR code/ }));
  const key = await page.getByLabel('Key for the authenticator app').innerText();
  const app = new TOTP({ secret: Secret.fromBase32(key.replaceAll(/\s/g, '')) });
  await typeCode(page, app.generate());
  await page.getByRole('button', { name: 'Switch on' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your recovery codes' });
  await seen(dialog);
  const [recovery] = await dialog.getByRole('listitem').allInnerTexts();
  await dialog.getByLabel('I have kept the codes').check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await fromMenu(page, 'Sign out');

  await signIn(page, person);
  await seen(title(page, 'Confirm it’s you'));
  // Each code works once, so the app shows the next.
  await typeCode(page, app.generate({ timestamp: Date.now() + 30_000 }));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await inside(page);
  await fromMenu(page, 'Sign out');

  await signIn(page, person);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recovery!);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await inside(page);
  await fromMenu(page, 'Sign out');

  await signIn(page, person);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recovery!);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await seen(page.getByRole('alert'));
});

test('sign-in with a passkey, without address and password', async () => {
  const person = await member('Passkey');
  const page = await midline.visit('/account/security', person);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Laptop');
  await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
  await seen(page.getByRole('list', { name: 'Passkeys' }).getByText('Laptop'));
  await fromMenu(page, 'Sign out');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await inside(page);
  await seen(page.getByRole('button', { name: 'Your menu: Sam Passkey' }));
});

test('a forgotten password is reset by mail, which signs out everywhere', async () => {
  const person = await member('Forgetful');
  const open = await midline.visit('/', person);
  await inside(open);
  const page = await midline.visit('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByRole('button', { name: 'Send link' }).click();
  await seen(page.getByText(`If ${person.email} has an account, a mail with a link is on its way.`));
  await page.goto(await midline.link('reset', person.email));
  await page.getByLabel('New password').fill('password1234');
  await page.getByRole('button', { name: 'Set password' }).click();
  await seen(page.getByText(/too easy to guess/));
  await page.getByLabel('New password').fill(otherPassword);
  await page.getByRole('button', { name: 'Set password' }).click();
  await seen(page.getByText('Your password has been changed. Please sign in with the new one.'));
  await seen(title(open, 'Sign in'));
  await signIn(page, person, otherPassword);
  await inside(page);
});

test('a shared workstation changes person by PIN', async () => {
  const { world } = midline;
  const admin = await member('Admin', 'owner_manager');
  const assistant = await member('Assistant');
  const page = await midline.visit(`/practices/${practice.id}/settings/security`, admin);
  await page.getByRole('button', { name: 'Make this browser one' }).click();
  await page.getByLabel('Name of the workstation').fill('Front desk 1');
  await page.getByRole('dialog').getByRole('button', { name: 'Make this browser one' }).click();
  await seen(page.getByRole('list', { name: 'Shared workstations' }).getByText('Front desk 1'));

  // Each signs in there once and sets a PIN.
  for (const [person, pin] of [
    [admin, '482915'],
    [assistant, '739154'],
  ] as const) {
    if (person !== admin) {
      await fromMenu(page, 'Sign out');
      await page.getByRole('button', { name: 'Sign in with a password' }).click();
      await signIn(page, person);
      await inside(page);
    }
    await page.goto('/account/security');
    await page.getByRole('button', { name: 'Set PIN' }).click();
    await page.getByLabel('New PIN').fill(pin);
    await page.getByLabel('Current password').fill(password);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await gone(page.getByRole('dialog'));
  }

  await fromMenu(page, 'Lock workstation');
  await seen(title(page, 'Who is working?'));
  await page.getByRole('button', { name: 'Sam Admin' }).click();
  await page.getByLabel('PIN', { exact: true }).fill('000111');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await seen(page.getByText(/This PIN is not right/));
  await page.getByLabel('PIN', { exact: true }).fill('482915');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await seen(page.getByRole('button', { name: 'Your menu: Sam Admin' }));

  await fromMenu(page, 'Lock workstation');
  await page.getByRole('button', { name: 'Sam Assistant' }).click();
  await page.getByLabel('PIN', { exact: true }).fill('739154');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await seen(page.getByRole('button', { name: 'Your menu: Sam Assistant' }));
  const [last] = await world.sql<{ account_id: string }>(
    `select account_id from audit_entries where action = 'switchPerson' order by id desc limit 1`,
  );
  expect(last?.account_id).toBe(assistant.id);
});
