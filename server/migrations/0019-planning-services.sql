-- Planning services: who of a service works on which case; reservations of the open version; tokens for a person's software.

set local search_path = midline, pg_catalog;

-- Who works on which case -------------------------------------------------------------------------------------------------------------

create unique index service_assignments_one_each on service_assignments (case_id, service_id) where ended_at is null;

create table service_defaults (
  service_id uuid not null references organisations,
  practitioner_id uuid not null references practitioners,
  account_id uuid not null references accounts,
  set_by uuid not null references accounts,
  set_at timestamptz not null,
  primary key (service_id, practitioner_id)
);
comment on table service_defaults is 'Who of a planning service gets each new case of a provider at once.';
create index on service_defaults (practitioner_id);
create index on service_defaults (account_id);
create index on service_defaults (set_by);

-- As in 0009, and who of a planning service has the case.
create or replace function case_count_keys(r case_rows) returns text[] language sql immutable parallel safe set search_path = midline, pg_temp as $$
  select array_remove(array['status:' || r.status,
    case when not r.closed then 'category:' || r.category end,
    case when not r.closed then 'turn:' || coalesce(r.turn_account_id::text, r.turn) end,
    case when not r.closed and r.needs_provider then 'needs_provider' end,
    case when not r.closed and r.answer_needed then 'answer_needed' end,
    case when not r.closed and r.side = 'collaborator' then 'assigned:' || coalesce(r.technician_id::text, 'nobody') end], null)
$$;
create index case_rows_unassigned on case_rows (viewer_id, closed, last_activity_at, case_id) where technician_id is null and side = 'collaborator';

create function works_for_service(service uuid, person uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from members m where m.organisation_id = service and m.account_id = person
    and m.role in ('service_manager', 'service_member') and m.removed_at is null and m.deactivated_at is null)
$$;
comment on function works_for_service(uuid, uuid) is 'Whether a person is an active member of a planning service.';

create function assign_cases(service uuid, chosen uuid[], member uuid, moment timestamptz) returns table (changed integer, skipped integer)
language plpgsql volatile security definer rows 1 set search_path = midline, pg_temp as $$
#variable_conflict use_column
declare given uuid[]; moved uuid[];
begin
  changed := 0;
  skipped := cardinality(chosen);
  if not coalesce(service = any (own_viewers()), false) or (member is not null and not works_for_service(service, member)) then return next; return; end if;
  perform from cases c where c.id = any (chosen) order by c.id for no key update;
  given := array(select r.case_id from case_rows r where r.viewer_id = service and r.case_id = any (chosen) and r.side = 'collaborator');
  moved := array(select g from unnest(given) g where member is distinct from (
    select a.account_id from service_assignments a where a.case_id = g and a.service_id = service and a.ended_at is null));
  update service_assignments a set ended_at = moment where a.service_id = service and a.case_id = any (moved) and a.ended_at is null;
  if member is not null then
    insert into service_assignments (case_id, service_id, account_id, assigned_by, assigned_at) select g, service, member, current_account(), moment from unnest(moved) g
      on conflict (case_id, service_id, account_id) do update set ended_at = null, assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at;
  end if;
  changed := cardinality(moved);
  skipped := cardinality(chosen) - cardinality(given);
  if changed > 0 then perform refresh_collaboration(moved); end if;
  return next;
end $$;
comment on function assign_cases(uuid, uuid[], uuid, timestamptz) is
  'A manager of a planning service gives its cases to a member, or back to nobody. Cases that aren''t given to the service are left out and counted.';

create function providers_of_service(service uuid) returns table (practitioner_id uuid, name text, account_id uuid, member text)
language sql stable security definer parallel safe rows 20 set search_path = midline, pg_temp as $$
  select p.id, p.first_name || ' ' || p.last_name, d.account_id, a.first_name || ' ' || a.last_name
    from practitioners p left join service_defaults d on d.service_id = service and d.practitioner_id = p.id left join accounts a on a.id = d.account_id
   where service = any (own_viewers()) and exists (select from collaborations b
     where b.service_id = service and b.practitioner_id = p.id and b.accepted_at is not null and b.ended_at is null)
   order by p.name_key, p.id
$$;
comment on function providers_of_service(uuid) is 'Providers who work with a planning service, and who of it gets their new cases, for its managers.';

create function assign_given() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  insert into service_assignments (case_id, service_id, account_id, assigned_by, assigned_at)
    select distinct on (g.case_id, d.service_id) g.case_id, d.service_id, d.account_id, d.set_by, g.given_at
      from given g join collaborations b on b.id = g.collaboration_id
      join service_defaults d on d.service_id = b.service_id and d.practitioner_id = b.practitioner_id
     where g.taken_at is null and works_for_service(d.service_id, d.account_id)
       and not exists (select from service_assignments a where a.case_id = g.case_id and a.service_id = d.service_id and a.ended_at is null)
    on conflict (case_id, service_id, account_id) do update set ended_at = null, assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at;
  return null;
