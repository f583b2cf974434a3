-- Collaborators: consent, collaborations, cases given, and where the collaboration on a case stands.

set local search_path = midline, pg_catalog;

-- Consent -------------------------------------------------------------------------------------------------------------------------

create table consent_texts (
  group_id uuid not null references groups,
  kind text not null check (kind in ('patient_consent', 'terms', 'responsibility')),
  version integer not null check (version > 1),
  bodies jsonb not null,
  written_by uuid not null references accounts,
  written_name text not null,
  written_at timestamptz not null,
  primary key (group_id, kind, version)
);
comment on table consent_texts is 'A group''s own texts, by language; version 1 of each is the one that ships.';
create index on consent_texts (written_by);

create table collaborations (
  id uuid primary key,
  group_id uuid not null references groups,
  practitioner_id uuid not null references practitioners,
  practices uuid[],
  account_id uuid references accounts,
  service_id uuid references organisations,
  email text not null default '',
  email_key text not null default '',
  first_name text not null default '',
  last_name text not null default '',
  language text not null,
  grants text[] not null default '{}'
    check (grants <@ array['add_orders', 'revisions', 'edit_prescription', 'manage_records', 'laboratory_thread', 'prices']),
  future_cases boolean not null default false,
  added_by uuid not null references accounts,
  added_name text not null,
  on_behalf boolean not null default false,
  added_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  not_delivered_at timestamptz,
  link_copied_at timestamptz,
  revoked_at timestamptz,
  accepted_at timestamptz,
  accepted_by uuid references accounts,
  declined_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references accounts,
  ended_name text,
  ended_because text check (ended_because in ('provider', 'collaborator', 'leaving')),
  check ((service_id is null) = (email_key <> '')),
  check (accepted_at is null or service_id is not null or account_id is not null),
  check (num_nonnulls(accepted_at, declined_at, revoked_at) <= 1)
);
comment on table collaborations is 'A person or planning service to whom a provider opens cases of one group, and how far.';
comment on column collaborations.practices is 'The practices whose cases may be given; null is every practice of the group.';
comment on column collaborations.account_id is 'Whoever accepted; until then the address alone says who it is for.';
comment on column collaborations.grants is 'Beyond what every collaborator may: see contract/case-permissions.ts.';
comment on column collaborations.future_cases is 'Each case that the provider begins or submits from now on is given as well.';
comment on column collaborations.on_behalf is 'Added by an Admin for the provider.';
create index on collaborations (practitioner_id);
create index on collaborations (account_id) where account_id is not null;
create index on collaborations (service_id) where service_id is not null;
create index on collaborations (email_key);
create index on collaborations (group_id);
create index on collaborations (added_by);
create index on collaborations (accepted_by);
create index on collaborations (ended_by);
create unique index collaborations_one_open on collaborations (practitioner_id, coalesce(service_id::text, email_key))
  where ended_at is null and revoked_at is null and declined_at is null;

create table collaboration_links (
  digest bytea primary key,
  collaboration_id uuid not null references collaborations on delete cascade,
  created_at timestamptz not null,
  superseded_at timestamptz
);
comment on table collaboration_links is 'SHA-256 of every link ever sent to a collaborator; the newest works, older ones say so.';
create index on collaboration_links (collaboration_id);
create unique index on collaboration_links (collaboration_id) where superseded_at is null;

create table consents (
  id uuid primary key,
  group_id uuid not null references groups,
  practitioner_id uuid not null references practitioners,
  collaboration_id uuid references collaborations,
  kind text not null check (kind in ('patient_consent', 'terms', 'responsibility')),
  version integer not null,
  language text not null,
  body text not null,
  account_id uuid not null references accounts,
  name text not null,
  on_behalf boolean not null default false,
  at timestamptz not null,
  check ((kind = 'responsibility') = (collaboration_id is not null))
);
comment on table consents is 'Who ticked which text, when, in the words they saw: kept, never changed.';
comment on column consents.practitioner_id is 'The provider for whose cases it was ticked.';
comment on column consents.on_behalf is 'Ticked by an Admin for the provider.';
create index on consents (practitioner_id, kind, version);
create index on consents (collaboration_id);
create index on consents (account_id);
create index on consents (group_id);

create function consent_version(of_group uuid, asked text) returns integer language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select coalesce(max(t.version), 1) from consent_texts t where t.group_id = of_group and t.kind = asked
$$;
comment on function consent_version(uuid, text) is 'The newest version of a group''s text.';

