-- Treatment setups in review: what was read of the file, the treatment table, comments, links for patients.

set local search_path = midline, pg_catalog;

alter table records add column problems jsonb not null default '[]', add column treatment jsonb;
comment on column records.problems is 'Everything that is wrong with the file of a setup: code, where, facts.';
comment on column records.treatment is 'The treatment table that the file of a setup brings along.';
grant update (problems, treatment) on records to midline_app, midline_worker;

alter table setups add column treatment jsonb not null default '{}';
comment on column setups.treatment is 'The treatment table as delivered: interproximal reduction, attachments, elastics, wear days and notes by stage; part of what content_hash covers.';

create table setup_comments (
  id uuid primary key,
  case_id uuid not null references cases,
  setup_id uuid not null references setups,
  thread_id uuid references setup_comments,
  number integer,
  account_id uuid not null references accounts,
  name text not null,
  side text not null check (side in ('provider_side', 'laboratory')),
  audience text not null check (audience in ('internal', 'laboratory')),
  written_at timestamptz not null,
  edited_at timestamptz,
  body text not null,
  stage integer,
  tooth integer,
  point double precision[] check (cardinality(point) = 3),
  sent_at timestamptz,
  resolved_at timestamptz,
  resolved_by uuid references accounts,
  resolved_name text,
  check (side = 'provider_side' or audience = 'laboratory'),
  check ((thread_id is null) = (number is not null))
);
comment on table setup_comments is 'Comments pinned to a version of a setup, and the answers to them.';
comment on column setup_comments.thread_id is 'The comment that this one answers; an answer is seen by whoever sees that comment.';
comment on column setup_comments.number is 'Counted through the version from 1: the number on the pin.';
comment on column setup_comments.point is 'On a tooth in the tooth''s own coordinates, without a tooth in the mouth''s. Millimetres.';
comment on column setup_comments.sent_at is 'Since when an internal comment was sent along with a decline.';
create unique index on setup_comments (setup_id, number);
create index on setup_comments (thread_id);
create index on setup_comments (case_id);
create index on setup_comments (account_id);
create index on setup_comments (resolved_by);

create table patient_links (
  id uuid primary key,
  case_id uuid not null references cases,
  setup_id uuid not null references setups,
  digest bytea not null unique,
  made_by uuid not null references accounts,
  made_name text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references accounts,
  revoked_name text,
  opened integer not null default 0,
  last_opened_at timestamptz
);
comment on table patient_links is 'Links by which a patient sees one version as a simulation; only the digest of the secret is kept.';
comment on column patient_links.digest is 'SHA-256 of the secret in the address.';
comment on column patient_links.made_name is 'As the person was called then.';
comment on column patient_links.opened is 'How often somebody opened it while it showed something.';
create index on patient_links (setup_id);
create index on patient_links (case_id);
create index on patient_links (made_by);
create index on patient_links (revoked_by);

-- Second wall ------------------------------------------------------------------------------------------------------------------

alter table setup_comments enable row level security;
create policy jobs on setup_comments to midline_worker using (true) with check (true);
create function sees_setup(asked uuid, of_case uuid, reader text) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from setups s join orders x on x.id = s.order_id join cases c on c.id = s.case_id
    where s.id = asked and s.case_id = of_case and s.withdrawn_at is null
      and case reader when 'provider_side' then c.practice_id = any (own_viewers())
          else x.sent_at is not null and (x.laboratory_id = any (own_viewers()) or x.manufacturer_id = any (own_viewers())) end)
$$;
comment on function sees_setup(uuid, uuid, text) is 'Whether the account sees a version of the case from one side or the other; nobody sees one that was withdrawn.';

create function answers_comment(thread uuid, setup uuid, reader text) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from setup_comments c where c.id = thread and c.setup_id = setup and c.thread_id is null
    and (reader = 'provider_side' or c.audience = 'laboratory' or c.sent_at is not null))
$$;
comment on function answers_comment(uuid, uuid, text) is 'Whether there is such a comment to answer, for the side that would: the laboratory answers what it can read.';

create function next_comment_number(asked uuid) returns integer language plpgsql volatile security definer set search_path = midline, pg_temp as $$
begin
  perform from setups s where s.id = asked and (sees_setup(asked, s.case_id, 'provider_side') or sees_setup(asked, s.case_id, 'laboratory')) for update;
  if not found then return null; end if;
  return (select coalesce(max(c.number), 0) + 1 from setup_comments c where c.setup_id = asked);
end $$;
comment on function next_comment_number(uuid) is
  'The number of a version''s next comment, for a laboratory that may not see the internal ones; holds the version until the transaction ends.';

create policy provider_side on setup_comments for select to midline_app using (sees_setup(setup_id, case_id, 'provider_side'));
create policy provider_side_writes on setup_comments for insert to midline_app
  with check (side = 'provider_side' and account_id = (select current_account()) and sees_setup(setup_id, case_id, 'provider_side')
    and (thread_id is null or answers_comment(thread_id, setup_id, 'provider_side')));
