import type { z } from 'zod';
import * as chairside from '#contract/chairside.ts';
import * as orders from '#contract/orders.ts';
import { treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { newId } from '#platform/ids.ts';
import type { WorldOptions } from '#testing/world.ts';
import { type Place, type TreatmentWorld, treatmentWorld, type Who } from '../../orders/testing/treatment-world.ts';

export type Plan = z.input<typeof treatmentPlan>;
export type Said = Omit<z.input<typeof chairside.recordVisit.body>, 'id' | 'orderId' | 'basedOn'>;

export type VisitWorld = TreatmentWorld & {
  /** An order with ten upper and eight lower stages by this plan, sent in full and received, unless said otherwise. */
  treated(plan?: Plan, more?: { to?: 'manufacturing' | 'shipped' | 'in_treatment' }): Promise<Place>;
  card(place: Place, who?: Who): Promise<chairside.ChairsideCard>;
  /** Records on what the card says now. */
  visit(place: Place, said: Said, who?: Who): Promise<chairside.ChairsideCard>;
  refusedVisit(place: Place, said: Said, who?: Who): Promise<string>;
  /** Days pass in which everybody stays signed in. */
  pass(days: number): Promise<void>;
  ship(place: Place, stages: { arch?: 'upper' | 'lower'; fromStage: number; toStage: number }): Promise<unknown>;
};

export async function visitWorld(postgresUrl: string, options: WorldOptions = {}): Promise<VisitWorld> {
  const world = await treatmentWorld(postgresUrl, options);
  const { browsers } = world;
  const asked = async (place: Place, said: Said) => {
    const { visits } = await here.card(place);
    const last = visits.find(({ takenBackAt }) => takenBackAt === null);
    const body = { id: newId(), orderId: place.orderId, basedOn: last?.id ?? null, ...said };
    return { params: { caseId: place.caseId }, body };
  };
  const here: VisitWorld = {
    ...world,
    async treated(plan = {}, { to = 'in_treatment' } = {}) {
      const place = await world.draft();
      await world.bring(place, 'setup_in_production');
      const recordId = await world.record(place, 'setup', { facts: { upperStages: 10, lowerStages: 8 } });
      await browsers.technician.call(orders.deliverSetup, {
        params: place,
        body: { recordId, treatment: treatmentPlan.parse(plan) },
      });
      await world.approve(place);
      await world.bring(place, to);
      return place;
    },
    async card(place, who = 'provider') {
      const { card } = await browsers[who].call(chairside.viewChairsideCard, {
        params: { caseId: place.caseId },
        query: { orderId: place.orderId },
      });
      return card!;
    },
    visit: async (place, said, who = 'provider') => browsers[who].call(chairside.recordVisit, await asked(place, said)),
    refusedVisit: async (place, said, who = 'provider') =>
      browsers[who].refusal(chairside.recordVisit, await asked(place, said)),
    async pass(days) {
      world.clock.pass({ days });
      await world.sql('update sessions set last_seen_at = $1', [world.clock.now()]);
    },
    ship: (place, stages) =>
      browsers.technician.call(orders.shipOrder, { params: place, body: { carrier: 'DHL', ...stages } }),
  };
  return here;
}
