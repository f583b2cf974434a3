-- Cases, their orders and what happens to them.

set local search_path = midline, pg_catalog;

create sequence case_numbers as integer start 100001;

create table cases (
  id uuid primary key,
  number integer not null unique default nextval('case_numbers'),
  group_id uuid not null references organisations,
  practice_id uuid not null references practices,
  patient_id uuid references patients,
  practitioner_id uuid references practitioners,
  provider_until date,
  provider_before uuid references practitioners,
  not_shared boolean not null default false,
  package jsonb,
  package_chosen_at timestamptz,
  created_by uuid not null references accounts,
  created_at timestamptz not null,
  last_activity_at timestamptz not null
);
comment on table cases is 'One course of treatment of one patient, owned by one provider at one practice.';
comment on column cases.number is 'For people to say; identifiers are elsewhere.';
comment on column cases.practitioner_id is 'The provider; null while it needs one, and nothing can be submitted or approved.';
comment on column cases.provider_until is 'Handed over until this day; then it returns to provider_before.';
comment on column cases.package is 'Name and limits as they were when the package was chosen.';
alter sequence case_numbers owned by cases.number;
create index on cases (group_id);
create index on cases (practice_id);
create index on cases (patient_id);
create index on cases (practitioner_id);
create index on cases (provider_before);
create index on cases (created_by);
create index on cases (provider_until) where provider_until is not null;

create table orders (
  id uuid primary key,
  case_id uuid not null references cases,
  kind text not null check (kind in ('aligner', 'revision', 'retainer', 'replacement')),
  category text not null check (category in ('draft', 'awaiting_confirmation', 'submitted', 'waiting_for_records', 'records_rejected',
    'setup_in_production', 'setup_awaiting_approval', 'setup_changes_requested', 'manufacturing', 'shipped', 'in_treatment', 'on_hold',
    'completed', 'cancelled', 'refused', 'closed')),
  held_from text,
  held_because text,
  turn_since timestamptz not null,
  laboratory_id uuid references organisations,
  manufacturer_id uuid references organisations,
  technician_id uuid references accounts,
  author_id uuid not null references accounts,
  created_at timestamptz not null,
  prescription jsonb not null,
  prescription_version integer not null default 0,
  acknowledged_version integer not null default 0,
  confirmations jsonb not null default '{}',
  saved_at timestamptz not null,
  discarded_at timestamptz,
  submitted_at timestamptz,
  submitted_by uuid references accounts,
  sent_at timestamptz,
  accepted_at timestamptz,
  manufacturing_began_at timestamptz,
  cancellation_asked_at timestamptz,
  touched_at timestamptz,
  promised_on date,
  version integer not null default 1,
  check ((category = 'on_hold') = (held_from is not null))
);
comment on table orders is 'One thing asked of a laboratory in a case.';
comment on column orders.category is 'Where it stands: see the table of transitions in contract/order-life.ts.';
comment on column orders.sent_at is 'Since when the laboratory sees it.';
comment on column orders.touched_at is 'When the laboratory last acted on it since the last decision, which can''t be taken back from then on.';
comment on column orders.confirmations is 'Ticks required before submission: name → who and when.';
comment on column orders.prescription is 'As drafted; once submitted, the newest version.';
create index on orders (case_id);
create index on orders (laboratory_id);
create index on orders (manufacturer_id);
create index on orders (technician_id);
create index on orders (author_id);
create index on orders (submitted_by);
create index on orders (discarded_at) where discarded_at is not null;

create table prescription_versions (
  order_id uuid not null references orders,
  version integer not null,
  prescription jsonb not null,
  written_by uuid not null references accounts,
  written_at timestamptz not null,
  acknowledged_by uuid references accounts,
  acknowledged_at timestamptz,
  primary key (order_id, version)
);
comment on table prescription_versions is 'What was asked, as submitted and after each change.';
create index on prescription_versions (written_by);
create index on prescription_versions (acknowledged_by);

create table case_history (
  id uuid primary key,
  case_id uuid not null references cases,
  order_id uuid references orders,
  at timestamptz not null,
  account_id uuid references accounts,
  name text not null,
  acted_as text,
  event text not null,
  from_category text,
  to_category text,
  reason text,
  facts jsonb not null default '{}'
);
comment on table case_history is 'Every change of state of a case and its orders, with who and when.';
create index on case_history (case_id, id desc);
create index on case_history (order_id, id desc);
create index on case_history (account_id);

