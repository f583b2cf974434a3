-- What a collaborator is to a case, and the second wall around it.

set local search_path = midline, pg_catalog;

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
