import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { markReady, pushBack, takeBackReady, viewCollaboration } from '#contract/collaboration.ts';
import {
  type CollaborationEvent,
  type CollaborationFacts,
  type CollaboratorStatus,
  type CollaboratorWord,
  collaborationTransitionsFrom,
  collaboratorStatusOf,
} from '#contract/collaborator-status.ts';
import * as orders from '#contract/orders.ts';
import { newId } from '#platform/ids.ts';
import { type Place, type TreatmentWorld, treatmentWorld } from '../orders/testing/treatment-world.ts';
import { addCollaborator, type Collaborator, change, give } from './testing/collaborators.ts';

/** Random histories of several people against the database, beside a naive model of what product.md 5.4 says. */

const runs = Number(process.env['FUZZ_RUNS'] ?? 25);
const steps = 30;

const acts = [
  ...(['give', 'give', 'give', 'take', 'suspend', 'resume_access', 'decline', 'decline_as_collaborator'] as const),
  ...([
    'deliver',
    'deliver',
    'deliver',
    'deliver',
    'mark',
    'mark',
    'mark',
    'mark',
    'take_back_mark',
    'push_back',
  ] as const),
  ...([
    'deliver',
    'deliver',
    'mark',
    'mark',
    'approve',
    'take_back_approval',
    'take_back_decline',
    'withdraw',
  ] as const),
  ...(['approve', 'resume', 'resume', 'hold', 'revise', 'revise', 'complete', 'give', 'deliver', 'cancel'] as const),
] as const;
type Act = (typeof acts)[number];

let world: TreatmentWorld;
let people: Collaborator[];
beforeAll(async () => {
  world = await treatmentWorld(inject('postgresUrl'));
  const provider = {
    groupId: world.groupId,
    practitionerId: world.practitionerId,
    accountId: world.people.provider.id,
  };
  people = [];
  for (const name of ['Kim', 'Lou', 'Max']) people.push(await addCollaborator(world, provider, name));
});
afterAll(() => world?.stop());

type Member = { on: boolean; suspended: boolean; mark: string | null; word: CollaboratorWord | null };
type Version = {
  id: string;
  version: number;
  hash: string;
  order: string;
  outcome: 'approved' | 'declined' | 'withdrawn' | null;
};

class Model {
  members: Member[] = people.map(() => ({ on: false, suspended: false, mark: null, word: null }));
  versions: Version[] = [];

  facts(rows: readonly { id: string; category: string; held_from: string | null }[]): CollaborationFacts {
    const ended = ['completed', 'cancelled', 'refused', 'closed'];
    const stage = (id: string) => rows.find((row) => row.id === id)!;
    const open = this.versions.filter(
      ({ outcome, order }) => outcome === null && !ended.includes(stage(order).category),
    );
    const active = this.members.filter(({ on, suspended }) => on && !suspended);
    // The newest that wasn't given up.
    const newest = rows.findLast(({ category }) => !['cancelled', 'refused'].includes(category));
    const made = ['manufacturing', 'shipped', 'in_treatment'];
    return {
      collaborators: active.length,
      closed: rows.every(({ category }) => ended.includes(category)),
      openSetups: open.length,
      ready: active.filter(({ mark }) => open.some(({ id }) => id === mark)).length,
      approved: newest !== undefined && made.includes(newest.held_from ?? newest.category),
    };
  }

  newest(order: string): Version | undefined {
    return this.versions.findLast((each) => each.order === order && each.outcome !== 'withdrawn');
  }
}

const ordersOf = (caseId: string) =>
  world.sql<{ id: string; category: string; held_from: string | null }>(
    'select id, category, held_from from orders where case_id = $1 order by submitted_at, id',
    [caseId],
  );

