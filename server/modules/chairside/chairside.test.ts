import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { viewHistory } from '#contract/cases.ts';
import { printChairsideCard, recordVisit, takeBackVisit, viewChairsideCard } from '#contract/chairside.ts';
import * as orders from '#contract/orders.ts';
import { newId } from '#platform/ids.ts';
import type { Place } from '../orders/testing/treatment-world.ts';
import { dayOf } from './schedule.ts';
import { type VisitWorld, visitWorld } from './testing/visit-world.ts';

let world: VisitWorld;
beforeAll(async () => {
  world = await visitWorld(inject('postgresUrl'));
});
afterAll(() => world?.stop());

const of = ({ caseId }: Place) => ({ params: { caseId } });
const handOver = (from: number, to: number) => ({ handedOver: { from, to } });
const plan = {
  wearDays: 7,
  ipr: [{ stage: 3, between: [11, 21] as [number, number], mm: 0.2 }],
  attachments: [
    { tooth: 13, kind: 'ellipsoid' as const, placedAt: 3, removedAt: 8 },
    { tooth: 23, kind: 'bevelled' as const, placedAt: 1 },
  ],
  elastics: [{ from: 5, to: 10, between: [13, 46] as [number, number] }],
  notes: [{ stage: 3, text: 'Check the bite' }],
};
const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id);

describe('is refused', () => {
  test('to the laboratory, which has no part in visits, and to strangers', async () => {
    const place = await world.treated();
    const { visits } = await world.visit(place, { ...handOver(1, 2), note: 'Between us' });
    for (const who of ['manager', 'technician'] as const) {
      expect(await world.browsers[who].refusal(viewChairsideCard, of(place))).toBe('not_allowed');
      expect(await world.browsers[who].refusal(printChairsideCard, of(place))).toBe('not_allowed');
      expect(await world.refusedVisit(place, { note: 'x' }, who)).toBe('not_allowed');
      const { entries } = await world.browsers[who].call(viewHistory, of(place));
      expect(entries.map(({ event }) => event)).not.toContain('record_visit');
    }
    const taking = { params: { caseId: place.caseId, visitId: visits[0]!.id } };
    expect(await world.browsers.outsider.refusal(viewChairsideCard, of(place))).toBe('not_found');
    expect(await world.refusedVisit(place, { note: 'x' }, 'outsider')).toBe('not_found');
    expect(await world.browsers.outsider.refusal(takeBackVisit, taking)).toBe('not_found');
  });

  test('where nothing was approved, or the order isn’t in treatment', async () => {
    const draft = await world.draft();
    expect((await world.browsers.provider.call(viewChairsideCard, of(draft))).card).toBeNull();
    expect(await world.browsers.provider.refusal(printChairsideCard, of(draft))).toBe('no_approved_setup');
    const body = { id: newId(), orderId: draft.orderId, basedOn: null, note: 'x' };
    expect(await world.browsers.provider.refusal(recordVisit, { ...of(draft), body })).toBe('no_approved_setup');
    const done = await world.treated();
    await world.browsers.provider.call(orders.completeOrder, { params: done, body: {} });
    expect(await world.refusedVisit(done, handOver(1, 2))).toBe('not_from_here');
    expect((await world.card(done)).may).toEqual([]);
  });

  test('an order of another case', async () => {
    const [one, other] = [await world.treated(), await world.treated()];
    const body = { id: newId(), orderId: other.orderId, basedOn: null, ...handOver(1, 2) };
    expect(await world.browsers.provider.refusal(recordVisit, { ...of(one), body })).toBe('no_approved_setup');
  });

  test('stages that weren’t sent, that don’t follow, that don’t exist, or that go backwards', async () => {
    const place = await world.treated({}, { to: 'manufacturing' });
    expect(await world.refusedVisit(place, handOver(1, 1))).toBe('stages_not_sent');
    await world.ship(place, { arch: 'upper', fromStage: 1, toStage: 4 });
    expect(await world.refusedVisit(place, handOver(1, 1))).toBe('stages_not_sent');
    await world.ship(place, { arch: 'lower', fromStage: 1, toStage: 3 });
    expect((await world.card(place)).next).toMatchObject({ sentTo: 3, handOver: { from: 1, to: 3 }, onItsWay: true });
    await world.visit(place, handOver(1, 2));
    expect(await world.refusedVisit(place, handOver(3, 4))).toBe('stages_not_sent');
    expect(await world.refusedVisit(place, handOver(4, 4))).toBe('stages_not_next');
    expect(await world.refusedVisit(place, handOver(3, 2))).toBe('stages_out_of_order');
    expect(await world.refusedVisit(place, handOver(3, 11))).toBe('stages_not_next');
    expect(await world.refusedVisit(place, { wears: 3 })).toBe('stages_not_next');
  });

  test('what isn’t planned, is done already, or is said twice; and a visit of nothing', async () => {
    const place = await world.treated(plan);
    await world.visit(place, { ...handOver(1, 2), done: ['place-1'] });
    for (const done of [['place-1'], ['ipr-1'], ['ipr-0', 'ipr-0'], ['x']])
      expect(await world.refusedVisit(place, { done })).toBe('procedure_unknown');
    expect(await world.refusedVisit(place, {})).toBe('visit_empty');
  });

  test('a day in the future, or before the last visit', async () => {
    const place = await world.treated();
    const { today } = await world.visit(place, handOver(1, 2));
    const before = new Date((dayOf(today) - 1) * 86_400_000).toISOString().slice(0, 10);
    const after = new Date((dayOf(today) + 1) * 86_400_000).toISOString().slice(0, 10);
    expect(await world.refusedVisit(place, { note: 'x', day: after })).toBe('day_not_possible');
    expect(await world.refusedVisit(place, { note: 'x', day: before })).toBe('day_not_possible');
  });

  test('to hand over while the order is on hold; what was done otherwise is recorded', async () => {
    const place = await world.treated(plan);
    await world.browsers.provider.call(orders.holdOrder, { params: place, body: { reason: 'Pregnancy' } });
    expect(await world.card(place)).toMatchObject({ order: { heldBecause: 'Pregnancy' }, may: ['record'] });
    expect(await world.refusedVisit(place, handOver(1, 2))).toBe('order_held');
    expect((await world.visit(place, { done: ['ipr-0'] })).visits).toHaveLength(1);
  });
});

