-- Giving cases to collaborators and taking them away, one or a hundred thousand; who sees a case, and previews of what they see.

set local search_path = midline, pg_catalog;

-- One act on many cases -----------------------------------------------------------------------------------------------------------------

create table givings (
  id uuid primary key,
  practice_id uuid not null references organisations,
  collaboration_id uuid not null references collaborations,
  account_id uuid not null references accounts,
  act text not null check (act in ('give', 'take')),
  chosen jsonb not null,
  earlier_messages boolean not null,
  asked_at timestamptz not null,
  cases integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  not_shared integer not null default 0,
  not_theirs integer not null default 0,
  failed text,
  done_at timestamptz,
  told_at timestamptz
);
comment on table givings is 'Giving or taking many cases: one act in one transaction, worked by whichever process holds the row; killed, it is worked again from the beginning.';
comment on column givings.chosen is 'The filter that cases fit when it is worked, with exceptions; or their ids.';
comment on column givings.told_at is 'When open pages were told, after the commit.';
create unique index givings_one_at_a_time on givings (collaboration_id) where done_at is null;
create index givings_open on givings (asked_at) where told_at is null;
create index on givings (practice_id);
create index on givings (collaboration_id);
create index on givings (account_id);

create table giving_progress (
  giving_id uuid primary key,
  cases integer not null,
  worked integer not null
);
comment on table giving_progress is 'How far a running act has come; written over a second connection, as nobody sees what the act itself wrote before it commits.';

create table quiet_transactions (transaction xid8 primary key);
comment on table quiet_transactions is 'Long transactions that write no live events: those of others aren''t held back until they end.';

alter table givings enable row level security;
alter table giving_progress enable row level security;
alter table quiet_transactions enable row level security;
create policy jobs on givings to midline_worker using (true) with check (true);
create policy jobs on giving_progress to midline_worker using (true) with check (true);
create policy jobs on quiet_transactions to midline_worker using (true) with check (true);
create policy own on givings for select to midline_app using (account_id = (select current_account()));
create policy asks on givings for insert to midline_app with check (account_id = (select current_account()) and acts_for_provider(collaboration_id, practice_id));
create policy own on giving_progress for select to midline_app using (exists (select from givings g where g.id = giving_id));
grant select, insert on givings to midline_app, midline_worker;
grant update on givings to midline_worker;
grant select on giving_progress to midline_app;
grant select, insert, update, delete on giving_progress, quiet_transactions to midline_worker;
-- Made already, by the request that worked it at once.
grant update (cases, changed, unchanged, not_shared, not_theirs, done_at, told_at) on givings to midline_app;
create policy finishes on givings for update to midline_app using (account_id = (select current_account()));

create function give_cases(collaboration uuid, chosen uuid[], earlier_messages boolean, moment timestamptz)
returns table (given integer, had integer, not_shared integer, not_theirs integer)
language plpgsql volatile security definer rows 1 set search_path = midline, pg_temp as $$
#variable_conflict use_column
declare b collaborations; mine uuid[]; shared uuid[]; fresh uuid[]; giver text; at_practices uuid[];
begin
  select * into b from collaborations k where k.id = collaboration and k.ended_at is null and k.revoked_at is null and k.declined_at is null for share;
  if not found or not consent_current(b.practitioner_id) then return; end if;
  select a.first_name || ' ' || a.last_name into giver from accounts a where a.id = current_account();
  -- Held in one order, so that two who give at once never wait for each other in a circle.
  perform from cases c where c.id = any (chosen) order by c.id for no key update;
  at_practices := array(select e.practice_id from cases e where e.id = any (chosen) group by 1 having acts_for_provider(collaboration, e.practice_id));
  mine := array(select c.id from cases c where c.id = any (chosen) and c.practitioner_id = b.practitioner_id and c.practice_id = any (at_practices));
  shared := array(select c.id from cases c where c.id = any (mine) and not c.not_shared);
  with lasts as (
    select m.case_id, max(m.number) as number from collaborator_messages m where not earlier_messages and m.case_id = any (shared) group by 1
  ), paused as (
    select c.practice_id, max(k.suspended_at) as at from case_collaborators k join cases c on c.id = k.case_id
     where k.collaboration_id = collaboration and k.taken_at is null and k.suspended_at is not null group by 1
  ), added as (
    insert into case_collaborators (case_id, collaboration_id, given_at, given_by, given_name, messages_after, suspended_at)
    select c.id, collaboration, moment, current_account(), coalesce(giver, ''), coalesce(l.number, 0), p.at
      from cases c left join lasts l on l.case_id = c.id left join paused p on p.practice_id = c.practice_id
     where c.id = any (shared)
    on conflict do nothing returning case_id)
  select array_agg(case_id) into fresh from added;
  given := coalesce(cardinality(fresh), 0);
  had := cardinality(shared) - given;
  not_shared := cardinality(mine) - cardinality(shared);
  not_theirs := cardinality(chosen) - cardinality(mine);
  if given > 0 and b.accepted_at is not null then perform refresh_collaboration(fresh); end if;
  return next;
