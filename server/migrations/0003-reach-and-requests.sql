-- What an account reaches, and the functions that see further than it, each as narrow as its question.

set local search_path = midline, pg_catalog;

-- What an account may see and administer: the database's own reading of the rules -------------------------------------------

create function organisations_in_reach() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(pg_catalog.current_setting('midline.reach', true), ''), ',')::uuid[];
comment on function organisations_in_reach() is
  'Organisations whose existence the account may know: as member, as manager of the group, as instance administrator. Worked out by act_as().';

create function organisations_administered() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(pg_catalog.current_setting('midline.administered', true), ''), ',')::uuid[];
comment on function organisations_administered() is 'Organisations whose members and settings the account may change. Worked out by act_as().';

create function groups_in_reach() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(pg_catalog.current_setting('midline.groups', true), ''), ',')::uuid[];
comment on function groups_in_reach() is 'Groups in which the account has a practice. Worked out by act_as().';

create function act_as(acting uuid) returns jsonb language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare reach text; administered text; reached_groups text; manages boolean; more text; more_groups text; held jsonb;
begin
  select string_agg(m.organisation_id::text, ','), string_agg(m.organisation_id::text, ',') filter (where m.level = 'admin'),
         string_agg(o.group_id::text, ','), bool_or(m.role = 'group_manager'),
         jsonb_agg(jsonb_build_object('id', m.id, 'organisation', o.id, 'kind', o.kind, 'role', m.role, 'level', m.level))
    into reach, administered, reached_groups, manages, held
    from members m join organisations o on o.id = m.organisation_id
   where m.account_id = acting and m.removed_at is null and m.deactivated_at is null;
  if manages then
    select string_agg(o.id::text, ',') into more from members m join organisations o on o.group_id = m.organisation_id
     where m.account_id = acting and m.role = 'group_manager' and m.removed_at is null and m.deactivated_at is null and o.kind = 'practice';
    reach := concat_ws(',', reach, more);
    administered := concat_ws(',', administered, more);
  end if;
  if exists (select 1 from accounts a where a.id = acting and a.instance_administrator) then
    select string_agg(o.id::text, ','), string_agg(o.group_id::text, ',') into more, more_groups from organisations o where o.kind <> 'practice';
    reach := concat_ws(',', reach, more);
    administered := concat_ws(',', administered, more);
    reached_groups := concat_ws(',', reached_groups, more_groups);
  end if;
  perform set_config('midline.account', coalesce(acting::text, ''), true), set_config('midline.reach', coalesce(reach, ''), true),
    set_config('midline.administered', coalesce(administered, ''), true), set_config('midline.groups', coalesce(reached_groups, ''), true);
  return held;
end $$;
comment on function act_as(uuid) is 'Names the account of the transaction and works out, once, what it reaches; returns its active memberships.';

create function work_out_reach_again() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  if current_account() is not null then perform act_as(current_account()); end if;
  return null;
end $$;
comment on function work_out_reach_again() is 'Keeps the reach true when the transaction itself changes memberships or founds an organisation.';
create trigger reach_changed after insert or update on members for each statement execute function work_out_reach_again();
create trigger reach_changed after insert on organisations for each statement execute function work_out_reach_again();

create function practice_counts() returns table (group_id uuid, practices integer) language sql stable security definer parallel safe rows 50
set search_path = midline, pg_temp as $$
  select o.group_id, count(*)::integer from organisations o
   where o.kind = 'practice' and exists (select 1 from accounts a where a.id = current_account() and a.instance_administrator)
   group by o.group_id
$$;
comment on function practice_counts() is 'How many practices each group has, for the instance administrator, who sees no practice itself.';

create function people_in_log(organisation uuid, entries uuid[]) returns table (account_id uuid, name text)
language sql stable security definer parallel safe rows 20 set search_path = midline, pg_temp as $$
  select distinct a.id, a.first_name || ' ' || a.last_name
    from unnest(entries) given (id) join audit_entries e on e.id = given.id join accounts a on a.id = e.account_id
   where e.organisation_id = organisation and organisation = any ((select organisations_in_reach())::uuid[])
$$;
comment on function people_in_log(uuid, uuid[]) is
  'Names of those who acted in entries of an organisation, also of people whose membership is elsewhere, such as the managers of its group.';

create function own_address() returns text language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select email_key from accounts where id = current_account()
$$;
comment on function own_address() is 'The account''s address in comparable form.';

create function invitations_presented() returns setof uuid language sql stable security definer parallel safe rows 2
set search_path = midline, pg_temp as $$
  select l.invitation_id from invitation_links l where l.digest = presented_token()
  union
  select i.id from invitations i where i.email_key = own_address()
$$;
comment on function invitations_presented() is 'Invitations whose link was presented, or that are for the account''s own address.';