create table setups (
  id uuid primary key,
  order_id uuid not null references orders,
  case_id uuid not null references cases,
  version integer not null,
  record_id uuid not null,
  content_hash text not null,
  upper_stages integer not null,
  lower_stages integer not null,
  note text not null default '',
  delivered_by uuid not null references accounts,
  delivered_name text not null,
  delivered_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_because text,
  decision text check (decision in ('approved', 'declined')),
  decided_by uuid references accounts,
  decided_name text,
  decided_at timestamptz,
  instructions text,
  unique (case_id, version)
);
comment on table setups is 'Numbered versions of the planned tooth movement; numbers run through the case and are never used again.';
comment on column setups.content_hash is 'SHA-256 of what was delivered: an approval binds to it.';
create index on setups (order_id);
create index on setups (record_id);
create index on setups (delivered_by);
create index on setups (decided_by);
create unique index on setups (order_id) where decision is null and withdrawn_at is null;

create table shipments (
  id uuid primary key,
  order_id uuid not null references orders,
  number integer not null,
  shipped_at timestamptz not null,
  shipped_by uuid not null references accounts,
  shipped_name text not null,
  arch text check (arch in ('upper', 'lower')),
  from_stage integer,
  to_stage integer,
  carrier text not null,
  tracking_number text not null default '',
  note text not null default '',
  arrived_at timestamptz,
  unique (order_id, number)
);
comment on table shipments is 'What a laboratory sent, whole or in parts.';
create index on shipments (shipped_by);

create table submitters (
  practice_id uuid not null references practices,
  practitioner_id uuid not null references practitioners,
  account_id uuid not null references accounts,
  given_at timestamptz not null,
  primary key (practice_id, practitioner_id, account_id)
);
comment on table submitters is '*Submit for me*: who may submit and cancel for a provider at a practice.';
create index on submitters (practitioner_id);
create index on submitters (account_id);

create table treatment_preferences (
  account_id uuid primary key references accounts on delete cascade,
  approach jsonb not null
);
comment on table treatment_preferences is 'Fills the treatment approach of a provider''s new orders.';

create table hand_overs (
  id uuid primary key,
  case_id uuid not null references cases,
  practice_id uuid not null references practices,
  to_practitioner_id uuid not null references practitioners,
  to_account_id uuid not null references accounts,
  until date,
  offered_by uuid not null references accounts,
  offered_name text not null,
  offered_at timestamptz not null,
  accepted_at timestamptz,
  declined_at timestamptz,
  withdrawn_at timestamptz,
  check (num_nonnulls(accepted_at, declined_at, withdrawn_at) <= 1)
);
comment on table hand_overs is 'Offers of a case to another provider of its practice.';
create unique index on hand_overs (case_id) where accepted_at is null and declined_at is null and withdrawn_at is null;
create index on hand_overs (to_account_id);
create index on hand_overs (practice_id);
create index on hand_overs (to_practitioner_id);
create index on hand_overs (offered_by);

create table messages (
  id uuid primary key,
  case_id uuid not null references cases,
  laboratory_id uuid not null references organisations,
  at timestamptz not null,
  account_id uuid not null references accounts,
  name text not null,
  side text not null check (side in ('provider_side', 'laboratory')),
  body text not null,
  asks boolean not null default false,
  answered_at timestamptz,
  edited_at timestamptz
);
comment on table messages is 'The laboratory thread of a case: between provider side and one laboratory.';
create index on messages (case_id, laboratory_id, id);
create index on messages (account_id);
create index on messages (laboratory_id);

create table unread_cases (
  account_id uuid not null references accounts on delete cascade,
  viewer_id uuid not null,
  case_id uuid not null references cases,
  since timestamptz not null,
  primary key (account_id, viewer_id, case_id)
);
comment on table unread_cases is 'Cases with a message that a person has not seen; viewer_id is the practice or laboratory as whose member it is unread.';
create index on unread_cases (case_id);

create table saved_views (
  account_id uuid primary key references accounts on delete cascade,
  views jsonb not null default '[]',
  columns jsonb not null default '[]'
);
comment on table saved_views is 'A person''s saved views and columns of Manage Orders.';

-- The list: one row for each viewer and case -----------------------------------------------------------------------------------