create function consent_current(of_practitioner uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select count(distinct c.kind) = 2 from practitioners p join consents c on c.practitioner_id = p.id
   where p.id = of_practitioner and c.kind in ('patient_consent', 'terms') and c.version = consent_version(p.group_id, c.kind)
$$;
comment on function consent_current(uuid) is 'Whether both boxes are ticked for a provider in their newest version: without it nothing is added or given (refusal consent_needed).';

alter table accounts add column findable boolean not null default false;
comment on column accounts.findable is 'Chose that providers who know the exact address are offered the name.';
grant update (findable) on accounts to midline_app, midline_worker;

-- Cases given ---------------------------------------------------------------------------------------------------------------------

create table case_collaborators (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  collaboration_id uuid not null references collaborations,
  given_at timestamptz not null,
  given_by uuid references accounts,
  given_name text not null,
  messages_after integer not null default 0,
  to_confirm boolean not null default false,
  ready_setup_id uuid references setups,
  word text check (word in ('ready', 'ready_taken_back', 'declined', 'pushed_back')),
  word_version integer,
  word_at timestamptz,
  word_name text,
  suspended_at timestamptz,
  taken_at timestamptz,
  taken_by uuid references accounts,
  taken_name text,
  taken_because text check (taken_because in ('provider', 'collaborator', 'leaving', 'not_shared', 'moved', 'handed_over', 'ended'))
);
comment on table case_collaborators is 'Which case is open to which collaborator, from when to when.';
comment on column case_collaborators.messages_after is 'Messages with a higher number are shown; 0 shows earlier messages too.';
comment on column case_collaborators.to_confirm is 'The case got another provider, who hasn''t confirmed this collaborator yet.';
comment on column case_collaborators.ready_setup_id is 'The version that the collaborator marked as ready for approval.';
comment on column case_collaborators.word is 'The collaborator''s last word, on version word_version, by word_name.';
comment on column case_collaborators.suspended_at is 'The collaborator is deactivated at the practice: no access, and the mark doesn''t count.';
create unique index on case_collaborators (case_id, collaboration_id) where taken_at is null;
create index on case_collaborators (collaboration_id, case_id) where taken_at is null;
create index on case_collaborators (case_id);
create index on case_collaborators (ready_setup_id) where ready_setup_id is not null;
create index on case_collaborators (given_by);
create index on case_collaborators (taken_by);

create table service_assignments (
  case_id uuid not null references cases,
  service_id uuid not null references organisations,
  account_id uuid not null references accounts,
  assigned_by uuid not null references accounts,
  assigned_at timestamptz not null,
  ended_at timestamptz,
  primary key (case_id, service_id, account_id)
);
comment on table service_assignments is 'Which members of a planning service work on which case that was given to it; its managers see all of them.';
create index on service_assignments (service_id, account_id) where ended_at is null;
create index on service_assignments (account_id);
create index on service_assignments (assigned_by);

create function collaborates(asked uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from case_rows r where r.case_id = asked and r.side = 'collaborator' and r.viewer_id = any (own_viewers()))
$$;
comment on function collaborates(uuid) is 'Whether a case is open to the account as a collaborator now.';

create function grants_on(asked uuid) returns text[] language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select coalesce(array_agg(distinct g), '{}') from case_collaborators k join collaborations b on b.id = k.collaboration_id cross join lateral unnest(b.grants) g
   where k.case_id = asked and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
     and (b.account_id = current_account() or (b.service_id is not null and exists (
       select from members m where m.organisation_id = b.service_id and m.account_id = current_account() and m.removed_at is null and m.deactivated_at is null
         and (m.role = 'service_manager' or exists (select from service_assignments a where a.case_id = asked and a.service_id = b.service_id
           and a.account_id = m.account_id and a.ended_at is null)))))
$$;
comment on function grants_on(uuid) is 'What the account may on a case as its collaborator, beyond what every collaborator may.';

create function works_on(asked uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from orders x join cases c on c.id = x.case_id where x.id = asked and (c.practice_id = any (own_viewers())
    or (x.sent_at is not null and (x.laboratory_id = any (own_viewers()) or x.manufacturer_id = any (own_viewers())))))
$$;
comment on function works_on(uuid) is 'Whether the account is of the practice or of a laboratory of an order.';

create function is_provider_of(asked uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from cases c join practitioners p on p.id = c.practitioner_id join members m on m.organisation_id = c.practice_id and m.account_id = p.account_id
    where c.id = asked and p.account_id = current_account() and m.removed_at is null and m.deactivated_at is null)
$$;
comment on function is_provider_of(uuid) is 'Whether the account is the case''s provider.';

-- The list: a collaborator's row is the practice's, for another viewer ---------------------------------------------------------------

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

-- Who asks ---------------------------------------------------------------------------------------------------------------------------

-- As in 0012; managers of a planning service see what was given to it.
create or replace function act_as(acting uuid) returns jsonb language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare reach text; administered text; reached_groups text; viewers text; manages boolean; runs_instance boolean; more text; more_groups text; held jsonb; told text;
begin
  select string_agg(m.organisation_id::text, ','), string_agg(m.organisation_id::text, ',') filter (where m.level = 'admin'),
         string_agg(o.group_id::text, ',') filter (where o.kind <> 'laboratory'),
         string_agg(m.organisation_id::text, ',') filter (where m.role in ('owner_manager', 'practitioner', 'front_desk', 'laboratory_manager', 'technician', 'service_manager')),
         bool_or(m.role = 'group_manager'),
         jsonb_agg(jsonb_build_object('id', m.id, 'organisation', o.id, 'kind', o.kind, 'role', m.role, 'level', m.level)),
         (select a.instance_administrator from accounts a where a.id = acting)
    into reach, administered, reached_groups, viewers, manages, held, runs_instance
    from members m join organisations o on o.id = m.organisation_id
   where m.account_id = acting and m.removed_at is null and m.deactivated_at is null;
  if manages then
    select string_agg(o.id::text, ',') into more from members m join organisations o on o.group_id = m.organisation_id
     where m.account_id = acting and m.role = 'group_manager' and m.removed_at is null and m.deactivated_at is null
       and o.kind in ('practice', 'laboratory');
    reach := concat_ws(',', reach, more);
    administered := concat_ws(',', administered, more);
  end if;
  if runs_instance then
    select string_agg(o.id::text, ','), string_agg(o.group_id::text, ',') into more, more_groups from organisations o where o.kind <> 'practice';
    reach := concat_ws(',', reach, more);
    administered := concat_ws(',', administered, more);
    reached_groups := concat_ws(',', reached_groups, more_groups);
  end if;
  told := set_config('midline.account', coalesce(acting::text, ''), true);
  told := set_config('midline.reach', coalesce(reach, ''), true);
  told := set_config('midline.administered', coalesce(administered, ''), true);
  told := set_config('midline.groups', coalesce(reached_groups, ''), true);
  told := set_config('midline.viewers', concat_ws(',', viewers, acting::text), true);
  return held;
end $$;

-- As in 0012, and what a collaborator was granted.
drop function case_standing(uuid);
create function case_standing(asked uuid)
returns table (case_id uuid, practice_id uuid, group_id uuid, standings text[], laboratories uuid[], second_factor_required boolean, collaborator_viewers uuid[], service jsonb)
language plpgsql stable security definer parallel safe rows 1 set search_path = midline, pg_temp as $$
#variable_conflict use_column
declare me uuid := current_account(); level text; provides boolean; submits boolean; works_in_laboratory boolean; roles text[];
begin
  select c.id, c.practice_id, c.group_id, m.level, pr.account_id = me, coalesce(m.id is not null and p.second_factor_required, false),
         exists (select from submitters s where s.practice_id = c.practice_id and s.practitioner_id = c.practitioner_id and s.account_id = me),
         exists (select from members w where w.account_id = me and w.role in ('laboratory_manager', 'technician') and w.removed_at is null and w.deactivated_at is null)
    into case_id, practice_id, group_id, level, provides, second_factor_required, submits, works_in_laboratory
    from cases c join practices p on p.id = c.practice_id
    left join members m on m.organisation_id = c.practice_id and m.account_id = me and m.removed_at is null and m.deactivated_at is null
    left join practitioners pr on pr.id = c.practitioner_id
   where c.id = asked and me is not null;
  if not found then return; end if;
  standings := '{}';
  laboratories := '{}';
  if level is not null then
    if provides then standings := standings || 'provider'::text; end if;
    if submits then standings := standings || 'submitter'::text; end if;
    if level = 'admin' then standings := standings || 'practice_admin'::text; end if;
    standings := standings || 'practice_member'::text;
  elsif exists (select from members g where g.organisation_id = group_id and g.account_id = me
      and g.role = 'group_manager' and g.removed_at is null and g.deactivated_at is null) then
    standings := standings || 'group_manager'::text;
  end if;
  if works_in_laboratory then
    select coalesce(array_agg(distinct lm.organisation_id), '{}'), coalesce(array_agg(distinct lm.role), '{}') into laboratories, roles
      from orders x join members lm on lm.organisation_id in (x.laboratory_id, x.manufacturer_id)
     where x.case_id = asked and x.sent_at is not null and lm.account_id = me and lm.removed_at is null and lm.deactivated_at is null;
    if 'laboratory_manager' = any (roles) then standings := standings || 'laboratory_manager'::text; end if;
    if 'technician' = any (roles) then standings := standings || 'technician'::text; end if;
  end if;
  collaborator_viewers := array(select r.viewer_id from case_rows r where r.case_id = asked and r.side = 'collaborator' and r.viewer_id = any (own_viewers()));
  if cardinality(collaborator_viewers) > 0 then
    if exists (select from case_rows r where r.case_id = asked and r.side = 'collaborator' and r.viewer_id = any (collaborator_viewers) and r.closed) then
      -- Archived: what was granted to read stays, the rest of it ends.
      select standings || 'collaborator_archived'::text || coalesce(array_agg('grant_' || g), '{}') into standings
        from unnest(grants_on(asked)) g where g in ('laboratory_thread', 'prices');
    else
      select standings || 'collaborator'::text || coalesce(array_agg('grant_' || g), '{}') into standings from unnest(grants_on(asked)) g;
    end if;
    service := acting_service(asked);
  end if;
  return next;
end $$;
comment on function case_standing(uuid) is 'What links the account to a case: what the guard decides by.';

-- Giving and taking ---------------------------------------------------------------------------------------------------------------------

create function acts_for_provider(collaboration uuid, at_practice uuid) returns boolean language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select exists (select from collaborations b join practitioners p on p.id = b.practitioner_id
    where b.id = collaboration and (b.practices is null or at_practice = any (b.practices))
      and exists (select from members m where m.organisation_id = at_practice and m.account_id = current_account() and m.removed_at is null and m.deactivated_at is null
        and (m.account_id = p.account_id or m.level = 'admin')))
$$;
comment on function acts_for_provider(uuid, uuid) is 'Whether the account may give and take cases of a practice within a collaboration: its provider there, or an Admin there.';

-- Only the provider approves: the last wall before the one thing that is never granted.
create function only_the_provider_approves() returns trigger language plpgsql set search_path = midline, pg_temp as $$
begin
  if current_account() is not null and not is_provider_of(new.case_id) then
    raise exception 'only the case''s provider approves' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger only_the_provider_approves before update of decision on setups for each row
  when (new.decision = 'approved' and old.decision is distinct from 'approved') execute function only_the_provider_approves();

-- Second wall ---------------------------------------------------------------------------------------------------------------------------

do $$
declare t text;
begin
  foreach t in array array['consent_texts', 'collaborations', 'collaboration_links', 'consents', 'case_collaborators', 'service_assignments'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy jobs on %I to midline_worker using (true) with check (true)', t);
  end loop;
end $$;

create function collaborations_presented() returns setof uuid language sql stable security definer parallel safe rows 2 set search_path = midline, pg_temp as $$
  select l.collaboration_id from collaboration_links l where l.digest = presented_token()
  union
  select b.id from collaborations b where b.email_key <> '' and b.email_key = own_address() and b.accepted_at is null
  union
  select b.id from collaborations b join members m on m.organisation_id = b.service_id
   where m.account_id = current_account() and m.role = 'service_manager' and m.removed_at is null and m.deactivated_at is null
$$;
comment on function collaborations_presented() is 'Collaborations whose link was presented, or that wait for the account''s answer: by its address, or as manager of the planning service.';

create policy group_reads on consent_texts for select to midline_app using (group_id = any ((select groups_in_reach())::uuid[])
  or exists (select from collaborations b where b.group_id = consent_texts.group_id and b.id in (select collaborations_presented())));
create policy group_writes on consent_texts for insert to midline_app
  with check (written_by = (select current_account()) and group_id = any ((select organisations_administered())::uuid[]));

create policy provider on collaborations to midline_app using (
  exists (select from practitioners p where p.id = practitioner_id and p.account_id = (select current_account())) and group_id = any ((select groups_in_reach())::uuid[]));
create policy administers on collaborations to midline_app using (exists (
  select from organisations o where o.group_id = collaborations.group_id and o.kind = 'practice' and o.id = any ((select organisations_administered())::uuid[])
     and (practices is null or o.id = any (practices))));
create policy collaborator on collaborations for select to midline_app using (
  account_id = (select current_account()) or id in (select collaborations_presented()));
create policy answers on collaborations for update to midline_app using (
  account_id = (select current_account()) or id in (select collaborations_presented())) with check (true);
create policy service on collaborations for select to midline_app using (service_id = any ((select organisations_in_reach())::uuid[]));

create function keep_what_was_given() returns trigger language plpgsql set search_path = midline, pg_temp as $$
begin
  if (current_account() is not null or presented_token() is not null)
     and not exists (select from practitioners p where p.id = old.practitioner_id and p.account_id = current_account())
     and not exists (select from organisations o where o.group_id = old.group_id and o.kind = 'practice' and o.id = any (organisations_administered())) then
    raise exception 'a collaborator answers or leaves, and does not change what was given' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger given_kept before update of grants, practices, future_cases, expires_at on collaborations
  for each row when ((old.grants, old.practices, old.future_cases, old.expires_at) is distinct from (new.grants, new.practices, new.future_cases, new.expires_at))
  execute function keep_what_was_given();

create policy provider_side on collaboration_links to midline_app
  using (digest = (select presented_token()) or exists (select from collaborations b where b.id = collaboration_id))
  with check (exists (select from collaborations b where b.id = collaboration_id));

create policy own on consents for select to midline_app using (account_id = (select current_account())
  or exists (select from practitioners p where p.id = practitioner_id and p.account_id = (select current_account()))
  or exists (select from members m where m.practitioner_id = consents.practitioner_id and m.organisation_id = any ((select organisations_administered())::uuid[])));
create policy tick on consents for insert to midline_app with check (account_id = (select current_account()) and case
  when kind = 'responsibility' then exists (select from collaborations b where b.id = collaboration_id)
  else exists (select from practitioners p where p.id = practitioner_id and p.account_id = (select current_account()))
    or exists (select from members m where m.practitioner_id = consents.practitioner_id and m.organisation_id = any ((select organisations_administered())::uuid[])) end);
create trigger unchangeable before update or delete on consents for each row execute function refuse_change();

create policy provider_side on case_collaborators for select to midline_app
  using (exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));
create policy collaborator on case_collaborators for select to midline_app
  using (exists (select from collaborations b where b.id = collaboration_id and (b.account_id = (select current_account()) or b.service_id = any ((select own_viewers())::uuid[]))));
create policy provider_side_marks on case_collaborators for update to midline_app
  using (is_provider_of(case_id) or exists (select from cases c where c.id = case_id and c.practice_id = any ((select organisations_administered())::uuid[])));

create function own_collaborations(asked uuid) returns uuid[] language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  with mine as (
    select b.id, b.service_id from case_collaborators k join collaborations b on b.id = k.collaboration_id
     where k.case_id = asked and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
       and (b.account_id = current_account() or exists (
         select from members m where m.organisation_id = b.service_id and m.account_id = current_account() and m.removed_at is null and m.deactivated_at is null
           and (m.role = 'service_manager' or exists (select from service_assignments a where a.case_id = asked and a.service_id = b.service_id
             and a.account_id = m.account_id and a.ended_at is null)))))
  select coalesce(array_agg(id) filter (where service_id is null), array_agg(id), '{}') from mine
$$;
comment on function own_collaborations(uuid) is 'As which collaborator the account acts on a case: in person where it was given the case so, otherwise for its planning service.';
create policy collaborator_marks on case_collaborators for update to midline_app using (collaboration_id = any (own_collaborations(case_id)));
-- Without seeing the row, a member of a planning service who was assigned the case couldn't mark it.
create policy when_assigned on case_collaborators for select to midline_app using (collaboration_id = any (own_collaborations(case_id)));

create function collaborators_on(asked uuid) returns table (collaboration_id uuid, name text, service boolean, you boolean, since timestamptz, waiting boolean,
  suspended boolean, ready_setup_id uuid, word text, word_version integer, word_at timestamptz, word_name text)
language sql stable security definer parallel safe rows 5 set search_path = midline, pg_temp as $$
  select b.id, coalesce(o.name, a.first_name || ' ' || a.last_name, nullif(b.first_name || ' ' || b.last_name, ' '), b.email), b.service_id is not null,
         b.id = any (own_collaborations(asked)), k.given_at, b.accepted_at is null, k.suspended_at is not null, k.ready_setup_id, k.word, k.word_version, k.word_at, k.word_name
    from case_collaborators k join collaborations b on b.id = k.collaboration_id join cases c on c.id = k.case_id
    left join organisations o on o.id = b.service_id left join accounts a on a.id = b.account_id
   where k.case_id = asked and k.taken_at is null and b.ended_at is null and b.declined_at is null and b.revoked_at is null
     and (c.practice_id = any (own_viewers()) or (collaborates(asked) and b.accepted_at is not null and k.suspended_at is null))
   order by k.given_at, k.id
$$;
comment on function collaborators_on(uuid) is 'The collaborators of a case with the last word of each, for provider side and collaborators; these aren''t told who hasn''t accepted.';

create policy service on service_assignments to midline_app using (service_id = any ((select own_viewers())::uuid[]));
create policy assigned on service_assignments for select to midline_app using (account_id = (select current_account()));

create policy collaborator on orders for select to midline_app using (
  collaborates(case_id) and (discarded_at is null or author_id = (select current_account())));
create policy collaborator_works on orders for update to midline_app using (collaborates(case_id));
create policy collaborator_begins on orders for insert to midline_app with check (
  category = 'draft' and sent_at is null and submitted_at is null and author_id = (select current_account()) and collaborates(case_id)
  and (kind in ('revision', 'retainer', 'replacement') and 'revisions' = any (grants_on(case_id)) or kind = 'retainer' and 'add_orders' = any (grants_on(case_id))));

-- A collaborator never touches a case itself; only holds it while an order begins.
drop policy change on cases;
create policy change on cases for update to midline_app using (
  practice_id = any ((select own_viewers())::uuid[])
  or exists (select from case_rows r where r.case_id = cases.id and r.viewer_id = any ((select own_viewers())::uuid[]) and r.side <> 'collaborator'));
create policy collaborator_holds on cases for update to midline_app using (collaborates(id)) with check (false);

create function keep_within_grants() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
declare granted text[]; inside boolean;
begin
  if current_account() is null or works_on(old.id) then return new; end if;
  granted := grants_on(old.case_id);
  inside := (old.case_id, old.kind, old.manufacturer_id, old.technician_id, old.author_id, old.submitted_at, old.submitted_by, old.sent_at, old.accepted_at,
      old.acknowledged_version, old.manufacturing_began_at, old.cancellation_asked_at, old.promised_on)
    is not distinct from (new.case_id, new.kind, new.manufacturer_id, new.technician_id, new.author_id, new.submitted_at, new.submitted_by, new.sent_at, new.accepted_at,
      new.acknowledged_version, new.manufacturing_began_at, new.cancellation_asked_at, new.promised_on)
    and case
      when old.category = 'draft' and new.category = 'draft' then old.author_id = current_account() and granted && array['add_orders', 'revisions']
        or new.laboratory_id is not distinct from old.laboratory_id and 'edit_prescription' = any (granted)
      when new.laboratory_id is distinct from old.laboratory_id then false
      when new.category = old.category then new.prescription_version = old.prescription_version and new.prescription = old.prescription
        or 'edit_prescription' = any (granted)
      when old.category = 'setup_awaiting_approval' and new.category = 'setup_changes_requested' then true
      when old.category in ('waiting_for_records', 'records_rejected') and new.category = 'submitted'
        then 'manage_records' = any (granted)
      else false end;
  if inside is not true then
    raise exception 'a collaborator declines, drafts and sends records as far as granted, and moves an order nowhere else' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_within_grants before update on orders for each row execute function keep_within_grants();

drop policy seen_order on prescription_versions;
drop policy seen_order on setups;
drop policy seen_order on shipments;
create policy seen_order on prescription_versions for select to midline_app using (exists (select from orders x where x.id = order_id));
create policy works_on_order on prescription_versions to midline_app using (works_on(order_id));
create policy collaborator_writes on prescription_versions for insert to midline_app
  with check (written_by = (select current_account()) and exists (select from orders x where x.id = order_id and 'edit_prescription' = any (grants_on(x.case_id))));
create policy seen_order on setups for select to midline_app using (exists (select from orders x where x.id = order_id));
create policy works_on_order on setups to midline_app using (works_on(order_id));
create policy collaborator_declines on setups for update to midline_app using (collaborates(case_id)) with check (collaborates(case_id) and decision is not distinct from 'declined');
create policy seen_order on shipments for select to midline_app using (exists (select from orders x where x.id = order_id));
create policy works_on_order on shipments to midline_app using (works_on(order_id));

create policy collaborator on records for select to midline_app
  using ((side = 'provider_side' or exists (select from setups s where s.record_id = records.id and s.withdrawn_at is null)) and collaborates(case_id));
create function brings_records(of_order uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from orders x where x.id = of_order and collaborates(x.case_id) and ('manage_records' = any (grants_on(x.case_id))
    or (x.author_id = current_account() and x.category = 'draft' and grants_on(x.case_id) && array['add_orders', 'revisions'])))
$$;
comment on function brings_records(uuid) is 'Whether the account adds and replaces records of an order as a collaborator: where granted, and to a draft of its own.';
create policy collaborator_adds on records for insert to midline_app with check (side = 'provider_side' and brings_records(order_id));
create policy collaborator_changes on records for update to midline_app using (side = 'provider_side' and brings_records(order_id));

create function collaborates_with(at_practice uuid, at_laboratory uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from case_rows r where r.viewer_id = any (own_viewers()) and r.side = 'collaborator' and r.laboratory_id = at_laboratory
    and (at_practice is null or r.practice_id = at_practice))
$$;
comment on function collaborates_with(uuid, uuid) is 'Whether a case that is open to the account as a collaborator is with a laboratory, and of a practice.';
create policy collaborator on practice_laboratories for select to midline_app using (collaborates_with(practice_id, laboratory_id));
create policy collaborator on record_requirements for select to midline_app using (collaborates_with(null, laboratory_id));
create function sees_prices_of(laboratory uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from collaborations b where b.accepted_at is not null and b.ended_at is null and 'prices' = any (b.grants)
      and (b.account_id = current_account() or exists (select from members m where m.organisation_id = b.service_id and m.account_id = current_account()
        and m.removed_at is null and m.deactivated_at is null)))
    and collaborates_with(null, laboratory)
$$;
comment on function sees_prices_of(uuid) is 'Whether the account was granted to see what a laboratory''s packages cost.';
create policy collaborator on packages for select to midline_app using (sees_prices_of(laboratory_id));

create or replace function preferences_of_provider(practice uuid, practitioner uuid) returns jsonb language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select t.approach from members m join treatment_preferences t on t.account_id = m.account_id
   where (practice = any (own_viewers()) or exists (select from case_rows r where r.viewer_id = any (own_viewers()) and r.side = 'collaborator'
       and r.practice_id = $1 and r.practitioner_id = $2))
     and m.organisation_id = practice and m.practitioner_id = practitioner and m.removed_at is null and m.deactivated_at is null
$$;

-- As in 0007, and for collaborators who talk to the laboratory.
create or replace function tell_unread(told_case uuid, moment timestamptz, laboratory uuid) returns void language sql volatile security definer
set search_path = midline, pg_temp as $$
  insert into unread_cases (account_id, viewer_id, case_id, since)
  select told.account_id, told.viewer_id, told_case, moment from (
    select m.account_id, m.organisation_id as viewer_id from cases c join members m on m.organisation_id in (c.practice_id, laboratory)
     where c.id = told_case and m.removed_at is null and m.deactivated_at is null
    union
    select coalesce(b.account_id, m.account_id), coalesce(b.account_id, case when m.role = 'service_manager' then b.service_id else m.account_id end)
      from case_collaborators k join collaborations b on b.id = k.collaboration_id
      left join members m on m.organisation_id = b.service_id and m.removed_at is null and m.deactivated_at is null
     where k.case_id = told_case and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
       and 'laboratory_thread' = any (b.grants)) told
   where told.account_id <> current_account() and thread_with(told_case, laboratory) is not null
     and exists (select from case_rows r where r.case_id = told_case and r.viewer_id = told.viewer_id)
  on conflict do nothing
$$;

-- A decline is its collaborator's last word, and takes the own mark with it.
create function decline_is_a_word() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  update case_collaborators k set word = 'declined', word_version = new.version, word_at = new.decided_at, word_name = new.decided_name, ready_setup_id = null
    from collaborations b where b.id = k.collaboration_id and k.case_id = new.case_id and k.taken_at is null and (b.account_id = new.decided_by
      or (b.account_id is null and exists (select from members m where m.organisation_id = b.service_id and m.account_id = new.decided_by and m.removed_at is null and m.deactivated_at is null
        and (m.role = 'service_manager' or exists (select from service_assignments a where a.case_id = k.case_id and a.service_id = b.service_id
          and a.account_id = m.account_id and a.ended_at is null)))));
  return null;
end $$;
create trigger decline_is_a_word after update of decision on setups for each row when (new.decision = 'declined' and old.decision is distinct from 'declined')
  execute function decline_is_a_word();

create function decided_stays_decided() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  if current_account() is not null and not works_on(new.order_id) then
    raise exception 'a collaborator declines a version that is open, and changes nothing else of one' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger decided_stays_decided before update on setups for each row
  when (old.decision is not null or old.withdrawn_at is not null or new.withdrawn_at is not null or new.decision is distinct from 'declined')
  execute function decided_stays_decided();

-- What marks the collaboration stands in the case's history, for provider side and collaborators: no laboratory reads it.
drop policy seen_order on case_history;
create policy seen_order on case_history for select to midline_app using (
  case when order_id is null then exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[]))
    or (event in ('mark_ready', 'take_back_ready', 'push_back', 'hand_to_provider') and collaborates(case_id))
  else exists (select from orders x where x.id = order_id) end);