describe('two at once', () => {
  test('record one visit, and the second is told; sent again by the same browser, it stays one', async () => {
    const place = await world.treated();
    const sent = (id = newId()) => ({
      ...of(place),
      body: { id, orderId: place.orderId, basedOn: null, ...handOver(1, 2) },
    });
    const twice = sent();
    const answers = await Promise.all([
      world.browsers.provider.try(recordVisit, twice),
      world.browsers.member.try(recordVisit, sent()),
      world.browsers.admin.try(recordVisit, sent()),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const told = answers.find(({ status }) => status === 409)!;
    expect(told.problem).toMatchObject({
      code: 'visit_recorded_meanwhile',
      facts: { by: expect.stringContaining('Pat') },
    });
    if (answers[0]!.status === 200)
      expect((await world.browsers.provider.call(recordVisit, twice)).visits).toHaveLength(1);
    expect((await world.card(place)).visits).toHaveLength(1);
  });
});

describe('the card', () => {
  test('hands over up to the next procedure, then what is sent, and at the end takes off what is left', async () => {
    const place = await world.treated(plan);
    let card = await world.card(place);
    expect(card.next).toMatchObject({ on: null, handOver: { from: 1, to: 2 }, because: 'procedure', begins: 1 });
    expect(card).toMatchObject({ startedOn: null, expected: null, worn: null, wearDays: 7 });
    card = await world.visit(place, { ...handOver(1, 2), done: ['place-1'] });
    expect(card.next).toMatchObject({ handOver: { from: 3, to: 7 }, because: 'procedure' });
    expect(card.worn).toMatchObject({ stage: 1, over: false });
    await world.pass(14);
    card = await world.visit(place, { ...handOver(3, 7), done: ['ipr-0', 'place-0'] });
    expect(card).toMatchObject({ worn: { stage: 3 }, expected: { stage: 3 }, behind: 0 });
    expect(card.next).toMatchObject({ handOver: { from: 8, to: 10 }, because: 'last' });
    await world.pass(35);
    card = await world.visit(place, { ...handOver(8, 10), done: ['remove-0'] });
    expect(card.next).toMatchObject({ handOver: null, because: 'last' });
    expect(card.plannedEnd).toBe(card.likelyEnd);
    await world.pass(21);
    card = await world.card(place);
    expect(card.expected).toEqual({ stage: 10, ended: true });
    expect(ids(card.procedures.filter(({ doneOn }) => doneOn === null))).toEqual(['remove-1']);
  });

  test('says how far the patient is behind, and counts on from what the patient wears', async () => {
    const place = await world.treated({ wearDays: 7 });
    await world.visit(place, handOver(1, 4));
    await world.pass(21);
    expect(await world.card(place)).toMatchObject({ expected: { stage: 4 }, worn: { stage: 4 }, behind: 0 });
    const card = await world.visit(place, { wears: 2, note: 'On holiday without them' });
    expect(card).toMatchObject({ expected: { stage: 4 }, worn: { stage: 2, since: card.today }, behind: 2 });
    expect(card.visits[0]).toMatchObject({ wears: { stage: 2 }, planned: 4, handedOver: null });
    expect(card.next).toMatchObject({ handOver: { from: 5 }, begins: null });
    expect(dayOf(card.likelyEnd!) - dayOf(card.plannedEnd!)).toBe(14);
    const { entries } = await world.browsers.member.call(viewHistory, of(place));
    expect(entries[0]).toMatchObject({ event: 'patient_behind', orderId: null });
    await world.pass(7);
    expect(await world.card(place)).toMatchObject({ worn: { stage: 3 }, behind: 2 });
  });

  test('waits with who has nothing to go on with: behind from the day on which the next should begin', async () => {
    const place = await world.treated({ wearDays: 7 });
    await world.visit(place, handOver(1, 2));
    await world.pass(14);
    expect(await world.card(place)).toMatchObject({
      worn: { stage: 2, over: true },
      expected: { stage: 3 },
      behind: 1,
    });
  });

  test('counts by new wear days from the next aligner on', async () => {
    const place = await world.treated({ wearDays: 12 });
    await world.visit(place, handOver(1, 10));
    await world.pass(7);
    await world.visit(place, { wearDays: 7 });
    await world.pass(14);
    expect(await world.card(place)).toMatchObject({ worn: { stage: 3 }, expected: { stage: 3 }, wearDays: 7 });
  });

  test('doesn’t count days on hold', async () => {
    const place = await world.treated({ wearDays: 7 });
    await world.visit(place, handOver(1, 10));
    await world.pass(7);
    await world.browsers.provider.call(orders.holdOrder, { params: place, body: { reason: 'Surgery' } });
    await world.pass(70);
    expect(await world.card(place)).toMatchObject({ worn: { stage: 2 }, expected: { stage: 2 } });
    await world.browsers.provider.call(orders.resumeOrder, { params: place, body: {} });
    await world.pass(7);
    expect(await world.card(place)).toMatchObject({ worn: { stage: 3 }, expected: { stage: 3 }, behind: 0 });
  });

  test('takes wear days from the prescription where the laboratory planned nothing', async () => {
    const place = await world.treated();
    expect(await world.card(place)).toMatchObject({ setup: { nothingBeside: true }, wearDays: 7 });
    expect((await world.card(place)).next).toMatchObject({ handOver: { from: 1, to: 8 }, because: 'weeks' });
    await world.sql(`update setups set treatment = '{}' where order_id = $1`, [place.orderId]);
    expect(await world.card(place)).toMatchObject({ setup: { nothingBeside: true }, wearDays: 7 });
  });

  test('begins again with a revision once its aligners were sent; the course before stays to be read', async () => {
    const first = await world.treated({ wearDays: 7 });
    await world.visit(first, handOver(1, 6));
    const later = await world.browsers.provider.call(orders.startLaterOrder, {
      params: { caseId: first.caseId },
      body: { kind: 'revision' },
    });
    const second = { caseId: first.caseId, orderId: later.id };
    await world.sql(
      `update orders set category = 'setup_in_production', sent_at = now(), submitted_at = now(), accepted_at = now() where id = $1`,
      [second.orderId],
    );
    const recordId = await world.record(second, 'setup', { facts: { upperStages: 5, lowerStages: 5 } });
    await world.browsers.technician.call(orders.deliverSetup, { params: second, body: { recordId } });
    await world.approve(second);
    const present = async () => (await world.browsers.provider.call(viewChairsideCard, of(first))).card!;
    expect((await present()).order.id).toBe(first.orderId);
    await world.ship(second, { fromStage: 1, toStage: 5 });
    expect(await present()).toMatchObject({ order: { id: second.orderId }, handedTo: 0, setup: { stages: 5 } });
    expect((await world.card(first)).handedTo).toBe(6);
    expect((await world.visit(second, handOver(1, 5))).worn).toMatchObject({ stage: 1 });
    expect((await present()).courses.map(({ orderId }) => orderId)).toEqual([second.orderId, first.orderId]);
  });
});

describe('a visit is taken back', () => {
  const takeBack = (place: Place, visitId: string, who: 'provider' | 'member' = 'provider') =>
    world.browsers[who].try(takeBackVisit, { params: { caseId: place.caseId, visitId } });

  test('by nobody else, not under a later one, and not on another day', async () => {
    const place = await world.treated();
    const first = (await world.visit(place, handOver(1, 2))).visits[0]!;
    expect((await world.card(place, 'member')).visits[0]!.mayTakeBack).toBe(false);
    expect((await takeBack(place, first.id, 'member')).problem.code).toBe('not_yours');
    const second = (await world.visit(place, { note: 'Called' }, 'member')).visits[0]!;
    expect((await takeBack(place, first.id)).problem.code).toBe('visit_not_last');
    expect((await takeBack(place, newId())).problem.code).toBe('not_found');
    await world.pass(1);
    expect((await takeBack(place, second.id, 'member')).problem.code).toBe('visit_too_old');
    expect((await takeBack(place, first.id)).problem.code).toBe('visit_too_old');
  });

  test('by who recorded it, on the same day: all is as before, and the history tells both', async () => {
    const place = await world.treated(plan);
    const before = await world.card(place);
    const [visit] = (await world.visit(place, { ...handOver(1, 2), done: ['place-1'], wearDays: 10 })).visits;
    expect(visit!.mayTakeBack).toBe(true);
    const { status, reply } = await takeBack(place, visit!.id);
    expect(status).toBe(200);
    const { visits, ...after } = await world.card(place);
    const { visits: none, ...was } = before;
    expect(after).toEqual(was);
    expect(reply.visits).toEqual(visits);
    expect(none).toEqual([]);
    expect(visits).toMatchObject([{ id: visit!.id, takenBackAt: expect.any(String), mayTakeBack: false }]);
    expect((await takeBack(place, visit!.id)).status).toBe(200);
    const { entries } = await world.browsers.provider.call(viewHistory, of(place));
    expect(entries.slice(0, 2).map(({ event }) => event)).toEqual(['take_back_visit', 'record_visit']);
    expect((await world.visit(place, handOver(1, 2))).visits).toHaveLength(2);
  });
});