create table case_rows (
  viewer_id uuid not null,
  case_id uuid not null references cases,
  side text not null check (side in ('practice', 'laboratory', 'collaborator')),
  closed boolean not null,
  number integer not null,
  number_key text collate "C" not null,
  practice_id uuid not null,
  practice text not null,
  practice_key text collate "C" not null,
  patient_id uuid,
  first_name text not null default '',
  last_name text not null default '',
  patient_key text collate "C" not null default '',
  first_key text collate "C" not null default '',
  practitioner_id uuid,
  provider_account_id uuid,
  provider text not null default '',
  provider_key text collate "C" not null default '',
  laboratory_id uuid,
  laboratory text,
  technician_id uuid,
  technician text,
  last_activity_at timestamptz not null,
  order_id uuid not null,
  kind text collate "C" not null,
  status text collate "C" not null,
  category text collate "C" not null,
  orders jsonb not null,
  package text collate "C" not null default '',
  setup_version integer not null default 0,
  collaborator_status text collate "C" not null default 'none',
  collaborators integer not null default 0,
  turn text collate "C" not null,
  turn_account_id uuid,
  turn_since timestamptz not null,
  promised_on date,
  needs_provider boolean not null default false,
  answer_needed boolean not null default false,
  not_shared boolean not null default false,
  created_at timestamptz not null,
  primary key (viewer_id, case_id)
);
comment on table case_rows is
  'Manage Orders as each viewer reads it: a practice, a laboratory, later a collaborator''s account. Written by refresh_case() alone.';
comment on column case_rows.turn_account_id is 'Whose turn it is, where it is one person''s: the provider, or the assigned technician.';
create index on case_rows (case_id);
create index on case_rows (viewer_id, closed, last_activity_at desc, case_id desc);

alter table events add column case_id uuid;
comment on column events.case_id is 'The case that changed: then organisation_id is a viewer of it, and only its active members are told.';

