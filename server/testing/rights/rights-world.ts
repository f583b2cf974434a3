import { createHash } from 'node:crypto';
import { newId } from '#platform/ids.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { makeWorld, type Organisation, type Person, type World, type WorldOptions } from '../world.ts';
import { type PlaceName, type Wanted, wantedCallers } from './callers.ts';
import { type CaseName, makeCases, type WorldCase } from './cases-world.ts';
import { onePixel } from './inputs.ts';
import type { NaiveMembership, NaiveOrganisation, NaivePerson } from './naive-rules.ts';

/** Words that stand in everything that belongs to the group which outsiders try to read; a reply that has one tells too much. */
export const marker = 'Zwetschgenbaum';

export type Place = NaiveOrganisation & {
  called: string;
  /** A member of it with no further position, on whom acts are tried. */
  memberId: string;
  memberAccountId: string;
  /** A member who manages the group besides. */
  managerMemberId?: string;
  deactivatedMemberId?: string;
  invitationId: string;
  workstationId: string;
  /** A patient with a case there, an offer of a case, and the laboratory it orders from. */
  patientId?: string;
  handOverId?: string;
  laboratoryId?: string;
};

export type Caller = {
  called: string;
  /** Known to cases as provider, submitter or of another laboratory. */
  aroundCases: boolean;
  person: NaivePerson;
  account: Person;
  cookie: string | undefined;
  /** What of the caller's own the endpoints of one's own account name. */
  own: { sessionId: string; passkeyId: string; invitationId: string; handOverId?: string };
};

export type RightsWorld = World & {
  readonly places: Record<PlaceName, Place>;
  readonly callers: readonly Caller[];
  readonly cases: Record<CaseName, WorldCase>;
  /** A letter that was sent. */
  readonly letterId: string;
  caller(called: string): Caller;
};

/** Two groups with their practices, a laboratory and a service, and somebody in every position and every state of sign-in. */
export async function makeRightsWorld(postgresUrl: string, options: WorldOptions = {}): Promise<RightsWorld> {
  const world = await makeWorld(postgresUrl, { idle: true, ...options });
  const group = await world.group(`${marker} Group`);
  const otherGroup = await world.group('Harbour Group');
  const organisations: Record<PlaceName, Organisation> = {
    group,
    north: await world.practice(group, `${marker} North`),
    south: await world.practice(group, `${marker} South`),
    vault: await world.practice(group, `${marker} Vault`),
    otherGroup,
    harbour: await world.practice(otherGroup, 'Harbour'),
    laboratory: await world.organisation('laboratory', 'Lab One'),
    otherLaboratory: await world.organisation('laboratory', 'Lab Two'),
    service: await world.organisation('planning_service', 'Service One'),
  };
  await world.sql('update practices set second_factor_required = true where id = $1', [organisations.vault.id]);
  await world.sql(
    `update practices set logo_version = 'v1',
       street_address = case when id in (select id from organisations where group_id = $2) then $1 else '' end`,
    [`${marker} Street`, group.id],
  );
  await world.sql(
    `insert into logos (practice_id, png) select p.id, case o.group_id when $2 then $1::bytea else $3::bytea end
       from practices p join organisations o on o.id = p.id`,
    [Buffer.concat([onePixel, Buffer.from(marker)]), group.id, onePixel],
  );
  const places = {} as Record<PlaceName, Place>;
  for (const [name, organisation] of Object.entries(organisations) as [PlaceName, Organisation][]) {
    places[name] = await furnish(world, name, organisation);
  }
  await addManagersWhoAlsoWorkThere(world, places);
  const callers = await makeCallers(world, places);
  const cases = await makeCases(world, places, callers, marker);
  const letterId = newId();
  await world.sql(
    `insert into letters (id, to_address, language, template, message_id, state, created_at) values ($1, 'a@b.example', 'en', 'team.invitation', 'a letter', 'sent', now())`,
    [letterId],
  );
  return {
    ...world,
    places,
    callers,
    cases,
    letterId,
    caller: (called) => callers.find((caller) => caller.called === called)!,
  };
}

const plainRole = {
  practice: 'front_desk',
  group: 'group_manager',
  laboratory: 'technician',
  planning_service: 'service_member',
} as const;
const chiefRole = {
  practice: 'owner_manager',
  group: 'group_manager',
  laboratory: 'laboratory_manager',
  planning_service: 'service_manager',
} as const;

/** A chief who stays, a member, a deactivated one, an open invitation and a workstation. */
async function furnish(world: World, name: PlaceName, organisation: Organisation): Promise<Place> {
  const hidden = organisation.name.startsWith(marker) ? marker : 'Harbour';
  const make = (what: string) =>
    world.person({ firstName: what, lastName: hidden, email: `${what}.${name}@${hidden.toLowerCase()}.example` });
  const chief = await make('Chief');
  await world.member(organisation, chief, chiefRole[organisation.kind]);
  const plain = await make('Plain');
  const memberId = await world.member(organisation, plain, plainRole[organisation.kind]);
  const past = await make('Past');
  const deactivatedMemberId = await world.member(organisation, past, plainRole[organisation.kind]);
  await world.sql('update members set deactivated_at = now() where id = $1', [deactivatedMemberId]);
  const invitationId = await invitation(world, organisation.id, chief, `open.${name}@${hidden.toLowerCase()}.example`);
  const workstationId = newId();
  if (organisation.kind === 'practice') {
    await world.sql(
      'insert into workstations (id, practice_id, name, digest, created_by, created_at) values ($1, $2, $3, $4, $5, now())',
      [workstationId, organisation.id, `${hidden} desk`, digestOf(newToken()), chief.id],
    );
  }
  return {
    ...organisation,
    called: name,
    secondFactorRequired: name === 'vault',
    memberId,
    memberAccountId: plain.id,
    deactivatedMemberId,
    ...(organisation.kind === 'group' ? { managerMemberId: memberId } : {}),
    invitationId,
    workstationId,
  };
}