create policy collaborator on messages for select to midline_app using ('laboratory_thread' = any (grants_on(case_id)));
create policy collaborator_answers on messages for update to midline_app using ('laboratory_thread' = any (grants_on(case_id)));
create policy collaborator_writes on messages for insert to midline_app
  with check (account_id = (select current_account()) and side = 'provider_side' and 'laboratory_thread' = any (grants_on(case_id)));

create or replace function order_names(asked uuid) returns jsonb language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select jsonb_build_object(
    'people', (select coalesce(jsonb_object_agg(a.id, a.first_name || ' ' || a.last_name), '{}') from accounts a where a.id in (
       x.author_id, x.submitted_by, x.technician_id) or a.id in (
       select unnest(array[v.written_by, v.acknowledged_by]) from prescription_versions v where v.order_id = x.id)),
    'laboratories', (select coalesce(jsonb_object_agg(l.id, l.name), '{}') from organisations l where l.id in (x.laboratory_id, x.manufacturer_id)))
    from orders x join cases c on c.id = x.case_id
   where x.id = asked and (c.practice_id = any (own_viewers()) or collaborates(x.case_id)
      or (x.sent_at is not null and (x.laboratory_id = any (own_viewers()) or x.manufacturer_id = any (own_viewers()))))
$$;
create or replace function thread_with(asked uuid, laboratory uuid) returns text language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select o.name from organisations o join cases c on c.id = asked
   where o.id = laboratory and (c.practice_id = any (own_viewers()) or laboratory = any (own_viewers()) or 'laboratory_thread' = any (grants_on(asked)))
     and exists (select from orders x where x.case_id = asked and x.sent_at is not null and laboratory in (x.laboratory_id, x.manufacturer_id))
