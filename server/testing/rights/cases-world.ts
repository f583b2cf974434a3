import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#platform/ids.ts';
import { digestOf, newToken } from '#platform/secret.ts';
import { keyOf as attachmentKey } from '../../modules/collaborator-messages/keys.ts';
import { folderOf } from '../../modules/records/keys.ts';
import type { World } from '../world.ts';
import type { PlaceName } from './callers.ts';
import { shareCase } from './collaborators-world.ts';
import { onePixel } from './inputs.ts';
import type { NaiveCase, NaiveSide } from './naive-cases.ts';
import type { Caller, Place } from './rights-world.ts';

export type WorldOrder = { called: string; id: string; sentTo: readonly string[] };
export type WorldRecord = {
  called: string;
  id: string;
  side: NaiveSide;
  sent: boolean;
  ready: boolean;
  orderSentTo: readonly string[];
};
export type WorldSetup = {
  called: string;
  id: string;
  withdrawn: boolean;
  sentTo: readonly string[];
  comments: readonly { called: string; id: string; internal: boolean; sentAlong: boolean }[];
  linkId: string;
};
export type WorldCase = {
  called: string;
  id: string;
  naive: NaiveCase;
  orders: readonly WorldOrder[];
  records: readonly WorldRecord[];
  setups: readonly WorldSetup[];
  visits: readonly { called: string; id: string }[];
  /** A message between provider side and collaborators, with a file. */
  message: { id: string; attachmentId: string };
  patientId: string;
};

export type CaseName =
  | 'northSent'
  | 'northDraft'
  | 'northLeft'
  | 'southSent'
  | 'southBoth'
  | 'vaultSent'
  | 'harbourSent';

type Wanted = {
  practice: PlaceName;
  provider?: string;
  submitters?: readonly string[];
  orders: readonly ('draft' | PlaceName)[];
  marker: string;
};

/** Cases of every practice: drafts, sent to one laboratory or another, with a provider, without one, and with one who has left. */
const wanted = (marker: string): Record<CaseName, Wanted> => ({
  northSent: {
    practice: 'north',
    provider: 'provider',
    submitters: ['submitter for the provider', 'submitter who was deactivated'],
    orders: ['laboratory', 'draft'],
    marker,
  },
  northDraft: {
    practice: 'north',
    provider: 'provider',
    submitters: ['submitter for the provider', 'submitter who was deactivated'],
    orders: ['draft'],
    marker,
  },
  northLeft: { practice: 'north', provider: 'provider who was deactivated', orders: ['laboratory'], marker },
  southSent: { practice: 'south', orders: ['laboratory'], marker },
  // One order with one laboratory, another with another: neither sees the other's work.
  southBoth: { practice: 'south', orders: ['laboratory', 'otherLaboratory'], marker },
  vaultSent: {
    practice: 'vault',
    provider: 'provider where a second factor is asked, without one',
    orders: ['laboratory'],
    marker,
  },
  harbourSent: { practice: 'harbour', orders: ['otherLaboratory'], marker: 'Harbour' },
});

/** Fills the practices with cases, and gives everybody offers, patients and laboratories that paths can name. */
export async function makeCases(
  world: World,
  places: Record<PlaceName, Place>,
  callers: readonly Caller[],
  marker: string,
): Promise<Record<CaseName, WorldCase>> {
  for (const name of ['north', 'south', 'vault', 'harbour'] as const) {
    const place = places[name];
    place.laboratoryId = places[name === 'harbour' ? 'otherLaboratory' : 'laboratory'].id;
    await world.sql(
      `insert into practice_laboratories (practice_id, laboratory_id, preferred, chosen_by, chosen_at) values ($1, $2, true, $3, now())`,
      [place.id, place.laboratoryId, place.memberAccountId],
    );
  }
  const cases = {} as Record<CaseName, WorldCase>;
  for (const [name, each] of Object.entries(wanted(marker)) as [CaseName, Wanted][]) {
    cases[name] = await makeCase(world, name, each, places, callers);
    places[each.practice].patientId ??= cases[name].patientId;
  }
  const { northSent } = cases;
  northSent.naive.sharedWith = await shareCase(world, northSent.id, places.service.id, callers);
  await offerCases(world, places, callers, cases);
  return cases;
}