end $$;
create trigger assigned_at_once after insert on case_collaborators referencing new table as given for each statement execute function assign_given();

create function end_assignments_of_taken() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  update service_assignments a set ended_at = n.taken_at
    from after_it n join before_it o on o.id = n.id join collaborations b on b.id = n.collaboration_id
   where o.taken_at is null and n.taken_at is not null and n.taken_because <> 'handed_over'
     and a.case_id = n.case_id and a.service_id = b.service_id and a.ended_at is null;
  return null;
end $$;
create trigger assignments_ended after update on case_collaborators referencing old table as before_it new table as after_it
  for each statement execute function end_assignments_of_taken();

-- Whichever way a member of a service goes, the cases are nobody's at once.
create function end_assignments_of_leaver() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
declare freed uuid[]; moment timestamptz := coalesce(new.removed_at, new.deactivated_at);
begin
  delete from service_defaults d where d.service_id = new.organisation_id and d.account_id = new.account_id;
  with ended as (
    update service_assignments a set ended_at = moment where a.service_id = new.organisation_id and a.account_id = new.account_id and a.ended_at is null returning a.case_id)
  select array_agg(case_id) into freed from ended;
  if freed is not null then
    perform refresh_collaboration(freed);
    insert into events (at, kind, organisation_id) values (moment, 'cases_changed', new.organisation_id);
  end if;
  return null;
end $$;
create trigger leaver_unassigned after update of removed_at, deactivated_at on members for each row
  when (new.role in ('service_manager', 'service_member') and (new.removed_at is not null or new.deactivated_at is not null)) execute function end_assignments_of_leaver();

-- For whom a collaborator acts ---------------------------------------------------------------------------------------------------------

create function acting_service(asked uuid) returns jsonb language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select jsonb_build_object('id', o.id, 'name', o.name)
    from case_collaborators k join collaborations b on b.id = k.collaboration_id join organisations o on o.id = b.service_id
    join members m on m.organisation_id = b.service_id and m.account_id = current_account() and m.removed_at is null and m.deactivated_at is null
   where k.case_id = asked and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
     and (m.role = 'service_manager' or exists (select from service_assignments a
       where a.case_id = asked and a.service_id = b.service_id and a.account_id = m.account_id and a.ended_at is null))
     and not exists (select from case_collaborators p join collaborations own on own.id = p.collaboration_id
       where p.case_id = asked and p.taken_at is null and p.suspended_at is null and own.account_id = current_account() and own.accepted_at is not null and own.ended_at is null)
   order by b.accepted_at limit 1
$$;
comment on function acting_service(uuid) is 'The planning service for which the account works on a case; null for who was given the case in person.';

alter table setup_comments add column service text;
comment on column setup_comments.service is 'The planning service for which the person wrote.';

-- Reservations -------------------------------------------------------------------------------------------------------------------------

create table setup_reservations (
  setup_id uuid not null references setups,
  account_id uuid not null references accounts,
  case_id uuid not null references cases,
  name text not null,
  service text,
  since timestamptz not null,
  until timestamptz not null check (until > since),
  primary key (setup_id, account_id)
);
comment on table setup_reservations is 'Who says to be working on a version, and until when. Blocks nobody; what it ends with is asked when it is read.';
create index on setup_reservations (case_id);
create index on setup_reservations (account_id);

create function setup_is_open(asked uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from setups s join orders x on x.id = s.order_id
    where s.id = asked and s.decision is null and s.withdrawn_at is null and coalesce(x.held_from, x.category) = 'setup_awaiting_approval')
$$;
comment on function setup_is_open(uuid) is 'Whether a version waits for its decision.';

create function still_works_on(asked uuid, person uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from case_rows r where r.case_id = asked and r.side = 'collaborator' and r.viewer_id = person)
    or exists (select from members m join case_rows r on r.viewer_id = m.organisation_id
      where m.account_id = person and m.removed_at is null and m.deactivated_at is null and m.role in ('owner_manager', 'practitioner', 'front_desk', 'service_manager')
        and r.case_id = asked and r.side in ('practice', 'collaborator'))
$$;
comment on function still_works_on(uuid, uuid) is 'Whether a person still sees a case as its practice or as its collaborator.';

create function tell_reservation(asked uuid, moment timestamptz) returns void language sql volatile security definer set search_path = midline, pg_temp as $$
  insert into events (at, kind, organisation_id, case_id)
    select moment, 'reservations_changed', r.viewer_id, r.case_id from case_rows r
     where r.case_id = asked and exists (select from case_rows mine where mine.case_id = asked and mine.viewer_id = any (own_viewers()))