create function name_key(name text) returns text language sql immutable parallel safe strict
  return replace(replace(replace(replace(translate(lower(regexp_replace(normalize(name, nfd), U&'[\0300-\036F]', '', 'g')),
    'øđðłı’', 'oddli'''), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
comment on function name_key(text) is 'A name in comparable form: lower case, without accents. Names are compared by this function alone.';

create function refresh_case(refreshed uuid) returns void language plpgsql volatile security definer set search_path = midline, pg_temp as $$
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
end $$;
comment on function refresh_case(uuid) is 'Writes the rows of a case for its practice and laboratories anew; called at the end of whatever changes one of their columns.';

create function touch_case(touched uuid, moment timestamptz) returns void language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare before uuid[];
begin
  update cases set last_activity_at = moment where id = touched;
  select array_agg(viewer_id) into before from case_rows where case_id = touched;
  perform refresh_case(touched);
  insert into events (at, kind, organisation_id, case_id)
    select moment, 'case_changed', v, touched from (select unnest(before) as v union select viewer_id from case_rows where case_id = touched) told;
end $$;
comment on function touch_case(uuid, timestamptz) is 'Notes activity on a case, writes its rows anew and tells everybody who had or has one.';

create table category_meanings (
  category text primary key,
  status text not null,
  turn text not null
);
comment on table category_meanings is 'The status and turn of each category: contract/order-life.ts as a table, kept equal by a test.';
insert into category_meanings (category, status, turn) values
  ('draft', 'action_needed', 'provider_side'), ('awaiting_confirmation', 'action_needed', 'provider'), ('submitted', 'in_progress', 'laboratory'),
  ('waiting_for_records', 'action_needed', 'provider_side'), ('records_rejected', 'action_needed', 'provider_side'),
  ('setup_in_production', 'in_progress', 'laboratory'), ('setup_awaiting_approval', 'action_needed', 'provider'),
  ('setup_changes_requested', 'in_progress', 'laboratory'), ('manufacturing', 'in_treatment', 'laboratory'), ('shipped', 'in_treatment', 'provider_side'),
  ('in_treatment', 'in_treatment', 'nobody'), ('completed', 'closed', 'nobody'), ('cancelled', 'closed', 'nobody'), ('refused', 'closed', 'nobody'),
  ('closed', 'closed', 'nobody');

-- What links the account to one case: the second flight-mate of open_request ------------------------------------------------------

create function case_standing(asked uuid)
returns table (case_id uuid, practice_id uuid, group_id uuid, standings text[], laboratories uuid[], second_factor_required boolean)
language sql stable security definer parallel safe rows 1 set search_path = midline, pg_temp as $$
  select c.id, c.practice_id, c.group_id,
    array_remove(array[
      case when m.id is not null and pr.account_id = current_account() then 'provider' end,
      case when m.id is not null and exists (select from submitters s where s.practice_id = c.practice_id
        and s.practitioner_id = c.practitioner_id and s.account_id = current_account()) then 'submitter' end,
      case when m.level = 'admin' then 'practice_admin' end,
      case when m.id is not null then 'practice_member' end,
      case when m.id is null and exists (select from members g where g.organisation_id = c.group_id and g.account_id = current_account()
        and g.role = 'group_manager' and g.removed_at is null and g.deactivated_at is null) then 'group_manager' end,
      case when 'laboratory_manager' = any (l.roles) then 'laboratory_manager' end,
      case when 'technician' = any (l.roles) then 'technician' end], null),
    coalesce(l.ids, '{}'),
    m.id is not null and (select p.second_factor_required from practices p where p.id = c.practice_id)
  from cases c
  left join members m on m.organisation_id = c.practice_id and m.account_id = current_account() and m.removed_at is null and m.deactivated_at is null
  left join practitioners pr on pr.id = c.practitioner_id
  left join lateral (
    select array_agg(distinct lm.organisation_id) as ids, array_agg(distinct lm.role) as roles
      from orders x join members lm on lm.organisation_id in (x.laboratory_id, x.manufacturer_id)
     where x.case_id = c.id and x.sent_at is not null and lm.account_id = current_account() and lm.removed_at is null and lm.deactivated_at is null
  ) l on true
  where c.id = asked and current_account() is not null
$$;
comment on function case_standing(uuid) is 'What links the account to a case: what the guard decides by.';

create function uuid_at(moment timestamptz) returns uuid language sql volatile parallel safe
  return overlay(overlay(gen_random_uuid()::text placing
    lpad(to_hex((extract(epoch from moment) * 1000)::bigint / 65536), 8, '0') || '-' || lpad(to_hex((extract(epoch from moment) * 1000)::bigint % 65536), 4, '0')
    from 1 for 13) placing '7' from 15 for 1)::uuid;
comment on function uuid_at(timestamptz) is 'A UUIDv7 of a moment, where the database itself writes a row whose place among others is told by its id.';

create function case_numbered(in_group uuid, asked integer) returns table (case_id uuid, practice_id uuid, practice text)
language sql stable security definer parallel safe rows 1 set search_path = midline, pg_temp as $$
  select c.id, c.practice_id, o.name from cases c join organisations o on o.id = c.practice_id
   where c.number = asked and c.group_id = in_group and exists (select from members g where g.organisation_id = in_group
     and g.account_id = current_account() and g.role = 'group_manager' and g.removed_at is null and g.deactivated_at is null)
$$;
comment on function case_numbered(uuid, integer) is 'Which case of the group has a number, and where it is: for the group''s managers, who see nothing else of it.';

create function move_case(moved uuid, to_practice uuid) returns boolean language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare c cases; draft boolean; manages boolean;
begin
  select * into c from cases where id = moved for update;
  if not found or not exists (select from organisations o where o.id = to_practice and o.kind = 'practice' and o.group_id = c.group_id) then return false; end if;
  -- Somebody else was quicker: it is where it should be, and has moved once.
  if c.practice_id = to_practice then return true; end if;
  select not exists (select from orders x where x.case_id = moved and x.submitted_at is not null) into draft;
  select exists (select from members g where g.organisation_id = c.group_id and g.account_id = current_account() and g.role = 'group_manager'
    and g.removed_at is null and g.deactivated_at is null) into manages;
  if not manages and (select count(*) from members m where m.organisation_id in (c.practice_id, to_practice) and m.account_id = current_account()
      and m.removed_at is null and m.deactivated_at is null and (draft or m.level = 'admin')) < 2 then return false; end if;
  update cases set practice_id = to_practice, practitioner_id = case when draft or exists (
      select from members m where m.organisation_id = to_practice and m.practitioner_id = cases.practitioner_id and m.removed_at is null and m.deactivated_at is null)
    then practitioner_id end, provider_until = null, provider_before = null where id = moved;
  update hand_overs set withdrawn_at = clock_timestamp() where case_id = moved and accepted_at is null and declined_at is null and withdrawn_at is null;
  delete from unread_cases where case_id = moved and viewer_id = c.practice_id;
  if not draft then
    -- Written here: whoever manages the group and is a member of neither practice writes into no case's history.
    insert into case_history (id, case_id, at, account_id, name, acted_as, event, facts)
    select uuid_at(clock_timestamp()), moved, clock_timestamp(), a.id, a.first_name || ' ' || a.last_name,
           case when manages then 'group_manager' else 'practice_admin' end, 'move',
           jsonb_build_object('from', (select o.name from organisations o where o.id = c.practice_id), 'to', (select o.name from organisations o where o.id = to_practice))
      from accounts a where a.id = current_account();
  end if;
  return true;
end $$;
comment on function move_case(uuid, uuid) is
  'Moves a case between practices of its group: a draft by a member of both, otherwise by an Admin of both or a manager of the group. A provider who isn''t there stays behind.';

create function patient_submitted(asked uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from cases c join orders x on x.case_id = c.id where c.patient_id = asked and x.submitted_at is not null
    and exists (select from patients p where p.id = asked and p.created_by = current_account()))
$$;
comment on function patient_submitted(uuid) is
  'For who made a patient''s record: whether an order of the patient was submitted, at any practice of the group.';

-- What orders ask that the walls would hide ---------------------------------------------------------------------------------------

create function order_names(asked uuid) returns jsonb language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select jsonb_build_object(
    'people', (select coalesce(jsonb_object_agg(a.id, a.first_name || ' ' || a.last_name), '{}') from accounts a where a.id in (
       x.author_id, x.submitted_by, x.technician_id) or a.id in (
       select unnest(array[v.written_by, v.acknowledged_by]) from prescription_versions v where v.order_id = x.id)),
    'laboratories', (select coalesce(jsonb_object_agg(l.id, l.name), '{}') from organisations l where l.id in (x.laboratory_id, x.manufacturer_id)))
    from orders x join cases c on c.id = x.case_id
   where x.id = asked and (c.practice_id = any (own_viewers())
      or (x.sent_at is not null and (x.laboratory_id = any (own_viewers()) or x.manufacturer_id = any (own_viewers()))))
$$;
comment on function order_names(uuid) is 'Names of the people and laboratories of an order, for whoever sees it: the other side''s accounts are hidden otherwise.';

create function next_setup_version(asked uuid) returns integer language plpgsql volatile security definer set search_path = midline, pg_temp as $$
begin
  perform from cases c where c.id = asked and exists (select from orders x where x.case_id = c.id and x.sent_at is not null
    and (x.laboratory_id = any (own_viewers()) or x.manufacturer_id = any (own_viewers()))) for update;
  if not found then return null; end if;
  return (select coalesce(max(s.version), 0) + 1 from setups s where s.case_id = asked);
end $$;
comment on function next_setup_version(uuid) is
  'The number of a case''s next setup version, for a laboratory that may not see those of another; holds the case until the transaction ends.';

create function preferences_of_provider(practice uuid, practitioner uuid) returns jsonb language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select t.approach from members m join treatment_preferences t on t.account_id = m.account_id
   where practice = any (own_viewers()) and m.organisation_id = practice and m.practitioner_id = practitioner
     and m.removed_at is null and m.deactivated_at is null
$$;
comment on function preferences_of_provider(uuid, uuid) is 'A provider''s treatment preferences, for colleagues of the practice who prepare a draft.';

create function refresh_patient(changed uuid, moment timestamptz) returns void language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare each_case uuid;
begin
  if not exists (select from patients p where p.id = changed and (p.waiting_in = any (own_viewers())
      or exists (select from cases c where c.patient_id = changed and c.practice_id = any (own_viewers())))) then return; end if;
  for each_case in select c.id from cases c where c.patient_id = changed loop
    perform refresh_case(each_case);
    insert into events (at, kind, organisation_id, case_id) select moment, 'case_changed', r.viewer_id, each_case from case_rows r where r.case_id = each_case;
  end loop;
end $$;
comment on function refresh_patient(uuid, timestamptz) is
  'After a correction of a patient''s record: its cases say the new name everywhere, also at practices that the person correcting doesn''t see.';

create function matches_words(key text, words text[]) returns boolean language sql immutable parallel safe
  return not exists (select from unnest(words) w where strpos(' ' || replace(key, '-', ' '), ' ' || w) = 0);
comment on function matches_words(text, text[]) is 'Whether each of the words begins a word of a name, all in comparable form.';

-- Second wall ------------------------------------------------------------------------------------------------------------------

do $$
declare t text;
begin
  foreach t in array array['cases', 'orders', 'prescription_versions', 'case_history', 'setups', 'shipments', 'submitters', 'treatment_preferences',
      'hand_overs', 'messages', 'unread_cases', 'saved_views', 'case_rows', 'category_meanings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy jobs on %I to midline_worker using (true) with check (true)', t);
  end loop;
end $$;

create policy see on cases for select to midline_app using (
  practice_id = any ((select own_viewers())::uuid[])
  or exists (select from case_rows r where r.case_id = cases.id and r.viewer_id = any ((select own_viewers())::uuid[])));
create policy begin on cases for insert to midline_app with check (practice_id = any ((select own_viewers())::uuid[]));
create policy change on cases for update to midline_app using (
  practice_id = any ((select own_viewers())::uuid[])
  or exists (select from case_rows r where r.case_id = cases.id and r.viewer_id = any ((select own_viewers())::uuid[])));

create policy see on patients for select to midline_app using (
  waiting_in = any ((select own_viewers())::uuid[]) or exists (select from cases c where c.patient_id = patients.id));
create policy make on patients for insert to midline_app with check (waiting_in = any ((select own_viewers())::uuid[]));
create policy change on patients for update to midline_app using (
  waiting_in = any ((select own_viewers())::uuid[])
  or exists (select from cases c where c.patient_id = patients.id and c.practice_id = any ((select own_viewers())::uuid[])));
create policy see on patient_versions for select to midline_app using (
  exists (select from cases c where c.patient_id = patient_versions.patient_id and c.practice_id = any ((select own_viewers())::uuid[]))
  or exists (select from patients p where p.id = patient_id and p.waiting_in = any ((select own_viewers())::uuid[])));
create policy keep on patient_versions for insert to midline_app with check (replaced_by = (select current_account()));

create policy practice on orders to midline_app using (
  exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));
create policy laboratory on orders for select to midline_app using (
  sent_at is not null and (laboratory_id = any ((select own_viewers())::uuid[]) or manufacturer_id = any ((select own_viewers())::uuid[])));
create policy laboratory_works on orders for update to midline_app using (
  sent_at is not null and (laboratory_id = any ((select own_viewers())::uuid[]) or manufacturer_id = any ((select own_viewers())::uuid[])));

create policy seen_order on prescription_versions to midline_app using (exists (select from orders x where x.id = order_id));
create policy seen_order on setups to midline_app using (exists (select from orders x where x.id = order_id));
create policy seen_order on shipments to midline_app using (exists (select from orders x where x.id = order_id));
create policy seen_order on case_history for select to midline_app using (
  case when order_id is null then exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[]))
  else exists (select from orders x where x.id = order_id) end);
create policy write on case_history for insert to midline_app with check (
  account_id = (select current_account()) and exists (select from cases c where c.id = case_id));

create policy practice on submitters to midline_app using (practice_id = any ((select own_viewers())::uuid[]))
  with check (exists (select from practitioners p where p.id = practitioner_id and p.account_id = (select current_account())));
create policy own on treatment_preferences to midline_app using (account_id = (select current_account()));
create policy own on saved_views to midline_app using (account_id = (select current_account()));
create policy practice on hand_overs to midline_app using (practice_id = any ((select own_viewers())::uuid[]) or to_account_id = (select current_account()));
create policy sides on messages for select to midline_app using (
  laboratory_id = any ((select own_viewers())::uuid[])
  or exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));