end $$;
comment on function give_cases(uuid, uuid[], boolean, timestamptz) is
  'Opens cases of the provider to a collaborator, for the provider or an Admin of their practice; those not to be shared and those of others are left out and counted. Nothing at all without consent.';

create function take_cases(collaboration uuid, chosen uuid[], because text, moment timestamptz) returns integer
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare taken uuid[]; taker text; own boolean; at_practices uuid[];
begin
  select a.first_name || ' ' || a.last_name into taker from accounts a where a.id = current_account();
  select because = 'collaborator' and (b.account_id = current_account() or exists (select from members m where m.organisation_id = b.service_id
      and m.account_id = current_account() and m.role = 'service_manager' and m.removed_at is null and m.deactivated_at is null))
    into own from collaborations b where b.id = collaboration;
  perform from cases c where c.id = any (chosen) order by c.id for no key update;
  at_practices := array(select e.practice_id from cases e where e.id = any (chosen) group by 1 having acts_for_provider(collaboration, e.practice_id));
  with ended as (
    update case_collaborators k set taken_at = moment, taken_by = current_account(), taken_name = coalesce(taker, ''), taken_because = because
      from cases c where k.collaboration_id = collaboration and k.case_id = any (chosen) and k.taken_at is null and c.id = k.case_id
         -- The provider who took the case over ends what another gave.
       and (own or c.practice_id = any (at_practices) or (k.to_confirm and is_provider_of(c.id)))
    returning k.case_id)
  select array_agg(case_id) into taken from ended;
  if taken is not null then perform refresh_collaboration(taken); end if;
  return coalesce(cardinality(taken), 0);
end $$;
comment on function take_cases(uuid, uuid[], text, timestamptz) is
  'Takes cases away from a collaborator, by the provider''s side or by the collaborator; access and mark end at once, what they wrote stays.';

create function collaborators_on_case(asked uuid, moment timestamptz) returns table ("collaborationId" uuid, name text, service boolean, waiting boolean, grants text[],
  "futureCases" boolean, "givenAt" timestamptz, "givenBy" text, "toConfirm" boolean, suspended boolean, word text, "wordVersion" integer, "wordAt" timestamptz, "wordName" text)
language sql stable security definer rows 5 set search_path = midline, pg_temp as $$
  select b.id, coalesce(s.name, b.first_name || ' ' || b.last_name), b.service_id is not null, b.accepted_at is null, b.grants, b.future_cases,
    k.given_at, k.given_name, coalesce(k.to_confirm, false), k.suspended_at is not null, k.word, k.word_version, k.word_at, k.word_name
    from cases c join collaborations b on b.practitioner_id = c.practitioner_id or exists (
      select from case_collaborators o where o.case_id = c.id and o.collaboration_id = b.id and o.taken_at is null)
    left join case_collaborators k on k.case_id = c.id and k.collaboration_id = b.id and k.taken_at is null
    left join organisations s on s.id = b.service_id
   where c.id = asked and b.ended_at is null and b.revoked_at is null and b.declined_at is null
     and (k.id is not null or ((b.accepted_at is not null or b.expires_at > moment) and (b.practices is null or c.practice_id = any (b.practices))))
     and exists (select from members m where m.organisation_id = c.practice_id and m.account_id = current_account() and m.removed_at is null and m.deactivated_at is null)
   order by 2, 1