async function addManagersWhoAlsoWorkThere(world: World, places: Record<PlaceName, Place>): Promise<void> {
  const manager = await world.person({ firstName: 'Manager', lastName: marker });
  await world.member(organisationOf(places.group), manager, 'group_manager');
  for (const name of ['north', 'south'] as const) {
    places[name].managerMemberId = await world.member(organisationOf(places[name]), manager, 'owner_manager');
  }
}

function organisationOf(place: Place): Organisation {
  return { id: place.id, kind: place.kind, groupId: place.groupId, name: place.called };
}

export async function invitation(world: World, organisationId: string, by: Person, email: string): Promise<string> {
  const id = newId();
  await world.sql(
    `insert into invitations (id, organisation_id, email, email_key, first_name, last_name, language, role, level, invited_by, inviter_name,
       created_at, sent_at, expires_at)
     select $1, o.id, $3, $3, 'Ina', case when o.name like $5 || '%' then $5 else 'Harbour' end, 'en',
       case o.kind when 'practice' then 'front_desk' when 'group' then 'group_manager' when 'laboratory' then 'technician' else 'service_member' end,
       case o.kind when 'group' then 'admin' else 'user' end, $4, 'Chief', now(), now(), now() + interval '7 days'
     from organisations o where o.id = $2`,
    [id, organisationId, email, by.id, marker],
  );
  await world.sql('insert into invitation_links (digest, invitation_id, created_at) values ($1, $2, now())', [
    digestOf(newToken()),
    id,
  ]);
  return id;
}

async function makeCallers(world: World, places: Record<PlaceName, Place>): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const wanted of wantedCallers()) {
    const account = await world.person({
      firstName: 'Caller',
      email: `caller${callers.length}@callers.example`,
      instanceAdministrator: wanted.instanceAdministrator ?? false,
    });
    const memberships: NaiveMembership[] = [];
    for (const [name, role, level, state] of wanted.memberships ?? []) {
      const id = await world.member(
        organisationOf(places[name]),
        account,
        role as 'front_desk',
        level,
        wanted.dentist ? 'dentist' : undefined,
      );
      if (state !== 'active') {
        const column = state === 'removed' ? 'removed_at' : 'deactivated_at';
        await world.sql(`update members set ${column} = now() where id = $1`, [id]);
      }
      memberships.push({ organisationId: places[name].id, role, level, state });
    }
    callers.push({
      called: wanted.called,
      aroundCases: wanted.aroundCases ?? false,
      account,
      cookie: await signIn(world, places, account, wanted),
      person: {
        signIn: wanted.signIn ?? 'signed_in',
        secondFactor: wanted.secondFactor ?? true,
        instanceAdministrator: wanted.instanceAdministrator ?? false,
        memberships,
      },
      own: await belongings(world, places, account),
    });
  }
  return callers;
}

async function signIn(world: World, places: Record<PlaceName, Place>, account: Person, wanted: Wanted) {
  const token = newToken();
  const how = wanted.session;
  if (how === 'none') return undefined;
  await world.sql(
    `insert into sessions (id, account_id, digest, started_at, last_seen_at, expires_at, ended_at, awaits_second_factor, second_factor_at,
       workstation_id, locked_at)
     values ($1, $2, $3, now() - interval '1 hour', now() - $4::interval, now() + $5::interval,
       case when $6 then now() end, $7, case when $8 then now() end, $9, case when $10 then now() end)`,
    [
      newId(),
      account.id,
      digestOf(token),
      how === 'idle' ? '30 minutes' : '0',
      how === 'expired' ? '-1 minute' : '30 days',
      how === 'ended',
      how === 'half',
      wanted.secondFactor ?? true,
      how === 'locked' || how === 'idle' ? places.north.workstationId : null,
      how === 'locked',
    ],
  );
  return `midline_session=${token}`;
}

/** A second session, a passkey, a PIN, a change of address on its way, and an invitation that waits. */
async function belongings(world: World, places: Record<PlaceName, Place>, account: Person): Promise<Caller['own']> {
  const own: Caller['own'] = { sessionId: newId(), passkeyId: newId(), invitationId: '' };
  await world.sql(
    `insert into sessions (id, account_id, digest, started_at, last_seen_at, expires_at) values ($1, $2, $3, now(), now(), now() + interval '30 days')`,
    [own.sessionId, account.id, digestOf(newToken())],
  );
  await world.sql(
    `insert into passkeys (id, account_id, credential_id, public_key, name, created_at) values ($1, $2, $3, $3, 'key', now())`,
    [own.passkeyId, account.id, createHash('sha256').update(own.passkeyId).digest()],
  );
  await world.sql(`insert into pins (account_id, hash, changed_at) values ($1, 'unused', now())`, [account.id]);
  await world.sql(
    `insert into email_changes (id, account_id, new_email, new_email_key, requested_at, effective_at)
     values ($1, $2, 'new@callers.example', 'new@callers.example', now(), now() + interval '3 days')`,
    [newId(), account.id],
  );
  own.invitationId = await invitation(
    world,
    places.otherGroup.id,
    { ...account, id: places.otherGroup.memberAccountId },
    account.email,
  );
  return own;
}
