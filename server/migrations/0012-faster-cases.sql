-- A case in as few steps as a row of the list: what requests find out about who asks, and what the case page reads.

set local search_path = midline, pg_catalog;

create or replace function own_viewers() returns uuid[] language sql stable parallel safe
  return coalesce(string_to_array(nullif(pg_catalog.current_setting('midline.viewers', true), ''), ','), '{}')::uuid[];
comment on function own_viewers() is
  'As whom the account sees patients and cases: the practices and laboratories where it is an active member, and itself. Managing a group or the instance shows none. Worked out by act_as().';

-- As in 0006, and as whom the account sees cases: worked out once, where each policy asked for itself before.
create or replace function act_as(acting uuid) returns jsonb language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare reach text; administered text; reached_groups text; viewers text; manages boolean; runs_instance boolean; more text; more_groups text; held jsonb; told text;
begin
  select string_agg(m.organisation_id::text, ','), string_agg(m.organisation_id::text, ',') filter (where m.level = 'admin'),
         string_agg(o.group_id::text, ',') filter (where o.kind <> 'laboratory'),
         string_agg(m.organisation_id::text, ',') filter (where m.role in ('owner_manager', 'practitioner', 'front_desk', 'laboratory_manager', 'technician')),
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

create or replace function open_request(session_digest bytea, organisation uuid, moment timestamptz, only_reads boolean default false)
returns table (
  session_id uuid, account_id uuid, awaits_second_factor boolean, locked boolean, second_factor boolean,
  workstation_id uuid, idle_seconds double precision, idle_minutes_allowed integer, instance_administrator boolean, first_name text, last_name text, email text,
  language text, time_zone text, organisation_id uuid, organisation_kind text, group_id uuid, second_factor_required boolean, memberships jsonb
) language plpgsql volatile security definer rows 1 set search_path = midline, pg_temp as $$
#variable_conflict use_column
declare seen timestamptz; told text;
begin
  select x.id, x.account_id, x.awaits_second_factor, x.locked_at is not null, x.second_factor_at is not null, x.workstation_id, x.last_seen_at,
         a.instance_administrator, a.first_name, a.last_name, a.email, a.language, a.time_zone
    into session_id, account_id, awaits_second_factor, locked, second_factor, workstation_id, seen,
         instance_administrator, first_name, last_name, email, language, time_zone
    from sessions x join accounts a on a.id = x.account_id
   where x.digest = session_digest and x.ended_at is null and x.expires_at > moment
     and x.last_seen_at > moment - case when x.workstation_id is null then interval '7 days' else interval '12 hours' end;
  if not found then return; end if;
  if workstation_id is not null then
    idle_minutes_allowed := (select wp.workstation_idle_minutes from workstations w join practices wp on wp.id = w.practice_id where w.id = workstation_id);
  elsif seen < moment - interval '30 seconds' then
    update sessions x set last_seen_at = moment where x.id = session_id;
  end if;
  idle_seconds := extract(epoch from moment - seen)::double precision;
  memberships := act_as(case when awaits_second_factor then null else account_id end);
  -- Of a read only its audit entry is written: the commit needn't wait for the disk.
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

-- As in 0007, what few are asked only where it can be so: managers of the group, and members of laboratories.
create or replace function case_standing(asked uuid)
returns table (case_id uuid, practice_id uuid, group_id uuid, standings text[], laboratories uuid[], second_factor_required boolean)
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
  return next;
end $$;

