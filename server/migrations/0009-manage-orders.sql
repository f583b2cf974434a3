-- Manage Orders: what the list sorts, filters, searches and counts by.

set local search_path = midline, pg_catalog;

-- Places in place of words, the most pressing highest: small, and compared by operators that row-level security lets indexes use.
alter table case_rows
  add column status_place smallint not null generated always as (array_position(
    array['closed', 'in_treatment', 'in_progress', 'action_needed'], status::text)) stored,
  add column category_place smallint not null generated always as (array_position(array['closed', 'refused', 'cancelled', 'completed', 'on_hold',
    'in_treatment', 'shipped', 'manufacturing', 'setup_changes_requested', 'setup_awaiting_approval', 'setup_in_production', 'records_rejected',
    'waiting_for_records', 'submitted', 'awaiting_confirmation', 'draft'], category::text)) stored,
  add column kind_place smallint not null generated always as (array_position(
    array['aligner', 'revision', 'retainer', 'replacement'], kind::text)) stored,
  add column collaborator_place smallint not null generated always as (array_position(
    array['archived', 'none', 'approved', 'awaiting', 'evaluating', 'ready'], collaborator_status::text)) stored,
  add column turn_place smallint not null generated always as (array_position(
    array['nobody', 'laboratory', 'provider_side', 'provider'], turn::text)) stored,
  add column facets integer not null generated always as ((array_position(array['closed', 'in_treatment', 'in_progress', 'action_needed'], status::text))
    + 8 * (array_position(array['closed', 'refused', 'cancelled', 'completed', 'on_hold',
    'in_treatment', 'shipped', 'manufacturing', 'setup_changes_requested', 'setup_awaiting_approval', 'setup_in_production', 'records_rejected',
    'waiting_for_records', 'submitted', 'awaiting_confirmation', 'draft'], category::text))
    + 256 * (array_position(array['aligner', 'revision', 'retainer', 'replacement'], kind::text))
    + 2048 * (array_position(array['archived', 'none', 'approved', 'awaiting', 'evaluating', 'ready'], collaborator_status::text))
    + 16384 * (array_position(array['nobody', 'laboratory', 'provider_side', 'provider'], turn::text))) stored,
  add column turn_holder text collate "C" not null generated always as (coalesce(turn_account_id::text, turn)) stored,
  add column promised_place date not null generated always as (coalesce(promised_on, 'infinity'::date)) stored,
  add column provider_first_key text collate "C" not null generated always as (name_key(provider)) stored;
comment on column case_rows.facets is 'The five places in one number: indexes carry it, so that a filter is looked at without fetching the row.';
comment on column case_rows.turn_holder is 'Who may act: one account, or the side where anybody of it may.';
comment on column case_rows.promised_place is 'For sorting: without a promise last.';

-- One for each column of the list: it serves sorting by the column, and filtering by it with the newest activity first.
create index case_rows_by_number on case_rows (viewer_id, closed, number, last_activity_at, case_id);
create index case_rows_by_patient on case_rows (viewer_id, closed, patient_key, last_activity_at, case_id);
create index case_rows_by_status on case_rows (viewer_id, closed, status_place, last_activity_at, case_id) include (facets);
create index case_rows_by_category on case_rows (viewer_id, closed, category_place, last_activity_at, case_id) include (facets);
create index case_rows_by_package on case_rows (viewer_id, closed, package, last_activity_at, case_id);
create index case_rows_by_setup on case_rows (viewer_id, closed, setup_version, last_activity_at, case_id);
create index case_rows_by_provider on case_rows (viewer_id, closed, provider_key, last_activity_at, case_id);
create index case_rows_by_practice on case_rows (viewer_id, closed, practice_key, last_activity_at, case_id);
create index case_rows_by_collaborator_status on case_rows (viewer_id, closed, collaborator_place, last_activity_at, case_id) include (facets);
create index case_rows_by_turn on case_rows (viewer_id, closed, turn_place, last_activity_at, case_id) include (facets);
create index case_rows_by_promise on case_rows (viewer_id, closed, promised_place, last_activity_at, case_id) include (facets);

