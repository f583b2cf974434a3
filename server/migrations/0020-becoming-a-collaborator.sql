-- Becoming a collaborator, and what follows for the cases given: behind module collaborators.

set local search_path = midline, pg_catalog;

-- One person is one collaborator of a provider, whatever address was written to.
create unique index collaborations_one_active on collaborations (practitioner_id, account_id)
  where account_id is not null and accepted_at is not null and ended_at is null;

-- What can never happen, whatever the application says ----------------------------------------------------------------------------

create function consent_comes_first() returns trigger language plpgsql set search_path = midline, pg_temp as $$
begin
  if current_account() is not null and not consent_current(new.practitioner_id) then
    raise exception 'nobody is added before consent is ticked in its newest version' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger consent_comes_first before insert on collaborations for each row execute function consent_comes_first();

create function only_the_invited_accepts() returns trigger language plpgsql set search_path = midline, pg_temp as $$
begin
  if current_account() is null then
    if presented_token() is null then return new; end if;
    raise exception 'who accepts is signed in' using errcode = 'insufficient_privilege';
  end if;
  if old.accepted_at is not null or old.declined_at is not null or old.revoked_at is not null or old.ended_at is not null or old.expires_at <= new.accepted_at
     or new.accepted_by is distinct from current_account()
     or not (case when old.service_id is null then old.email_key = own_address() and new.account_id = current_account()
       else new.account_id is null and exists (select from members m where m.organisation_id = old.service_id and m.account_id = current_account()
         and m.role = 'service_manager' and m.removed_at is null and m.deactivated_at is null) end)
     or not exists (select from consents c where c.collaboration_id = old.id and c.kind = 'responsibility' and c.account_id = current_account()
       and c.version = consent_version(old.group_id, 'responsibility')) then
    raise exception 'only whom it is for accepts it, while it is open and with responsibility ticked' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger only_the_invited_accepts before update of accepted_at, accepted_by, account_id on collaborations for each row
  when ((old.accepted_at, old.accepted_by, old.account_id) is distinct from (new.accepted_at, new.accepted_by, new.account_id))
  execute function only_the_invited_accepts();

-- What the one side needs to know of the other, each as narrow as it can be ---------------------------------------------------------

create function manages_collaborators_of(practitioner uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from practitioners p where p.id = practitioner and p.account_id = current_account())
    or exists (select from members m where m.practitioner_id = practitioner and m.removed_at is null and m.deactivated_at is null
      and m.organisation_id = any (organisations_administered()))
$$;
comment on function manages_collaborators_of(uuid) is 'Whether the account is this provider, or an Admin of a practice where the provider works.';

create function collaborator_named(practitioner uuid, address text) returns table (first_name text, last_name text)
language plpgsql stable security definer rows 1 set search_path = midline, pg_temp as $$
#variable_conflict use_column
declare colleague record; former record; findable record;
begin
  if not manages_collaborators_of(practitioner) then return; end if;
  -- All three are always looked for: how long it takes tells nothing either.
  select m.first_name, m.last_name into colleague from members m join organisations o on o.id = m.organisation_id
    join practitioners p on p.id = practitioner and o.group_id = p.group_id
   where m.email_key = address and m.removed_at is null and m.deactivated_at is null limit 1;
  select coalesce(a.first_name, b.first_name) as first_name, coalesce(a.last_name, b.last_name) as last_name into former
    from collaborations b left join accounts a on a.id = b.account_id
   where b.practitioner_id = practitioner and b.email_key = address and b.accepted_at is not null order by b.accepted_at desc limit 1;
  select a.first_name, a.last_name into findable from accounts a where a.email_key = address and a.findable;
  first_name := coalesce(colleague.first_name, former.first_name, findable.first_name);
  last_name := coalesce(colleague.last_name, former.last_name, findable.last_name);
  if first_name is not null then return next; end if;
end $$;
comment on function collaborator_named(uuid, text) is
  'The name behind an exact address, for somebody in the provider''s group, a former collaborator of the provider, or an account that chose to be findable.';

create function practices_of_provider(practitioner uuid) returns table (id uuid, name text, administered boolean)
language sql stable security definer rows 5 set search_path = midline, pg_temp as $$
  select o.id, o.name, o.id = any (organisations_administered()) from members m join organisations o on o.id = m.organisation_id and o.kind = 'practice'
   where m.practitioner_id = practitioner and m.removed_at is null and m.deactivated_at is null and manages_collaborators_of(practitioner) order by o.name_key
$$;
comment on function practices_of_provider(uuid) is 'Where a provider works in the group, for the provider and the Admins.';

