-- Locks are taken in one order everywhere, so that nobody waits for somebody who waits for them: an order before what hangs on it, a case before
-- its offers and links, several of a kind by their id.

set local search_path = midline, pg_catalog;

-- As in 0007 and 0009, each case in its turn.
create or replace function offer_cases(at_practice uuid, chosen uuid[], to_member uuid, until_day date, moment timestamptz)
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
        from cases c where c.practice_id = at_practice and c.id = any (chosen) and c.practitioner_id is distinct from target.practitioner_id order by c.id
      on conflict do nothing returning case_id)
    select c.id, c.number, coalesce(upper(left(p.first_name, 1)) || '. ' || upper(left(p.last_name, 1)) || '.', '')
      from offered o join cases c on c.id = o.case_id left join patients p on p.id = c.patient_id
      cross join lateral note_on_case(c.id, moment, 'offer_hand_over',
        jsonb_build_object('to', target.first_name || ' ' || target.last_name, 'until', until_day)) noted
     order by c.number;
end $$;

create or replace function take_cases_back(at_practice uuid, returner uuid, moment timestamptz) returns integer
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare own uuid; each_case uuid; taken integer := 0;
begin
  if not coalesce(at_practice = any (organisations_administered()), false) then return 0; end if;
  select m.practitioner_id into own from members m where m.organisation_id = at_practice and m.account_id = returner and m.removed_at is null;
  if not may_provide(at_practice, own) then return 0; end if;
  for each_case in select k.id from cases k where k.practice_id = at_practice and k.practitioner_id is null and k.provider_before = own
      order by k.id for no key update loop
    update cases set practitioner_id = own, provider_before = null where id = each_case;
    update hand_overs h set withdrawn_at = moment where h.case_id = each_case and h.accepted_at is null and h.declined_at is null and h.withdrawn_at is null;
    perform note_on_case(each_case, moment, 'return_case', jsonb_build_object('to', name_of_practitioner(own)));
    perform touch_case(each_case, moment);
    taken := taken + 1;
  end loop;
  return taken;
end $$;

create or replace function refresh_patient(changed uuid, moment timestamptz) returns void language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare each_case uuid;
begin
  if not exists (select from patients p where p.id = changed and (p.waiting_in = any (own_viewers())
      or exists (select from cases c where c.patient_id = changed and c.practice_id = any (own_viewers())))) then return; end if;
  for each_case in select c.id from cases c where c.patient_id = changed order by c.id loop
    perform refresh_case(each_case);
    insert into events (at, kind, organisation_id, case_id) select moment, 'case_changed', r.viewer_id, each_case from case_rows r where r.case_id = each_case;
  end loop;
end $$;

create or replace function patient_name_reaches_cases() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  perform refresh_case(c.id) from (select k.id from cases k where k.patient_id = new.id order by k.id) c;
  insert into events (at, kind, organisation_id, case_id)
    select clock_timestamp(), 'case_changed', r.viewer_id, r.case_id from cases c join case_rows r on r.case_id = c.id where c.patient_id = new.id;
  return null;
end $$;

-- As in 0018. Whoever writes about a version is kept from nobody who only refers to it.
create or replace function next_comment_number(asked uuid, for_laboratory boolean) returns integer language plpgsql volatile security definer set search_path = midline, pg_temp as $$
begin
  perform from setups s where s.id = asked and (sees_setup(asked, s.case_id, 'provider_side') or (for_laboratory and sees_setup(asked, s.case_id, 'laboratory'))) for no key update;
  if not found then return null; end if;
  return (select coalesce(max(case when for_laboratory then c.laboratory_number else c.number end), 0) + 1 from setup_comments c where c.setup_id = asked);
end $$;