create policy answer on messages for update to midline_app using (
  laboratory_id = any ((select own_viewers())::uuid[])
  or exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));
create policy write on messages for insert to midline_app with check (account_id = (select current_account()) and (
  laboratory_id = any ((select own_viewers())::uuid[])
  or exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[]))));
create policy own on unread_cases for select to midline_app using (account_id = (select current_account()));
create policy read on unread_cases for delete to midline_app using (account_id = (select current_account()));
create policy own on case_rows for select to midline_app using (viewer_id = any ((select own_viewers())::uuid[]));

create function tell_unread(told_case uuid, moment timestamptz, laboratory uuid) returns void language sql volatile security definer
set search_path = midline, pg_temp as $$
  insert into unread_cases (account_id, viewer_id, case_id, since)
  select m.account_id, m.organisation_id, told_case, moment
    from cases c join members m on m.organisation_id in (c.practice_id, laboratory)
   where c.id = told_case and m.removed_at is null and m.deactivated_at is null and m.account_id <> current_account()
     and (c.practice_id = any (own_viewers()) or laboratory = any (own_viewers()))
  on conflict do nothing
$$;
comment on function tell_unread(uuid, timestamptz, uuid) is 'Marks a case as unread for everybody on both sides of a laboratory thread but the writer.';