async function makeCase(
  world: World,
  name: CaseName,
  of: Wanted,
  places: Record<PlaceName, Place>,
  callers: readonly Caller[],
): Promise<WorldCase> {
  const practice = places[of.practice];
  const called = (who: string) => callers.find((each) => each.called === who)!.account.id;
  const provider = of.provider ? called(of.provider) : null;
  const submitters = (of.submitters ?? []).map(called);
  const author = practice.memberAccountId;
  const [patientId, id] = [newId(), newId()];
  await world.sql(
    `insert into patients (id, group_id, first_name, last_name, first_key, last_key, birth_date, sex, created_by, created_at)
     values ($1, $2, 'Zoe', $3, 'zoe', lower($3), '1990-01-01', 'female', $4, now())`,
    [patientId, practice.groupId, of.marker, author],
  );
  await world.sql(
    `insert into cases (id, group_id, practice_id, patient_id, practitioner_id, created_by, created_at, last_activity_at)
     values ($1, $2, $3, $4, (select id from practitioners where account_id = $5 and group_id = $2 limit 1), $6, now(), now())`,
    [id, practice.groupId, practice.id, patientId, provider, author],
  );
  for (const accountId of submitters) {
    await world.sql(
      `insert into submitters (practice_id, practitioner_id, account_id, given_at)
       select $1, c.practitioner_id, $2, now() from cases c where c.id = $3 on conflict do nothing`,
      [practice.id, accountId, id],
    );
  }
  const orders: WorldOrder[] = [];
  const records: WorldRecord[] = [];
  const setups: WorldSetup[] = [];
  const visits: WorldCase['visits'][number][] = [];
  for (const to of of.orders) {
    const laboratoryId = to === 'draft' ? null : places[to].id;
    const order = {
      called: to === 'draft' ? 'its draft' : to === 'laboratory' ? 'its order' : 'its order elsewhere',
      id: newId(),
      sentTo: laboratoryId ? [laboratoryId] : [],
    };
    orders.push(order);
    await insertOrder(world, id, order.id, author, laboratoryId, of.marker);
    records.push(...(await addRecords(world, id, order, author, of.marker)));
    const versions = { world, caseId: id, order, records, author, marker: of.marker, after: 5 * (orders.length - 1) };
    if (laboratoryId) setups.push(...(await addSetups(versions)));
    if (laboratoryId) visits.push(await addVisit(versions));
    if (laboratoryId) await addMessage(world, id, laboratoryId, author, of.marker);
  }
  const message = await addCollaboratorMessage(world, id, author, of.marker);
  await world.sql('select refresh_case($1)', [id]);
  const sentTo = orders.flatMap((order) => order.sentTo);
  return {
    called: name,
    id,
    naive: { practice, provider, submitters, sentTo },
    orders,
    records,
    setups,
    visits,
    message,
    patientId,
  };
}

async function insertOrder(
  world: World,
  caseId: string,
  id: string,
  author: string,
  laboratoryId: string | null,
  marker: string,
): Promise<void> {
  const prescription = { arches: 'both', chiefComplaint: marker, approach: {}, appliance: {}, instructions: marker };
  await world.sql(
    `insert into orders (id, case_id, kind, category, turn_since, laboratory_id, author_id, created_at, prescription, prescription_version, saved_at,
       submitted_at, submitted_by, sent_at)
     values ($1, $2, 'aligner', $3, now(), $4, $5, now(), $6, $7, now(), case when $8 then now() end, case when $8 then $5::uuid end, case when $8 then now() end)`,
    [
      id,
      caseId,
      laboratoryId ? 'submitted' : 'draft',
      laboratoryId,
      author,
      JSON.stringify(prescription),
      laboratoryId ? 1 : 0,
      laboratoryId !== null,
    ],
  );
  if (laboratoryId) {
    await world.sql(
      'insert into prescription_versions (order_id, version, prescription, written_by, written_at) values ($1, 1, $2, $3, now())',
      [id, JSON.stringify(prescription), author],
    );
  }
  await world.sql(
    `insert into case_history (id, case_id, order_id, at, account_id, name, event, to_category, reason) values ($1, $2, $3, now(), $4, $5, 'start', 'draft', $5)`,
    [newId(), caseId, id, author, marker],
  );
}