create function organisations_inviting() returns setof uuid language sql stable security definer parallel safe rows 2
set search_path = midline, pg_temp as $$
  select i.organisation_id from invitations i where i.id in (select invitations_presented())
     and i.accepted_at is null and i.declined_at is null and i.revoked_at is null and i.lapsed_at is null
$$;
comment on function organisations_inviting() is 'Organisations that the account, or the holder of the link, is invited to.';

-- What an operation needs to know or do beyond its own reach, each as narrow as it can be ---------------------------------------

create function setting_up() returns boolean language sql stable security definer set search_path = midline, pg_temp as $$
  select exists (select from instance where set_up_at is null)
     and exists (select from link_secrets l where l.digest = presented_token() and l.purpose = 'set_up' and l.used_at is null)
$$;
comment on function setting_up() is 'The first set-up is still to come, and its link was presented.';

create function keep_the_offer() returns trigger language plpgsql set search_path = midline, pg_temp as $$
begin
  if (current_account() is not null or presented_token() is not null)
     and not coalesce(old.organisation_id = any (organisations_administered()), false) then
    raise exception 'an invited person answers an invitation and does not change what it offers' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger offer_kept before update of role, level, expires_at on invitations
  for each row when ((old.role, old.level, old.expires_at) is distinct from (new.role, new.level, new.expires_at)) execute function keep_the_offer();

create function group_managers_of(asked_group uuid) returns setof uuid language sql stable security definer parallel safe rows 3
set search_path = midline, pg_temp as $$
  select m.account_id from members m
   where m.organisation_id = asked_group and asked_group = any ((select groups_in_reach())::uuid[])
     and m.role = 'group_manager' and m.removed_at is null and m.deactivated_at is null
$$;
comment on function group_managers_of(uuid) is 'Accounts that manage a group, for those who work in it.';

create function tell_address(address text, told_kind text, moment timestamptz) returns void language sql volatile security definer
set search_path = midline, pg_temp as $$
  insert into events (at, kind, account_id) select moment, told_kind, id from accounts where email_key = address
$$;
comment on function tell_address(text, text, timestamptz) is 'A live event for the account with this address, if there is one; says nothing about whether there is.';

create function inviter_of(invitation uuid) returns table (email text, first_name text, language text) language sql stable security definer
set search_path = midline, pg_temp as $$
  select a.email, a.first_name, a.language from invitations i join accounts a on a.id = i.invited_by
   where i.id = invitation and i.id in (select invitations_presented())
     and exists (select from members m where m.account_id = a.id and m.removed_at is null and m.deactivated_at is null
       and m.organisation_id in (i.organisation_id, (select o.group_id from organisations o where o.id = i.organisation_id)))
$$;
comment on function inviter_of(uuid) is 'Whom to tell that an invitation was answered, for the one who answers it; nobody once the inviter has left.';

create function end_workstation_sessions(person uuid, practice uuid, moment timestamptz) returns void language sql volatile security definer
set search_path = midline, pg_temp as $$
  with ended as (
    update sessions s set ended_at = moment
     where s.account_id = person and s.ended_at is null and practice = any ((select organisations_administered())::uuid[])
       and s.workstation_id in (select w.id from workstations w where w.practice_id = practice)
    returning s.id)
  insert into events (at, kind, account_id, session_id) select moment, 'signed_out', person, id from ended
$$;
comment on function end_workstation_sessions(uuid, uuid, timestamptz) is 'Signs a person out of a practice''s shared workstations, by those who administer it.';

create function workstation_sessions(person uuid, practice uuid) returns bigint language sql stable security definer
set search_path = midline, pg_temp as $$
  select count(*) from sessions s join workstations w on w.id = s.workstation_id
   where s.account_id = person and s.ended_at is null and w.practice_id = practice and practice = any ((select organisations_administered())::uuid[])
$$;
comment on function workstation_sessions(uuid, uuid) is 'Open sessions of a person at a practice''s shared workstations, for those who administer it.';

create function keep_an_admin() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  perform from organisations where id = old.organisation_id for no key update;
  if not exists (select from members m where m.organisation_id = old.organisation_id and m.level = 'admin'
                   and m.removed_at is null and m.deactivated_at is null) then
    raise exception 'an organisation keeps an active Admin' using errcode = 'check_violation', constraint = 'members_keep_an_admin';
  end if;
  return null;
end $$;
create constraint trigger members_keep_an_admin after update on members deferrable initially deferred
  for each row when (old.level = 'admin' and old.removed_at is null and old.deactivated_at is null
    and (new.level <> 'admin' or new.removed_at is not null or new.deactivated_at is not null))
  execute function keep_an_admin();

-- The first flight of a request: session, account and positions in one organisation ------------------------------------------