$$;
comment on function collaborators_on_case(uuid, timestamptz) is 'For members of the practice: to whom a case is given, and to whom of its provider''s collaborators it could be.';

create function tell_givings(collaboration uuid, chosen uuid[], moment timestamptz) returns void
language sql volatile security definer set search_path = midline, pg_temp as $$
  insert into events (at, kind, account_id, organisation_id)
  select moment, 'case_changed', t.account_id, t.organisation_id from (
    select b.account_id, b.service_id as organisation_id from collaborations b where b.id = collaboration and b.accepted_at is not null
    union select a.account_id, null from collaborations b join service_assignments a on a.service_id = b.service_id
     where b.id = collaboration and a.case_id = any (chosen)
    union select null, c.practice_id from cases c where c.id = any (chosen)) t
$$;
comment on function tell_givings(uuid, uuid[], timestamptz) is 'One live event for each who reads cases given or taken, however many cases there are.';

-- What else opens or closes a case -------------------------------------------------------------------------------------------------------

create function sharing_follows_the_case() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
declare by_whom text; provider_account uuid; moment timestamptz := statement_timestamp();
begin
  if not exists (select from case_collaborators k where k.case_id = new.id and k.taken_at is null) then return null; end if;
  select a.first_name || ' ' || a.last_name into by_whom from accounts a where a.id = current_account();
  select p.account_id into provider_account from practitioners p where p.id = new.practitioner_id;
  update case_collaborators k set taken_at = moment, taken_by = current_account(), taken_name = coalesce(by_whom, ''), taken_because =
      case when new.not_shared then 'not_shared' when b.account_id = provider_account then 'handed_over' else 'moved' end
    from collaborations b where b.id = k.collaboration_id and k.case_id = new.id and k.taken_at is null
     and (new.not_shared or (new.practitioner_id is distinct from old.practitioner_id and b.account_id = provider_account)
       or (new.practice_id <> old.practice_id and b.practices is not null and new.practice_id <> all (b.practices)));
  if new.practitioner_id is distinct from old.practitioner_id and new.practitioner_id is not null then
    update case_collaborators k set to_confirm = b.practitioner_id <> new.practitioner_id
      from collaborations b where b.id = k.collaboration_id and k.case_id = new.id and k.taken_at is null and k.to_confirm <> (b.practitioner_id <> new.practitioner_id);
  end if;
  perform refresh_collaboration(array[new.id]);
  return null;
end $$;
comment on function sharing_follows_the_case() is
  'Not to be shared: taken from everybody. Moved: from who wasn''t given that practice. Another provider: who was a collaborator stops being one, the others wait to be confirmed.';
create trigger sharing_follows after update of not_shared, practice_id, practitioner_id on cases for each row
  when ((new.not_shared and not old.not_shared) or new.practice_id <> old.practice_id or new.practitioner_id is distinct from old.practitioner_id)
  execute function sharing_follows_the_case();

