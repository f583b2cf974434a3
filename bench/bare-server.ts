import Fastify from 'fastify';
import pg from 'pg';

/** What one would write without Midline: the same queries through Fastify and pg, without sign-in, rights, policies or audit. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10, options: '-c search_path=midline' });
const server = Fastify();

const members = `select m.id, m.account_id, m.first_name, m.last_name, m.email, m.role, m.level, m.practitioner_id, m.joined_at,
    m.deactivated_at, p.clinical_role, p.specialty, p.registration_number
  from members m left join practitioners p on p.id = m.practitioner_id
  where m.organisation_id = $1 and m.removed_at is null order by m.last_name, m.first_name, m.id`;

const invite = `insert into invitations (id, organisation_id, email, email_key, first_name, last_name, language, role, level, invited_by,
    inviter_name, created_at, sent_at, expires_at)
  values (gen_random_uuid(), $1, $2, $2, $3, $4, 'en', 'front_desk', 'user', $5, 'Bench', now(), now(), now() + interval '7 days') returning *`;

server.get('/ready', async () => ({ ok: true }));
server.get<{ Params: { id: string } }>('/members/:id', async (request) => {
  const { rows } = await pool.query(members, [request.params.id]);
  return { members: rows };
});
server.post<{ Params: { id: string }; Body: { email: string; firstName: string; lastName: string; by: string } }>(
  '/invitations/:id',
  async (request) => {
    const { email, firstName, lastName, by } = request.body;
    const { rows } = await pool.query(invite, [request.params.id, email, firstName, lastName, by]);
    return rows[0];
  },
);
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
