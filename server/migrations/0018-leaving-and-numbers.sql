-- What else leaving ends, a provider's cases at other practices, comments counted by audience, links that tell they were opened.

set local search_path = midline, pg_catalog;

-- Patients' links of somebody who leaves -------------------------------------------------------------------------------------------

alter table patient_links add column kept_in uuid references practices;
comment on column patient_links.kept_in is 'The practice that let it stay when its maker left; null where it ends with its maker.';
create index on patient_links (kept_in);

create or replace function patient_link_over(link uuid, moment timestamptz) returns text language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select case
    when s.withdrawn_at is not null then 'withdrawn'
    when s.decision = 'declined' then 'declined'
    when l.revoked_at is not null then 'revoked'
    when l.expires_at <= moment then 'expired'
    when l.kept_in is distinct from c.practice_id and not exists (select from members m where m.organisation_id = c.practice_id and m.account_id = l.made_by
      and m.removed_at is null and m.deactivated_at is null) then 'maker_left' end
    from patient_links l join setups s on s.id = l.setup_id join cases c on c.id = l.case_id where l.id = link
$$;
comment on function patient_link_over(uuid, timestamptz) is
  'Why a patient''s link shows nothing any more; null while it does. It ends with whoever made it, unless the practice let it stay; and when the case leaves the practice.';

create function links_of_leaver(at_practice uuid, person uuid, moment timestamptz)
returns table (id uuid, case_number integer, initials text, version integer, expires_at timestamptz, opened integer)
language sql stable security definer parallel safe rows 5 set search_path = midline, pg_temp as $$
  select l.id, c.number, case when at_practice = any (own_viewers()) then coalesce(upper(left(p.first_name, 1)) || '. ' || upper(left(p.last_name, 1)) || '.', '') end,
         s.version, l.expires_at, l.opened
    from patient_links l join cases c on c.id = l.case_id join setups s on s.id = l.setup_id left join patients p on p.id = c.patient_id
   where l.made_by = person and c.practice_id = at_practice and at_practice = any (organisations_administered())
     and coalesce(patient_link_over(l.id, moment), 'maker_left') = 'maker_left'
   order by c.number, s.version, l.made_at, l.id
$$;
comment on function links_of_leaver(uuid, uuid, timestamptz) is
  'Patients'' links that a member made and that leaving ends, for those who administer the practice; a group''s manager is told no initials.';

create function settle_links_of_leaver(at_practice uuid, person uuid, keep uuid[], for_good boolean, moment timestamptz)
returns table (id uuid, case_id uuid, kept boolean)
language plpgsql volatile security definer rows 5 set search_path = midline, pg_temp as $$
#variable_conflict use_column
declare ender text;
begin
  if not coalesce(at_practice = any (organisations_administered()), false) then return; end if;
  select a.first_name || ' ' || a.last_name into ender from accounts a where a.id = current_account();
  return query
    with held as (
      select l.id from patient_links l join cases c on c.id = l.case_id
       where l.made_by = person and c.practice_id = at_practice and l.revoked_at is null and l.expires_at > moment order by l.id for update of l
    ), settled as (
      update patient_links l set kept_in = case when l.id = any (keep) then at_practice end,
             revoked_at = case when for_good and not l.id = any (keep) then moment end,
             revoked_by = case when for_good and not l.id = any (keep) then current_account() end,
             revoked_name = case when for_good and not l.id = any (keep) then ender end
        from held where l.id = held.id returning l.id, l.case_id, l.kept_in is not null as kept
    ), told as (
      insert into events (at, kind, organisation_id, case_id)
        select moment, 'patient_links_changed', at_practice, s.case_id from (select distinct case_id from settled order by 1) s
    )
    select s.id, s.case_id, s.kept from settled s order by s.id;
end $$;
comment on function settle_links_of_leaver(uuid, uuid, uuid[], boolean, timestamptz) is
  'A member leaves a practice that the account administers: links that were ticked stay, the others show nothing while the person is away, or never again.';

-- Whoever opens a link is counted before the eyes of the practice --------------------------------------------------------------------

create or replace function open_patient_link(presented bytea, moment timestamptz)
returns table (id uuid, case_id uuid, practice_id uuid, version integer, stages integer, treatment jsonb, expires_at timestamptz, first_name text, practice text, logo boolean)
language sql volatile security definer rows 1 set search_path = midline, pg_temp as $$
  with opened as (
    update patient_links l set opened = l.opened + 1, last_opened_at = moment
     where l.digest = presented and patient_link_over(l.id, moment) is null returning l.id, l.case_id, l.setup_id, l.expires_at
  ), told as (
    insert into events (at, kind, organisation_id, case_id)
      select moment, 'patient_links_changed', c.practice_id, c.id from opened l join cases c on c.id = l.case_id
  )
  select l.id, l.case_id, c.practice_id, s.version, greatest(s.upper_stages, s.lower_stages), s.treatment, l.expires_at,
         coalesce(p.first_name, ''), o.name, r.logo_version is not null
    from opened l join setups s on s.id = l.setup_id join cases c on c.id = l.case_id join organisations o on o.id = c.practice_id
    join practices r on r.id = c.practice_id left join patients p on p.id = c.patient_id