$$;
create or replace function sees_setup(asked uuid, of_case uuid, reader text) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from setups s join orders x on x.id = s.order_id join cases c on c.id = s.case_id
    where s.id = asked and s.case_id = of_case and s.withdrawn_at is null
      and case reader when 'provider_side' then c.practice_id = any (own_viewers()) or collaborates(of_case)
          else x.sent_at is not null and (x.laboratory_id = any (own_viewers()) or x.manufacturer_id = any (own_viewers())) end)
$$;
drop policy provider_side_makes on patient_links;
create policy provider_side_makes on patient_links for insert to midline_app
  with check (made_by = (select current_account()) and sees_setup(setup_id, case_id, 'provider_side')
    and exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));

grant select, insert on consent_texts, collaborations, collaboration_links, consents, service_assignments to midline_app, midline_worker;
grant update (practices, account_id, first_name, last_name, language, grants, future_cases, sent_at, expires_at, not_delivered_at, link_copied_at, revoked_at, accepted_at,
  accepted_by, declined_at, ended_at, ended_by, ended_name, ended_because) on collaborations to midline_app, midline_worker;
grant update (superseded_at) on collaboration_links to midline_app, midline_worker;
grant select on case_collaborators to midline_app;
grant select, insert, update on case_collaborators to midline_worker;
grant update (ready_setup_id, word, word_version, word_at, word_name, to_confirm) on case_collaborators to midline_app;
grant update (ended_at, assigned_by, assigned_at) on service_assignments to midline_app, midline_worker;