/** Whether it happened. */
async function perform(
  act: Act,
  who: number,
  place: Place,
  model: Model,
): Promise<CollaborationEvent | 'other' | null> {
  const { provider, technician } = world.browsers;
  const person = people[who]!;
  const member = model.members[who]!;
  const newest = model.newest(place.orderId);
  const body = { reason: 'because' };
  const done = async (answer: Promise<{ status: number }>) => (await answer).status < 300;
  const params = place;
  const ofCase = { params: { caseId: place.caseId } };
  const seen = { version: newest?.version ?? 1, contentHash: newest?.hash ?? 'f'.repeat(64) };
  switch (act) {
    case 'give':
      if (member.on) return null;
      await give(world, place.caseId, person);
      Object.assign(member, { on: true, suspended: false, mark: null, word: null });
      return 'give';
    case 'take':
      if (!member.on) return null;
      await change(world, place.caseId, person, 'take');
      member.on = false;
      return 'take';
    case 'suspend':
      if (!member.on || member.suspended) return null;
      await change(world, place.caseId, person, 'suspend');
      member.suspended = true;
      return 'take';
    case 'resume_access':
      if (!member.on || !member.suspended) return null;
      await change(world, place.caseId, person, 'resume');
      member.suspended = false;
      return 'give';
    case 'deliver': {
      const recordId = await world.record(place, 'setup', { facts: { upperStages: 10, lowerStages: 8 } });
      if (!(await done(technician.try(orders.deliverSetup, { params, body: { recordId } } as never)))) return null;
      const [row] = await world.sql<{ id: string; version: number; content_hash: string }>(
        'select id, version, content_hash from setups where case_id = $1 order by version desc limit 1',
        [place.caseId],
      );
      model.versions.push({
        id: row!.id,
        version: row!.version,
        hash: row!.content_hash,
        order: place.orderId,
        outcome: null,
      });
      return 'deliver_setup';
    }
    case 'decline':
    case 'decline_as_collaborator': {
      const by = act === 'decline' ? provider : person.browser;
      const declined = by.try(orders.declineSetup, { params, body: { version: seen.version, instructions: 'Again' } });
      if (!(await done(declined))) return null;
      newest!.outcome = 'declined';
      if (act === 'decline_as_collaborator') Object.assign(member, { mark: null, word: 'declined' });
      return 'decline';
    }
    case 'mark':
      if (!(await done(person.browser.try(markReady, { ...ofCase, body: seen })))) return null;
      if (member.mark !== newest!.id) Object.assign(member, { mark: newest!.id, word: 'ready' });
      return 'mark_ready';
    case 'take_back_mark':
      if (!(await done(person.browser.try(takeBackReady, ofCase)))) return null;
      Object.assign(member, { mark: null, word: 'ready_taken_back' });
      return 'take_back_ready';
    case 'push_back':
      if (!(await done(provider.try(pushBack, { ...ofCase, body: { version: seen.version, ...body } })))) return null;
      for (const each of model.members)
        if (each.on && each.mark === newest!.id) Object.assign(each, { mark: null, word: 'pushed_back' });
      return 'push_back';
    case 'approve': {
      const packageId = world.packages['UNLIMITED 5']!;
      if (!(await done(provider.try(orders.approveSetup, { params, body: { ...seen, packageId } })))) return null;
      newest!.outcome = 'approved';
      return 'approve';
    }
    case 'take_back_approval':
    case 'take_back_decline': {
      const endpoint = act === 'take_back_approval' ? orders.takeBackApproval : orders.takeBackDecline;
      if (!(await done(provider.try(endpoint, { params, body } as never)))) return null;
      newest!.outcome = null;
      return act;
    }
    case 'withdraw':
      if (!(await done(technician.try(orders.withdrawSetup, { params, body: { version: seen.version, ...body } }))))
        return null;
      newest!.outcome = 'withdrawn';
      return 'withdraw_setup';
    case 'hold':
      return (await done(provider.try(orders.holdOrder, { params, body }))) ? 'other' : null;
    case 'resume':
      return (await done(provider.try(orders.resumeOrder, { params, body: {} }))) ? 'other' : null;
    case 'cancel':
      return (await done(provider.try(orders.cancelOrder, { params, body }))) ? 'other' : null;
    case 'complete':
      await world.sql(
        `update orders set category = 'completed', held_from = null where id = $1 and category = 'manufacturing'`,
        [place.orderId],
      );
      await world.sql('select refresh_case($1)', [place.caseId]);
      return 'other';
    case 'revise':
      return revise(place, model);
  }
}

