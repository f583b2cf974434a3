-- Messages of a case between provider side and its collaborators, their attachments, and which engine translates them.
--
-- What others call: lines about what happened are written by triggers. Whoever writes case_history (contract/collaborator-messages.ts,
-- threadEvents, lists the events that make a line; the entry's reason and facts go along) or case_collaborators (given, taken, left) writes
-- no line. For anything else: tell_thread(case, event, facts, reason, moment).

set local search_path = midline, pg_catalog;

create table collaborator_messages (
  case_id uuid not null references cases,
  number integer not null check (number > 0),
  id uuid not null unique,
  revision integer not null,
  at timestamptz not null,
  account_id uuid references accounts,
  name text not null,
  service text,
  side text not null check (side in ('provider_side', 'collaborator', 'laboratory')),
  event text,
  facts jsonb not null default '{}',
  body text not null default '',
  language text not null default '',
  edited_at timestamptz,
  primary key (case_id, number),
  unique (case_id, revision),
  check (event is not null or (account_id is not null and side <> 'laboratory'))
);
comment on table collaborator_messages is 'The thread of a case between provider side and its collaborators: messages, and lines that mark what happened to its status.';
comment on column collaborator_messages.number is 'Place in the thread, without gaps, given under the lock of the case: the order in which everybody reads.';
comment on column collaborator_messages.revision is 'Grows with each message and each edit of the thread: what came after one that a reader has is what changed since.';
comment on column collaborator_messages.service is 'The planning service for which the person wrote.';
comment on column collaborator_messages.event is 'Null for what a person wrote; otherwise what happened, told in the reader''s language; body is then the reason.';
comment on column collaborator_messages.language is 'The writer''s own language: the first guess at what the message is written in.';
create index on collaborator_messages (account_id);

create table message_attachments (
  id uuid primary key,
  case_id uuid not null references cases,
  message_id uuid references collaborator_messages (id),
  place smallint not null default 0,
  account_id uuid not null references accounts,
  file_name text not null,
  bytes bigint not null check (bytes > 0),
  format text not null,
  content_hash text not null,
  added_at timestamptz not null,
  removed_at timestamptz
);
comment on table message_attachments is 'Files of messages; without a message it is its uploader''s, who hasn''t sent it yet.';
create index on message_attachments (case_id);
create index on message_attachments (message_id) where message_id is not null;
create index on message_attachments (account_id);
create index on message_attachments (added_at) where message_id is null;

create table message_reads (
  account_id uuid not null references accounts on delete cascade,
  case_id uuid not null references cases,
  number integer not null,
  at timestamptz not null,
  primary key (account_id, case_id)
);
comment on table message_reads is 'Up to which message of a case a person has read.';
create index on message_reads (case_id);

alter table practices add column translation_engine text not null default 'none' check (translation_engine in ('none', 'browser', 'libretranslate', 'apertium'));
comment on column practices.translation_engine is 'Who translates messages of the practice''s cases: the only one their text goes to.';

create function last_message(asked uuid) returns integer language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select coalesce(max(m.number), 0) from collaborator_messages m where m.case_id = asked
$$;
comment on function last_message(uuid) is 'The number of the newest message of a case.';

alter table unread_cases add column thread text not null default 'laboratory' check (thread in ('laboratory', 'collaborators'));
alter table unread_cases add column number integer not null default 0;
alter table unread_cases drop constraint unread_cases_pkey, add primary key (account_id, viewer_id, case_id, thread);
comment on table unread_cases is 'Cases with a message that a person has not seen; viewer_id is as whom: practice, laboratory, planning service, or the account itself as collaborator.';
comment on column unread_cases.number is 'The newest of the messages not seen, so that reading up to an earlier one doesn''t clear it.';

-- Who reads -----------------------------------------------------------------------------------------------------------------------------

create function messages_after(asked uuid) returns integer language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select min(k.messages_after) from case_collaborators k join collaborations b on b.id = k.collaboration_id
   where k.case_id = asked and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
     and exists (select from case_rows r where r.case_id = asked and r.side = 'collaborator' and r.viewer_id = any (own_viewers())
       and (r.viewer_id = coalesce(b.service_id, b.account_id) or exists (select from service_assignments a where a.case_id = asked
         and a.service_id = b.service_id and a.account_id = r.viewer_id and a.ended_at is null)))
$$;
comment on function messages_after(uuid) is 'The number from which on a collaborator reads a case''s messages; null for who isn''t one.';

create function in_thread_as(asked uuid, out side text, out service text, out archived boolean)
language plpgsql stable security definer parallel safe set search_path = midline, pg_temp as $$
begin
  if exists (select from cases c where c.id = asked and c.practice_id = any (own_viewers())) then
    side := 'provider_side';
    archived := false;
  elsif messages_after(asked) is not null then
    side := 'collaborator';
    archived := exists (select from case_rows r where r.case_id = asked and r.side = 'practice' and r.closed);
    -- Who was given the case in person speaks in person.
    select case when bool_or(b.account_id = current_account()) then null else min(o.name) end into service
      from case_collaborators k join collaborations b on b.id = k.collaboration_id left join organisations o on o.id = b.service_id
     where k.case_id = asked and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
       and (b.account_id = current_account() or exists (select from members m where m.organisation_id = b.service_id and m.account_id = current_account()
         and m.removed_at is null and m.deactivated_at is null));
  end if;
end $$;
comment on function in_thread_as(uuid) is 'As what the account stands in the thread of a case: its side, null for none; the planning service it speaks for; whether it only reads.';

create function translation_of(asked uuid) returns text language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select p.translation_engine from cases c join practices p on p.id = c.practice_id where c.id = asked and (select t.side from in_thread_as(asked) t) is not null
$$;
comment on function translation_of(uuid) is 'The engine that a case''s practice chose, for the people of the thread: a collaborator sees nothing else of the practice''s settings.';

-- Writing ---------------------------------------------------------------------------------------------------------------------------------

create function append_message(told_case uuid, message uuid, moment timestamptz, writer uuid, writer_name text, writer_service text, writer_side text,
  happened text, told_facts jsonb, words text, writer_language text) returns integer
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare place integer;
begin
  -- Held until the transaction ends: whoever writes next has to wait, so that places are taken in the order of commits.
  perform from cases c where c.id = told_case for no key update;
  insert into collaborator_messages (case_id, number, id, revision, at, account_id, name, service, side, event, facts, body, language)
  select told_case, coalesce(max(m.number), 0) + 1, message, coalesce(max(m.revision), 0) + 1, moment, writer, writer_name, writer_service, writer_side,
         happened, told_facts, words, writer_language
    from collaborator_messages m where m.case_id = told_case
  returning number into place;
  return place;
end $$;
comment on function append_message(uuid, uuid, timestamptz, uuid, text, text, text, text, jsonb, text, text) is 'Puts a message or line at the end of a case''s thread. Not for requests.';

create function tell_messages(told_case uuid, moment timestamptz) returns void language sql volatile security definer set search_path = midline, pg_temp as $$
  insert into events (at, kind, organisation_id, case_id)
  select moment, 'messages_changed', r.viewer_id, told_case from case_rows r where r.case_id = told_case and r.side <> 'laboratory'
$$;
comment on function tell_messages(uuid, timestamptz) is 'Tells open pages of the thread''s people that it changed; a laboratory hears nothing.';

create function post_message(told_case uuid, message uuid, moment timestamptz, words text, brought uuid[])
returns text language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare mine record; writer record; place integer;
begin
  select * into mine from in_thread_as(told_case);
  if mine.side is null then return 'not_found'; end if;
  if mine.archived then return 'case_archived'; end if;
  perform from cases c where c.id = told_case for no key update;
  -- Sent before by a browser that didn't hear.
  if exists (select from collaborator_messages m where m.id = message) then
    return case when exists (select from collaborator_messages m where m.id = message and m.case_id = told_case and m.account_id = current_account() and m.event is null)
      then 'had' else 'taken' end;
  end if;
  if (select count(*) from message_attachments t where t.id = any (brought) and t.case_id = told_case and t.account_id = current_account()
      and t.message_id is null and t.removed_at is null) <> cardinality(brought) then
    return 'attachment_unknown';
  end if;
  select a.first_name || ' ' || a.last_name as name, a.language into writer from accounts a where a.id = current_account();
  place := append_message(told_case, message, moment, current_account(), writer.name, mine.service, mine.side, null, '{}', words, writer.language);
  update message_attachments t set message_id = message, place = array_position(brought, t.id) where t.id = any (brought);
  insert into message_reads (account_id, case_id, number, at) values (current_account(), told_case, place, moment)
    on conflict (account_id, case_id) do update set number = greatest(message_reads.number, excluded.number), at = excluded.at;
  delete from unread_cases u where u.account_id = current_account() and u.case_id = told_case and u.thread = 'collaborators' and u.number <= place;
  insert into unread_cases (account_id, viewer_id, case_id, thread, since, number)
  select distinct on (p.account_id, p.viewer_id) p.account_id, p.viewer_id, told_case, 'collaborators', moment, place from (
    select m.account_id, r.viewer_id from case_rows r join members m on m.organisation_id = r.viewer_id
     where r.case_id = told_case and r.side <> 'laboratory' and m.removed_at is null and m.deactivated_at is null
       and (r.side = 'practice' or m.role = 'service_manager')
    union all
    select a.id, a.id from case_rows r join accounts a on a.id = r.viewer_id where r.case_id = told_case and r.side = 'collaborator') p
   where p.account_id <> current_account()
   order by p.account_id, p.viewer_id
  on conflict (account_id, viewer_id, case_id, thread) do update set number = excluded.number;
  perform tell_messages(told_case, moment);
  return 'written';
end $$;
comment on function post_message(uuid, uuid, timestamptz, text, uuid[]) is
  'Writes the account''s message with its attachments, marks the case as unread for everybody else of the thread, and tells open pages.';

create function edit_message(told_case uuid, message uuid, moment timestamptz, words text, allowed interval) returns text
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare mine record; m collaborator_messages;
begin
  select * into mine from in_thread_as(told_case);
  perform from cases c where c.id = told_case for no key update;
  select * into m from collaborator_messages k where k.case_id = told_case and k.id = message;
  if mine.side is null or m.id is null or (mine.side = 'collaborator' and m.number <= messages_after(told_case)) then return 'not_found'; end if;
  if m.event is not null or m.account_id <> current_account() then return 'not_yours'; end if;
  if mine.archived then return 'case_archived'; end if;
  if moment - m.at > allowed then return 'too_late_to_edit'; end if;
  if m.body <> words then
    update collaborator_messages k set body = words, edited_at = moment,
        revision = (select max(z.revision) + 1 from collaborator_messages z where z.case_id = told_case)
     where k.case_id = told_case and k.number = m.number;
    perform tell_messages(told_case, moment);
  end if;
  return 'edited';
end $$;
comment on function edit_message(uuid, uuid, timestamptz, text, interval) is 'Another wording for the account''s own message, soon after it was written.';

create function mark_messages_read(told_case uuid, up_to integer, moment timestamptz) returns boolean
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare reached integer := least(up_to, last_message(told_case)); cleared integer;
begin
  if (select side from in_thread_as(told_case)) is null then return false; end if;
  insert into message_reads (account_id, case_id, number, at) values (current_account(), told_case, reached, moment)
    on conflict (account_id, case_id) do update set number = excluded.number, at = excluded.at where message_reads.number < excluded.number;
  -- A message that is being written now raises the number first: then this leaves the row alone.
  delete from unread_cases u where u.account_id = current_account() and u.case_id = told_case and u.thread = 'collaborators' and u.number <= reached;
  get diagnostics cleared = row_count;
  return cleared > 0;
end $$;
comment on function mark_messages_read(uuid, integer, timestamptz) is 'Notes up to where the account has read a thread; whether something was unread that isn''t any more.';

-- Lines ---------------------------------------------------------------------------------------------------------------------------------------

create function tell_thread(told_case uuid, happened text, told_facts jsonb, reason text, moment timestamptz) returns void
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare mine record; teller text;
begin
  if current_account() is not null then
    select * into mine from in_thread_as(told_case);
    if mine.side is null then raise exception 'nobody of the thread tells it' using errcode = 'insufficient_privilege'; end if;
    select a.first_name || ' ' || a.last_name into teller from accounts a where a.id = current_account();
  end if;
  perform append_message(told_case, uuid_at(moment), moment, current_account(), coalesce(teller, ''), mine.service, coalesce(mine.side, 'provider_side'),
    happened, coalesce(told_facts, '{}'), coalesce(reason, ''), '');
  perform tell_messages(told_case, moment);
end $$;
comment on function tell_thread(uuid, text, jsonb, text, timestamptz) is
  'Writes a line about what happened into a case''s thread, in the name of the account; for what neither case_history nor case_collaborators tells.';

create function history_into_thread() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  if not exists (select from case_collaborators k where k.case_id = new.case_id) then return null; end if;
  perform append_message(new.case_id, uuid_at(new.at), new.at, new.account_id, new.name,
    case when new.acted_as = 'collaborator' then (select t.service from in_thread_as(new.case_id) t) end,
    case when new.acted_as in ('laboratory_manager', 'technician') then 'laboratory'
         when new.acted_as = 'collaborator' or new.acted_as like 'grant\_%' then 'collaborator' else 'provider_side' end,
    new.event, new.facts || coalesce((select jsonb_build_object('kind', x.kind) from orders x where x.id = new.order_id), '{}'), coalesce(new.reason, ''), '');
  return null;
end $$;
create trigger told_in_thread after insert on case_history for each row when (new.event in ('submit', 'deliver_setup', 'withdraw_setup', 'mark_ready',
    'take_back_ready', 'push_back', 'hand_to_provider', 'decline', 'take_back_decline', 'approve', 'take_back_approval', 'complete', 'cancel', 'consent_to_cancel', 'refuse', 'close',
    'reopen_case', 'hand_over', 'move'))
  execute function history_into_thread();

-- By statement: a hundred thousand cases given at once write their lines in one go.
create function givings_into_thread() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform from cases c where c.id in (select n.case_id from new_rows n) order by c.id for no key update;
    insert into collaborator_messages (case_id, number, id, revision, at, account_id, name, side, event, facts)
    select n.case_id, coalesce(l.number, 0) + row_number() over w, uuid_at(n.given_at), coalesce(l.revision, 0) + row_number() over w, n.given_at, n.given_by, n.given_name,
           'provider_side', 'give', jsonb_build_object('name', coalesce(o.name, b.first_name || ' ' || b.last_name))
      from new_rows n join collaborations b on b.id = n.collaboration_id left join organisations o on o.id = b.service_id
      left join lateral (select max(m.number) as number, max(m.revision) as revision from collaborator_messages m where m.case_id = n.case_id) l on true
    window w as (partition by n.case_id order by n.id);
  elsif exists (select from new_rows n join old_rows o on o.id = n.id where n.taken_at is not null and o.taken_at is null) then
    perform from cases c where c.id in (select n.case_id from new_rows n) order by c.id for no key update;
    insert into collaborator_messages (case_id, number, id, revision, at, account_id, name, side, event, facts)
    select n.case_id, coalesce(l.number, 0) + row_number() over w, uuid_at(n.taken_at), coalesce(l.revision, 0) + row_number() over w, n.taken_at, n.taken_by,
           coalesce(n.taken_name, ''), case when n.taken_because = 'collaborator' then 'collaborator' else 'provider_side' end,
           case when n.taken_because = 'collaborator' then 'leave' else 'take' end,
           jsonb_build_object('name', coalesce(s.name, b.first_name || ' ' || b.last_name), 'because', n.taken_because)
      from new_rows n join old_rows o on o.id = n.id and o.taken_at is null join collaborations b on b.id = n.collaboration_id
      left join organisations s on s.id = b.service_id
      left join lateral (select max(m.number) as number, max(m.revision) as revision from collaborator_messages m where m.case_id = n.case_id) l on true
     where n.taken_at is not null
    window w as (partition by n.case_id order by n.id);
  end if;
  return null;
end $$;
create trigger given_in_thread after insert on case_collaborators referencing new table as new_rows for each statement execute function givings_into_thread();
create trigger taken_in_thread after update on case_collaborators referencing old table as old_rows new table as new_rows for each statement execute function givings_into_thread();

-- Who no longer sees a case has nothing unread in it.
create function forget_unread_of_gone() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  delete from unread_cases u using old_rows o where u.case_id = o.case_id and u.viewer_id = o.viewer_id;
  return null;
end $$;
create trigger unread_goes_too after delete on case_rows referencing old table as old_rows for each statement execute function forget_unread_of_gone();

-- Second wall ---------------------------------------------------------------------------------------------------------------------------------

do $$
declare t text;
begin
  foreach t in array array['collaborator_messages', 'message_attachments', 'message_reads'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy jobs on %I to midline_worker using (true) with check (true)', t);
  end loop;
end $$;
create policy provider_side on collaborator_messages for select to midline_app
  using (exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));
create policy collaborator on collaborator_messages for select to midline_app using (number > messages_after(case_id));
create policy own on message_reads for select to midline_app using (account_id = (select current_account()));
create policy of_message on message_attachments for select to midline_app using (
  (message_id is null and account_id = (select current_account())) or exists (select from collaborator_messages m where m.id = message_id));
create policy brings on message_attachments for insert to midline_app
  with check (account_id = (select current_account()) and message_id is null and (select t.side from in_thread_as(case_id) t) is not null);
create policy takes_back on message_attachments for update to midline_app
  using (account_id = (select current_account()) and message_id is null) with check (message_id is null);

grant select on collaborator_messages, message_reads to midline_app, midline_worker;
grant select, insert, update (removed_at) on message_attachments to midline_app, midline_worker;
grant delete on message_attachments to midline_worker;
grant update (translation_engine) on practices to midline_app;

do $$
declare f text;
begin
  foreach f in array array['last_message(uuid)', 'messages_after(uuid)', 'in_thread_as(uuid)', 'translation_of(uuid)', 'post_message(uuid, uuid, timestamptz, text, uuid[])',
      'edit_message(uuid, uuid, timestamptz, text, interval)', 'mark_messages_read(uuid, integer, timestamptz)', 'tell_thread(uuid, text, jsonb, text, timestamptz)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to midline_app, midline_worker', f);
  end loop;
end $$;
revoke all on function append_message(uuid, uuid, timestamptz, uuid, text, text, text, text, jsonb, text, text), tell_messages(uuid, timestamptz), history_into_thread(),
  givings_into_thread(), forget_unread_of_gone() from public;