$$;
comment on function tell_reservation(uuid, timestamptz) is 'Tells everybody who sees a case that somebody reserved its open version, or released it.';

-- Tokens for a person's software -------------------------------------------------------------------------------------------------------

create table api_tokens (
  id uuid primary key,
  account_id uuid not null references accounts on delete cascade,
  name text not null,
  digest bytea not null unique,
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['read', 'write_messages', 'mark_ready']),
  second_factor boolean not null,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at <= made_at + interval '366 days'),
  last_used_at timestamptz,
  last_used_from text,
  revoked_at timestamptz,
  revoked_because text check (revoked_because in ('owner', 'leaving', 'password')),
  check ((revoked_at is null) = (revoked_because is null))
);
comment on table api_tokens is 'What a person''s software signs in with; known by a bearer whose SHA-256 is kept.';
comment on column api_tokens.second_factor is 'Made by somebody who had proved a second factor: opens practices that ask for one.';
create index on api_tokens (account_id);

create table api_token_suspensions (
  token_id uuid not null references api_tokens on delete cascade,
  organisation_id uuid not null references organisations,
  at timestamptz not null,
  primary key (token_id, organisation_id)
);
comment on table api_token_suspensions is 'Where its person was deactivated without the token being ticked to stay: it opens nothing until the person is let in again there.';
create index on api_token_suspensions (organisation_id);

create function api_token_suspended(token uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from api_token_suspensions s join api_tokens t on t.id = s.token_id
    join members m on m.organisation_id = s.organisation_id and m.account_id = t.account_id
    where s.token_id = token and m.deactivated_at is not null and m.removed_at is null)
$$;
comment on function api_token_suspended(uuid) is 'Whether a token waits for its person to be let in again.';

create function open_api_request(token_digest bytea, organisation uuid, moment timestamptz, only_reads boolean, used_from text)
returns table (
  session_id uuid, account_id uuid, awaits_second_factor boolean, locked boolean, second_factor boolean,
  workstation_id uuid, idle_seconds double precision, idle_minutes_allowed integer, instance_administrator boolean, first_name text, last_name text, email text,
  language text, time_zone text, organisation_id uuid, organisation_kind text, group_id uuid, second_factor_required boolean, memberships jsonb,
  token_name text, token_scopes text[], token_expires_at timestamptz
) language plpgsql volatile security definer rows 1 set search_path = midline, pg_temp as $$
#variable_conflict use_column
declare used timestamptz; told text;
begin
  select t.id, t.account_id, false, false, t.second_factor, 0, false, a.first_name, a.last_name, a.email, a.language, a.time_zone, t.name, t.scopes, t.expires_at, t.last_used_at
    into session_id, account_id, awaits_second_factor, locked, second_factor, idle_seconds, instance_administrator, first_name, last_name, email,
         language, time_zone, token_name, token_scopes, token_expires_at, used
    from api_tokens t join accounts a on a.id = t.account_id
   where t.digest = token_digest and t.revoked_at is null and t.expires_at > moment and not api_token_suspended(t.id);
  if not found then return; end if;
  if used is null or used < moment - interval '30 seconds' then
    update api_tokens t set last_used_at = moment, last_used_from = used_from where t.id = session_id;
  end if;
  memberships := act_as(account_id);
  if only_reads then told := set_config('synchronous_commit', 'off', true); end if;
  second_factor_required := false;
  if organisation is not null then
    select o.id, o.kind, o.group_id, coalesce(p.second_factor_required, false)
      into organisation_id, organisation_kind, group_id, second_factor_required
      from organisations o left join practices p on p.id = o.id where o.id = organisation;
    second_factor_required := coalesce(second_factor_required, false);
  end if;
  return next;
end $$;
comment on function open_api_request(bytea, uuid, timestamptz, boolean, text) is
  'As open_request(), for the bearer of an API token: proves it and acts for its person from here on, never as administrator of the instance.';

create function end_api_tokens(moment timestamptz, because text) returns setof uuid language sql volatile security definer set search_path = midline, pg_temp as $$
  update api_tokens t set revoked_at = moment, revoked_because = because where t.account_id = current_account() and t.revoked_at is null returning t.id
$$;
comment on function end_api_tokens(timestamptz, text) is 'Ends every API token of the account.';

create function tokens_of_leaver(place uuid, person uuid, moment timestamptz) returns table (id uuid, made_at timestamptz, last_used_at timestamptz, expires_at timestamptz, scopes text[])
language sql stable security definer parallel safe rows 5 set search_path = midline, pg_temp as $$
  select t.id, t.made_at, t.last_used_at, t.expires_at, t.scopes from api_tokens t
   where t.account_id = person and t.revoked_at is null and t.expires_at > moment and place = any (organisations_administered())
     and exists (select from members m where m.organisation_id = place and m.account_id = person and m.removed_at is null)
   order by t.made_at, t.id
