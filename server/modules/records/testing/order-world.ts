import { newId } from '#platform/ids.ts';
import type { TestBrowser } from '#testing/browser.ts';
import { makeWorld, type Organisation, type Person, type World, type WorldOptions } from '#testing/world.ts';

export type OrderWorld = World & {
  readonly laboratory: Organisation;
  /** A dentist of the practice, a colleague at its desk, the laboratory's manager, and somebody of another practice. */
  readonly people: Record<'dentist' | 'desk' | 'technician' | 'outsider', Person>;
  readonly browsers: Record<'dentist' | 'desk' | 'technician' | 'outsider', TestBrowser>;
  /** A case with one order. */
  order(category?: string): Promise<{ caseId: string; orderId: string }>;
  /** The order goes on to another category, sent to the laboratory if it wasn't. */
  move(orderId: string, category: string): Promise<void>;
};

/** A practice, a laboratory it orders from, and cases of theirs, made past the modules that come later. */
export async function makeOrderWorld(postgresUrl: string, options: WorldOptions = {}): Promise<OrderWorld> {
  const world = await makeWorld(postgresUrl, options);
  const group = await world.group('Harbour Group');
  const practice = await world.practice(group, 'Harbour');
  const elsewhere = await world.practice(await world.group('Hill Group'), 'Hill');
  const laboratory = await world.organisation('laboratory', 'Clear Lab');
  const otherLaboratory = await world.organisation('laboratory', 'Other Lab');
  const people = {
    dentist: await world.person({ firstName: 'Dana', lastName: 'Dentist' }),
    desk: await world.person({ firstName: 'Dee', lastName: 'Desk' }),
    technician: await world.person({ firstName: 'Tom', lastName: 'Technician' }),
    outsider: await world.person({ firstName: 'Olga', lastName: 'Outsider' }),
  };
  await world.member(practice, people.dentist, 'practitioner', 'admin', 'dentist');
  await world.member(practice, people.desk, 'front_desk');
  await world.member(laboratory, people.technician, 'technician');
  await world.member(elsewhere, people.outsider, 'owner_manager');
  await world.member(otherLaboratory, people.outsider, 'laboratory_manager');
  const as = async (person: Person) => world.as(person);
  const [practitioner] = await world.sql<{ id: string }>('select id from practitioners where account_id = $1', [
    people.dentist.id,
  ]);
  const move: OrderWorld['move'] = async (orderId, category) => {
    await world.sql(
      `update orders set category = $2, laboratory_id = $3,
              sent_at = case when $2 in ('draft', 'awaiting_confirmation') then null else coalesce(sent_at, $4) end where id = $1`,
      [orderId, category, laboratory.id, world.clock.now()],
    );
    await world.sql('select refresh_case(case_id) from orders where id = $1', [orderId]);
  };
  return {
    ...world,
    laboratory,
    people,
    browsers: {
      dentist: await as(people.dentist),
      desk: await as(people.desk),
      technician: await as(people.technician),
      outsider: await as(people.outsider),
    },
    move,
    async order(category = 'draft') {
      const [caseId, orderId] = [newId(), newId()];
      await world.sql(
        `insert into cases (id, group_id, practice_id, practitioner_id, created_by, created_at, last_activity_at) values ($1, $2, $3, $4, $5, $6, $6)`,
        [caseId, group.id, practice.id, practitioner!.id, people.dentist.id, world.clock.now()],
      );
      await world.sql(
        `insert into orders (id, case_id, kind, category, turn_since, author_id, created_at, prescription, saved_at)
         values ($1, $2, 'aligner', 'draft', $4, $3, $4, '{}', $4)`,
        [orderId, caseId, people.dentist.id, world.clock.now()],
      );
      await move(orderId, category);
      return { caseId, orderId };
    },
  };
}