$$;

-- A provider's cases at other practices ---------------------------------------------------------------------------------------------

create function cases_elsewhere(at_practice uuid, person uuid) returns table (practice_id uuid, administered boolean, cases integer)
language sql stable security definer parallel safe rows 2 set search_path = midline, pg_temp as $$
  select c.practice_id, c.practice_id = any (organisations_administered()), count(*)::integer
    from practitioners p join cases c on c.practitioner_id = p.id
   where p.account_id = person and p.group_id = (select o.group_id from organisations o where o.id = at_practice)
     and c.practice_id <> at_practice and at_practice = any (organisations_administered())
   group by c.practice_id order by c.practice_id
$$;
comment on function cases_elsewhere(uuid, uuid) is
  'How many cases a member of a practice owns at the group''s other practices, and whether the account administers those too; for those who administer this one.';

create function owns_cases(practitioner uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from practitioners p join cases c on c.practitioner_id = p.id
    where p.id = practitioner and (p.account_id = current_account() or p.group_id = any (groups_in_reach())))
$$;
comment on function owns_cases(uuid) is 'Whether a practitioner is provider of any case, told to the person and within the group.';

-- Comments are counted by audience ---------------------------------------------------------------------------------------------------
-- One count through both told the laboratory, by its gaps, that there are internal ones.

alter table setup_comments add column laboratory_number integer;
do $$
declare old text;
begin
  select c.conname into strict old from pg_constraint c
   where c.conrelid = 'setup_comments'::regclass and c.contype = 'c' and pg_get_constraintdef(c.oid) like '%number IS NOT NULL%';
  execute format('alter table setup_comments drop constraint %I', old);
end $$;
drop index setup_comments_setup_id_number_idx;
update setup_comments c set number = n.place from (
  select id, row_number() over (partition by setup_id order by written_at, id) as place from setup_comments where thread_id is null and audience = 'internal') n
  where c.id = n.id;
update setup_comments c set laboratory_number = n.place from (
  select id, row_number() over (partition by setup_id order by coalesce(sent_at, written_at), written_at, id) as place
    from setup_comments where thread_id is null and (audience = 'laboratory' or sent_at is not null)) n
  where c.id = n.id;
update setup_comments set number = null where audience = 'laboratory';
create unique index on setup_comments (setup_id, number) where number is not null;
create unique index on setup_comments (setup_id, laboratory_number) where laboratory_number is not null;
create index on setup_comments (setup_id);
alter table setup_comments
  add check ((number is not null) = (thread_id is null and audience = 'internal')),
  add check ((laboratory_number is not null) = (thread_id is null and (audience = 'laboratory' or sent_at is not null)));
comment on column setup_comments.number is 'Counted through the version''s internal comments from 1: the letter on the pin.';
comment on column setup_comments.laboratory_number is 'Counted from 1 through those that the laboratory reads, as they reach it: the number on the pin.';

drop function next_comment_number(uuid);
create function next_comment_number(asked uuid, for_laboratory boolean) returns integer language plpgsql volatile security definer set search_path = midline, pg_temp as $$
begin
  perform from setups s where s.id = asked and (sees_setup(asked, s.case_id, 'provider_side') or (for_laboratory and sees_setup(asked, s.case_id, 'laboratory'))) for update;
  if not found then return null; end if;
  return (select coalesce(max(case when for_laboratory then c.laboratory_number else c.number end), 0) + 1 from setup_comments c where c.setup_id = asked);
end $$;
comment on function next_comment_number(uuid, boolean) is
  'The number of a version''s next comment for the laboratory, or of the next internal one; holds the version until the transaction ends.';

grant update (laboratory_number) on setup_comments to midline_app, midline_worker;
revoke all on function links_of_leaver(uuid, uuid, timestamptz), settle_links_of_leaver(uuid, uuid, uuid[], boolean, timestamptz), cases_elsewhere(uuid, uuid),
  owns_cases(uuid), next_comment_number(uuid, boolean) from public;
grant execute on function links_of_leaver(uuid, uuid, timestamptz), settle_links_of_leaver(uuid, uuid, uuid[], boolean, timestamptz), cases_elsewhere(uuid, uuid),
  owns_cases(uuid) to midline_app;
grant execute on function next_comment_number(uuid, boolean) to midline_app, midline_worker;