create function confirm_givings(of_case uuid, confirmed uuid[], moment timestamptz) returns integer
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare c cases; was record; provider practitioners; own uuid; n integer := 0; confirmer text;
begin
  if not is_provider_of(of_case) then return 0; end if;
  select * into c from cases where id = of_case for no key update;
  select * into provider from practitioners p where p.id = c.practitioner_id;
  if not consent_current(provider.id) then return 0; end if;
  confirmer := provider.first_name || ' ' || provider.last_name;
  for was in select k.id as giving, b.* from case_collaborators k join collaborations b on b.id = k.collaboration_id
      where k.case_id = of_case and k.taken_at is null and k.to_confirm and b.id = any (confirmed) order by b.id loop
    select b.id into own from collaborations b where b.practitioner_id = provider.id and b.ended_at is null and b.revoked_at is null and b.declined_at is null
       and ((was.service_id is not null and b.service_id = was.service_id) or (was.account_id is not null and b.account_id = was.account_id)
         or (was.email_key <> '' and b.email_key = was.email_key)) order by b.accepted_at is null, b.id limit 1;
    if own is null then
      insert into collaborations (id, group_id, practitioner_id, practices, account_id, service_id, email, email_key, first_name, last_name, language, grants,
          added_by, added_name, added_at, sent_at, expires_at, accepted_at, accepted_by)
        values (uuid_at(moment), c.group_id, provider.id, array[c.practice_id], was.account_id, was.service_id, was.email, was.email_key, was.first_name, was.last_name,
          was.language, was.grants, provider.account_id, confirmer, moment, was.sent_at, was.expires_at, was.accepted_at, was.accepted_by)
        returning id into own;
    end if;
    if exists (select from case_collaborators k where k.case_id = of_case and k.collaboration_id = own and k.taken_at is null) then
      update case_collaborators k set taken_at = moment, taken_by = current_account(), taken_name = confirmer, taken_because = 'handed_over' where k.id = was.giving;
    else
      update case_collaborators k set collaboration_id = own, to_confirm = false where k.id = was.giving;
    end if;
    n := n + 1;
  end loop;
  if n > 0 then perform refresh_collaboration(array[of_case]); end if;
  return n;
end $$;
comment on function confirm_givings(uuid, uuid[], timestamptz) is
  'The new provider keeps collaborators that came with a case: each goes on in a collaboration of the new provider, with what was granted before.';

-- Who sees a case, and what --------------------------------------------------------------------------------------------------------------

create function who_sees(asked uuid) returns table (viewer text, kind text, account_id uuid, name text, service text, because text[], since timestamptz)
language plpgsql stable security definer rows 10 set search_path = midline, pg_temp as $$
#variable_conflict use_column
begin
  if not exists (select from cases c join members m on m.organisation_id = c.practice_id
      where c.id = asked and m.account_id = current_account() and m.removed_at is null and m.deactivated_at is null) then return; end if;
  return query
  select 'account:' || m.account_id, 'practice', m.account_id, m.first_name || ' ' || m.last_name, null,
      array_remove(array[case when pr.account_id = m.account_id then 'provider' end,
        case when exists (select from submitters s where s.practice_id = c.practice_id and s.practitioner_id = c.practitioner_id and s.account_id = m.account_id) then 'submitter' end,
        case when m.level = 'admin' then 'practice_admin' end, 'practice_member'], null), null::timestamptz
    from cases c join members m on m.organisation_id = c.practice_id and m.removed_at is null and m.deactivated_at is null
    left join practitioners pr on pr.id = c.practitioner_id where c.id = asked
  union all
  select 'account:' || p.account_id, 'collaborator', p.account_id, a.first_name || ' ' || a.last_name, o.name,
      array['collaborator'] || array(select distinct 'grant_' || g from unnest(b.grants) g), k.given_at
    from case_collaborators k join collaborations b on b.id = k.collaboration_id left join organisations o on o.id = b.service_id
    cross join lateral (
      select b.account_id where b.service_id is null
      union select m.account_id from members m where m.organisation_id = b.service_id and m.removed_at is null and m.deactivated_at is null
        and (m.role = 'service_manager' or exists (select from service_assignments s where s.case_id = asked and s.service_id = b.service_id
          and s.account_id = m.account_id and s.ended_at is null))) p
    join accounts a on a.id = p.account_id
   where k.case_id = asked and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
  union all
  select 'laboratory:' || l.id, 'laboratory', null, l.name, null, array['laboratory_manager'], min(x.sent_at)
    from orders x join organisations l on l.id in (x.laboratory_id, x.manufacturer_id) where x.case_id = asked and x.sent_at is not null group by l.id, l.name;
end $$;
comment on function who_sees(uuid) is 'Everybody who can see a case, and why, for members of its practice.';

create table previews (id uuid primary key, case_id uuid not null references cases);
comment on table previews is 'Always empty: a preview is a transaction''s part that is undone, and one that isn''t can''t be committed.';
create index on previews (case_id);
alter table previews enable row level security;
create policy jobs on previews to midline_worker using (true) with check (true);
create function never_kept() returns trigger language plpgsql set search_path = midline, pg_temp as $$
begin
  raise exception 'a preview is undone, never kept' using errcode = 'insufficient_privilege';
