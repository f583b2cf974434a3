import Fastify from 'fastify';
import pg from 'pg';

/** What one would write without Midline: the same list, case and mark through Fastify and pg, without sign-in, rights, policies or audit. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, options: '-c search_path=midline' });
const server = Fastify();
type Named = { Params: { id: string } };

const columns = `r.case_id as id, r.number, r.practice_id as "practiceId", r.practice, r.patient_id, r.first_name, r.last_name, r.practitioner_id, r.provider, r.laboratory,
  r.technician, r.last_activity_at as "lastActivityAt", r.status, r.category, r.orders, r.package, r.setup_version as "setupVersion",
  r.collaborator_status as "collaboratorStatus", r.collaborators, r.turn, r.turn_since as "turnSince", r.promised_on as "promisedOn",
  r.needs_provider as "needsProvider", r.answer_needed as "answerNeeded", r.not_shared as "notShared"`;
const page = `select ${columns}, exists (select from unread_cases u where u.viewer_id = r.viewer_id and u.case_id = r.case_id) as unread from case_rows r
  where r.viewer_id = $1 and r.closed = false order by r.last_activity_at desc, r.case_id desc limit 50`;
const taken = (kind: string) =>
  `(select count(*) from orders x where x.case_id = c.id and x.submitted_at is not null and x.category not in ('cancelled', 'refused') and x.kind = '${kind}')::integer`;
const one = `select ${columns},
    exists (select from unread_cases u where u.account_id = $2 and u.viewer_id = r.viewer_id and u.case_id = r.case_id) as unread,
    p.birth_date as "birthDate", p.sex, c.group_id as "groupId", c.created_at as "createdAt",
    (select m.first_name || ' ' || m.last_name from members m where m.account_id = c.created_by order by m.organisation_id = c.practice_id desc, m.joined_at desc limit 1) as "createdBy",
    case when c.package is not null then c.package || jsonb_build_object('chosenAt', c.package_chosen_at, 'revisions', ${taken('revision')}, 'retainerSets', ${taken('retainer')},
      'stages', (select max(greatest(s.upper_stages, s.lower_stages)) from setups s where s.case_id = c.id and s.decision = 'approved')) end as taken,
    (select json_agg(json_build_object('name', m.first_name || ' ' || m.last_name, 'level', m.level, 'provider', m.account_id = r.provider_account_id,
        'submitter', b.account_id is not null, 'since', coalesce(b.given_at, m.joined_at)))
      from members m left join submitters b on b.practice_id = c.practice_id and b.practitioner_id = c.practitioner_id and b.account_id = m.account_id
      where m.organisation_id = c.practice_id and m.removed_at is null and m.deactivated_at is null) as people,
    (select json_build_object('id', h.id, 'to', t.first_name || ' ' || t.last_name, 'until', h.until, 'offeredBy', h.offered_name, 'offeredAt', h.offered_at)
      from hand_overs h join practitioners t on t.id = h.to_practitioner_id
      where h.case_id = c.id and h.accepted_at is null and h.declined_at is null and h.withdrawn_at is null) as "handOver"
  from cases c join case_rows r on r.case_id = c.id and r.viewer_id = c.practice_id left join patients p on p.id = c.patient_id where c.id = $1`;

server.get('/ready', async () => ({ ok: true }));
server.get<Named>('/cases/:id', async (request) => {
  const { rows } = await pool.query({ name: 'page', text: page, values: [request.params.id] });
  return { rows };
});
server.get<Named & { Querystring: { by: string } }>('/case/:id', async (request) => {
  const { rows } = await pool.query({ name: 'one', text: one, values: [request.params.id, request.query.by] });
  return rows[0];
});
server.put<Named & { Body: { notShared: boolean; by: string } }>('/case/:id/private', async (request, reply) => {
  const client = await pool.connect();
  try {
    const { id } = request.params;
    const { notShared, by } = request.body;
    await client.query('begin');
    await client.query({
      name: 'mark',
      text: 'update cases set not_shared = $2 where id = $1 and not_shared <> $2',
      values: [id, notShared],
    });
    const history = `insert into case_history (id, case_id, at, account_id, name, event) values (gen_random_uuid(), $1, now(), $2, 'Bench', 'mark_private')`;
    await client.query({ name: 'history', text: history, values: [id, by] });
    await client.query({ name: 'touch', text: 'select touch_case($1, now())', values: [id] });
    await client.query('commit');
    return reply.code(204).send();
  } finally {
    client.release();
  }
});
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