/** A revision as the laboratory has taken it on; later acts are about it. */
async function revise(place: Place, model: Model): Promise<CollaborationEvent | null> {
  const rows = await ordersOf(place.caseId);
  const worked = ['manufacturing', 'completed'];
  if (!rows.every(({ category }) => [...worked, 'cancelled'].includes(category))) return null;
  if (!rows.some(({ category }) => worked.includes(category)) || model.versions.length === 0) return null;
  const id = newId();
  await world.sql(
    `insert into orders (id, case_id, kind, category, turn_since, laboratory_id, author_id, created_at, prescription, prescription_version, acknowledged_version,
       saved_at, submitted_at, sent_at, accepted_at)
     select $1, case_id, 'revision', 'setup_in_production', $3, laboratory_id, author_id, $3, prescription, 1, 1, $3, $3, $3, $3 from orders where id = $2`,
    [id, place.orderId, world.clock.now()],
  );
  await world.sql('select refresh_case($1)', [place.caseId]);
  place.orderId = id;
  return rows.every(({ category }) => category !== 'manufacturing') ? 'reopen_case' : 'revise';
}

const step = fc.record({ act: fc.constantFrom(...acts), who: fc.nat({ max: 2 }) });

test(`the status is what the table says, in ${runs} random histories`, { timeout: 600_000 }, async () => {
  const seenEvents = new Map<string, number>();
  const reached = new Set<CollaboratorStatus>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: steps, maxLength: steps }), async (history) => {
      const place = { ...(await world.draft()) };
      await world.bring(place, 'setup_in_production');
      const model = new Model();
      const told: string[] = [];
      let before: CollaboratorStatus = 'none';
      for (const { act, who } of [{ act: 'give', who: 0 } as const, ...history]) {
        world.clock.pass({ minutes: 1 });
        const event = await perform(act, who, place, model);
        if (event === null) continue;
        told.push(`${act} by ${who}`);
        const facts = model.facts(await ordersOf(place.caseId));
        const view = await world.browsers.provider.call(viewCollaboration, { params: { caseId: place.caseId } });
        const said = `${told.join(', ')}: ${JSON.stringify(facts)}`;
        expect([said, view.status]).toEqual([said, collaboratorStatusOf(facts)]);
        await agreeOnRows(place.caseId, model, view.status, facts);
        expect([said, view.collaborators.map(({ word }) => word?.said ?? null).sort()]).toEqual([
          said,
          model.members
            .filter(({ on }) => on)
            .map(({ word }) => word)
            .sort(),
        ]);
        if (event !== 'other' && before !== 'none' && facts.collaborators > 0 && model.versions.length > 0)
          expect([said, before, event, outcomes(before, event, view.status, facts)]).toEqual([
            said,
            before,
            event,
            true,
          ]);
        seenEvents.set(event, (seenEvents.get(event) ?? 0) + 1);
        reached.add(view.status);
        before = view.status;
      }
    }),
    { numRuns: runs, endOnFailure: true },
  );
  console.info(Object.fromEntries(seenEvents), [...reached]);
  expect(reached.size).toBeGreaterThanOrEqual(runs >= 12 ? 5 : 3);
});

/** Whether the table lets the event lead there; with a second version under way the status is worked out anew. */
function outcomes(
  before: CollaboratorStatus,
  event: CollaborationEvent,
  after: CollaboratorStatus,
  facts: CollaborationFacts,
) {
  const possible = collaborationTransitionsFrom(before, event);
  if (facts.openSetups > 1) return true;
  return possible.some(({ to }) => to === 'anew' || to === after || (to === 'same' && after === before));
}

/** Practice and collaborators read the same status; who isn't on the case has no row of it. */
async function agreeOnRows(caseId: string, model: Model, status: CollaboratorStatus, facts: CollaborationFacts) {
  const rows = await world.sql<{
    viewer_id: string;
    collaborator_status: string;
    collaborators: number;
    ready: number;
  }>('select viewer_id, collaborator_status, collaborators, ready from case_rows where case_id = $1', [caseId]);
  const on = people.filter((_, index) => model.members[index]!.on && !model.members[index]!.suspended);
  const viewers = [world.practiceId, ...on.map(({ person }) => person.id)];
  expect(
    rows
      .map(({ viewer_id }) => viewer_id)
      .filter((id) => id !== world.laboratoryId)
      .sort(),
  ).toEqual(viewers.sort());
  for (const row of rows.filter(({ viewer_id }) => viewer_id !== world.laboratoryId))
    expect(row).toMatchObject({
      collaborator_status: status,
      collaborators: facts.collaborators,
      ready: facts.closed ? row.ready : facts.ready,
    });
}
