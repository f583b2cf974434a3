import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { changePassword, listSessions, requestPasswordReset, resetPassword, signIn } from '#contract/identity.ts';
import { makeWorld, type World } from '#testing/world.ts';
import { sendPasswordReset } from './request-password-reset.ts';
import { otherPassword, password, withPassword } from './testing/with-password.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(inject('postgresUrl'), { idle: true });
});
afterAll(() => world.stop());

/** Does what the job queue would do now. */
async function workJobs(): Promise<number> {
  const jobs = await world.sql<{ id: string; payload: unknown }>(
    `select j.id, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'send_password_reset' order by j.id`,
  );
  for (const job of jobs) {
    await world.app.platform.database.worker.transaction((tx) =>
      sendPasswordReset(world.app.platform, tx, job.payload),
    );
    await world.sql('delete from graphile_worker._private_jobs where id = $1', [job.id]);
  }
  return jobs.length;
}

async function resetLinks(email: string): Promise<string[]> {
  const letters = await world.letters(email);
  return letters
    .filter((letter) => letter.template === 'identity.passwordReset')
    .map((letter) => tokenOf(letter.values.url!));
}

async function askForLink(email: string): Promise<string> {
  await world.stranger().call(requestPasswordReset, { body: { email } });
  await workJobs();
  return (await resetLinks(email)).at(-1)!;
}

const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
const madeUp = 'A'.repeat(43);

describe('asking for a password reset', () => {
  it('answers the same for an unknown address, with the same work done in the request', async () => {
    const person = await withPassword(world);
    const known = await world.stranger().try(requestPasswordReset, { body: { email: person.email } });
    const unknown = await world.stranger().try(requestPasswordReset, { body: { email: 'nobody@example.org' } });
    expect([known.status, known.reply, known.headers.getSetCookie()]).toEqual([unknown.status, unknown.reply, []]);
    expect(await workJobs()).toBe(2);
    expect(await world.letters('nobody@example.org')).toEqual([]);
    expect(await resetLinks(person.email)).toHaveLength(1);
  });

  it('leaves no address readable in the job queue', async () => {
    await world.stranger().call(requestPasswordReset, { body: { email: 'hidden.person@example.org' } });
    const rows = await world.sql<{ payload: unknown }>('select payload from graphile_worker._private_jobs');
    expect(JSON.stringify(rows)).not.toContain('hidden.person');
    await workJobs();
  });

  it('can’t flood a mailbox', async () => {
    const person = await withPassword(world);
    for (let i = 0; i < 8; i++) await askForLink(person.email);
    expect(await resetLinks(person.email)).toHaveLength(5);
    world.clock.pass({ hours: 1, seconds: 1 });
    await askForLink(person.email);
    expect(await resetLinks(person.email)).toHaveLength(6);
  });
});