-- Filters that aren't columns to sort by, and beginnings of names and numbers.
create index case_rows_by_practitioner on case_rows (viewer_id, closed, practitioner_id, last_activity_at, case_id);
create index case_rows_by_treating_practice on case_rows (viewer_id, closed, practice_id, last_activity_at, case_id) where side <> 'practice';
create index case_rows_by_technician on case_rows (viewer_id, closed, technician_id, last_activity_at, case_id) where technician_id is not null;
create index case_rows_by_kind on case_rows (viewer_id, closed, kind_place, last_activity_at, case_id);
create index case_rows_by_turn_holder on case_rows (viewer_id, closed, turn_holder, last_activity_at, case_id);
create index case_rows_needing_provider on case_rows (viewer_id, closed, last_activity_at, case_id) where needs_provider;
create index case_rows_needing_answer on case_rows (viewer_id, closed, last_activity_at, case_id) where answer_needed;
create index case_rows_promised on case_rows (viewer_id, closed, promised_place) where turn = 'laboratory' and promised_on is not null;
create index case_rows_by_number_key on case_rows (viewer_id, closed, number_key);
create index case_rows_by_first_name on case_rows (viewer_id, closed, first_key);
create index case_rows_by_provider_first_name on case_rows (viewer_id, closed, provider_first_key);
-- Renames.
create index case_rows_of_practitioner on case_rows (practitioner_id, case_id) where side = 'practice';
create index case_rows_of_laboratory on case_rows (laboratory_id, case_id) where laboratory_id is not null;
create index case_rows_of_technician on case_rows (technician_id, case_id) where technician_id is not null;

-- Counts: kept, not counted -------------------------------------------------------------------------------------------------------

create table case_counts (
  viewer_id uuid not null,
  key text not null,
  n integer not null,
  primary key (viewer_id, key)
);
comment on table case_counts is 'How many cases each quick filter of Manage Orders finds, without the steps that aren''t folded in yet.';

create table case_count_steps (
  id uuid primary key default gen_random_uuid(),
  viewer_id uuid not null,
  key text not null,
  n integer not null
);
comment on table case_count_steps is 'Changes of the counts since they were folded last: appended, so that two who write at once never wait for each other.';
create index on case_count_steps (viewer_id);

alter table case_counts enable row level security;
alter table case_count_steps enable row level security;
create policy jobs on case_counts to midline_worker using (true) with check (true);
create policy jobs on case_count_steps to midline_worker using (true) with check (true);
create policy own on case_counts for select to midline_app using (viewer_id = any ((select own_viewers())::uuid[]));
create policy own on case_count_steps for select to midline_app using (viewer_id = any ((select own_viewers())::uuid[]));
grant select on case_counts, case_count_steps to midline_app;
grant select, insert, update, delete on case_counts, case_count_steps to midline_worker;

create function case_count_keys(r case_rows) returns text[] language sql immutable parallel safe set search_path = midline, pg_temp as $$
  select array_remove(array['status:' || r.status,
    case when not r.closed then 'category:' || r.category end,
    case when not r.closed then 'turn:' || coalesce(r.turn_account_id::text, r.turn) end,
    case when not r.closed and r.needs_provider then 'needs_provider' end,
    case when not r.closed and r.answer_needed then 'answer_needed' end], null)
$$;
comment on function case_count_keys(case_rows) is 'The counts that a row is part of.';

create function count_case_row() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    insert into case_count_steps (viewer_id, key, n) select old.viewer_id, k, -1 from unnest(case_count_keys(old)) k
      where tg_op = 'DELETE' or not k = any (case_count_keys(new));
  end if;
  if tg_op <> 'DELETE' then
    insert into case_count_steps (viewer_id, key, n) select new.viewer_id, k, 1 from unnest(case_count_keys(new)) k
      where tg_op = 'INSERT' or not k = any (case_count_keys(old));
  end if;
  return null;