do $$
declare f text;
begin
  foreach f in array array['own_collaborations(uuid)', 'collaborators_on(uuid)', 'brings_records(uuid)', 'collaborates_with(uuid, uuid)', 'sees_prices_of(uuid)', 'case_standing(uuid)', 'consent_version(uuid, text)', 'consent_current(uuid)', 'collaborates(uuid)', 'grants_on(uuid)', 'works_on(uuid)', 'is_provider_of(uuid)', 'refresh_collaboration(uuid[])', 'acts_for_provider(uuid, uuid)',
      'collaborations_presented()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to midline_app, midline_worker', f);
  end loop;
end $$;
revoke all on function decline_is_a_word(), decided_stays_decided(), keep_within_grants(), count_case_rows(), case_row_told(uuid, integer, uuid, text, uuid, text, text, uuid, text, text, text, timestamptz, text, text, jsonb, text, integer,
  text, integer, integer, text, timestamptz, date, boolean, boolean, boolean), only_the_provider_approves(), keep_what_was_given() from public;

-- Orders that a collaborator prepares for a provider -------------------------------------------------------------------------------------

alter table orders add column handed_at timestamptz, add column handed_name text;
comment on column orders.handed_at is 'A collaborator who prepared the draft handed it to the provider: ready to submit.';
grant update (handed_at, handed_name) on orders to midline_app, midline_worker;

