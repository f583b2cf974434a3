import { mkdir } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Organisation, Person } from '#testing/world.ts';
import { type Cast, openCast, type Place } from './case-cast.ts';
import { choose, gone, seen, title } from './midline.ts';
import { inReview } from './setup-cast.ts';

let cast: Cast;
let service: Organisation;
let [chief, ann, leitung]: Person[] = [];
let collaborationId: string;

beforeAll(async () => {
  cast = await openCast();
  const { world } = cast;
  service = await world.organisation('planning_service', 'Plan & Co');
  chief = await world.person({ firstName: 'Chris', lastName: 'Chief' });
  ann = await world.person({ firstName: 'Ann', lastName: 'Planner' });
  leitung = await world.person({ firstName: 'Lea', lastName: 'Leitung', language: 'de' });
  await world.member(service, chief, 'service_manager');
  await world.member(service, leitung, 'service_manager');
  await world.member(service, ann, 'service_member');
  const [given] = await world.sql<{ id: string }>(
    `insert into collaborations (id, group_id, practitioner_id, service_id, language, added_by, added_name, added_at, sent_at, expires_at, accepted_at, accepted_by)
     select gen_random_uuid(), $1, p.id, $2, 'en', $3, 'Dana Dentist', now(), now(), now() + interval '7 days', now(), $4
       from practitioners p where p.account_id = $3 returning id`,
    [cast.practice.groupId, service.id, cast.provider.id, chief.id],
  );
  collaborationId = given!.id;
});
afterAll(() => cast?.stop());

/** The provider gives the case to the service. */
async function give({ caseId }: Place): Promise<void> {
  await cast.world.sql(
    `insert into case_collaborators (case_id, collaboration_id, given_at, given_by, given_name) values ($1, $2, now(), $3, 'Dana Dentist')`,
    [caseId, collaborationId, cast.provider.id],
  );
  await cast.world.sql('select refresh_collaboration(array[$1::uuid])', [caseId]);
}

const home = () => `/planning-services/${service.id}`;

test('a manager sees the cases of the service and assigns one; the member reserves the version, which every side reads as person and service', {
  timeout: 300_000,
}, async () => {
  const place = await inReview(cast, 'Petra');
  await give(place);
  const manager = await cast.visit(home(), chief);
  await seen(manager.getByText('Patient, Petra'));
  await manager.getByRole('button', { name: /^Nobody yet/ }).click();
  await seen(manager.getByText('Patient, Petra'));
  await manager.getByRole('checkbox', { name: /^Select case/ }).click();
  await manager.getByRole('button', { name: 'Assign' }).click();
  const dialog = manager.getByRole('dialog');
  await choose(manager, 'To', 'Ann Planner (0 cases)');
  await dialog.getByRole('button', { name: 'Assign' }).click();
  await gone(dialog);
  await gone(manager.getByText('Patient, Petra'));
  await manager.goto(`${home()}/settings/assignments`);
  const row = manager.getByRole('listitem').filter({ hasText: 'Ann Planner' }).first();
  await row.getByRole('link', { name: '1 case' }).click();
  await seen(manager.getByText('Patient, Petra'));

  const planner = await cast.visit(`${home()}/cases/${place.caseId}/setups/1`, ann);
  const bar = planner.getByRole('region', { name: 'Who is working on this version' });
  await seen(bar.getByText('Nobody is working on this version just now.'));
  const provider = await cast.visit(`/practices/${cast.practice.id}/cases/${place.caseId}`, cast.provider);
  await bar.getByRole('button', { name: 'I’m working on it' }).click();
  await planner.getByRole('menuitem', { name: 'For 8 hours' }).click();
  await seen(bar.getByText(/^Being worked on by Ann Planner · Plan & Co, until/));
  await seen(provider.getByText(/^Being worked on by Ann Planner · Plan & Co, until/));
  await bar.getByRole('button', { name: 'Release' }).click();
  await gone(provider.getByText(/^Being worked on by Ann/));
});

test('ein Token wird einmal gezeigt, liest Fälle und markiert sie als bereit, und ist widerrufen sofort am Ende', {
  timeout: 300_000,
}, async () => {
  const place = await inReview(cast, 'Tomas');
  await give(place);
  const page = await cast.visit('/account/api-tokens', leitung, { language: 'de' });
  await page.getByRole('button', { name: 'Token erstellen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Planungssoftware');
  await dialog.getByRole('checkbox', { name: /Als bereit markieren/ }).click();
  await dialog.getByRole('button', { name: 'Token erstellen' }).click();
  const secret = (await dialog.getByLabel('Das Token').textContent())!.trim();
  await dialog.getByRole('button', { name: 'Ich habe es gesichert' }).click();
  await gone(page.getByText(secret));
  await seen(page.getByText('Planungssoftware'), page.getByText(/nie benutzt/));

  const ask = (path: string, body?: object) =>
    fetch(`${cast.world.url}${path}`, {
      method: body ? 'PUT' : 'GET',
      headers: { authorization: `Bearer ${secret}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const { cases } = (await (await ask('/api/changed-cases')).json()) as {
    cases: { row: { id: string }; newestSetupId: string }[];
  };
  const found = cases.find(({ row }) => row.id === place.caseId)!;
  const { setup } = (await (await ask(`/api/cases/${place.caseId}/setups/${found.newestSetupId}`)).json()) as {
    setup: { version: number; contentHash: string };
  };
  const marked = await ask(`/api/cases/${place.caseId}/ready`, {
    version: setup.version,
    contentHash: setup.contentHash,
  });
  expect(marked.status).toBe(204);
  const provider = await cast.visit(`/practices/${cast.practice.id}/cases/${place.caseId}?tab=history`, cast.provider);
  await seen(provider.getByText(/Plan & Co/).first());
  await page.reload();
  await seen(page.getByText(/zuletzt benutzt/));
  await page.getByRole('button', { name: 'Planungssoftware widerrufen' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Widerrufen' }).click();
  await gone(page.getByRole('dialog'));
  await seen(
    page.getByRole('listitem').filter({ hasText: 'Planungssoftware' }).getByText('Widerrufen', { exact: true }),
  );
  expect((await ask('/api/changed-cases')).status).toBe(401);
});

test('a planning service’s pages can be used by everybody, wide and narrow', { timeout: 300_000 }, async () => {
  await give(await inReview(cast, 'Lena'));
  const paths: [string, string, Person, (page: Page) => Promise<void>][] = [
    ['list', home(), chief!, (page) => seen(page.getByText('Patient, Lena').first())],
    ['assignments', `${home()}/settings/assignments`, chief!, (page) => seen(title(page, 'Assignments'))],
    ['tokens', '/account/api-tokens', chief!, (page) => seen(title(page, 'API tokens'))],
    ['member', home(), ann!, (page) => seen(page.getByText('Your cases are in My Collaborator View'))],
  ];
  for (const [name, path, person, loaded] of paths)
    for (const narrow of [false, true]) {
      const page = await cast.visit(path, person, { narrow });
      await loaded(page);
      for (const dark of [false, true]) {
        await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => [name, narrow, dark, id, nodes[0]?.html])).toEqual([]);
        if (process.env['PICTURES']) {
          await mkdir(process.env['PICTURES'], { recursive: true });
          await page.screenshot({
            path: `${process.env['PICTURES']}/${name}-${narrow ? 'narrow' : 'wide'}-${dark ? 'dark' : 'light'}.png`,
          });
        }
      }
      await page.close();
    }
});