end $$;
create constraint trigger never_kept after insert on previews deferrable initially deferred for each row execute function never_kept();

create function begin_preview(asked uuid, as_kind text, as_id uuid, moment timestamptz) returns table (account_id uuid, name text)
language plpgsql volatile security definer rows 1 set search_path = midline, pg_temp as $$
#variable_conflict use_column
declare c cases; b collaborations; me uuid := current_account(); seer uuid; told text;
begin
  select k.* into c from cases k join members m on m.organisation_id = k.practice_id
   where k.id = asked and m.account_id = me and m.removed_at is null and m.deactivated_at is null;
  if not found then return; end if;
  if as_kind = 'account' then
    return query select w.account_id, w.name from who_sees(asked) w where w.account_id = as_id limit 1;
    return;
  elsif as_kind = 'laboratory' then
    return query select m.account_id, l.name from orders x join organisations l on l.id in (x.laboratory_id, x.manufacturer_id)
      join members m on m.organisation_id = l.id and m.removed_at is null and m.deactivated_at is null and m.role = 'laboratory_manager'
      where x.case_id = asked and x.sent_at is not null and l.id = as_id order by m.joined_at limit 1;
    return;
  elsif as_kind <> 'collaboration' then
    return;
  end if;
  select * into b from collaborations k where k.id = as_id and k.ended_at is null and k.revoked_at is null and k.declined_at is null
    and (k.practitioner_id = c.practitioner_id or exists (select from case_collaborators o where o.collaboration_id = k.id and o.case_id = asked and o.taken_at is null));
  if not found then return; end if;
  insert into previews (id, case_id) values (gen_random_uuid(), asked);
  -- As the system: nobody answers for somebody else, not even in a preview.
  told := set_config('midline.account', '', true);
  seer := coalesce(b.account_id, case when b.service_id is null then (select a.id from accounts a where a.email_key = b.email_key)
    else (select m.account_id from members m where m.organisation_id = b.service_id and m.role = 'service_manager' and m.removed_at is null and m.deactivated_at is null
      order by m.joined_at limit 1) end);
  if seer is null and b.service_id is null then
    seer := gen_random_uuid();
    insert into accounts (id, email, email_key, first_name, last_name, created_at) values (seer, seer || '@preview.invalid', seer || '@preview.invalid', b.first_name, b.last_name, moment);
  end if;
  if b.accepted_at is null then
    update collaborations k set accepted_at = moment, accepted_by = seer, account_id = case when b.service_id is null then seer end where k.id = b.id;
  end if;
  if not exists (select from case_collaborators k where k.case_id = asked and k.collaboration_id = b.id and k.taken_at is null) then
    insert into case_collaborators (case_id, collaboration_id, given_at, given_by, given_name, messages_after) values (asked, b.id, moment, me, '', last_message(asked));
  else
    update case_collaborators k set suspended_at = null where k.case_id = asked and k.collaboration_id = b.id and k.taken_at is null and k.suspended_at is not null;
  end if;
  perform refresh_collaboration(array[asked]);
  account_id := seer;
  name := coalesce((select o.name from organisations o where o.id = b.service_id), b.first_name || ' ' || b.last_name);
  if seer is not null then return next; end if;
end $$;
comment on function begin_preview(uuid, text, uuid, timestamptz) is
  'As whom a case is previewed: somebody who sees it, a manager of a laboratory, or a collaborator as if the case were given and accepted. Only for members of the practice, only to be undone.';

do $$
declare f text;
begin
  foreach f in array array['give_cases(uuid, uuid[], boolean, timestamptz)', 'take_cases(uuid, uuid[], text, timestamptz)', 'tell_givings(uuid, uuid[], timestamptz)',
      'confirm_givings(uuid, uuid[], timestamptz)', 'collaborators_on_case(uuid, timestamptz)', 'who_sees(uuid)', 'begin_preview(uuid, text, uuid, timestamptz)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to midline_app, midline_worker', f);
  end loop;
end $$;
revoke all on function sharing_follows_the_case(), never_kept() from public;