/** A photo, an upload that isn't whole, and where the order was sent a file that the laboratory hasn't delivered. */
async function addRecords(
  world: World,
  caseId: string,
  order: WorldOrder,
  author: string,
  marker: string,
): Promise<WorldRecord[]> {
  const sent = order.sentTo.length > 0;
  const make = async (called: string, slot: string, side: NaiveSide, ready: boolean, isSent: boolean) => {
    const id = newId();
    await world.sql(
      `insert into records (id, case_id, order_id, slot, state, file_name, bytes, format, renditions, content_hash, side, added_by, added_name, added_at, sent_at)
       values ($1, $2, $3, $4, $5, $6, 10, 'png', $7, $8, $9, $10, $6, now(), case when $11 then now() end)`,
      [
        id,
        caseId,
        order.id,
        slot,
        ready ? 'ready' : 'uploading',
        marker,
        ready ? ['original', 'thumbnail'] : [],
        ready ? 'a'.repeat(64) : null,
        side,
        author,
        isSent,
      ],
    );
    if (ready) await keepFile(world, id, marker);
    return { called: `${called} of ${order.called}`, id, side, sent: isSent, ready, orderSentTo: order.sentTo };
  };
  return [
    await make('the photo', 'photo_frontal', 'provider_side', true, sent),
    await make('an upload', 'photo_left_buccal', 'provider_side', false, false),
    ...(sent
      ? [
          await make('a setup that was not delivered', 'setup', 'laboratory', true, false),
          await make('the file of a version', 'setup', 'laboratory', true, true),
        ]
      : []),
  ];
}

async function keepFile(world: World, recordId: string, marker: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'midline-record-'));
  const file = join(folder, 'file');
  for (const rendition of ['original', 'thumbnail', 'plan']) {
    await writeFile(file, Buffer.concat([onePixel, Buffer.from(marker)]));
    await world.app.platform.files.store.put(folderOf(recordId) + rendition, file);
  }
  await rm(folder, { recursive: true });
}

async function addMessage(world: World, caseId: string, laboratoryId: string, author: string, marker: string) {
  await world.sql(
    `insert into messages (id, case_id, laboratory_id, at, account_id, name, side, body, asks) values ($1, $2, $3, now(), $4, $5, 'provider_side', $5, true)`,
    [newId(), caseId, laboratoryId, author, marker],
  );
}

async function addCollaboratorMessage(world: World, caseId: string, author: string, marker: string) {
  const [id, attachmentId] = [newId(), newId()];
  await world.sql(
    `insert into collaborator_messages (case_id, number, id, revision, at, account_id, name, side, body) values ($1, 1, $2, 1, now(), $3, $4, 'provider_side', $4)`,
    [caseId, id, author, marker],
  );
  await world.sql(
    `insert into message_attachments (id, case_id, message_id, account_id, file_name, bytes, format, content_hash, added_at)
     values ($1, $2, $3, $4, $5, 10, 'text', $6, now())`,
    [attachmentId, caseId, id, author, marker, 'a'.repeat(64)],
  );
  const folder = await mkdtemp(join(tmpdir(), 'midline-attachment-'));
  await writeFile(join(folder, 'file'), marker);
  await world.app.platform.files.store.put(attachmentKey(attachmentId), join(folder, 'file'));
  await rm(folder, { recursive: true });
  return { id, attachmentId };
}

type Versions = {
  world: World;
  caseId: string;
  order: WorldOrder;
  records: readonly WorldRecord[];
  author: string;
  marker: string;
  /** The number of the case's last version so far. */
  after: number;
};