create function cases_given_by(practitioner uuid) returns table (collaboration_id uuid, cases integer)
language sql stable security definer rows 5 set search_path = midline, pg_temp as $$
  select b.id, count(*)::integer from collaborations b join case_collaborators k on k.collaboration_id = b.id and k.taken_at is null
   where b.practitioner_id = practitioner and manages_collaborators_of(practitioner) group by b.id
$$;
comment on function cases_given_by(uuid) is 'How many cases each collaborator of a provider was given.';

create function collaborator_registered(collaboration uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from collaborations b join accounts a on a.email_key = b.email_key
    where b.id = collaboration and (b.id in (select collaborations_presented()) or manages_collaborators_of(b.practitioner_id)))
$$;
comment on function collaborator_registered(uuid) is 'Which of the two letters goes out; nothing of it is told to who adds.';

create function planning_services() returns table (id uuid, name text) language sql stable security definer parallel safe rows 10 set search_path = midline, pg_temp as $$
  select o.id, o.name from organisations o where o.kind = 'planning_service' and current_account() is not null
    and exists (select from members m where m.organisation_id = o.id and m.role = 'service_manager' and m.removed_at is null and m.deactivated_at is null)
   order by o.name_key
$$;
comment on function planning_services() is 'Services of the instance that somebody answers for.';

create function answerers_of(collaboration uuid) returns table (email text, first_name text, language text) language sql stable security definer rows 2
set search_path = midline, pg_temp as $$
  select m.email, m.first_name, m.language from collaborations b join members m on m.organisation_id = b.service_id
   where b.id = collaboration and m.role = 'service_manager' and m.removed_at is null and m.deactivated_at is null
     and manages_collaborators_of(b.practitioner_id)
$$;
comment on function answerers_of(uuid) is 'Where the letter to a planning service goes: its managers.';

create function provider_of_collaboration(collaboration uuid) returns table (email text, first_name text, language text, practice_id uuid, practice text)
language sql stable security definer rows 1 set search_path = midline, pg_temp as $$
  select m.email, m.first_name, m.language, m.organisation_id, o.name
    from collaborations b join practitioners p on p.id = b.practitioner_id
    join members m on m.account_id = p.account_id and m.removed_at is null and m.deactivated_at is null
    join organisations o on o.id = m.organisation_id and o.group_id = b.group_id and o.kind = 'practice'
   where b.id = collaboration and (b.account_id = current_account() or b.id in (select collaborations_presented()) or manages_collaborators_of(b.practitioner_id))
   order by b.practices is not null and m.organisation_id <> all (b.practices), o.name_key limit 1
$$;
comment on function provider_of_collaboration(uuid) is 'Whom to tell that a collaborator answered or left; nobody once the provider has left.';

create function collaborations_offered() returns table (id uuid, group_id uuid, provider text, group_name text, practices text[], service_id uuid, service text, email text,
  email_key text, first_name text, last_name text, language text, grants text[], future_cases boolean, added_at timestamptz, sent_at timestamptz, expires_at timestamptz,
  not_delivered_at timestamptz, link_copied_at timestamptz, revoked_at timestamptz, accepted_at timestamptz, declined_at timestamptz, ended_at timestamptz,
  practitioner_id uuid, provider_account uuid, cases integer)
language sql stable security definer rows 5 set search_path = midline, pg_temp as $$
  select b.id, b.group_id, p.first_name || ' ' || p.last_name, g.name,
    case when b.practices is not null then array(select o.name from organisations o where o.id = any (b.practices) order by o.name_key) end,
    b.service_id, s.name, b.email, b.email_key, b.first_name, b.last_name, b.language, b.grants, b.future_cases, b.added_at, b.sent_at, b.expires_at,
    b.not_delivered_at, b.link_copied_at, b.revoked_at, b.accepted_at, b.declined_at, b.ended_at, b.practitioner_id, p.account_id,
    case when b.accepted_at is null then 0 else (select count(*)::integer from case_collaborators k
      where k.collaboration_id = b.id and k.taken_at is null and k.suspended_at is null) end
    from collaborations b join practitioners p on p.id = b.practitioner_id join organisations g on g.id = b.group_id left join organisations s on s.id = b.service_id
   where b.id in (select collaborations_presented() union select k.id from collaborations k where k.account_id = current_account())
$$;
comment on function collaborations_offered() is 'Collaborations as the one who is asked, or who works, reads them; and the one whose link was presented.';

create function tell_collaboration(collaboration uuid, told_kind text, moment timestamptz) returns void language sql volatile security definer
set search_path = midline, pg_temp as $$
  insert into events (at, kind, organisation_id, account_id)
  select distinct moment, told_kind, t.organisation, t.account
    from collaborations b join practitioners p on p.id = b.practitioner_id
    cross join lateral (
      select null::uuid as organisation, p.account_id as account
      union select m.organisation_id, null from members m where m.practitioner_id = b.practitioner_id and m.removed_at is null and m.deactivated_at is null
      union select null, b.account_id
      union select b.service_id, null
      union select null, a.id from accounts a where a.email_key = b.email_key) t
   where b.id = collaboration and (t.organisation is not null or t.account is not null)
     and (b.account_id = current_account() or b.id in (select collaborations_presented()) or manages_collaborators_of(b.practitioner_id)
       or (current_account() is null and presented_token() is null))
