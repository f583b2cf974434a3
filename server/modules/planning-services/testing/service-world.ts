import { makeApiToken } from '#contract/api-tokens.ts';
import type { TokenScope } from '#contract/endpoint.ts';
import { newId } from '#platform/ids.ts';
import { TestBrowser } from '#testing/browser.ts';
import type { Organisation, Person } from '#testing/world.ts';
import { type CaseWorld, makeCaseWorld } from '../../cases/testing/case-world.ts';
import { type Reviewed, reviewedCase } from '../../setup-comments/testing/reviewed-case.ts';

const people = ['chief', 'ann', 'ben', 'strange'] as const;
export type OfService = (typeof people)[number];

export type ServiceWorld = CaseWorld & {
  service: Organisation;
  otherService: Organisation;
  /** `chief` manages the service, Ann and Ben are its members, `strange` manages another one. */
  served: Record<OfService, { person: Person; browser: TestBrowser; memberId: string }>;
  collaborationId: string;
};

/** A planning service with its people, whom the provider at North made a collaborator. */
export async function makeServiceWorld(postgresUrl: string): Promise<ServiceWorld> {
  const world = await makeCaseWorld(postgresUrl);
  const service = await world.organisation('planning_service', 'Plan & Co');
  const otherService = await world.organisation('planning_service', 'Other Plans');
  const served = {} as ServiceWorld['served'];
  for (const name of people) {
    const person = await world.person({ firstName: `${name[0]!.toUpperCase()}${name.slice(1)}`, lastName: 'Planner' });
    const manages = name === 'chief' || name === 'strange';
    const memberId = await world.member(
      name === 'strange' ? otherService : service,
      person,
      manages ? 'service_manager' : 'service_member',
    );
    served[name] = { person, browser: await world.as(person), memberId };
  }
  const collaborationId = await collaborate(world, { service });
  return { ...world, service, otherService, served, collaborationId };
}

/** An accepted collaboration of the world's provider, past every wall. */
export async function collaborate(
  world: CaseWorld,
  whom: { person: Person } | { service: Organisation },
): Promise<string> {
  const id = newId();
  const person = 'person' in whom ? whom.person : null;
  await world.sql(
    `insert into collaborations (id, group_id, practitioner_id, account_id, service_id, email, email_key, first_name, last_name, language,
       added_by, added_name, added_at, sent_at, expires_at, accepted_at, accepted_by)
     values ($1, $2, $3, $4, $5, $6, lower($6), $7, $8, 'en', $9, 'Provider Tester', $10, $10, $10::timestamptz + interval '7 days', $10, $9)`,
    [
      id,
      world.theGroup.id,
      world.practitioners.provider,
      person?.id ?? null,
      'service' in whom ? whom.service.id : null,
      person?.email ?? '',
      person?.firstName ?? '',
      person?.lastName ?? '',
      world.people.provider.id,
      world.clock.now(),
    ],
  );
  return id;
}

/** Opens a case to a collaboration. */
export async function give(world: CaseWorld, caseId: string, collaborationId: string): Promise<void> {
  await world.sql(
    `insert into case_collaborators (case_id, collaboration_id, given_at, given_by, given_name) values ($1, $2, $3, $4, 'Provider Tester')`,
    [caseId, collaborationId, world.clock.now(), world.people.provider.id],
  );
  await world.sql('select refresh_collaboration(array[$1::uuid])', [caseId]);
}

/** Takes it away again. */
export async function take(world: CaseWorld, caseId: string, collaborationId: string): Promise<void> {
  await world.sql(
    `update case_collaborators set taken_at = $3, taken_name = 'Provider Tester', taken_because = 'provider'
      where case_id = $1 and collaboration_id = $2 and taken_at is null`,
    [caseId, collaborationId, world.clock.now()],
  );
  await world.sql('select refresh_collaboration(array[$1::uuid])', [caseId]);
}

/** A case with an open version, given to the service. */
export async function givenCase(world: ServiceWorld): Promise<Reviewed> {
  const made = await reviewedCase(world);
  await world.sql('select refresh_case($1)', [made.caseId]);
  await give(world, made.caseId, world.collaborationId);
  return made;
}

/** Software that presents a bearer, and no cookie. */
export class TestSoftware extends TestBrowser {
  readonly bearer: string;

  constructor(base: string, bearer: string) {
    super(base);
    this.bearer = bearer;
  }

  override async fetch(path: string, init: RequestInit = {}): Promise<globalThis.Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.bearer}`);
    return super.fetch(path, { ...init, headers });
  }
}

/** A token of a person and software that uses it. */
export async function softwareOf(
  world: { url: string },
  browser: TestBrowser,
  scopes: TokenScope[] = ['read', 'write_messages', 'mark_ready'],
  days = 90,
): Promise<{ software: TestSoftware; tokenId: string; secret: string }> {
  const { token, secret } = await browser.call(makeApiToken, { body: { name: 'Planning software', scopes, days } });
  return { software: new TestSoftware(world.url, secret), tokenId: token.id, secret };
}