create function open_request(session_digest bytea, organisation uuid, moment timestamptz, only_reads boolean default false)
returns table (
  session_id uuid, account_id uuid, awaits_second_factor boolean, locked boolean, second_factor boolean,
  workstation_id uuid, idle_seconds double precision, idle_minutes_allowed integer, instance_administrator boolean, first_name text, last_name text, email text,
  language text, time_zone text, organisation_id uuid, organisation_kind text, group_id uuid, second_factor_required boolean, memberships jsonb
) language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare s sessions; held jsonb;
begin
  select * into s from sessions x where x.digest = session_digest and x.ended_at is null and x.expires_at > moment
    and x.last_seen_at > moment - case when x.workstation_id is null then interval '7 days' else interval '12 hours' end;
  if not found then return; end if;
  if s.last_seen_at < moment - interval '30 seconds' and s.workstation_id is null then
    update sessions x set last_seen_at = moment where x.id = s.id;
  end if;
  held := act_as(case when s.awaits_second_factor then null else s.account_id end);
  -- Of a read only its audit entry is written: the commit needn't wait for the disk.
  if only_reads then perform set_config('synchronous_commit', 'off', true); end if;
  return query
    select s.id, s.account_id, s.awaits_second_factor, s.locked_at is not null, s.second_factor_at is not null,
      s.workstation_id, extract(epoch from moment - s.last_seen_at)::double precision,
      (select wp.workstation_idle_minutes from workstations w join practices wp on wp.id = w.practice_id where w.id = s.workstation_id),
      a.instance_administrator, a.first_name, a.last_name, a.email, a.language, a.time_zone,
      o.id, o.kind, o.group_id, coalesce(p.second_factor_required, false),
      held
    from accounts a left join organisations o on o.id = organisation left join practices p on p.id = o.id
    where a.id = s.account_id;
end $$;
comment on function open_request(bytea, uuid, timestamptz, boolean) is
  'Proves the session and names its account for the rest of the transaction; returns what the guard decides by.';

create function close_session(session_digest bytea, moment timestamptz) returns table (session_id uuid, account_id uuid)
language sql volatile security definer set search_path = midline, pg_temp as $$
  update sessions x set ended_at = moment where x.digest = session_digest and x.ended_at is null returning x.id, x.account_id
$$;
comment on function close_session(bytea, timestamptz) is 'Ends the session whose cookie was presented, whoever it belongs to and also while it is locked.';

-- Shared workstations: what the holder of their cookie sees before signing in --------------------------------------------------

create function workstation_at(workstation_digest bytea)
returns table (id uuid, name text, practice_id uuid, practice_name text) language sql stable security definer rows 1
set search_path = midline, pg_temp as $$
  select w.id, w.name, w.practice_id, o.name from workstations w join organisations o on o.id = w.practice_id
   where w.digest = workstation_digest and w.removed_at is null
$$;
comment on function workstation_at(bytea) is 'The shared workstation whose cookie was presented.';

create function people_at(workstation_digest bytea)
returns table (account_id uuid, first_name text, last_name text, email_key text) language sql stable security definer
set search_path = midline, pg_temp as $$
  select a.id, a.first_name, a.last_name, a.email_key
    from workstations w join members m on m.organisation_id = w.practice_id join accounts a on a.id = m.account_id
   where w.digest = workstation_digest and w.removed_at is null and m.removed_at is null and m.deactivated_at is null
     and (exists (select from pins p where p.account_id = a.id) or exists (select from passkeys p where p.account_id = a.id))
   order by a.last_name, a.first_name, a.id
$$;
comment on function people_at(bytea) is 'Active members of the workstation''s practice who can sign in there by PIN or passkey.';

create function use_workstation(workstation_digest bytea, moment timestamptz) returns void
language sql volatile security definer set search_path = midline, pg_temp as $$
  update workstations set last_used_at = moment where digest = workstation_digest and removed_at is null
$$;
comment on function use_workstation(bytea, timestamptz) is 'Notes that somebody signed in at the workstation.';

create function close_workstation(workstation uuid, moment timestamptz) returns table (session_id uuid, account_id uuid)
language sql volatile security definer set search_path = midline, pg_temp as $$
  update sessions x set ended_at = moment
   where x.workstation_id = workstation and x.ended_at is null
     and exists (select from workstations w where w.id = workstation and w.practice_id = any ((select organisations_administered())::uuid[]))
  returning x.id, x.account_id
$$;
comment on function close_workstation(uuid, timestamptz) is 'Ends everybody''s sessions at a workstation that the account administers.';

create function enqueue(task text, payload json, key text default null, run_at timestamptz default null) returns void
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, job_key => key, run_at => run_at, max_attempts => 1000);
end $$;
comment on function enqueue(text, json, text, timestamptz) is 'Puts a job into the queue in the data''s own transaction.';