$$;
comment on function tell_collaboration(uuid, text, timestamptz) is 'A live event for both sides of a collaboration, whoever of them it is that acts.';

-- What an answer does to the cases given ----------------------------------------------------------------------------------------------

create function settle_collaboration(collaboration uuid, moment timestamptz) returns integer language plpgsql volatile security definer
set search_path = midline, pg_temp as $$
declare b collaborations; over boolean; by_whom text; touched uuid[];
begin
  select * into b from collaborations k where k.id = collaboration for update;
  if not found then return 0; end if;
  over := num_nonnulls(b.ended_at, b.revoked_at, b.declined_at) > 0;
  select a.first_name || ' ' || a.last_name into by_whom from accounts a where a.id = current_account();
  touched := array(select k.case_id from case_collaborators k where k.collaboration_id = collaboration and k.taken_at is null);
  -- Held in the order in which giving and taking hold them.
  perform from cases c where c.id = any (touched) order by c.id for no key update;
  update case_collaborators k set taken_at = moment, taken_by = current_account(), taken_name = coalesce(by_whom, ''),
      taken_because = case when not over then 'moved' when b.ended_because in ('collaborator', 'leaving') then b.ended_because else 'ended' end
    from cases c where k.collaboration_id = collaboration and k.taken_at is null and c.id = k.case_id
     and (over or (b.practices is not null and c.practice_id <> all (b.practices)));
  if b.accepted_at is not null then perform refresh_collaboration(touched); end if;
  return cardinality(touched);
end $$;
comment on function settle_collaboration(uuid, timestamptz) is
  'Brings the cases given in line with the collaboration as it stands: open once accepted, only where it holds, closed once it is over. One case or a hundred thousand.';

create function join_with_former(collaboration uuid, moment timestamptz) returns void language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare b collaborations; former uuid;
begin
  select * into b from collaborations k where k.id = collaboration and k.service_id is null and k.id in (select collaborations_presented());
  if not found then return; end if;
  select k.id into former from collaborations k where k.practitioner_id = b.practitioner_id and k.account_id = current_account()
    and k.accepted_at is not null and k.ended_at is null for update;
  if not found then return; end if;
  update case_collaborators k set collaboration_id = collaboration where k.collaboration_id = former and k.taken_at is null
    and not exists (select from case_collaborators o where o.collaboration_id = collaboration and o.case_id = k.case_id and o.taken_at is null);
  update collaborations k set ended_at = moment, ended_because = 'provider' where k.id = former;
  perform settle_collaboration(former, moment);
end $$;
comment on function join_with_former(uuid, timestamptz) is
  'Somebody who is this provider''s collaborator under another address accepts: what was given goes on in the newer collaboration, and it stays one.';

create function give_future_case() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
declare begun uuid; moment timestamptz; giver text;
begin
  if tg_table_name = 'cases' then begun := new.id; moment := new.created_at; else begun := new.case_id; moment := new.submitted_at; end if;
  if not exists (select from cases c join collaborations b on b.practitioner_id = c.practitioner_id where c.id = begun and b.future_cases and b.ended_at is null) then
    return null;
  end if;
  select a.first_name || ' ' || a.last_name into giver from accounts a where a.id = current_account();
  insert into case_collaborators (case_id, collaboration_id, given_at, given_by, given_name, suspended_at)
    select c.id, b.id, moment, current_account(), coalesce(giver, ''), (select max(k.suspended_at) from case_collaborators k join cases o on o.id = k.case_id
        where k.collaboration_id = b.id and k.taken_at is null and o.practice_id = c.practice_id)
      from cases c join collaborations b on b.practitioner_id = c.practitioner_id
     where c.id = begun and not c.not_shared and b.future_cases and b.ended_at is null and b.revoked_at is null and b.declined_at is null
       and (b.accepted_at is not null or b.expires_at > moment) and (b.practices is null or c.practice_id = any (b.practices)) and consent_current(b.practitioner_id)
       -- What was taken away stays away.
       and not exists (select from case_collaborators k where k.case_id = c.id and k.collaboration_id = b.id);
  return null;
end $$;
create trigger future_case_given after insert on cases for each row when (new.practitioner_id is not null) execute function give_future_case();
create trigger future_case_given after update of submitted_at on orders for each row
  when (new.submitted_at is not null and old.submitted_at is null) execute function give_future_case();

