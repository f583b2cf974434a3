-- Orders that a collaborator prepares for a provider.

set local search_path = midline, pg_catalog;

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