create policy provider_side_changes on setup_comments for update to midline_app using (sees_setup(setup_id, case_id, 'provider_side'));
create policy laboratory on setup_comments for select to midline_app
  using ((audience = 'laboratory' or sent_at is not null) and sees_setup(setup_id, case_id, 'laboratory'));
create policy laboratory_writes on setup_comments for insert to midline_app
  with check (side = 'laboratory' and account_id = (select current_account()) and sees_setup(setup_id, case_id, 'laboratory')
    and (thread_id is null or answers_comment(thread_id, setup_id, 'laboratory')));
create policy laboratory_changes on setup_comments for update to midline_app
  using (side = 'laboratory' and account_id = (select current_account()) and sees_setup(setup_id, case_id, 'laboratory'));

alter table patient_links enable row level security;
create policy jobs on patient_links to midline_worker using (true) with check (true);
create policy provider_side on patient_links for select to midline_app
  using (exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));
create policy provider_side_makes on patient_links for insert to midline_app
  with check (made_by = (select current_account()) and sees_setup(setup_id, case_id, 'provider_side'));
create policy provider_side_revokes on patient_links for update to midline_app
  using (exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));

-- What a patient's link opens, for somebody without an account -------------------------------------------------------------------

create function patient_link_over(link uuid, moment timestamptz) returns text language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select case
    when s.withdrawn_at is not null then 'withdrawn'
    when s.decision = 'declined' then 'declined'
    when l.revoked_at is not null then 'revoked'
    when l.expires_at <= moment then 'expired'
    when not exists (select from members m where m.organisation_id = c.practice_id and m.account_id = l.made_by
      and m.removed_at is null and m.deactivated_at is null) then 'maker_left' end
    from patient_links l join setups s on s.id = l.setup_id join cases c on c.id = l.case_id where l.id = link
$$;
comment on function patient_link_over(uuid, timestamptz) is
  'Why a patient''s link shows nothing any more; null while it does. It ends with whoever made it: when they leave the practice, or the case does.';

create function open_patient_link(presented bytea, moment timestamptz)
returns table (id uuid, case_id uuid, practice_id uuid, version integer, stages integer, treatment jsonb, expires_at timestamptz, first_name text, practice text, logo boolean)
language sql volatile security definer rows 1 set search_path = midline, pg_temp as $$
  with opened as (
    update patient_links l set opened = l.opened + 1, last_opened_at = moment
     where l.digest = presented and patient_link_over(l.id, moment) is null returning l.id, l.case_id, l.setup_id, l.expires_at)
  select l.id, l.case_id, c.practice_id, s.version, greatest(s.upper_stages, s.lower_stages), s.treatment, l.expires_at,
         coalesce(p.first_name, ''), o.name, r.logo_version is not null
    from opened l join setups s on s.id = l.setup_id join cases c on c.id = l.case_id join organisations o on o.id = c.practice_id
    join practices r on r.id = c.practice_id left join patients p on p.id = c.patient_id
$$;
comment on function open_patient_link(bytea, timestamptz) is 'Opens a patient''s link by the digest of its secret and counts it; nothing where it shows nothing any more.';

create function patient_link_file(link uuid, presented bytea, moment timestamptz)
returns table (record_id uuid, content_hash text, case_id uuid, practice_id uuid, logo_version text)
language sql stable security definer parallel safe rows 1 set search_path = midline, pg_temp as $$
  select s.record_id, s.content_hash, l.case_id, c.practice_id, r.logo_version
    from patient_links l join setups s on s.id = l.setup_id join cases c on c.id = l.case_id join practices r on r.id = c.practice_id
   where l.id = link and l.digest = presented and patient_link_over(l.id, moment) is null
$$;
comment on function patient_link_file(uuid, bytea, timestamptz) is 'What a link shows files of, asked with every file: they end with the link.';

create function patient_link_logo(link uuid, presented bytea, moment timestamptz) returns bytea language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select g.png from patient_link_file(link, presented, moment) f join logos g on g.practice_id = f.practice_id where f.logo_version is not null
$$;
comment on function patient_link_logo(uuid, bytea, timestamptz) is 'The logo of the practice that a link is from.';

grant select, insert on setup_comments, patient_links to midline_app, midline_worker;
grant update (body, edited_at, audience, sent_at, resolved_at, resolved_by, resolved_name) on setup_comments to midline_app, midline_worker;
grant update (revoked_at, revoked_by, revoked_name) on patient_links to midline_app, midline_worker;

revoke all on function sees_setup(uuid, uuid, text), answers_comment(uuid, uuid, text), next_comment_number(uuid) from public;
grant execute on function sees_setup(uuid, uuid, text), answers_comment(uuid, uuid, text), next_comment_number(uuid) to midline_app, midline_worker;
revoke all on function patient_link_over(uuid, timestamptz), open_patient_link(bytea, timestamptz), patient_link_file(uuid, bytea, timestamptz),
  patient_link_logo(uuid, bytea, timestamptz) from public;
grant execute on function patient_link_over(uuid, timestamptz), open_patient_link(bytea, timestamptz), patient_link_file(uuid, bytea, timestamptz),
  patient_link_logo(uuid, bytea, timestamptz) to midline_app, midline_worker;