-- Leaving a practice ------------------------------------------------------------------------------------------------------------------

create function collaborations_of_leaver(at_practice uuid, person uuid) returns table (id uuid, provider text, practice text, cases integer)
language sql stable security definer rows 5 set search_path = midline, pg_temp as $$
  select b.id, p.first_name || ' ' || p.last_name, o.name,
    (select count(*)::integer from case_collaborators k join cases c on c.id = k.case_id
      where k.collaboration_id = b.id and k.taken_at is null and c.practice_id = at_practice)
    from collaborations b join practitioners p on p.id = b.practitioner_id join organisations o on o.id = at_practice and o.group_id = b.group_id
   where b.account_id = person and b.accepted_at is not null and b.ended_at is null and at_practice = any (organisations_administered())
     and (b.practices is null or at_practice = any (b.practices))
$$;
comment on function collaborations_of_leaver(uuid, uuid) is 'A member''s collaborations on a practice''s cases, for who lets them go.';

create function settle_collaborations_of_leaver(at_practice uuid, person uuid, keep uuid[], for_good boolean, moment timestamptz)
returns table (id uuid, kept boolean) language plpgsql volatile security definer rows 5 set search_path = midline, pg_temp as $$
#variable_conflict use_column
declare one record; touched uuid[]; by_whom text;
begin
  select a.first_name || ' ' || a.last_name into by_whom from accounts a where a.id = current_account();
  for one in select l.id, b.practices from collaborations_of_leaver(at_practice, person) l join collaborations b on b.id = l.id order by l.id loop
    id := one.id;
    kept := one.id = any (keep);
    if not kept then
      perform from collaborations b where b.id = one.id for update;
      touched := array(select k.case_id from case_collaborators k join cases c on c.id = k.case_id
        where k.collaboration_id = one.id and k.taken_at is null and c.practice_id = at_practice);
      perform from cases c where c.id = any (touched) order by c.id for no key update;
      if for_good then
        update case_collaborators k set taken_at = moment, taken_by = current_account(), taken_name = coalesce(by_whom, ''), taken_because = 'leaving'
         where k.collaboration_id = one.id and k.case_id = any (touched) and k.taken_at is null;
        if one.practices = array[at_practice] then
          update collaborations b set ended_at = moment, ended_by = current_account(), ended_name = coalesce(by_whom, ''), ended_because = 'leaving' where b.id = one.id;
        elsif one.practices is not null then
          update collaborations b set practices = array_remove(b.practices, at_practice) where b.id = one.id;
        else
          update collaborations b set practices = array(select o.id from organisations o where o.group_id = b.group_id and o.kind = 'practice' and o.id <> at_practice)
           where b.id = one.id;
        end if;
      else
        update case_collaborators k set suspended_at = moment where k.collaboration_id = one.id and k.case_id = any (touched) and k.taken_at is null and k.suspended_at is null;
      end if;
      perform refresh_collaboration(touched);
    end if;
    return next;
  end loop;
end $$;
comment on function settle_collaborations_of_leaver(uuid, uuid, uuid[], boolean, timestamptz) is
  'Suspends or ends what a member who leaves has as a collaborator on the practice''s cases, but for what was ticked to stay.';

create function resume_collaborations() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
declare touched uuid[];
begin
  with resumed as (
    update case_collaborators k set suspended_at = null from collaborations b, cases c
     where b.id = k.collaboration_id and b.account_id = new.account_id and c.id = k.case_id and c.practice_id = new.organisation_id
       and k.suspended_at is not null and k.taken_at is null
    returning k.case_id)
  select array_agg(case_id) into touched from resumed;
  if touched is not null then perform refresh_collaboration(touched); end if;
  return null;
end $$;
create trigger collaborations_resumed after update of deactivated_at on members for each row
  when (old.deactivated_at is not null and new.deactivated_at is null and new.removed_at is null) execute function resume_collaborations();

do $$
declare f text;
begin
  foreach f in array array['manages_collaborators_of(uuid)', 'practices_of_provider(uuid)', 'cases_given_by(uuid)', 'collaborator_named(uuid, text)', 'collaborator_registered(uuid)', 'planning_services()', 'answerers_of(uuid)',
      'provider_of_collaboration(uuid)', 'collaborations_offered()', 'tell_collaboration(uuid, text, timestamptz)', 'settle_collaboration(uuid, timestamptz)',
      'join_with_former(uuid, timestamptz)', 'collaborations_of_leaver(uuid, uuid)', 'settle_collaborations_of_leaver(uuid, uuid, uuid[], boolean, timestamptz)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to midline_app, midline_worker', f);
  end loop;
end $$;
revoke all on function consent_comes_first(), only_the_invited_accepts(), give_future_case(), resume_collaborations() from public;