$$;
comment on function tokens_of_leaver(uuid, uuid, timestamptz) is
  'API tokens that leaving suspends or ends, for those who administer the organisation; not their names, which may tell of other places.';

create function settle_tokens_of_leaver(place uuid, person uuid, keep uuid[], for_good boolean, moment timestamptz) returns table (id uuid, kept boolean)
language plpgsql volatile security definer rows 5 set search_path = midline, pg_temp as $$
#variable_conflict use_column
begin
  if not coalesce(place = any (organisations_administered()), false)
     or not exists (select from members m where m.organisation_id = place and m.account_id = person and m.removed_at is null) then return; end if;
  return query
    with held as (
      select t.id, t.id = any (keep) as kept from api_tokens t where t.account_id = person and t.revoked_at is null and t.expires_at > moment order by t.id for update
    ), forgotten as (
      delete from api_token_suspensions s using held where s.token_id = held.id and s.organisation_id = place and held.kept
    ), suspended as (
      insert into api_token_suspensions (token_id, organisation_id, at) select held.id, place, moment from held where not held.kept and not for_good on conflict do nothing
    ), ended as (
      update api_tokens t set revoked_at = moment, revoked_because = 'leaving' from held where t.id = held.id and not held.kept and for_good
    ), told as (
      insert into events (at, kind, account_id, session_id) select moment, 'signed_out', person, held.id from held where not held.kept
    )
    select held.id, held.kept from held order by held.id;
end $$;
comment on function settle_tokens_of_leaver(uuid, uuid, uuid[], boolean, timestamptz) is
  'A member leaves an organisation that the account administers: API tokens that were ticked stay, the others open nothing while the person is deactivated there, or never again.';

-- What changed, in the order of commits --------------------------------------------------------------------------------------------------

alter table case_rows add column changed_in bigint not null default 0;
comment on column case_rows.changed_in is 'The transaction that last wrote a collaborator''s row: software goes on from the last it read.';
create function note_change() returns trigger language plpgsql set search_path = midline, pg_temp as $$
begin
  new.changed_in := pg_current_xact_id()::text::bigint;
  return new;
end $$;
create trigger changed before insert or update on case_rows for each row when (new.side = 'collaborator') execute function note_change();
create index case_rows_by_change on case_rows (viewer_id, changed_in, case_id) where side = 'collaborator';

-- Second wall ---------------------------------------------------------------------------------------------------------------------------

do $$
declare t text;
begin
  foreach t in array array['service_defaults', 'setup_reservations', 'api_tokens', 'api_token_suspensions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy jobs on %I to midline_worker using (true) with check (true)', t);
  end loop;
end $$;

create policy service on service_defaults for select to midline_app using (service_id = any ((select organisations_in_reach())::uuid[]));
create policy manager on service_defaults to midline_app using (service_id = any ((select own_viewers())::uuid[]))
  with check (service_id = any ((select own_viewers())::uuid[]) and set_by = (select current_account()) and works_for_service(service_id, account_id));
create policy colleagues on service_assignments for select to midline_app using (service_id = any ((select organisations_in_reach())::uuid[]));

create policy seen_setup on setup_reservations for select to midline_app using (exists (select from setups s where s.id = setup_id));
create policy own on setup_reservations to midline_app using (account_id = (select current_account()))
  with check (account_id = (select current_account()) and still_works_on(case_id, account_id) and exists (select from setups s where s.id = setup_id and s.case_id = setup_reservations.case_id));

create policy own on api_tokens to midline_app using (account_id = (select current_account())) with check (account_id = (select current_account()));

revoke insert, update on service_assignments from midline_app;
grant select, insert, update, delete on service_defaults, setup_reservations to midline_app, midline_worker;
grant select, insert on api_tokens to midline_app;
grant update (revoked_at, revoked_because) on api_tokens to midline_app;
grant select, insert, update, delete on api_tokens, api_token_suspensions to midline_worker;

do $$
declare f text;
begin
  foreach f in array array['works_for_service(uuid, uuid)', 'assign_cases(uuid, uuid[], uuid, timestamptz)', 'acting_service(uuid)', 'providers_of_service(uuid)', 'setup_is_open(uuid)',
      'still_works_on(uuid, uuid)', 'tell_reservation(uuid, timestamptz)', 'api_token_suspended(uuid)', 'open_api_request(bytea, uuid, timestamptz, boolean, text)', 'end_api_tokens(timestamptz, text)',
      'tokens_of_leaver(uuid, uuid, timestamptz)', 'settle_tokens_of_leaver(uuid, uuid, uuid[], boolean, timestamptz)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to midline_app, midline_worker', f);
  end loop;
end $$;
revoke all on function assign_given(), end_assignments_of_taken(), end_assignments_of_leaver(), note_change() from public;