create function adds_orders_for() returns table (collaboration_id uuid, practitioner_id uuid, practice_id uuid, service_id uuid)
language sql stable security definer parallel safe rows 5 set search_path = midline, pg_temp as $$
  select b.id, b.practitioner_id, o.id, b.service_id from collaborations b
    join organisations o on o.group_id = b.group_id and o.kind = 'practice' and (b.practices is null or o.id = any (b.practices))
   where b.accepted_at is not null and b.ended_at is null and 'add_orders' = any (b.grants) and may_provide(o.id, b.practitioner_id)
     and (b.account_id = current_account() or exists (select from members m where m.organisation_id = b.service_id and m.account_id = current_account()
       and m.role in ('service_manager', 'service_member') and m.removed_at is null and m.deactivated_at is null))
$$;
comment on function adds_orders_for() is 'Providers for whom the account may prepare new cases, and at which practices.';

create function shared_with_me() returns table (practitioner_id uuid, name text, adds_at jsonb)
language sql stable security definer parallel safe rows 5 set search_path = midline, pg_temp as $$
  select p.id, p.first_name || ' ' || p.last_name,
    (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name_key, o.id), '[]')
       from organisations o where o.id in (select a.practice_id from adds_orders_for() a where a.practitioner_id = p.id))
    from practitioners p where p.id in (
      select b.practitioner_id from collaborations b where b.accepted_at is not null and b.ended_at is null and (b.account_id = current_account()
        or exists (select from members m where m.organisation_id = b.service_id and m.account_id = current_account()
          and m.role in ('service_manager', 'service_member') and m.removed_at is null and m.deactivated_at is null)))
   order by p.name_key, p.id
