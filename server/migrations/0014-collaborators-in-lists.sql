-- Manage Orders as a collaborator reads it, and where the collaboration on a case stands.

set local search_path = midline, pg_catalog;

alter table case_rows drop column told;
alter table case_rows drop column turn_place, drop column facets;
drop function case_row_told;
alter table case_rows add column ready integer not null default 0,
  add column turn_place smallint not null generated always as (array_position(
    array['nobody', 'laboratory', 'collaborator', 'provider_side', 'provider'], turn::text)) stored,
  add column facets integer not null generated always as ((array_position(array['closed', 'in_treatment', 'in_progress', 'action_needed'], status::text))
    + 8 * (array_position(array['closed', 'refused', 'cancelled', 'completed', 'on_hold',
    'in_treatment', 'shipped', 'manufacturing', 'setup_changes_requested', 'setup_awaiting_approval', 'setup_in_production', 'records_rejected',
    'waiting_for_records', 'submitted', 'awaiting_confirmation', 'draft'], category::text))
    + 256 * (array_position(array['aligner', 'revision', 'retainer', 'replacement'], kind::text))
    + 2048 * (array_position(array['archived', 'none', 'approved', 'awaiting', 'evaluating', 'ready'], collaborator_status::text))
    + 16384 * (array_position(array['nobody', 'laboratory', 'collaborator', 'provider_side', 'provider'], turn::text))) stored;
comment on column case_rows.ready is 'How many of the collaborators marked the open setup as ready for approval.';
comment on column case_rows.facets is 'The five places in one number: indexes carry it, so that a filter is looked at without fetching the row.';
comment on table case_rows is 'Manage Orders as each viewer reads it: a practice, a laboratory, a collaborator''s account or planning service. Written by refresh_case() and refresh_collaboration() alone.';

create function case_row_told(case_id uuid, number integer, practice_id uuid, practice text, patient_id uuid, first_name text, last_name text,
  practitioner_id uuid, provider text, laboratory text, technician text, last_activity_at timestamptz, status text, category text, orders jsonb, package text,
  setup_version integer, collaborator_status text, collaborators integer, ready integer, turn text, turn_since timestamptz, promised_on date,
  needs_provider boolean, answer_needed boolean, not_shared boolean)
