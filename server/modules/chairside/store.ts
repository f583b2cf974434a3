import type { CaseScope } from '#access/scope.ts';
import { type TreatmentPlan, treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { dayIn } from '../cases/index.ts';
import type { CourseFacts } from './course.ts';

/** A case as its chairside card needs it. */
export type CaseFacts = {
  number: number;
  practice: string;
  timeZone: string;
  patient: { firstName: string; lastName: string } | null;
  provider: string | null;
  /** Newest first. */
  courses: CourseFacts[];
};

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const setupJson = `json_build_object('id', s.id, 'version', s.version, 'upperStages', s.upper_stages, 'lowerStages', s.lower_stages, 'treatment', s.treatment)`;
const shipmentsJson = `(select coalesce(json_agg(json_build_object('arch', h.arch, 'fromStage', h.from_stage, 'toStage', h.to_stage,
  'arrived', h.arrived_at is not null) order by h.number), '[]') from shipments h where h.order_id = x.id)`;
const visitsJson = `(select coalesce(json_agg(json_build_object('id', v.id, 'place', v.place, 'day', v.on_day, 'recordedAt', ${instant('v.recorded_at')},
  'accountId', v.account_id, 'name', v.name, 'fromStage', v.from_stage, 'toStage', v.to_stage, 'wearsStage', v.wears_stage, 'wearsSince', v.wears_since,
  'planned', v.planned_stage, 'wearDays', v.wear_days, 'done', v.done, 'note', v.note, 'takenBackAt', ${instant('v.taken_back_at')}) order by v.place), '[]')
  from visits v where v.order_id = x.id)`;
const holdsJson = `(select coalesce(json_agg(json_build_object('event', e.event, 'at', ${instant('e.at')}) order by e.id), '[]')
  from case_history e where e.order_id = x.id and e.event in ('hold', 'resume'))`;

const facts = `select c.number, o.name as practice, p.time_zone as "timeZone",
  case when t.id is not null then json_build_object('firstName', t.first_name, 'lastName', t.last_name) end as patient,
  case when r.id is not null then r.first_name || ' ' || r.last_name end as provider,
  (select coalesce(json_agg(json_build_object('orderId', x.id, 'kind', x.kind, 'category', x.category, 'heldFrom', x.held_from, 'heldBecause', x.held_because,
     'wearDays', (x.prescription -> 'approach' ->> 'wearDays')::integer, 'setup', ${setupJson}, 'shipments', ${shipmentsJson}, 'visits', ${visitsJson},
     'holds', ${holdsJson}) order by s.version desc), '[]')
     from orders x join setups s on s.order_id = x.id and s.decision = 'approved' and s.withdrawn_at is null
    where x.case_id = c.id and x.discarded_at is null and x.category not in ('cancelled', 'refused')) as courses
  from cases c join organisations o on o.id = c.practice_id join practices p on p.id = c.practice_id
  left join patients t on t.id = c.patient_id left join practitioners r on r.id = c.practitioner_id
 where c.id = $1`;

type Row = Omit<CaseFacts, 'courses'> & {
  courses: (Omit<CourseFacts, 'holds'> & { holds: { event: 'hold' | 'resume'; at: string }[] })[];
};

/** In one statement: whoever doesn’t see the case, or its practice, finds nothing. */
export async function factsOf(tx: Tx, scope: CaseScope): Promise<CaseFacts | undefined> {
  const [row] = await tx.query<Row>(facts, [scope.caseId]);
  if (!row) return undefined;
  const courses = row.courses.map((course) => ({
    ...course,
    setup: { ...course.setup, treatment: treatmentPlan.parse(course.setup.treatment) as TreatmentPlan },
    holds: course.holds.map(({ event, at }) => ({ event, day: dayIn(row.timeZone, new Date(at)) })),
  }));
  return { ...row, courses };
}

/**
 * The same with the order held for the rest of the transaction: of two people who record a visit of it at once, the second sees what the
 * first did.
 */
export function holdFacts(tx: Tx, scope: CaseScope, orderId: string): Promise<CaseFacts | undefined> {
  tx.send('select id from orders where id = $1 and case_id = $2 for update', [orderId, scope.caseId]);
  return factsOf(tx, scope);
}

/** The same for the order of a visit. */
export function holdFactsOfVisit(tx: Tx, scope: CaseScope, visitId: string): Promise<CaseFacts | undefined> {
  tx.send('select id from orders where id = (select order_id from visits where id = $1 and case_id = $2) for update', [
    visitId,
    scope.caseId,
  ]);
  return factsOf(tx, scope);
}

export type NewVisit = {
  id: string;
  orderId: string;
  setupId: string;
  place: number;
  day: string;
  by: { accountId: string; firstName: string; lastName: string };
  fromStage: number | null;
  toStage: number | null;
  wearsStage: number | null;
  wearsSince: string | null;
  planned: number | null;
  wearDays: number | null;
  done: string[];
  note: string;
};

export function insertVisit(tx: Tx, scope: CaseScope, given: NewVisit): void {
  tx.send(
    `insert into visits (id, case_id, order_id, setup_id, place, on_day, recorded_at, account_id, name, from_stage, to_stage, wears_stage, wears_since,
       planned_stage, wear_days, done, note) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      given.id,
      scope.caseId,
      given.orderId,
      given.setupId,
      given.place,
      given.day,
      tx.now,
      given.by.accountId,
      `${given.by.firstName} ${given.by.lastName}`,
      given.fromStage,
      given.toStage,
      given.wearsStage,
      given.wearsSince,
      given.planned,
      given.wearDays,
      given.done,
      given.note,
    ],
  );
}

export function markTakenBack(tx: Tx, scope: CaseScope, visitId: string): void {
  tx.send('update visits set taken_back_at = $3 where id = $1 and case_id = $2 and taken_back_at is null', [
    visitId,
    scope.caseId,
    tx.now,
  ]);
}