create function thread_with(asked uuid, laboratory uuid) returns text language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select o.name from organisations o join cases c on c.id = asked
   where o.id = laboratory and (c.practice_id = any (own_viewers()) or laboratory = any (own_viewers()))
     and exists (select from orders x where x.case_id = asked and x.sent_at is not null and laboratory in (x.laboratory_id, x.manufacturer_id))
$$;
comment on function thread_with(uuid, uuid) is
  'The name of a laboratory to which an order of the case was sent, for both sides of their thread; also where the practice never chose it, as after a move.';

-- Hand-over, and what becomes of a provider's cases when they leave ----------------------------------------------------------------

create function may_provide(at_practice uuid, practitioner uuid) returns boolean language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select exists (select from members m join practitioners p on p.id = m.practitioner_id join groups g on g.id = p.group_id
   where m.organisation_id = at_practice and m.practitioner_id = practitioner and p.account_id = m.account_id
     and m.removed_at is null and m.deactivated_at is null and p.clinical_role = any (g.provider_clinical_roles))
$$;
comment on function may_provide(uuid, uuid) is 'Whether a practitioner can own cases of a practice: an active member in a clinical role that the group lets be provider.';

create function note_on_case(noted uuid, moment timestamptz, what text, facts jsonb) returns void language sql volatile security definer
set search_path = midline, pg_temp as $$
  insert into case_history (id, case_id, at, account_id, name, acted_as, event, facts)
  select uuid_at(moment), noted, moment, a.id, a.first_name || ' ' || a.last_name,
         case when exists (select from members m join cases c on c.practice_id = m.organisation_id where c.id = noted and m.account_id = a.id
           and m.removed_at is null and m.deactivated_at is null) then 'practice_admin' else 'group_manager' end, what, facts
    from accounts a join cases k on k.id = noted
   where a.id = current_account() and k.practice_id = any (organisations_administered())