returns text language plpgsql immutable parallel safe set search_path = midline, pg_temp as $$
begin
  return left(json_build_object('id', case_id, 'number', number, 'practiceId', practice_id, 'practice', practice,
    'patient', case when patient_id is not null then json_build_object('id', patient_id, 'firstName', first_name, 'lastName', last_name) end,
    'laboratory', laboratory, 'technician', technician,
    'lastActivityAt', to_char(last_activity_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'status', status, 'category', category, 'orders', orders, 'package', nullif(package, ''), 'setupVersion', nullif(setup_version, 0),
    'collaboratorStatus', collaborator_status, 'collaborators', collaborators, 'ready', ready, 'turn', turn,
    'turnSince', to_char(turn_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'promisedOn', promised_on,
    'needsProvider', needs_provider, 'answerNeeded', answer_needed, 'notShared', not_shared)::text, -1)
    || case when practitioner_id is null then ', "provider": null'
       else ', "provider": ' || left(json_build_object('practitionerId', practitioner_id, 'name', provider)::text, -1) || ', "you": ' end;
end $$;
comment on function case_row_told(uuid, integer, uuid, text, uuid, text, text, uuid, text, text, text, timestamptz, text, text, jsonb, text, integer, text, integer, integer,
  text, timestamptz, date, boolean, boolean, boolean) is 'The beginning of a row''s JSON: all that is the same for each reader. Ends within the provider, where there is one.';
alter table case_rows add column told text not null generated always as (case_row_told(case_id, number, practice_id, practice, patient_id, first_name, last_name,
  practitioner_id, provider, laboratory, technician, last_activity_at, status, category, orders, package, setup_version, collaborator_status, collaborators, ready,
  turn, turn_since, promised_on, needs_provider, answer_needed, not_shared)) stored;
alter table case_rows alter column told set storage main;
comment on column case_rows.told is 'The row as its readers are sent it, but for what depends on who reads.';
create index case_rows_by_status on case_rows (viewer_id, closed, status_place, last_activity_at, case_id) include (facets);
create index case_rows_by_category on case_rows (viewer_id, closed, category_place, last_activity_at, case_id) include (facets);
create index case_rows_by_collaborator_status on case_rows (viewer_id, closed, collaborator_place, last_activity_at, case_id) include (facets);
create index case_rows_by_turn on case_rows (viewer_id, closed, turn_place, last_activity_at, case_id) include (facets);
create index case_rows_by_promise on case_rows (viewer_id, closed, promised_place, last_activity_at, case_id) include (facets);

-- Counts by statement: a hundred thousand cases given write a handful of steps.
drop trigger counted on case_rows;
drop trigger counted_again on case_rows;
drop function count_case_row();
create function count_case_rows() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into case_count_steps (viewer_id, key, n) select r.viewer_id, k, count(*) from new_rows r cross join lateral unnest(case_count_keys(r)) k group by 1, 2;
  elsif tg_op = 'DELETE' then
    insert into case_count_steps (viewer_id, key, n) select r.viewer_id, k, -count(*) from old_rows r cross join lateral unnest(case_count_keys(r)) k group by 1, 2;
  else
    insert into case_count_steps (viewer_id, key, n)
      select s.viewer_id, s.k, sum(s.n) from (
        select r.viewer_id, k, 1 as n from new_rows r cross join lateral unnest(case_count_keys(r)) k
        union all
        select r.viewer_id, k, -1 from old_rows r cross join lateral unnest(case_count_keys(r)) k) s
      group by 1, 2 having sum(s.n) <> 0;
  end if;
  return null;
end $$;

create function refresh_collaboration(refreshed uuid[]) returns void language plpgsql volatile security definer set search_path = midline, pg_temp as $$
begin
  with open_setups as (
    select s.id, s.case_id from setups s join orders x on x.id = s.order_id
     where s.case_id = any (refreshed) and s.decision is null and s.withdrawn_at is null
       and x.discarded_at is null and coalesce(x.held_from, x.category) = 'setup_awaiting_approval'
  ), given as (
    select k.case_id, count(*)::integer as n, (count(*) filter (where exists (
        select from open_setups s where s.id = k.ready_setup_id and s.case_id = k.case_id)))::integer as marked,
      exists (select from open_setups s where s.case_id = k.case_id) as open_setup
      from case_collaborators k join collaborations b on b.id = k.collaboration_id
     where k.case_id = any (refreshed) and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
     group by k.case_id
  ), stands as (
    select r.viewer_id, r.case_id, coalesce(g.n, 0) as n, coalesce(g.marked, 0) as marked,
      case when g.n is null then 'none' when r.closed then 'archived'
        when g.open_setup then case when g.marked > 0 then 'ready' else 'evaluating' end
        when (select coalesce(x.held_from, x.category) in ('manufacturing', 'shipped', 'in_treatment') from orders x
               where x.case_id = r.case_id and x.kind in ('aligner', 'revision') and x.submitted_at is not null and x.category not in ('cancelled', 'refused')
               order by x.submitted_at desc, x.id desc limit 1) then 'approved'
        else 'awaiting' end as stands
      from case_rows r left join given g on g.case_id = r.case_id where r.case_id = any (refreshed) and r.side = 'practice'
  )
  update case_rows r set collaborator_status = s.stands, collaborators = s.n, ready = s.marked,
      turn = case when r.turn in ('provider', 'collaborator') and r.category = 'setup_awaiting_approval'
        then case when s.stands = 'evaluating' then 'collaborator' else 'provider' end else r.turn end,
      turn_account_id = case when r.turn in ('provider', 'collaborator') and r.category = 'setup_awaiting_approval'
        then case when s.stands = 'evaluating' then null else r.provider_account_id end else r.turn_account_id end
    from stands s where r.viewer_id = s.viewer_id and r.case_id = s.case_id
     and (r.collaborator_status <> s.stands or r.collaborators <> s.n or r.ready <> s.marked
       or (r.turn = 'provider' and s.stands = 'evaluating' and r.category = 'setup_awaiting_approval') or (r.turn = 'collaborator' and s.stands <> 'evaluating'));

  with viewers as (
    select coalesce(b.service_id, b.account_id) as viewer_id, k.case_id
      from case_collaborators k join collaborations b on b.id = k.collaboration_id
     where k.case_id = any (refreshed) and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
    union
    select a.account_id, a.case_id from service_assignments a
      join members m on m.organisation_id = a.service_id and m.account_id = a.account_id and m.removed_at is null and m.deactivated_at is null
     where a.case_id = any (refreshed) and a.ended_at is null and m.role <> 'service_manager' and exists (
       select from case_collaborators k join collaborations b on b.id = k.collaboration_id
        where k.case_id = a.case_id and b.service_id = a.service_id and k.taken_at is null and k.suspended_at is null
          and b.accepted_at is not null and b.ended_at is null)
  ), gone as (
    delete from case_rows r where r.case_id = any (refreshed) and r.side = 'collaborator'
      and (not exists (select from viewers v where v.viewer_id = r.viewer_id and v.case_id = r.case_id)
        -- All its orders are discarded.
        or not exists (select from case_rows p where p.case_id = r.case_id and p.side = 'practice'))
  )
  insert into case_rows as r (viewer_id, case_id, side, closed, number, number_key, practice_id, practice, practice_key, patient_id, first_name, last_name,
      patient_key, first_key, practitioner_id, provider_account_id, provider, provider_key, laboratory_id, laboratory, last_activity_at, order_id, kind, status,
      category, orders, package, setup_version, collaborator_status, collaborators, ready, turn, turn_account_id, turn_since, promised_on, needs_provider, created_at,
      technician_id, technician)
    select v.viewer_id, p.case_id, 'collaborator', p.closed, p.number, p.number_key, p.practice_id, p.practice, p.practice_key, p.patient_id, p.first_name, p.last_name,
      p.patient_key, p.first_key, p.practitioner_id, p.provider_account_id, p.provider, p.provider_key, p.laboratory_id, p.laboratory, p.last_activity_at, p.order_id, p.kind,
      p.status, p.category, p.orders, p.package, p.setup_version, p.collaborator_status, p.collaborators, p.ready, p.turn, p.turn_account_id, p.turn_since,
      p.promised_on, p.needs_provider, p.created_at, a.account_id, t.first_name || ' ' || t.last_name
      from viewers v join case_rows p on p.case_id = v.case_id and p.side = 'practice'
      left join service_assignments a on a.case_id = v.case_id and a.service_id = v.viewer_id and a.ended_at is null
      left join accounts t on t.id = a.account_id
    on conflict (viewer_id, case_id) do update set closed = excluded.closed, practice_id = excluded.practice_id, practice = excluded.practice,
      practice_key = excluded.practice_key, patient_id = excluded.patient_id, first_name = excluded.first_name, last_name = excluded.last_name,
      patient_key = excluded.patient_key, first_key = excluded.first_key, practitioner_id = excluded.practitioner_id,
      provider_account_id = excluded.provider_account_id, provider = excluded.provider, provider_key = excluded.provider_key,
      laboratory_id = excluded.laboratory_id, laboratory = excluded.laboratory, last_activity_at = excluded.last_activity_at, order_id = excluded.order_id,
      kind = excluded.kind, status = excluded.status, category = excluded.category, orders = excluded.orders, package = excluded.package,
      setup_version = excluded.setup_version, collaborator_status = excluded.collaborator_status, collaborators = excluded.collaborators, ready = excluded.ready,
      turn = excluded.turn, turn_account_id = excluded.turn_account_id, turn_since = excluded.turn_since, promised_on = excluded.promised_on,
      needs_provider = excluded.needs_provider, technician_id = excluded.technician_id, technician = excluded.technician;
end $$;
comment on function refresh_collaboration(uuid[]) is
  'Works out the collaborator status of cases and writes their collaborators'' rows anew, for one case or a hundred thousand. contract/collaborator-status.ts says the same as a table of transitions.';

-- As in 0007, and the collaborators' rows after it.
create or replace function refresh_case(refreshed uuid) returns void language plpgsql volatile security definer set search_path = midline, pg_temp as $$
begin
  with subject as (
    select c.*, o.name as practice_name, p.first_name, p.last_name, p.first_key, p.last_key,
           pr.first_name as provider_first, pr.last_name as provider_last, pr.name_key as provider_name_key, pr.account_id as provider_account
      from cases c join organisations o on o.id = c.practice_id
      left join patients p on p.id = c.patient_id left join practitioners pr on pr.id = c.practitioner_id
     where c.id = refreshed
  ), viewers as (
    select practice_id as viewer_id, 'practice' as side from subject
    union
    select l.id, 'laboratory' from orders x cross join lateral (values (x.laboratory_id), (x.manufacturer_id)) l (id)
     where x.case_id = refreshed and x.sent_at is not null and l.id is not null
  ), seen as (
    select v.viewer_id, v.side, x.*, coalesce(x.held_from, x.category) as meant, l.name as laboratory_name,
           t.first_name || ' ' || t.last_name as technician_name,
           coalesce((select max(s.version) from setups s where s.order_id = x.id and s.withdrawn_at is null), 0) as newest_setup
      from viewers v join orders x on x.case_id = refreshed and x.discarded_at is null
       and (v.side = 'practice' or (x.sent_at is not null and v.viewer_id in (x.laboratory_id, x.manufacturer_id)))
      left join organisations l on l.id = x.laboratory_id left join accounts t on t.id = x.technician_id
  ), told as (
    select s.*, m.status as shown_status,
           case when s.category = 'on_hold' then 'nobody' when s.cancellation_asked_at is not null and m.status <> 'closed' then 'laboratory' else m.turn end as shown_turn
      from seen s join category_meanings m on m.category = s.meant
  ), ranked as (
    select t.*, row_number() over (partition by t.viewer_id order by
             case when t.side = 'laboratory' and t.shown_turn = 'laboratory' then 0 else 1 end,
             array_position(array['action_needed', 'in_progress', 'in_treatment', 'closed'], t.shown_status), t.created_at desc, t.id desc) as place
      from told t
  ), written as (
    insert into case_rows as r (viewer_id, case_id, side, closed, number, number_key, practice_id, practice, practice_key, patient_id, first_name, last_name,
      patient_key, first_key, practitioner_id, provider_account_id, provider, provider_key, laboratory_id, laboratory, technician_id, technician,
      last_activity_at, order_id, kind, status, category, orders, package, setup_version, turn, turn_account_id, turn_since, promised_on,
      needs_provider, answer_needed, not_shared, created_at)
    select k.viewer_id, refreshed, k.side, k.shown_status = 'closed', s.number, s.number::text, s.practice_id, s.practice_name, name_key(s.practice_name),
      s.patient_id, coalesce(s.first_name, ''), coalesce(s.last_name, ''), coalesce(s.last_key || ' ' || s.first_key, ''), coalesce(s.first_key, ''),
      s.practitioner_id, s.provider_account, coalesce(s.provider_first || ' ' || s.provider_last, ''),
      coalesce(name_key(s.provider_last) || ' ' || name_key(s.provider_first), ''), k.laboratory_id, k.laboratory_name, k.technician_id,
      case when k.side = 'laboratory' then k.technician_name end, s.last_activity_at, k.id, k.kind, k.shown_status, k.category,
      (select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'category', a.category, 'status', a.shown_status, 'laboratory', a.laboratory_name,
          'submittedAt', to_char(a.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'promisedOn', a.promised_on) order by a.place) from ranked a where a.viewer_id = k.viewer_id),
      coalesce(s.package ->> 'name', ''), k.newest_setup, k.shown_turn,
      case when k.shown_turn = 'provider' then s.provider_account when k.shown_turn = 'laboratory' and k.side = 'laboratory' then k.technician_id end,
      k.turn_since, k.promised_on, s.practitioner_id is null and k.shown_status <> 'closed',
      exists (select from messages m where m.case_id = refreshed and m.asks and m.answered_at is null
                and m.side = case k.side when 'practice' then 'laboratory' else 'provider_side' end
                and (k.side = 'practice' or m.laboratory_id = k.viewer_id)),
      s.not_shared, s.created_at
      from ranked k cross join subject s where k.place = 1
    on conflict (viewer_id, case_id) do update set side = excluded.side, closed = excluded.closed, practice_id = excluded.practice_id, practice = excluded.practice,
      practice_key = excluded.practice_key, patient_id = excluded.patient_id, first_name = excluded.first_name, last_name = excluded.last_name,
      patient_key = excluded.patient_key, first_key = excluded.first_key, practitioner_id = excluded.practitioner_id,
      provider_account_id = excluded.provider_account_id, provider = excluded.provider, provider_key = excluded.provider_key,
      laboratory_id = excluded.laboratory_id, laboratory = excluded.laboratory, technician_id = excluded.technician_id, technician = excluded.technician,
      last_activity_at = excluded.last_activity_at, order_id = excluded.order_id, kind = excluded.kind, status = excluded.status, category = excluded.category,
      orders = excluded.orders, package = excluded.package, setup_version = excluded.setup_version, turn = excluded.turn,
      turn_account_id = excluded.turn_account_id, turn_since = excluded.turn_since, promised_on = excluded.promised_on,
      needs_provider = excluded.needs_provider, answer_needed = excluded.answer_needed, not_shared = excluded.not_shared
    returning r.viewer_id
  )
  delete from case_rows r where r.case_id = refreshed and r.side <> 'collaborator' and r.viewer_id not in (select viewer_id from written);
  if exists (select from case_collaborators k where k.case_id = refreshed) then perform refresh_collaboration(array[refreshed]); end if;
end $$;

create trigger counted_in after insert on case_rows referencing new table as new_rows for each statement execute function count_case_rows();
create trigger counted_out after delete on case_rows referencing old table as old_rows for each statement execute function count_case_rows();
create trigger counted_again after update on case_rows referencing old table as old_rows new table as new_rows for each statement execute function count_case_rows();
