-- Messages of a case between provider side and its collaborators.

set local search_path = midline, pg_catalog;

create table collaborator_messages (
  case_id uuid not null references cases,
  number integer not null check (number > 0),
  id uuid not null unique,
  at timestamptz not null,
  account_id uuid not null references accounts,
  name text not null,
  service text,
  side text not null check (side in ('provider_side', 'collaborator')),
  event text,
  facts jsonb not null default '{}',
  body text not null default '',
  edited_at timestamptz,
  primary key (case_id, number)
);
comment on table collaborator_messages is 'The thread of a case between provider side and its collaborators: messages, and lines that mark what happened to its status.';
comment on column collaborator_messages.number is 'Place in the thread, given under the lock of the case: the order in which everybody reads.';
comment on column collaborator_messages.service is 'The planning service for which the person wrote.';
comment on column collaborator_messages.event is 'Null for what a person wrote; otherwise what happened, told in the reader''s language; body is then the reason.';
create index on collaborator_messages (account_id);

create table message_reads (
  account_id uuid not null references accounts on delete cascade,
  case_id uuid not null references cases,
  number integer not null,
  at timestamptz not null,
  primary key (account_id, case_id)
);
comment on table message_reads is 'Up to which message of a case a person has read.';
create index on message_reads (case_id);

create function last_message(asked uuid) returns integer language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select coalesce(max(m.number), 0) from collaborator_messages m where m.case_id = asked
$$;
comment on function last_message(uuid) is 'The number of the newest message of a case.';

alter table unread_cases add column thread text not null default 'laboratory' check (thread in ('laboratory', 'collaborators'));
alter table unread_cases drop constraint unread_cases_pkey, add primary key (account_id, viewer_id, case_id, thread);
comment on table unread_cases is 'Cases with a message that a person has not seen; viewer_id is as whom: practice, laboratory, planning service, or the account itself as collaborator.';

alter table collaborator_messages enable row level security;
alter table message_reads enable row level security;
create policy jobs on collaborator_messages to midline_worker using (true) with check (true);
create policy jobs on message_reads to midline_worker using (true) with check (true);
create policy provider_side on collaborator_messages for select to midline_app
  using (exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));
create function messages_after(asked uuid) returns integer language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select min(k.messages_after) from case_collaborators k join collaborations b on b.id = k.collaboration_id
   where k.case_id = asked and k.taken_at is null and collaborates(asked) and (b.account_id = current_account() or exists (
     select from members m where m.organisation_id = b.service_id and m.account_id = current_account() and m.removed_at is null and m.deactivated_at is null))
$$;
comment on function messages_after(uuid) is 'The number from which on a collaborator reads a case''s messages; null for who isn''t one.';
create policy collaborator on collaborator_messages for select to midline_app using (number > messages_after(case_id));
create policy own on message_reads to midline_app using (account_id = (select current_account()));
grant select on collaborator_messages to midline_app, midline_worker;
grant select, insert, update on message_reads to midline_app, midline_worker;
revoke all on function last_message(uuid), messages_after(uuid) from public;
grant execute on function last_message(uuid), messages_after(uuid) to midline_app, midline_worker;
