import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import * as orders from '#contract/orders.ts';
import * as contract from '#contract/setups.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { type Place, type TreatmentWorld, treatmentWorld, type Who } from '../orders/testing/treatment-world.ts';
import { openLiveEvents } from '../team/testing/live-events.ts';
import { contentOfPart, deliverVersion, setupFile } from './testing/review-world.ts';

let world: TreatmentWorld;
let place: Place;
let recordId: string;
let setup: orders.Setup;
let params: { caseId: string; setupId: string };

beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());
beforeEach(async () => {
  place = await world.draft();
  await world.bring(place, 'setup_in_production');
  recordId = await setupFile(world, place);
  setup = await deliverVersion(world, place, { recordId });
  params = { caseId: place.caseId, setupId: setup.id };
});

const by = (who: Who) => world.browsers[who];
async function link(body: { days?: number } = {}, who: Who = 'member') {
  const made = await by(who).call(contract.makePatientLink, { params, body });
  return { ...made.link, url: made.url, token: made.url.split('/').at(-1)! };
}
const open = (token: string, browser = world.stranger()) => browser.try(contract.openSimulation, { body: { token } });
/** A patient's browser in which the link is open. */
async function opened(token: string) {
  const browser = world.stranger();
  const shown = await browser.call(contract.openSimulation, { body: { token } });
  return { browser, linkId: shown.linkId, shown };
}
const part = (browser: TestBrowser, linkId: string, name: string) => browser.fetch(`/api/simulation/${linkId}/${name}`);