$$;
comment on function shared_with_me() is 'Providers who opened cases to the account or to its planning service, and at which practices it may prepare orders for them.';

create function begin_case_for(provider uuid, at_practice uuid, new_case uuid, new_order uuid, order_kind text, asked jsonb, moment timestamptz) returns uuid
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare me uuid := current_account(); chosen record; grouped uuid; laboratory uuid; told text;
begin
  select a.* into chosen from adds_orders_for() a where a.practitioner_id = provider and a.practice_id = at_practice order by a.service_id nulls first limit 1;
  if not found or order_kind not in ('aligner', 'retainer') then return null; end if;
  -- Nobody who ends or narrows the collaboration at this moment is overtaken.
  perform from collaborations b where b.id = chosen.collaboration_id and b.ended_at is null and 'add_orders' = any (b.grants) for share;
  if not found then return null; end if;
  select o.group_id into grouped from organisations o where o.id = at_practice;
  select case when count(*) = 1 then min(pl.laboratory_id::text)::uuid else (array_agg(pl.laboratory_id) filter (where pl.preferred))[1] end
    into laboratory from practice_laboratories pl where pl.practice_id = at_practice and pl.ended_at is null;
  if order_kind = 'aligner' then
    asked := jsonb_set(asked, '{approach}', coalesce((select t.approach from practitioners p join treatment_preferences t on t.account_id = p.account_id where p.id = provider), '{}'));
  end if;
  select a.first_name || ' ' || a.last_name into told from accounts a where a.id = me;
  insert into cases (id, group_id, practice_id, practitioner_id, created_by, created_at, last_activity_at) values (new_case, grouped, at_practice, provider, me, moment, moment);
  insert into orders (id, case_id, kind, category, turn_since, laboratory_id, author_id, created_at, prescription, saved_at)
    values (new_order, new_case, order_kind, 'draft', moment, laboratory, me, moment, asked, moment);
  insert into case_collaborators (case_id, collaboration_id, given_at, given_by, given_name) values (new_case, chosen.collaboration_id, moment, me, coalesce(told, ''));
  if chosen.service_id is not null then
    insert into service_assignments (case_id, service_id, account_id, assigned_by, assigned_at) values (new_case, chosen.service_id, me, me, moment);
  end if;
  perform refresh_case(new_case);
  return grouped;
end $$;
comment on function begin_case_for(uuid, uuid, uuid, uuid, text, jsonb, timestamptz) is
  'Begins a case with a draft for a provider who granted *Add orders*; whoever begins it is author and at once collaborator. The group, or null where it wasn''t granted.';

create function name_new_patient(in_case uuid, of_order uuid, new_id uuid, given jsonb, moment timestamptz) returns text
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare k record; p patients;
begin
  select c.id, c.group_id, c.patient_id, x.author_id, x.category, x.discarded_at, x.handed_at into k from orders x join cases c on c.id = x.case_id
   where x.id = of_order and x.case_id = in_case and collaborates(in_case) for update;
  if not found then return 'not_found'; end if;
  if k.author_id <> current_account() or not 'add_orders' = any (grants_on(in_case)) then return 'not_yours'; end if;
  if k.category <> 'draft' or k.discarded_at is not null then return 'order_moved_on'; end if;
  if exists (select from orders x where x.case_id = in_case and x.id <> of_order) or k.handed_at is not null then return 'general_information_fixed'; end if;
  if k.patient_id is null then
    insert into patients (id, group_id, first_name, last_name, first_key, last_key, birth_date, sex, created_by, created_at)
      values (new_id, k.group_id, given ->> 'firstName', given ->> 'lastName', name_key(given ->> 'firstName'), name_key(given ->> 'lastName'),
        (given ->> 'birthDate')::date, given ->> 'sex', current_account(), moment);
    update cases set patient_id = new_id where id = in_case;
    return 'made';
  end if;
  select * into p from patients where id = k.patient_id for update;
  -- Once the provider chose another record, it isn't the collaborator's to correct.
  if p.created_by <> current_account() or exists (select from cases c where c.patient_id = p.id and c.id <> in_case) then return 'general_information_fixed'; end if;
  if (p.first_name, p.last_name, p.birth_date::text, p.sex) is not distinct from (given ->> 'firstName', given ->> 'lastName', given ->> 'birthDate', given ->> 'sex') then return 'same'; end if;
  insert into patient_versions (patient_id, version, first_name, last_name, birth_date, sex, replaced_by, replaced_at)
    values (p.id, p.version, p.first_name, p.last_name, p.birth_date, p.sex, current_account(), moment);
  update patients set first_name = given ->> 'firstName', last_name = given ->> 'lastName', first_key = name_key(given ->> 'firstName'),
    last_key = name_key(given ->> 'lastName'), birth_date = (given ->> 'birthDate')::date, sex = given ->> 'sex', version = version + 1 where id = p.id;
  return 'changed';