/** Delivers a version from the order's file; its id. */
async function addVersion(of: Versions, version: number, decision: string | null, withdrawn = false): Promise<string> {
  const delivered = ({ side, sent, orderSentTo }: WorldRecord) =>
    side === 'laboratory' && sent && orderSentTo === of.order.sentTo;
  const id = newId();
  await of.world.sql(
    `insert into setups (id, order_id, case_id, version, record_id, content_hash, upper_stages, lower_stages, note, delivered_by, delivered_name,
       delivered_at, withdrawn_at, decision)
     values ($1, $2, $3, $4, $5, $6, 10, 8, $7, $8, $7, now(), case when $9 then now() end, $10)`,
    [
      ...[id, of.order.id, of.caseId, of.after + version, of.records.find(delivered)!.id, 'a'.repeat(64)],
      ...[of.marker, of.author, withdrawn, decision],
    ],
  );
  return id;
}

/** A version that was withdrawn, one in review, and one that was declined; each with an internal comment, which the decline sent along, and one with the laboratory. */
async function addSetups(of: Versions): Promise<WorldSetup[]> {
  const { world, caseId, order, author, marker } = of;
  const make = async (called: string, id: string, withdrawn: boolean, declined: boolean) => {
    const comment = async (internal: boolean) => {
      const commentId = newId();
      const sentAlong = internal && declined;
      await world.sql(
        `insert into setup_comments (id, case_id, setup_id, number, laboratory_number, account_id, name, side, audience, written_at, body, sent_at)
         values ($1, $2, $3, case when $4 then 1 end, case when not $4 then 1 when $8 then 2 end, $5, $6, 'provider_side', $7, now(), $6,
           case when $8 then now() end)`,
        [commentId, caseId, id, internal, author, marker, internal ? 'internal' : 'laboratory', sentAlong],
      );
      return {
        called: `${internal ? 'an internal comment' : 'a comment'} on ${called}`,
        ...{ id: commentId, internal, sentAlong },
      };
    };
    const linkId = await addLink(world, caseId, id, author, marker);
    const comments = [await comment(true), await comment(false)];
    return { called, id, withdrawn, sentTo: order.sentTo, comments, linkId };
  };
  const name = (kind: string) => `the ${kind}version of ${order.called}`;
  return [
    await make(name('withdrawn '), await addVersion(of, 1, null, true), true, false),
    await make(name(''), await addVersion(of, 2, null), false, false),
    await make(name('declined '), await addVersion(of, 3, 'declined'), false, true),
  ];
}

/** A visit by the plan of a further version, which was approved. */
async function addVisit(of: Versions): Promise<WorldCase['visits'][number]> {
  const { world, caseId, order, author, marker } = of;
  const [setupId, id] = [await addVersion(of, 4, 'approved'), newId()];
  await world.sql(
    `insert into visits (id, case_id, order_id, setup_id, place, on_day, recorded_at, account_id, name, from_stage, to_stage, wears_stage, wears_since, note)
     values ($1, $2, $3, $4, 1, current_date, now(), $5, $6, 1, 2, 1, current_date, $6)`,
    [id, caseId, order.id, setupId, author, marker],
  );
  return { called: `a visit of ${order.called}`, id };
}

async function addLink(world: World, caseId: string, setupId: string, author: string, marker: string): Promise<string> {
  const id = newId();
  await world.sql(
    `insert into patient_links (id, case_id, setup_id, digest, made_by, made_name, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, now(), now() + interval '30 days')`,
    [id, caseId, setupId, digestOf(newToken()), author, marker],
  );
  return id;
}

/** An open offer in each practice; the one at the first is the provider's own to answer. */
async function offerCases(
  world: World,
  places: Record<PlaceName, Place>,
  callers: readonly Caller[],
  cases: Record<CaseName, WorldCase>,
): Promise<void> {
  const provider = callers.find((each) => each.called === 'provider')!;
  for (const name of ['northLeft', 'southSent', 'harbourSent'] as const) {
    const place = places[wanted('')[name].practice];
    const id = newId();
    const mine = name === 'northLeft';
    await world.sql(
      `insert into hand_overs (id, case_id, practice_id, to_practitioner_id, to_account_id, offered_by, offered_name, offered_at)
       values ($1, $2, $3, (select id from practitioners where account_id = $4 limit 1), $5, $6, 'Chief', now())`,
      [
        id,
        cases[name].id,
        place.id,
        provider.account.id,
        mine ? provider.account.id : place.memberAccountId,
        place.memberAccountId,
      ],
    );
    place.handOverId = id;
    if (mine) provider.own.handOverId = id;
  }
}
