-- Visits: what was done in the chair by the plan of an approved setup.

set local search_path = midline, pg_catalog;

create table visits (
  id uuid primary key,
  case_id uuid not null references cases,
  order_id uuid not null references orders,
  setup_id uuid not null references setups,
  place integer not null,
  on_day date not null,
  recorded_at timestamptz not null,
  account_id uuid not null references accounts,
  name text not null,
  from_stage integer,
  to_stage integer,
  wears_stage integer,
  wears_since date,
  planned_stage integer,
  wear_days integer,
  done text[] not null default '{}',
  note text not null default '',
  taken_back_at timestamptz,
  unique (order_id, place),
  check ((from_stage is null) = (to_stage is null)),
  check (from_stage between 1 and to_stage),
  check ((wears_stage is null) = (wears_since is null))
);
comment on table visits is 'What was done for a patient at a visit, as the provider side recorded it. The laboratory doesn''t see it.';
comment on column visits.place is 'Counted through the order from 1, those taken back included: of two people recording the same visit, one is told.';
comment on column visits.on_day is 'The day in the practice''s time zone.';
comment on column visits.from_stage is 'The first and the last stage whose aligners were handed over.';
comment on column visits.wears_stage is 'What the patient wore from then on; wears_since may lie before the visit.';
comment on column visits.planned_stage is 'The stage that start and wear days had planned for that day.';
comment on column visits.wear_days is 'Aligners that begin from this day on are worn for so many days.';
comment on column visits.done is 'What of the setup''s plan was done: see contract/procedures.ts.';
comment on column visits.taken_back_at is 'Recorded by mistake: it counts no more.';
create index on visits (case_id);
create index on visits (setup_id);
create index on visits (account_id);

alter table visits enable row level security;
create policy jobs on visits to midline_worker using (true) with check (true);
create policy provider_side on visits for select to midline_app
  using (exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));
create policy record on visits for insert to midline_app
  with check (account_id = (select current_account())
    and exists (select from setups s where s.id = setup_id and s.order_id = visits.order_id and s.case_id = visits.case_id and s.decision = 'approved')
    and exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));
create policy take_back on visits for update to midline_app
  using (account_id = (select current_account()) and taken_back_at is null
    and exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])))
  with check (account_id = (select current_account()));

grant select, insert on visits to midline_app, midline_worker;
grant update (taken_back_at) on visits to midline_app, midline_worker;

-- The practice's head for documents that the laboratory prints too -----------------------------------------------------------------

create function letterhead_of_case(asked uuid)
returns table (name text, street_address text, postal_code text, city text, country text, phone text, email text, time_zone text, logo bytea)
language sql stable security definer parallel safe rows 1 set search_path = midline, pg_temp as $$
  select o.name, p.street_address, p.postal_code, p.city, p.country, p.phone, p.email, p.time_zone, case when p.logo_version is not null then l.png end
    from cases c join organisations o on o.id = c.practice_id join practices p on p.id = c.practice_id left join logos l on l.practice_id = c.practice_id
   where c.id = asked and (c.practice_id = any (own_viewers())
      or exists (select from case_rows r where r.case_id = c.id and r.viewer_id = any (own_viewers())))
$$;
comment on function letterhead_of_case(uuid) is 'What heads a case''s documents, for whoever sees the case: a laboratory reads nothing else of the practice.';
revoke all on function letterhead_of_case(uuid) from public;
grant execute on function letterhead_of_case(uuid) to midline_app, midline_worker;