$$;
comment on function note_on_case(uuid, timestamptz, text, jsonb) is 'A line of history by whoever administers the case''s practice.';

create function name_of_practitioner(asked uuid) returns text language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select p.first_name || ' ' || p.last_name from practitioners p where p.id = asked and p.group_id = any (groups_in_reach())
$$;
comment on function name_of_practitioner(uuid) is 'For lines of history, within a group in which the account works.';

create function offer_cases(at_practice uuid, chosen uuid[], to_member uuid, until_day date, moment timestamptz)
returns table (case_id uuid, number integer, initials text)
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
#variable_conflict use_column
declare target members; offerer text;
begin
  if not coalesce(at_practice = any (organisations_administered()), false) then return; end if;
  select * into target from members m where m.id = to_member and m.organisation_id = at_practice and m.removed_at is null and m.deactivated_at is null
    and may_provide(at_practice, m.practitioner_id);
  if not found then return; end if;
  select a.first_name || ' ' || a.last_name into offerer from accounts a where a.id = current_account();
  return query
    with offered as (
      insert into hand_overs (id, case_id, practice_id, to_practitioner_id, to_account_id, until, offered_by, offered_name, offered_at)
      select uuid_at(moment), c.id, at_practice, target.practitioner_id, target.account_id, until_day, current_account(), offerer, moment
        from cases c where c.practice_id = at_practice and c.id = any (chosen) and c.practitioner_id is distinct from target.practitioner_id
      on conflict do nothing returning case_id)
    select c.id, c.number, coalesce(upper(left(p.first_name, 1)) || '. ' || upper(left(p.last_name, 1)) || '.', '')
      from offered o join cases c on c.id = o.case_id left join patients p on p.id = c.patient_id
      cross join lateral note_on_case(c.id, moment, 'offer_hand_over',
        jsonb_build_object('to', target.first_name || ' ' || target.last_name, 'until', until_day)) noted
     order by c.number;
end $$;
comment on function offer_cases(uuid, uuid[], uuid, date, timestamptz) is
  'Offers cases of a practice that the account administers to another provider there; those offered to somebody already, or theirs, are left out.';

create function let_go_of_cases(at_practice uuid, leaver uuid, moment timestamptz) returns uuid[]
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare own uuid; c cases; parked uuid[] := '{}';
begin
  if not coalesce(at_practice = any (organisations_administered()), false) then return parked; end if;
  update hand_overs h set withdrawn_at = moment where h.practice_id = at_practice and h.to_account_id = leaver
    and h.accepted_at is null and h.declined_at is null and h.withdrawn_at is null;
  select m.practitioner_id into own from members m where m.organisation_id = at_practice and m.account_id = leaver and m.removed_at is null;
  delete from submitters s where s.practice_id = at_practice and (s.account_id = leaver or s.practitioner_id = own);
  for c in select k.* from cases k where k.practice_id = at_practice and k.practitioner_id = own order by k.id for update loop
    if c.provider_until is not null and may_provide(at_practice, c.provider_before) then
      update cases set practitioner_id = provider_before, provider_before = null, provider_until = null where id = c.id;
      perform note_on_case(c.id, moment, 'return_case', jsonb_build_object('from', name_of_practitioner(own), 'to', name_of_practitioner(c.provider_before)));
    else
      update cases set practitioner_id = null, provider_before = own, provider_until = null where id = c.id;
      perform note_on_case(c.id, moment, 'park_case', jsonb_build_object('from', name_of_practitioner(own)));
      parked := parked || c.id;
    end if;
    perform touch_case(c.id, moment);
  end loop;
  return parked;