end $$;
comment on function name_new_patient(uuid, uuid, uuid, jsonb, timestamptz) is
  'The patient of a draft that a collaborator began: made without a look at the practice''s other patients, corrected until the draft is handed over. What came of it.';

revoke all on function adds_orders_for(), shared_with_me(), begin_case_for(uuid, uuid, uuid, uuid, text, jsonb, timestamptz), name_new_patient(uuid, uuid, uuid, jsonb, timestamptz) from public;
grant execute on function adds_orders_for(), shared_with_me(), begin_case_for(uuid, uuid, uuid, uuid, text, jsonb, timestamptz), name_new_patient(uuid, uuid, uuid, jsonb, timestamptz)
  to midline_app, midline_worker;

-- As in 0012; a collaborator is told of the provider and of the other collaborators, neither of the practice's staff nor of hand-overs.
create or replace function case_facts(asked uuid, viewers uuid[]) returns text language plpgsql stable security definer parallel safe
set search_path = midline, pg_temp as $$
declare me uuid := current_account(); c record; seen_as uuid[]; people json; created_by text; taken jsonb; offered json;
begin
  seen_as := array(select v from unnest(viewers) v where v = any (own_viewers()));
  select k.practice_id, k.practitioner_id, k.group_id, k.created_by, k.created_at, k.package, k.package_chosen_at, r.viewer_id, r.side, r.provider, r.provider_account_id,
         p.id as patient_id, p.first_name, p.last_name, p.birth_date, p.sex
    into c from case_rows r join cases k on k.id = r.case_id left join patients p on p.id = k.patient_id
   where r.case_id = asked and r.viewer_id = any (seen_as) order by r.side = 'practice' desc limit 1;
  if not found then return null; end if;
  with staff as (
    select m.account_id, m.first_name || ' ' || m.last_name as name, k.standing, k.since, k.place
      from members m left join submitters b on b.practice_id = c.practice_id and b.practitioner_id = c.practitioner_id and b.account_id = m.account_id
      cross join lateral (select
        case when m.account_id = c.provider_account_id then 'provider' when b.account_id is not null then 'submitter'
          when m.level = 'admin' then 'practice_admin' else 'practice_member' end as standing,
        case when m.account_id = c.provider_account_id then 1 when b.account_id is not null then 2 when m.level = 'admin' then 3 else 4 end as place,
        case when m.account_id = c.provider_account_id then null when b.account_id is not null then b.given_at else m.joined_at end as since) k
     where c.side = 'practice' and m.organisation_id = c.practice_id and m.removed_at is null and m.deactivated_at is null
    union all
    select c.provider_account_id, c.provider, 'provider', null, 1 where c.side <> 'practice' and c.provider <> ''
    union all
    select m.account_id, m.first_name || ' ' || m.last_name, m.role, m.joined_at, case m.role when 'laboratory_manager' then 2 else 3 end
      from members m where c.side = 'laboratory' and m.organisation_id = any (seen_as) and m.removed_at is null and m.deactivated_at is null
    union all
    select b.account_id, coalesce(o.name, a.first_name || ' ' || a.last_name), 'collaborator', k.given_at, 5
      from case_collaborators k join collaborations b on b.id = k.collaboration_id left join accounts a on a.id = b.account_id left join organisations o on o.id = b.service_id
     where c.side <> 'laboratory' and k.case_id = asked and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
  )
  select json_agg(json_build_object('name', s.name, 'standing', s.standing, 'since', to_char(s.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.place, s.name),
         min(s.name) filter (where s.account_id = c.created_by)
    into people, created_by from staff s;
  if created_by is null and c.side = 'practice' then
    created_by := coalesce((select m.first_name || ' ' || m.last_name from members m
      where m.account_id = c.created_by order by m.organisation_id = c.practice_id desc, m.joined_at desc limit 1),
      (select a.first_name || ' ' || a.last_name from accounts a join collaborations b on b.account_id = a.id
        where a.id = c.created_by and b.practitioner_id = c.practitioner_id limit 1));
  elsif c.side = 'laboratory' or created_by is null then
    created_by := c.provider;
  end if;
  if c.side = 'practice' then
    offered := (select json_build_object('id', h.id, 'to', t.first_name || ' ' || t.last_name, 'toYou', h.to_account_id = me,
        'until', h.until, 'offeredBy', h.offered_name, 'offeredAt', to_char(h.offered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      from hand_overs h join practitioners t on t.id = h.to_practitioner_id
     where h.case_id = asked and h.accepted_at is null and h.declined_at is null and h.withdrawn_at is null);
  end if;
  if c.package is not null then
    taken := (select (c.package - 'price' - 'id') || jsonb_build_object(
        'chosenAt', to_char(c.package_chosen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'expiresOn', (c.package_chosen_at + make_interval(months => (c.package ->> 'months')::integer))::date,
        'used', jsonb_build_object('revisions', count(*) filter (where x.kind = 'revision'), 'retainerSets', count(*) filter (where x.kind = 'retainer'),
          'stages', coalesce((select max(greatest(s.upper_stages, s.lower_stages)) from setups s where s.case_id = asked and s.decision = 'approved'), 0)))
      from orders x where x.case_id = asked and x.submitted_at is not null and x.category not in ('cancelled', 'refused'));
  end if;
  return json_build_object(
    'patient', case when c.patient_id is not null then json_build_object('id', c.patient_id, 'firstName', c.first_name, 'lastName', c.last_name,
      'birthDate', c.birth_date, 'sex', c.sex) end,
    'groupId', c.group_id, 'createdAt', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'createdBy', coalesce(created_by, ''),
    'package', taken, 'people', coalesce(people, '[]'), 'handOver', offered)::text;
end $$;
