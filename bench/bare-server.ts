import { createHash, randomBytes } from 'node:crypto';
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
const link = 'insert into invitation_links (digest, invitation_id, created_at) values ($1, $2, now())';
const letter = `insert into letters (id, to_address, language, template, payload, message_id, state, created_at)
  values (gen_random_uuid(), $1, 'en', 'team.invitation', $2, $3, 'kept', now())`;
const event = `insert into events (at, kind, organisation_id) values (now(), 'invitations_changed', $1)`;
const audit = `insert into audit_entries (id, at, account_id, permission, action, reads, organisation_id, subject_kind, subject_id, facts)
  values (gen_random_uuid(), now(), $1, 'members.invite', 'invite', false, $2, 'invitation', $3, $4)`;
const member = 'select 1 from members where organisation_id = $1 and email_key = $2 and removed_at is null';

server.get('/ready', async () => ({ ok: true }));
server.get<{ Params: { id: string } }>('/members/:id', async (request) => {
  const { rows } = await pool.query(members, [request.params.id]);
  return { members: rows };
});
type Invitee = { email: string; firstName: string; lastName: string; by: string };

/** One row and nothing else. */
server.post<{ Params: { id: string }; Body: Invitee }>('/row/:id', async (request) => {
  const { email, firstName, lastName, by } = request.body;
  const { rows } = await pool.query(invite, [request.params.id, email, firstName, lastName, by]);
  return rows[0];
});

/** The same task by hand: not a member yet, then invitation, link, letter, live event and audit entry in one transaction, nothing encrypted. */
server.post<{ Params: { id: string }; Body: Invitee }>('/invitations/:id', async (request, reply) => {
  const { email, firstName, lastName, by } = request.body;
  const client = await pool.connect();
  try {
    await client.query('begin');
    if ((await client.query(member, [request.params.id, email])).rowCount) return reply.code(409).send();
    const { rows } = await client.query(invite, [request.params.id, email, firstName, lastName, by]);
    const token = randomBytes(32);
    await client.query(link, [createHash('sha256').update(token).digest(), rows[0].id]);
    await client.query(letter, [email, Buffer.from(JSON.stringify({ url: token.toString('base64url') })), rows[0].id]);
    await client.query(event, [request.params.id]);
    const facts = { email, firstName, lastName, role: rows[0].role, level: rows[0].level };
    await client.query(audit, [by, request.params.id, rows[0].id, facts]);
    await client.query('commit');
    return rows[0];
  } finally {
    client.release();
  }
});
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