end $$;
create trigger counted after insert or delete on case_rows for each row execute function count_case_row();
create trigger counted_again after update on case_rows for each row
  when (old.status <> new.status or old.category <> new.category or old.closed <> new.closed or old.turn <> new.turn
    or old.turn_account_id is distinct from new.turn_account_id or old.needs_provider <> new.needs_provider or old.answer_needed <> new.answer_needed)
  execute function count_case_row();

create function fold_case_counts() returns integer language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare folded integer;
begin
  with taken as (
    delete from case_count_steps where id in (select s.id from case_count_steps s limit 20000 for update skip locked) returning viewer_id, key, n
  ), summed as (
    insert into case_counts as c (viewer_id, key, n)
      select viewer_id, key, sum(n) from taken group by viewer_id, key having sum(n) <> 0 order by viewer_id, key
    on conflict (viewer_id, key) do update set n = c.n + excluded.n
  )
  select count(*) into folded from taken;
  return folded;
end $$;
comment on function fold_case_counts() is 'Folds steps into the counts; who reads adds both, so nobody sees a difference.';

-- Renames reach the rows ------------------------------------------------------------------------------------------------------------

create function refresh_cases_of(named text, thing uuid, after uuid, most integer) returns uuid language plpgsql volatile security definer
set search_path = midline, pg_temp as $$
declare batch uuid[];
begin
  if named = 'practice' then
    select array_agg(f.case_id) into batch from (select r.case_id from case_rows r where r.viewer_id = thing and r.case_id > after order by 1 limit most) f;
  elsif named = 'laboratory' then
    select array_agg(f.case_id) into batch from (
      select distinct r.case_id from case_rows r where r.laboratory_id = thing and r.case_id > after order by 1 limit most) f;
  elsif named = 'practitioner' then
    select array_agg(f.case_id) into batch from (
      select r.case_id from case_rows r where r.practitioner_id = thing and r.side = 'practice' and r.case_id > after order by 1 limit most) f;
  else
    select array_agg(f.case_id) into batch from (
      select distinct r.case_id from case_rows r where r.technician_id = thing and r.case_id > after order by 1 limit most) f;
  end if;
  perform refresh_case(c) from unnest(batch) c;
  return case when cardinality(batch) = most then batch[most] end;
end $$;
comment on function refresh_cases_of(text, uuid, uuid, integer) is
  'Writes the rows of the next cases of a renamed practice, laboratory, practitioner or technician anew; returns where to go on, null at the end.';

create function name_reaches_cases() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  perform enqueue('refresh_cases', json_build_object('named', tg_argv[0], 'thing', new.id));
  return null;
end $$;
create trigger practice_name_reaches_cases after update of name on organisations for each row
  when (old.name <> new.name and new.kind = 'practice') execute function name_reaches_cases('practice');
create trigger laboratory_name_reaches_cases after update of name on organisations for each row
  when (old.name <> new.name and new.kind = 'laboratory') execute function name_reaches_cases('laboratory');
create trigger name_reaches_cases after update on practitioners for each row
  when ((old.first_name, old.last_name, old.account_id) is distinct from (new.first_name, new.last_name, new.account_id))
  execute function name_reaches_cases('practitioner');
create trigger name_reaches_cases after update of first_name, last_name on accounts for each row
  when ((old.first_name, old.last_name) is distinct from (new.first_name, new.last_name)) execute function name_reaches_cases('technician');

create function patient_name_reaches_cases() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  perform refresh_case(c.id) from cases c where c.patient_id = new.id;
  insert into events (at, kind, organisation_id, case_id)
    select clock_timestamp(), 'case_changed', r.viewer_id, r.case_id from cases c join case_rows r on r.case_id = c.id where c.patient_id = new.id;
  return null;
end $$;
create trigger name_reaches_cases after update on patients for each row
  when ((old.first_name, old.last_name) is distinct from (new.first_name, new.last_name)) execute function patient_name_reaches_cases();

revoke all on all functions in schema midline from public;
grant execute on all functions in schema midline to midline_app, midline_worker;
revoke execute on function fold_case_counts(), refresh_cases_of(text, uuid, uuid, integer) from midline_app;