describe('a reset link', () => {
  it('that nobody sent is invalid', async () => {
    expect(await world.stranger().refusal(resetPassword, { body: { token: madeUp, password: otherPassword } })).toBe(
      'link_invalid',
    );
  });

  it('works for an hour and not longer', async () => {
    const person = await withPassword(world);
    const [early, late] = [await askForLink(person.email), await askForLink(person.email)];
    world.clock.pass({ hours: 1, seconds: 1 });
    expect(await world.stranger().refusal(resetPassword, { body: { token: late, password: otherPassword } })).toBe(
      'link_expired',
    );
    expect(await world.stranger().refusal(resetPassword, { body: { token: early, password: otherPassword } })).toBe(
      'link_expired',
    );
    await world.stranger().call(signIn, { body: { email: person.email, password } });
  });

  it('works once; a second browser at the same moment is told so, and so are older links', async () => {
    const person = await withPassword(world);
    const older = await askForLink(person.email);
    const token = await askForLink(person.email);
    const [one, two] = await Promise.all(
      ['Quitten im Herbst 12', 'Quitten im Herbst 34'].map((text) =>
        world.stranger().try(resetPassword, { body: { token, password: text } }),
      ),
    );
    expect([one!.status, two!.status].sort()).toEqual([204, 409]);
    expect(await world.stranger().refusal(resetPassword, { body: { token: older, password: otherPassword } })).toBe(
      'link_used',
    );
  });

  it('of an older letter works too, until one was used', async () => {
    const person = await withPassword(world);
    const older = await askForLink(person.email);
    await askForLink(person.email);
    await world.stranger().call(resetPassword, { body: { token: older, password: otherPassword } });
    await world.stranger().call(signIn, { body: { email: person.email, password: otherPassword } });
  });

  it('stays good when the new password is refused as too common or too short', async () => {
    const person = await withPassword(world);
    const token = await askForLink(person.email);
    const stranger = world.stranger();
    expect(await stranger.refusal(resetPassword, { body: { token, password: 'password2026' } })).toBe(
      'password_too_common',
    );
    expect(await stranger.refusal(resetPassword, { body: { token, password: 'short' } })).toBe('invalid');
    await stranger.call(resetPassword, { body: { token, password: otherPassword } });
  });

  it('sets the password, ends every session and tells the person; it signs nobody in', async () => {
    const person = await withPassword(world);
    const open = await world.as(person);
    const browser = world.stranger();
    await browser.call(resetPassword, { body: { token: await askForLink(person.email), password: otherPassword } });
    expect(browser.cookies.size).toBe(0);
    expect(await open.refusal(listSessions, {})).toBe('not_signed_in');
    expect(await world.stranger().refusal(signIn, { body: { email: person.email, password } })).toBe(
      'wrong_credentials',
    );
    await world.stranger().call(signIn, { body: { email: person.email, password: otherPassword } });
    expect((await world.letters(person.email)).map((letter) => letter.template)).toContain('identity.passwordChanged');
    const entries = await world.sql<{ action: string }>(
      'select action from audit_entries where subject_id = $1 order by id',
      [person.id],
    );
    expect(entries.map((entry) => entry.action)).toEqual([
      'sendPasswordReset',
      'resetPassword',
      'signInRefused',
      'signIn',
    ]);
  });

  it('used by somebody signed in as another person changes the right account', async () => {
    const [ann, ben] = [await withPassword(world), await withPassword(world)];
    const bens = await world.as(ben);
    await bens.call(resetPassword, { body: { token: await askForLink(ann.email), password: otherPassword } });
    await world.stranger().call(signIn, { body: { email: ann.email, password: otherPassword } });
    await world.stranger().call(signIn, { body: { email: ben.email, password } });
  });

  it('for a change of address doesn’t reset a password', async () => {
    const person = await withPassword(world);
    const token = await askForLink(person.email);
    await world.sql(`update link_secrets set purpose = 'email_change_old' where account_id = $1`, [person.id]);
    expect(await world.stranger().refusal(resetPassword, { body: { token, password: otherPassword } })).toBe(
      'link_invalid',
    );
  });
});

describe('changing one’s password', () => {
  it('needs the current one, and wrong ones make one wait', async () => {
    const browser = await world.as(await withPassword(world));
    const attempt = { body: { current: 'wrong wrong wrong', password: otherPassword } };
    for (let i = 0; i < 3; i++) expect(await browser.refusal(changePassword, attempt)).toBe('wrong_password');
    expect(await browser.refusal(changePassword, { body: { current: password, password: otherPassword } })).toBe(
      'wait_before_retry',
    );
  });

  it('to one of the person’s own name is refused', async () => {
    const browser = await world.as(await withPassword(world, { firstName: 'Konstanze', lastName: 'Obermeier' }));
    expect(
      await browser.refusal(changePassword, { body: { current: password, password: 'KonstanzeObermeier1' } }),
    ).toBe('password_too_common');
  });

  it('keeps this session, ends the others, stops reset links and tells the person', async () => {
    const person = await withPassword(world);
    const [here, there] = [await world.as(person), await world.as(person)];
    const link = await askForLink(person.email);
    await here.call(changePassword, { body: { current: password, password: otherPassword } });
    await here.call(listSessions, {});
    expect(await there.refusal(listSessions, {})).toBe('not_signed_in');
    expect(await world.stranger().refusal(resetPassword, { body: { token: link, password } })).toBe('link_used');
    expect((await world.letters(person.email)).at(-1)!.template).toBe('identity.passwordChanged');
    await world.stranger().call(signIn, { body: { email: person.email, password: otherPassword } });
  });
});