create function case_facts(asked uuid, viewers uuid[]) returns text language plpgsql stable security definer parallel safe
set search_path = midline, pg_temp as $$
declare me uuid := current_account(); c record; seen_as uuid[]; people json; created_by text; taken jsonb; offered json;
begin
  seen_as := array(select v from unnest(viewers) v where v = any (own_viewers()));
  select k.practice_id, k.practitioner_id, k.group_id, k.created_by, k.created_at, k.package, k.package_chosen_at, r.viewer_id, r.side, r.provider, r.provider_account_id,
         p.id as patient_id, p.first_name, p.last_name, p.birth_date, p.sex
    into c from case_rows r join cases k on k.id = r.case_id left join patients p on p.id = k.patient_id
   where r.case_id = asked and r.viewer_id = any (seen_as) order by r.side = 'practice' desc limit 1;
  if not found then return null; end if;
  if c.side = 'practice' then
    select json_agg(json_build_object('name', s.name, 'standing', s.standing, 'since', to_char(s.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.place, s.name),
           min(s.name) filter (where s.account_id = c.created_by)
      into people, created_by
      from (select m.account_id, m.first_name || ' ' || m.last_name as name, k.standing, k.since, k.place
              from members m left join submitters b on b.practice_id = c.practice_id and b.practitioner_id = c.practitioner_id and b.account_id = m.account_id
              cross join lateral (select
                case when m.account_id = c.provider_account_id then 'provider' when b.account_id is not null then 'submitter'
                  when m.level = 'admin' then 'practice_admin' else 'practice_member' end as standing,
                case when m.account_id = c.provider_account_id then 1 when b.account_id is not null then 2 when m.level = 'admin' then 3 else 4 end as place,
                case when m.account_id = c.provider_account_id then null when b.account_id is not null then b.given_at else m.joined_at end as since) k
             where m.organisation_id = c.practice_id and m.removed_at is null and m.deactivated_at is null) s;
    if created_by is null then
      created_by := (select m.first_name || ' ' || m.last_name from members m
        where m.account_id = c.created_by order by m.organisation_id = c.practice_id desc, m.joined_at desc limit 1);
    end if;
    offered := (select json_build_object('id', h.id, 'to', t.first_name || ' ' || t.last_name, 'toYou', h.to_account_id = me,
        'until', h.until, 'offeredBy', h.offered_name, 'offeredAt', to_char(h.offered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      from hand_overs h join practitioners t on t.id = h.to_practitioner_id
     where h.case_id = asked and h.accepted_at is null and h.declined_at is null and h.withdrawn_at is null);
  else
    created_by := c.provider;
    people := (select json_agg(json_build_object('name', s.name, 'standing', s.standing, 'since', to_char(s.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.place, s.name)
      from (select c.provider as name, 'provider' as standing, null::timestamptz as since, 1 as place where c.provider <> ''
            union all
            select m.first_name || ' ' || m.last_name, m.role, m.joined_at, case m.role when 'laboratory_manager' then 2 else 3 end
              from members m where m.organisation_id = any (seen_as) and m.removed_at is null and m.deactivated_at is null) s);
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
comment on function case_facts(uuid, uuid[]) is
  'What the case page tells beside the row, as JSON, for who sees the case as one of these viewers; a laboratory isn''t told of the practice''s staff.';

revoke all on function case_facts(uuid, uuid[]) from public;
grant execute on function case_facts(uuid, uuid[]) to midline_app;

-- A row as its readers are sent it, but for what depends on who reads: made when it is written, not each time it is read.
create function case_row_told(case_id uuid, number integer, practice_id uuid, practice text, patient_id uuid, first_name text, last_name text,
  practitioner_id uuid, provider text, laboratory text, technician text, last_activity_at timestamptz, status text, category text, orders jsonb, package text,
  setup_version integer, collaborator_status text, collaborators integer, turn text, turn_since timestamptz, promised_on date,
  needs_provider boolean, answer_needed boolean, not_shared boolean)
returns text language plpgsql immutable parallel safe set search_path = midline, pg_temp as $$
begin
  return left(json_build_object('id', case_id, 'number', number, 'practiceId', practice_id, 'practice', practice,
    'patient', case when patient_id is not null then json_build_object('id', patient_id, 'firstName', first_name, 'lastName', last_name) end,
    'laboratory', laboratory, 'technician', technician,
    'lastActivityAt', to_char(last_activity_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'status', status, 'category', category, 'orders', orders, 'package', nullif(package, ''), 'setupVersion', nullif(setup_version, 0),
    'collaboratorStatus', collaborator_status, 'collaborators', collaborators, 'turn', turn,
    'turnSince', to_char(turn_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'promisedOn', promised_on,
    'needsProvider', needs_provider, 'answerNeeded', answer_needed, 'notShared', not_shared)::text, -1)
    || case when practitioner_id is null then ', "provider": null'
       else ', "provider": ' || left(json_build_object('practitionerId', practitioner_id, 'name', provider)::text, -1) || ', "you": ' end;
end $$;
comment on function case_row_told(uuid, integer, uuid, text, uuid, text, text, uuid, text, text, text, timestamptz, text, text, jsonb, text, integer, text, integer,
  text, timestamptz, date, boolean, boolean, boolean) is 'The beginning of a row''s JSON: all that is the same for each reader. Ends within the provider, where there is one.';

alter table case_rows add column told text not null generated always as (case_row_told(case_id, number, practice_id, practice, patient_id, first_name, last_name,
  practitioner_id, provider, laboratory, technician, last_activity_at, status, category, orders, package, setup_version, collaborator_status, collaborators,
  turn, turn_since, promised_on, needs_provider, answer_needed, not_shared)) stored;
alter table case_rows alter column told set storage main;
comment on column case_rows.told is 'The row as its readers are sent it, but for what depends on who reads.';

-- Several words: the indexes of names carry the other names, so that a case which fits one word only is left out without fetching its row.
drop index case_rows_by_patient, case_rows_by_provider, case_rows_by_first_name, case_rows_by_provider_first_name;
create index case_rows_by_patient on case_rows (viewer_id, closed, patient_key, last_activity_at, case_id) include (first_key, provider_key, provider_first_key);
create index case_rows_by_provider on case_rows (viewer_id, closed, provider_key, last_activity_at, case_id) include (patient_key, first_key, provider_first_key);
create index case_rows_by_first_name on case_rows (viewer_id, closed, first_key) include (case_id, patient_key, provider_key, provider_first_key);
create index case_rows_by_provider_first_name on case_rows (viewer_id, closed, provider_first_key) include (case_id, patient_key, first_key, provider_key);

-- Whoever can't be provider any more -------------------------------------------------------------------------------------------------

create function stop_providing(at_practice uuid, person uuid, moment timestamptz) returns uuid[]
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare own uuid; c cases; parked uuid[] := '{}';
begin
  if not coalesce(at_practice = any (organisations_administered()), false) then return parked; end if;
  update hand_overs h set withdrawn_at = moment where h.practice_id = at_practice and h.to_account_id = person
    and h.accepted_at is null and h.declined_at is null and h.withdrawn_at is null;
  select m.practitioner_id into own from members m where m.organisation_id = at_practice and m.account_id = person and m.removed_at is null;
  delete from submitters s where s.practice_id = at_practice and s.practitioner_id = own;
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
comment on function stop_providing(uuid, uuid, timestamptz) is
  'A member of a practice that the account administers owns no cases there any more: what they stood in for goes back, the rest is parked under Needs a provider. Answers with what was parked.';

-- As in 0007; a person who stays in another role keeps what was given to them, e.g. to submit for a colleague.
create or replace function let_go_of_cases(at_practice uuid, leaver uuid, moment timestamptz) returns uuid[]
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
begin
  if not coalesce(at_practice = any (organisations_administered()), false) then return '{}'; end if;
  delete from submitters s where s.practice_id = at_practice and s.account_id = leaver;
  return stop_providing(at_practice, leaver, moment);
end $$;

revoke all on function stop_providing(uuid, uuid, timestamptz) from public;
grant execute on function stop_providing(uuid, uuid, timestamptz) to midline_app;
revoke all on function case_row_told(uuid, integer, uuid, text, uuid, text, text, uuid, text, text, text, timestamptz, text, text, jsonb, text, integer, text, integer,
  text, timestamptz, date, boolean, boolean, boolean) from public;