describe('a link', () => {
  test('is made, listed and revoked by the provider side alone', async () => {
    const made = await link();
    const ofLink = { caseId: place.caseId, linkId: made.id };
    for (const [who, refused] of [
      ['technician', 'not_allowed'],
      ['manager', 'not_allowed'],
      ['outsider', 'not_found'],
    ] as const) {
      expect(await by(who).refusal(contract.listPatientLinks, { params })).toBe(refused);
      expect(await by(who).refusal(contract.makePatientLink, { params, body: {} })).toBe(refused);
      expect(await by(who).refusal(contract.revokePatientLink, { params: ofLink })).toBe(refused);
    }
    expect((await open(made.token)).status).toBe(200);
  });

  test('of one case isn’t revoked under another', async () => {
    const made = await link();
    const other = await world.draft();
    const crossed = { caseId: other.caseId, linkId: made.id };
    expect(await by('provider').refusal(contract.revokePatientLink, { params: crossed })).toBe('not_found');
    expect((await open(made.token)).status).toBe(200);
  });

  test('is told once: what is kept is the digest of its secret, and neither list nor audit says it', async () => {
    const made = await link({ days: 10 });
    expect(made.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const rows = await world.sql<{ digest: Buffer }>('select * from patient_links where id = $1', [made.id]);
    expect(rows[0]!.digest.equals(digestOf(made.token))).toBe(true);
    await open(made.token);
    const everything = await world.sql<{ text: string }>(
      `select coalesce(string_agg(t::text, ''), '') as text from (select l::text from patient_links l union all select e::text from audit_entries e
         union all select v::text from events v) t`,
    );
    expect(everything[0]!.text).not.toContain(made.token);
    const { links } = await by('provider').call(contract.listPatientLinks, { params });
    expect(JSON.stringify(links)).not.toContain(made.token);
    expect(links).toMatchObject([{ id: made.id, version: 1, madeBy: 'Pat member', opened: 1, over: null }]);
    const lives = (Date.parse(links[0]!.expiresAt) - Date.parse(links[0]!.madeAt)) / 86_400_000;
    expect(lives).toBe(10);
    expect((Date.parse((await link()).expiresAt) - world.clock.now().getTime()) / 86_400_000).toBeCloseTo(30, 2);
  });

  test('isn’t made to a version that was declined, nor without end', async () => {
    const make = (body: { days?: number } = {}) => by('provider').try(contract.makePatientLink, { params, body });
    for (const days of [0, 366, 1.5]) expect((await make({ days })).status).toBe(422);
    for (let count = 0; count < 20; count += 1) expect((await make()).status).toBe(200);
    expect((await make()).problem.code).toBe('too_many_links');
    const { links } = await by('provider').call(contract.listPatientLinks, { params });
    const ofLink = { caseId: place.caseId, linkId: links[0]!.id };
    await by('provider').call(contract.revokePatientLink, { params: ofLink });
    expect((await make()).status).toBe(200);
    await by('provider').call(orders.declineSetup, { params: place, body: { version: 1, instructions: 'closer' } });
    expect((await make()).problem.code).toBe('setup_not_shareable');
  });
});

describe('the patient sees', () => {
  test('the simulation without last name, comments and decisions, and counts as having opened it', async () => {
    const made = await link();
    const answer = await open(made.token);
    expect(answer.reply).toEqual({
      linkId: made.id,
      firstName: 'Paul',
      practice: expect.stringMatching(/^Practice/),
      logo: false,
      version: 1,
      stages: 10,
      durationDays: 140,
      expiresAt: made.expiresAt,
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    await open(made.token);
    const { links } = await by('provider').call(contract.listPatientLinks, { params });
    expect(links[0]!.opened).toBe(2);
    expect(Date.parse(links[0]!.lastOpenedAt!)).toBeGreaterThan(Date.parse(made.madeAt));
  });

  test('and the practice’s open pages hear of it at once, as of links made and revoked; the laboratory’s don’t', async () => {
    const heard = await openLiveEvents(by('provider'));
    const laboratory = await openLiveEvents(by('technician'));
    const told = () => heard.messages.filter(({ kind }) => kind === 'patient_links_changed');
    const made = await link();
    await vi.waitFor(() => expect(told()).toHaveLength(1), { timeout: 30_000 });
    await open(made.token);
    await vi.waitFor(() => expect(told()).toHaveLength(2), { timeout: 30_000 });
    await by('provider').call(contract.revokePatientLink, { params: { caseId: place.caseId, linkId: made.id } });
    await vi.waitFor(() => expect(told()).toHaveLength(3), { timeout: 30_000 });
    expect(told()[1]).toEqual({
      kind: 'patient_links_changed',
      organisationId: world.practiceId,
      caseId: place.caseId,
    });
    expect(laboratory.messages.filter(({ kind }) => kind === 'patient_links_changed')).toEqual([]);
    heard.close();
    laboratory.close();
  });

  test('its files in the window that opened it: by a cookie for this link alone', async () => {
    const made = await link();
    const answer = await open(made.token);
    const cookie = answer.headers.get('set-cookie')!;
    expect(cookie).toBe(`midline_simulation=${made.token}; Path=/api/simulation/${made.id}; HttpOnly; SameSite=Strict`);
    const { browser } = await opened(made.token);
    for (const name of ['plan', 'coarse', 'full']) {
      const file = await part(browser, made.id, name);
      expect([file.status, await file.text()]).toEqual([200, contentOfPart(recordId, name)]);
    }
    const ranged = await browser.fetch(`/api/simulation/${made.id}/full`, { headers: { range: 'bytes=0-3' } });
    expect([ranged.status, await ranged.text()]).toEqual([206, 'full']);
    for (const name of ['original', 'first_stage', 'thumbnail']) {
      expect((await part(browser, made.id, name)).status).toBe(422);
    }
    expect((await part(browser, made.id, 'logo')).status).toBe(404);
    expect((await part(world.stranger(), made.id, 'plan')).status).toBe(404);
  });

  test('the logo of the practice, where it has one', async () => {
    const png = Buffer.from('89504e470d0a1a0a', 'hex');
    await world.sql('insert into logos (practice_id, png) values ($1, $2)', [world.practiceId, png]);
    await world.sql(`update practices set logo_version = '1' where id = $1`, [world.practiceId]);
    const { browser, linkId, shown } = await opened((await link()).token);
    expect(shown.logo).toBe(true);
    const logo = await part(browser, linkId, 'logo');
    expect([logo.headers.get('content-type'), Buffer.from(await logo.arrayBuffer()).equals(png)]).toEqual([
      'image/png',
      true,
    ]);
    await world.sql('delete from logos where practice_id = $1', [world.practiceId]);
    await world.sql('update practices set logo_version = null where id = $1', [world.practiceId]);
  });

  test('nothing by the link of another, nor by a secret that nobody gave out', async () => {
    const [mine, other] = [await link(), await link()];
    const { browser } = await opened(mine.token);
    expect((await part(browser, other.id, 'plan')).status).toBe(404);
    for (const token of [newToken(), `${mine.token.slice(0, -1)}${mine.token.endsWith('A') ? 'B' : 'A'}`]) {
      const answer = await open(token);
      expect([answer.status, answer.problem.code]).toEqual([404, 'link_invalid']);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    expect((await open('short')).status).toBe(422);
  });

  test('and nobody else: the cookie opens nothing of the case', async () => {
    const { browser } = await opened((await link()).token);
    for (const path of [`/api/cases/${params.caseId}`, `/api/cases/${params.caseId}/setups/${params.setupId}`])
      expect((await browser.fetch(path)).status).toBe(401);
  });

  test('is recorded at the case, as somebody without an account', async () => {
    const made = await link();
    const { browser } = await opened(made.token);
    await part(browser, made.id, 'coarse');
    const entries = await world.sql<Record<string, unknown>>(
      `select action, account_id, subject_kind, subject_id, organisation_id from audit_entries
        where action in ('openSimulation', 'viewSimulationFile') and subject_id = $1 order by id`,
      [place.caseId],
    );
    const about = {
      account_id: null,
      subject_kind: 'case',
      subject_id: place.caseId,
      organisation_id: world.practiceId,
    };
    expect(entries).toEqual([
      { action: 'openSimulation', ...about },
      { action: 'viewSimulationFile', ...about },
    ]);
  });
});

describe('a link is over, for whoever opens it and whoever has it open', () => {
  const endings: [contract.PatientLink['over'], (linkId: string) => Promise<unknown>][] = [
    [
      'revoked',
      (linkId) => by('provider').call(contract.revokePatientLink, { params: { caseId: place.caseId, linkId } }),
    ],
    [
      'declined',
      () =>
        by('provider').call(orders.declineSetup, {
          params: place,
          body: { version: 1, instructions: 'not like this' },
        }),
    ],
    [
      'withdrawn',
      () => by('technician').call(orders.withdrawSetup, { params: place, body: { version: 1, reason: 'x' } }),
    ],
    [
      'expired',
      (linkId) =>
        world.sql('update patient_links set expires_at = $2 where id = $1', [linkId, world.clock.now().toISOString()]),
    ],
    [
      'maker_left',
      () => world.sql('update members set deactivated_at = now() where account_id = $1', [world.people.member.id]),
    ],
  ];

  test.each(endings)('%s', async (over, end) => {
    const made = await link();
    const { browser } = await opened(made.token);
    const etag = (await part(browser, made.id, 'full')).headers.get('etag')!;
    await end(made.id);
    const answer = await open(made.token);
    expect([answer.status, answer.problem.code]).toEqual([404, 'link_invalid']);
    for (const name of ['plan', 'coarse', 'full', 'logo']) {
      const file = await browser.fetch(`/api/simulation/${made.id}/${name}`, { headers: { 'if-none-match': etag } });
      expect([name, file.status, ((await file.json()) as { code: string }).code]).toEqual([name, 404, 'link_invalid']);
    }
    const [kept] = await world.sql<{ opened: number }>('select opened from patient_links where id = $1', [made.id]);
    expect(kept!.opened).toBe(1);
    const listed = await by('provider').try(contract.listPatientLinks, { params });
    // A withdrawn version is gone with everything that hung on it.
    if (over === 'withdrawn') expect(listed.status).toBe(404);
    else expect(listed.reply.links.map((each) => each.over)).toEqual([over]);
    await world.sql('update members set deactivated_at = null where account_id = $1', [world.people.member.id]);
  });

  test('once revoked it stays so, by whom it was first', async () => {
    const made = await link();
    const ofLink = { caseId: place.caseId, linkId: made.id };
    const both = await Promise.all(
      (['provider', 'admin'] as const).map((who) => by(who).call(contract.revokePatientLink, { params: ofLink })),
    );
    expect(both[0]!.revokedBy).toBe(both[1]!.revokedBy);
    const again = await by('submitter').call(contract.revokePatientLink, { params: ofLink });
    expect(again.revokedBy).toBe(both[0]!.revokedBy);
    expect((await open(made.token)).status).toBe(404);
  });

  test('an approved version may still be shown', async () => {
    const made = await link();
    await by('provider').call(orders.approveSetup, {
      params: place,
      body: { version: 1, contentHash: setup.contentHash, packageId: world.packages['FLEX']! },
    });
    expect((await open(made.token)).status).toBe(200);
  });
});

test('whoever tries secrets is slowed down', async () => {
  const slow = await treatmentWorld(inject('postgresUrl'), { env: { GUARDED_REQUESTS_PER_MINUTE: '5' } });
  try {
    const statuses: number[] = [];
    for (let tried = 0; tried < 8; tried += 1)
      statuses.push((await slow.stranger().try(contract.openSimulation, { body: { token: newToken() } })).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429, 429]);
  } finally {
    await slow.stop();
  }
});