end $$;
comment on function let_go_of_cases(uuid, uuid, timestamptz) is
  'A provider leaves a practice that the account administers: what they stood in for goes back, the rest is parked under Needs a provider. Answers with what was parked.';

create function take_cases_back(at_practice uuid, returner uuid, moment timestamptz) returns integer
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare own uuid; each_case uuid; taken integer := 0;
begin
  if not coalesce(at_practice = any (organisations_administered()), false) then return 0; end if;
  select m.practitioner_id into own from members m where m.organisation_id = at_practice and m.account_id = returner and m.removed_at is null;
  if not may_provide(at_practice, own) then return 0; end if;
  for each_case in update cases k set practitioner_id = own, provider_before = null
      where k.practice_id = at_practice and k.practitioner_id is null and k.provider_before = own returning k.id loop
    update hand_overs h set withdrawn_at = moment where h.case_id = each_case and h.accepted_at is null and h.declined_at is null and h.withdrawn_at is null;
    perform note_on_case(each_case, moment, 'return_case', jsonb_build_object('to', name_of_practitioner(own)));
    perform touch_case(each_case, moment);
    taken := taken + 1;
  end loop;
  return taken;
end $$;
comment on function take_cases_back(uuid, uuid, timestamptz) is 'A deactivated provider is let in again: parked cases that nobody took over are theirs as before.';

create function cases_of_provider(at_practice uuid, person uuid) returns table (open integer, closed integer)
language sql stable security definer parallel safe rows 1 set search_path = midline, pg_temp as $$
  select count(*) filter (where not coalesce(r.closed, false))::integer, count(*) filter (where r.closed)::integer
    from members m join cases c on c.practice_id = m.organisation_id and c.practitioner_id = m.practitioner_id
    left join case_rows r on r.viewer_id = c.practice_id and r.case_id = c.id
   where m.organisation_id = at_practice and m.account_id = person and m.removed_at is null and at_practice = any (organisations_administered())
$$;
comment on function cases_of_provider(uuid, uuid) is 'How many cases a member leaves behind, for those who administer the practice; a group''s manager sees no more of them.';

grant usage on sequence case_numbers to midline_app, midline_worker;
grant select, insert on cases, orders, setups, shipments, hand_overs, messages, case_history, prescription_versions to midline_app, midline_worker;
grant update (patient_id, practitioner_id, provider_until, provider_before, not_shared, package, package_chosen_at, last_activity_at) on cases to midline_app, midline_worker;
grant update (category, held_from, held_because, turn_since, laboratory_id, manufacturer_id, technician_id, prescription, prescription_version, acknowledged_version,
  confirmations, saved_at, discarded_at, submitted_at, submitted_by, sent_at, accepted_at, manufacturing_began_at, cancellation_asked_at, touched_at, promised_on, version)
  on orders to midline_app, midline_worker;
grant update (acknowledged_by, acknowledged_at) on prescription_versions to midline_app, midline_worker;
grant update (withdrawn_at, withdrawn_because, decision, decided_by, decided_name, decided_at, instructions) on setups to midline_app, midline_worker;
grant update (arrived_at) on shipments to midline_app, midline_worker;
grant update (accepted_at, declined_at, withdrawn_at) on hand_overs to midline_app, midline_worker;
grant update (body, answered_at, edited_at) on messages to midline_app, midline_worker;
grant select, insert, update, delete on submitters, treatment_preferences, saved_views to midline_app, midline_worker;
grant select, delete on unread_cases to midline_app, midline_worker;
grant select on case_rows to midline_app, midline_worker;
grant select on category_meanings to midline_worker;
grant delete on cases, orders, case_history, prescription_versions, unread_cases, hand_overs, case_rows to midline_worker;

revoke all on all functions in schema midline from public;
grant execute on all functions in schema midline to midline_app, midline_worker;
