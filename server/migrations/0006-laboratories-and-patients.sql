-- Laboratories that practices order from, and the patients that cases are about.

set local search_path = midline, pg_catalog;

create function own_viewers() returns uuid[] language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select coalesce(array_agg(m.organisation_id), '{}') || current_account() from members m
   where m.account_id = current_account() and m.removed_at is null and m.deactivated_at is null
     and m.role in ('owner_manager', 'practitioner', 'front_desk', 'laboratory_manager', 'technician')
$$;
comment on function own_viewers() is
  'As whom the account sees patients and cases: the practices and laboratories where it is an active member, and itself. Managing a group or the instance shows none.';

-- Laboratories ------------------------------------------------------------------------------------------------------------

create table practice_laboratories (
  practice_id uuid not null references practices on delete cascade,
  laboratory_id uuid not null references organisations,
  preferred boolean not null default false,
  chosen_by uuid not null references accounts,
  chosen_at timestamptz not null,
  ended_at timestamptz,
  primary key (practice_id, laboratory_id)
);
comment on table practice_laboratories is 'Laboratories that a practice orders from, or did until ended_at.';
create index on practice_laboratories (laboratory_id);
create index on practice_laboratories (chosen_by);
create unique index on practice_laboratories (practice_id) where preferred and ended_at is null;

create table packages (
  id uuid primary key,
  laboratory_id uuid not null references organisations,
  name text not null,
  stages integer check (stages > 0),
  revisions integer check (revisions >= 0),
  retainer_sets integer check (retainer_sets >= 0),
  months integer check (months > 0),
  price text not null default '',
  offered boolean not null default true,
  position integer not null,
  removed_at timestamptz
);
comment on table packages is 'Price models of a laboratory; a null limit is no limit. Cases keep the limits they were approved with.';
comment on column packages.months is 'Runs from the approval at which the package was chosen.';
create index on packages (laboratory_id, position);
create unique index on packages (laboratory_id, name) where removed_at is null;

create function usual_packages() returns table (name text, stages integer, revisions integer, retainer_sets integer, months integer, place integer)
language sql immutable parallel safe as $$
  values ('FLEX', null::integer, null::integer, null::integer, null::integer, 1), ('MINI', 12, 1, 0, 6, 2), ('ONE', 24, 1, 1, 12, 3),
    ('TWO', 48, 2, 2, 24, 4), ('UNLIMITED 3', null, null, 3, 36, 5), ('UNLIMITED 5', null, null, 5, 60, 6)
$$;
comment on function usual_packages() is 'What a laboratory starts with: usualPackages of the contract, kept equal by a test.';

create function stock_with_packages() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  insert into packages (id, laboratory_id, name, stages, revisions, retainer_sets, months, position)
    select gen_random_uuid(), new.id, u.name, u.stages, u.revisions, u.retainer_sets, u.months, u.place from usual_packages() u;
  return null;
end $$;
create trigger stocked after insert on organisations for each row when (new.kind = 'laboratory') execute function stock_with_packages();
insert into packages (id, laboratory_id, name, stages, revisions, retainer_sets, months, position)
  select gen_random_uuid(), o.id, u.name, u.stages, u.revisions, u.retainer_sets, u.months, u.place
    from organisations o cross join usual_packages() u where o.kind = 'laboratory';

create table record_requirements (
  laboratory_id uuid not null references organisations,
  kind text not null check (kind in ('aligner', 'revision', 'retainer', 'replacement')),
  slots jsonb not null,
  primary key (laboratory_id, kind)
);
comment on table record_requirements is 'Which records a laboratory requires, recommends or takes, by kind of order: slot → need. What is absent is as usual.';

create function laboratories_on_offer(practice uuid) returns table (id uuid, name text, own_group boolean)
language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select l.id, l.name, l.group_id is not null from organisations l join organisations p on p.id = practice
   where l.kind = 'laboratory' and (l.group_id is null or l.group_id = p.group_id)
     and practice = any ((select organisations_in_reach())::uuid[])
$$;
comment on function laboratories_on_offer(uuid) is 'Laboratories of the instance that a practice may order from: independent ones, and those of its own group.';

create function other_laboratories() returns table (id uuid, name text)
language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select l.id, l.name from organisations l
   where l.kind = 'laboratory' and exists (select from organisations mine where mine.id = any (own_viewers()) and mine.kind = 'laboratory'
     and (l.group_id is null or l.group_id is not distinct from mine.group_id))
$$;
comment on function other_laboratories() is 'Laboratories that another laboratory can name as manufacturer.';

-- As in 0003, and a group's manager reaches and administers the laboratories that the group runs, beside its practices. Working in
-- such a laboratory opens nothing of the group.
create or replace function act_as(acting uuid) returns jsonb language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare reach text; administered text; reached_groups text; manages boolean; more text; more_groups text; held jsonb;
begin
  select string_agg(m.organisation_id::text, ','), string_agg(m.organisation_id::text, ',') filter (where m.level = 'admin'),
         string_agg(o.group_id::text, ',') filter (where o.kind <> 'laboratory'), bool_or(m.role = 'group_manager'),
         jsonb_agg(jsonb_build_object('id', m.id, 'organisation', o.id, 'kind', o.kind, 'role', m.role, 'level', m.level))
    into reach, administered, reached_groups, manages, held
    from members m join organisations o on o.id = m.organisation_id
   where m.account_id = acting and m.removed_at is null and m.deactivated_at is null;
  if manages then
    select string_agg(o.id::text, ',') into more from members m join organisations o on o.group_id = m.organisation_id
     where m.account_id = acting and m.role = 'group_manager' and m.removed_at is null and m.deactivated_at is null
       and o.kind in ('practice', 'laboratory');
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

create policy partners on organisations for select to midline_app using (
  kind in ('practice', 'laboratory') and exists (select from practice_laboratories pl
    where (pl.laboratory_id = organisations.id and pl.practice_id = any ((select organisations_in_reach())::uuid[]))
       or (pl.practice_id = organisations.id and pl.laboratory_id = any ((select own_viewers())::uuid[]))));
create policy found_for_group on organisations for insert to midline_app with check (
  kind = 'laboratory' and group_id = any ((select organisations_administered())::uuid[]));

-- Patients ------------------------------------------------------------------------------------------------------------------

create table patients (
  id uuid primary key,
  group_id uuid not null references organisations,
  first_name text not null,
  last_name text not null,
  first_key text collate "C" not null,
  last_key text collate "C" not null,
  birth_date date not null,
  sex text not null check (sex in ('female', 'male', 'other', 'unknown')),
  waiting_in uuid references practices,
  created_by uuid not null references accounts,
  created_at timestamptz not null,
  version integer not null default 1
);
comment on table patients is 'The person treated; belongs to the group, and is visible in a practice once there is a case there.';
comment on column patients.last_key is 'Last name in comparable form: lower case, without accents.';
comment on column patients.waiting_in is 'The practice that made the record, until there is a case of the patient.';
create index on patients (group_id, last_key, first_key);
create index on patients (group_id, first_key);
create index on patients (group_id, birth_date);
create index on patients (waiting_in);
create index on patients (created_by);

create table patient_versions (
  patient_id uuid not null references patients,
  version integer not null,
  first_name text not null,
  last_name text not null,
  birth_date date not null,
  sex text not null,
  replaced_by uuid not null references accounts,
  replaced_at timestamptz not null,
  primary key (patient_id, version)
);
comment on table patient_versions is 'Former values of patients'' records.';
create index on patient_versions (replaced_by);

-- Second wall ------------------------------------------------------------------------------------------------------------------

do $$
declare t text;
begin
  foreach t in array array['practice_laboratories', 'packages', 'record_requirements', 'patients', 'patient_versions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy jobs on %I to midline_worker using (true) with check (true)', t);
  end loop;
end $$;

create policy see on practice_laboratories for select to midline_app using (
  practice_id = any ((select organisations_in_reach())::uuid[]) or laboratory_id = any ((select own_viewers())::uuid[]));
create policy choose on practice_laboratories to midline_app using (practice_id = any ((select organisations_administered())::uuid[]));

create policy see on packages for select to midline_app using (
  laboratory_id = any ((select own_viewers())::uuid[])
  or exists (select from practice_laboratories pl where pl.laboratory_id = packages.laboratory_id and pl.practice_id = any ((select organisations_in_reach())::uuid[])));
create policy administer on packages to midline_app using (laboratory_id = any ((select organisations_administered())::uuid[]));

create policy see on record_requirements for select to midline_app using (
  laboratory_id = any ((select own_viewers())::uuid[])
  or exists (select from practice_laboratories pl where pl.laboratory_id = record_requirements.laboratory_id and pl.practice_id = any ((select organisations_in_reach())::uuid[])));
create policy administer on record_requirements to midline_app using (laboratory_id = any ((select organisations_administered())::uuid[]));

-- The policies on patients follow with the cases that make them visible.

grant select, insert, update on practice_laboratories, packages, record_requirements to midline_app, midline_worker;
grant select, insert on patients, patient_versions to midline_app, midline_worker;
grant update (first_name, last_name, first_key, last_key, birth_date, sex, waiting_in, version) on patients to midline_app, midline_worker;
revoke all on all functions in schema midline from public;
grant execute on all functions in schema midline to midline_app, midline_worker;
