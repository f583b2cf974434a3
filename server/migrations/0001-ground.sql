-- The ground: who is here, who works where, what was done, what is to be sent.
-- Runs as the owner. Web requests run as a member of midline_app under row-level security; jobs as a member of midline_worker.

create schema if not exists midline;
set local search_path = midline, pg_catalog;

-- What a transaction has told about itself ---------------------------------------------------------------------------

create function current_account() returns uuid language sql stable parallel safe
  return nullif(pg_catalog.current_setting('midline.account', true), '')::uuid;
comment on function current_account() is 'The account that this transaction acts for; null before sign-in.';

create function presented_address() returns text language sql stable parallel safe
  return nullif(pg_catalog.current_setting('midline.address', true), '');
comment on function presented_address() is 'E-mail address in comparable form that the person presented, e.g. at sign-in.';

create function presented_token() returns bytea language sql stable parallel safe
  return pg_catalog.decode(nullif(pg_catalog.current_setting('midline.token', true), ''), 'hex');
comment on function presented_token() is 'SHA-256 of the secret that the person presented, e.g. of a link.';

-- Accounts --------------------------------------------------------------------------------------------------------------

create table accounts (
  id uuid primary key,
  email text not null,
  email_key text not null unique,
  first_name text not null,
  last_name text not null,
  language text not null default 'en',
  time_zone text not null default 'UTC',
  tooth_notation text not null default 'fdi' check (tooth_notation in ('fdi', 'universal', 'palmer')),
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  instance_administrator boolean not null default false,
  created_at timestamptz not null,
  check (email_key = lower(email_key))
);
comment on table accounts is 'One person, one login, one e-mail address.';
comment on column accounts.email_key is 'The address in the form in which addresses are compared.';

create table passwords (
  account_id uuid primary key references accounts on delete cascade,
  hash text not null,
  changed_at timestamptz not null
);
comment on table passwords is 'Argon2id hash in PHC format.';

create table passkeys (
  id uuid primary key,
  account_id uuid not null references accounts on delete cascade,
  credential_id bytea not null unique,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
comment on table passkeys is 'WebAuthn credentials.';
create index on passkeys (account_id);

create table totp_secrets (
  account_id uuid primary key references accounts on delete cascade,
  secret bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  created_at timestamptz not null
);
comment on table totp_secrets is 'Secret of the authenticator app, encrypted with the instance''s key; counts once confirmed.';
comment on column totp_secrets.last_step is 'Time step of the last accepted code, so that a code works once.';

create table recovery_codes (
  account_id uuid not null references accounts on delete cascade,
  digest bytea not null,
  used_at timestamptz,
  primary key (account_id, digest)
);
comment on table recovery_codes is 'Each replaces one code of the authenticator app, once.';

create table pins (
  account_id uuid primary key references accounts on delete cascade,
  hash text not null,
  changed_at timestamptz not null
);
comment on table pins is 'PIN for changing person at a shared workstation; worth nothing elsewhere.';

create table oidc_identities (
  issuer text not null,
  subject text not null,
  account_id uuid not null references accounts on delete cascade,
  created_at timestamptz not null,
  primary key (issuer, subject)
);
comment on table oidc_identities is 'Identities at the configured OpenID provider.';
create index on oidc_identities (account_id);

create table sign_in_attempts (
  key bytea primary key,
  failures integer not null,
  wait_until timestamptz not null,
  last_at timestamptz not null
);
comment on table sign_in_attempts is 'Failed attempts per digest of an address, account or workstation; each makes the next wait longer.';

create table link_secrets (
  digest bytea primary key,
  purpose text not null check (purpose in ('set_up', 'password_reset', 'email_change_new', 'email_change_old')),
  account_id uuid references accounts on delete cascade,
  email_change_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table link_secrets is 'SHA-256 of secrets carried by links of the identity module.';
create index on link_secrets (account_id);
create index on link_secrets (email_change_id);

create table email_changes (
  id uuid primary key,
  account_id uuid not null references accounts on delete cascade,
  new_email text not null,
  new_email_key text not null,
  requested_at timestamptz not null,
  confirmed_new_at timestamptz,
  confirmed_old_at timestamptz,
  effective_at timestamptz,
  ended_at timestamptz,
  ended_as text check (ended_as in ('changed', 'objected', 'cancelled', 'expired', 'replaced', 'address_in_use'))
);
comment on table email_changes is 'A change of address on its way; effective_at is the moment it takes effect without objection.';
create unique index on email_changes (account_id) where ended_at is null;
alter table link_secrets add foreign key (email_change_id) references email_changes on delete cascade;

-- Organisations -----------------------------------------------------------------------------------------------------------

create table organisations (
  id uuid primary key,
  kind text not null check (kind in ('group', 'practice', 'laboratory', 'planning_service')),
  name text not null,
  name_key text not null,
  group_id uuid references organisations,
  created_at timestamptz not null,
  version integer not null default 1,
  check (case kind when 'practice' then group_id is not null and group_id <> id when 'group' then group_id = id else true end)
);
comment on table organisations is 'Group, practice, laboratory or planning service: whatever has members.';
comment on column organisations.group_id is 'The group it belongs to; a group''s own id for a group; null for a laboratory or service of its own.';
create index on organisations (group_id, kind);
create unique index on organisations (group_id, name_key) where kind = 'practice';
create unique index on organisations (kind, name_key) where kind <> 'practice';

create table groups (
  id uuid primary key references organisations on delete cascade,
  provider_clinical_roles text[] not null default '{dentist}'
);
comment on table groups is 'Settings of a group.';
comment on column groups.provider_clinical_roles is 'Clinical roles whose holders may be provider.';

create table practices (
  id uuid primary key references organisations on delete cascade,
  street_address text not null default '',
  city text not null default '',
  postal_code text not null default '',
  country text not null,
  phone text not null default '',
  email text not null default '',
  time_zone text not null,
  language text not null,
  logo_version text,
  second_factor_required boolean not null default false,
  workstation_idle_minutes integer not null default 5 check (workstation_idle_minutes between 1 and 120)
);
comment on table practices is 'Address, contact and settings of a practice.';

create table logos (
  practice_id uuid primary key references practices on delete cascade,
  png bytea not null
);
comment on table logos is 'A practice''s logo, re-encoded as PNG.';

create table practitioners (
  id uuid primary key,
  group_id uuid not null references organisations,
  first_name text not null,
  last_name text not null,
  name_key text not null,
  clinical_role text not null check (clinical_role in ('dentist', 'hygienist', 'oral_health_therapist', 'other')),
  specialty text not null default '',
  registration_number text not null default '',
  account_id uuid references accounts,
  created_at timestamptz not null
);
comment on table practitioners is 'A clinician''s professional record in a group, with or without an account.';
comment on column practitioners.name_key is 'First and last name in comparable form: lower case, without accents.';
create unique index on practitioners (group_id, account_id) where account_id is not null;
create index on practitioners (group_id, name_key);
create index on practitioners (account_id);

create table members (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  account_id uuid not null references accounts,
  first_name text not null,
  last_name text not null,
  email text not null,
  email_key text not null generated always as (lower(email)) stored,
  language text not null default 'en',
  role text not null check (role in ('owner_manager', 'practitioner', 'front_desk', 'group_manager', 'laboratory_manager', 'technician', 'service_manager', 'service_member')),
  level text not null check (level in ('admin', 'user')),
  practitioner_id uuid references practitioners,
  joined_at timestamptz not null,
  deactivated_at timestamptz,
  removed_at timestamptz,
  constraint members_level_of_role check (role in ('owner_manager', 'practitioner', 'front_desk')
    or (level = 'admin') = (role in ('group_manager', 'laboratory_manager', 'service_manager')))
);
comment on table members is 'An account''s membership of one organisation; name, address and language are copies kept by a trigger on accounts.';
create unique index members_once on members (organisation_id, account_id) where removed_at is null;
create index on members (account_id) where removed_at is null;
create index on members (practitioner_id);
create index on members (organisation_id, last_name);
create index on members (organisation_id, email_key);

create function copy_person_to_members() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  update members set first_name = new.first_name, last_name = new.last_name, email = new.email, language = new.language
   where account_id = new.id;
  return null;
end $$;
create trigger person_changed after update of first_name, last_name, email, language on accounts
  for each row when ((old.first_name, old.last_name, old.email, old.language) is distinct from (new.first_name, new.last_name, new.email, new.language))
  execute function copy_person_to_members();

create table invitations (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  email text not null,
  email_key text not null,
  first_name text not null,
  last_name text not null,
  language text not null,
  role text not null,
  level text not null check (level in ('admin', 'user')),
  clinical_role text,
  specialty text not null default '',
  registration_number text not null default '',
  practitioner_id uuid references practitioners,
  invited_by uuid not null references accounts,
  inviter_name text not null,
  created_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  not_delivered_at timestamptz,
  link_copied_at timestamptz,
  accepted_at timestamptz,
  accepted_by uuid references accounts,
  declined_at timestamptz,
  revoked_at timestamptz,
  lapsed_at timestamptz,
  check (num_nonnulls(accepted_at, declined_at, revoked_at, lapsed_at) <= 1),
  check ((accepted_at is null) = (accepted_by is null))
);
comment on table invitations is 'For one address and one organisation. The state follows from the times: see rules of the team module.';
comment on column invitations.lapsed_at is 'When an expired invitation made way for a newer one, or its address joined by another way.';
create unique index invitations_one_open on invitations (organisation_id, email_key)
  where accepted_at is null and declined_at is null and revoked_at is null and lapsed_at is null;
create index on invitations (email_key);
create index on invitations (organisation_id, created_at);
create index on invitations (practitioner_id);
create index on invitations (invited_by);
create index on invitations (accepted_by);

create table invitation_links (
  digest bytea primary key,
  invitation_id uuid not null references invitations on delete cascade,
  created_at timestamptz not null,
  superseded_at timestamptz
);
comment on table invitation_links is 'SHA-256 of every link ever sent for an invitation; the newest works, older ones say so.';
create index on invitation_links (invitation_id);
create unique index on invitation_links (invitation_id) where superseded_at is null;

-- Sessions and shared workstations ---------------------------------------------------------------------------------------

create table workstations (
  id uuid primary key,
  practice_id uuid not null references practices on delete cascade,
  name text not null,
  digest bytea not null unique,
  created_by uuid not null references accounts,
  created_at timestamptz not null,
  last_used_at timestamptz,
  removed_at timestamptz
);
comment on table workstations is 'Browsers that several people share; known by a cookie whose SHA-256 is kept.';
create index on workstations (practice_id);
create index on workstations (created_by);

create table sessions (
  id uuid primary key,
  account_id uuid not null references accounts on delete cascade,
  digest bytea not null unique,
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  awaits_second_factor boolean not null default false,
  second_factor_at timestamptz,
  workstation_id uuid references workstations,
  locked_at timestamptz,
  address text not null default '',
  user_agent text not null default ''
);
comment on table sessions is 'A sign-in; known by a cookie whose SHA-256 is kept.';
comment on column sessions.awaits_second_factor is 'The password was right and the second factor is still to come: opens nothing else.';
create index on sessions (account_id) where ended_at is null;
create index on sessions (workstation_id);

create table webauthn_challenges (
  id uuid primary key,
  account_id uuid references accounts on delete cascade,
  challenge text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
comment on table webauthn_challenges is 'Each may be answered once, within five minutes.';
create index on webauthn_challenges (account_id);

create table known_devices (
  account_id uuid not null references accounts on delete cascade,
  digest bytea not null,
  last_seen_at timestamptz not null,
  primary key (account_id, digest)
);
comment on table known_devices is 'Browsers from which an account signed in before; a new one is told by mail.';

-- Audit --------------------------------------------------------------------------------------------------------------------

create table audit_entries (
  id uuid primary key,
  at timestamptz not null,
  account_id uuid,
  session_id uuid,
  acted_as text,
  permission text not null,
  action text not null,
  reads boolean not null,
  organisation_id uuid,
  group_id uuid,
  subject_kind text,
  subject_id uuid,
  address text not null default '',
  facts jsonb not null default '{}',
  transaction xid8 not null default pg_current_xact_id()
);
comment on table audit_entries is 'Who did what, and when, as what, through which permission. Holds references, never personal values.';
comment on column audit_entries.transaction is 'Finds what waits for its seal: nothing new can come from a transaction that ended.';
create index on audit_entries (organisation_id, id desc);
create index on audit_entries (organisation_id, id desc) where not reads;
create index on audit_entries (transaction, id);
create index on audit_entries (account_id, id desc);
create index on audit_entries (subject_id, id desc) where subject_id is not null;

create table audit_values (
  entry_id uuid not null references audit_entries,
  subject_id uuid not null,
  sealed bytea not null,
  primary key (entry_id, subject_id)
);
comment on table audit_values is 'Personal values of an entry, encrypted under the key of the person they are about.';
create index on audit_values (subject_id);

create table subject_keys (
  subject_id uuid primary key,
  wrapped_key bytea,
  created_at timestamptz not null,
  destroyed_at timestamptz
);
comment on table subject_keys is 'A key per person, wrapped with the instance''s key; destroying it erases the person''s values everywhere.';

create table audit_seals (
  position bigint primary key,
  entry_id uuid not null unique,
  digest bytea not null,
  sealed_at timestamptz not null,
  complete_before xid8 not null
);
comment on table audit_seals is 'The chain: each digest covers the one before, the entry and its encrypted values.';
comment on column audit_seals.entry_id is 'Without a foreign key: entries can''t go, and its check would write to each of them a second time.';
comment on column audit_seals.complete_before is 'Of everything that transactions before this one wrote, nothing waited for its seal any more: where to look next.';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log cannot be changed' using errcode = 'insufficient_privilege';
end $$;
create trigger unchangeable before update or delete on audit_entries for each row execute function refuse_change();
create trigger unchangeable before update or delete on audit_values for each row execute function refuse_change();
create trigger unchangeable before update or delete on audit_seals for each row execute function refuse_change();
create trigger unchangeable_whole before truncate on audit_entries for each statement execute function refuse_change();
create trigger unchangeable_whole before truncate on audit_values for each statement execute function refuse_change();
create trigger unchangeable_whole before truncate on audit_seals for each statement execute function refuse_change();

-- Outgoing mail, live events, instance ------------------------------------------------------------------------------------

create table letters (
  id uuid primary key,
  to_address text not null,
  language text not null,
  template text not null,
  payload bytea,
  message_id text not null unique,
  about_kind text,
  about_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'kept')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz
);
comment on table letters is 'Every mail, sent once; kept where no mail server is configured.';
comment on column letters.payload is 'What the letter says, encrypted; gone once it was sent.';
create index on letters (about_id);
create index on letters (state, id desc);

create table events (
  position bigint generated always as identity primary key,
  transaction xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  kind text not null,
  organisation_id uuid,
  account_id uuid,
  session_id uuid
);
comment on table events is 'What changed, for live updates: to everyone who sees the organisation, or to one account or session.';
create index on events (transaction, position);

create table instance (
  singular boolean primary key default true check (singular),
  id uuid not null,
  set_up_at timestamptz,
  created_at timestamptz not null
);
comment on table instance is 'This installation: one row.';
insert into instance (id, created_at) values (gen_random_uuid(), now());

-- What an account may see and administer: the database's own reading of the rules -------------------------------------------

create function organisations_in_reach() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(pg_catalog.current_setting('midline.reach', true), ''), ',')::uuid[];
comment on function organisations_in_reach() is
  'Organisations whose existence the account may know: as member, as manager of the group, as instance administrator. Worked out by act_as().';

create function organisations_administered() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(pg_catalog.current_setting('midline.administered', true), ''), ',')::uuid[];
comment on function organisations_administered() is 'Organisations whose members and settings the account may change. Worked out by act_as().';

create function groups_in_reach() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(pg_catalog.current_setting('midline.groups', true), ''), ',')::uuid[];
comment on function groups_in_reach() is 'Groups in which the account has a practice. Worked out by act_as().';

create function act_as(acting uuid) returns jsonb language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare reach text; administered text; reached_groups text; manages boolean; more text; more_groups text; held jsonb;
begin
  select string_agg(m.organisation_id::text, ','), string_agg(m.organisation_id::text, ',') filter (where m.level = 'admin'),
         string_agg(o.group_id::text, ','), bool_or(m.role = 'group_manager'),
         jsonb_agg(jsonb_build_object('id', m.id, 'organisation', o.id, 'kind', o.kind, 'role', m.role, 'level', m.level))
    into reach, administered, reached_groups, manages, held
    from members m join organisations o on o.id = m.organisation_id
   where m.account_id = acting and m.removed_at is null and m.deactivated_at is null;
  if manages then
    select string_agg(o.id::text, ',') into more from members m join organisations o on o.group_id = m.organisation_id
     where m.account_id = acting and m.role = 'group_manager' and m.removed_at is null and m.deactivated_at is null and o.kind = 'practice';
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
comment on function act_as(uuid) is 'Names the account of the transaction and works out, once, what it reaches; returns its active memberships.';

create function work_out_reach_again() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  if current_account() is not null then perform act_as(current_account()); end if;
  return null;
end $$;
comment on function work_out_reach_again() is 'Keeps the reach true when the transaction itself changes memberships or founds an organisation.';
create trigger reach_changed after insert or update on members for each statement execute function work_out_reach_again();
create trigger reach_changed after insert on organisations for each statement execute function work_out_reach_again();

create function practice_counts() returns table (group_id uuid, practices integer) language sql stable security definer parallel safe rows 50
set search_path = midline, pg_temp as $$
  select o.group_id, count(*)::integer from organisations o
   where o.kind = 'practice' and exists (select 1 from accounts a where a.id = current_account() and a.instance_administrator)
   group by o.group_id
$$;
comment on function practice_counts() is 'How many practices each group has, for the instance administrator, who sees no practice itself.';

create function people_in_log(organisation uuid, entries uuid[]) returns table (account_id uuid, name text)
language sql stable security definer parallel safe rows 20 set search_path = midline, pg_temp as $$
  select distinct a.id, a.first_name || ' ' || a.last_name
    from unnest(entries) given (id) join audit_entries e on e.id = given.id join accounts a on a.id = e.account_id
   where e.organisation_id = organisation and organisation = any ((select organisations_in_reach())::uuid[])
$$;
comment on function people_in_log(uuid, uuid[]) is
  'Names of those who acted in entries of an organisation, also of people whose membership is elsewhere, such as the managers of its group.';

create function own_address() returns text language sql stable security definer parallel safe
set search_path = midline, pg_temp as $$
  select email_key from accounts where id = current_account()
$$;
comment on function own_address() is 'The account''s address in comparable form.';

create function invitations_presented() returns setof uuid language sql stable security definer parallel safe rows 2
set search_path = midline, pg_temp as $$
  select l.invitation_id from invitation_links l where l.digest = presented_token()
  union
  select i.id from invitations i where i.email_key = own_address()
$$;
comment on function invitations_presented() is 'Invitations whose link was presented, or that are for the account''s own address.';

create function organisations_inviting() returns setof uuid language sql stable security definer parallel safe rows 2
set search_path = midline, pg_temp as $$
  select i.organisation_id from invitations i where i.id in (select invitations_presented())
     and i.accepted_at is null and i.declined_at is null and i.revoked_at is null and i.lapsed_at is null
$$;
comment on function organisations_inviting() is 'Organisations that the account, or the holder of the link, is invited to.';

-- What an operation needs to know or do beyond its own reach, each as narrow as it can be ---------------------------------------

create function setting_up() returns boolean language sql stable security definer set search_path = midline, pg_temp as $$
  select exists (select from instance where set_up_at is null)
     and exists (select from link_secrets l where l.digest = presented_token() and l.purpose = 'set_up' and l.used_at is null)
$$;
comment on function setting_up() is 'The first set-up is still to come, and its link was presented.';

create function keep_the_offer() returns trigger language plpgsql set search_path = midline, pg_temp as $$
begin
  if (current_account() is not null or presented_token() is not null)
     and not coalesce(old.organisation_id = any (organisations_administered()), false) then
    raise exception 'an invited person answers an invitation and does not change what it offers' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger offer_kept before update of role, level, expires_at on invitations
  for each row when ((old.role, old.level, old.expires_at) is distinct from (new.role, new.level, new.expires_at)) execute function keep_the_offer();

create function group_managers_of(asked_group uuid) returns setof uuid language sql stable security definer parallel safe rows 3
set search_path = midline, pg_temp as $$
  select m.account_id from members m
   where m.organisation_id = asked_group and asked_group = any ((select groups_in_reach())::uuid[])
     and m.role = 'group_manager' and m.removed_at is null and m.deactivated_at is null
$$;
comment on function group_managers_of(uuid) is 'Accounts that manage a group, for those who work in it.';

create function tell_address(address text, told_kind text, moment timestamptz) returns void language sql volatile security definer
set search_path = midline, pg_temp as $$
  insert into events (at, kind, account_id) select moment, told_kind, id from accounts where email_key = address
$$;
comment on function tell_address(text, text, timestamptz) is 'A live event for the account with this address, if there is one; says nothing about whether there is.';

create function inviter_of(invitation uuid) returns table (email text, first_name text, language text) language sql stable security definer
set search_path = midline, pg_temp as $$
  select a.email, a.first_name, a.language from invitations i join accounts a on a.id = i.invited_by
   where i.id = invitation and i.id in (select invitations_presented())
     and exists (select from members m where m.account_id = a.id and m.removed_at is null and m.deactivated_at is null
       and m.organisation_id in (i.organisation_id, (select o.group_id from organisations o where o.id = i.organisation_id)))
$$;
comment on function inviter_of(uuid) is 'Whom to tell that an invitation was answered, for the one who answers it; nobody once the inviter has left.';

create function end_workstation_sessions(person uuid, practice uuid, moment timestamptz) returns void language sql volatile security definer
set search_path = midline, pg_temp as $$
  with ended as (
    update sessions s set ended_at = moment
     where s.account_id = person and s.ended_at is null and practice = any ((select organisations_administered())::uuid[])
       and s.workstation_id in (select w.id from workstations w where w.practice_id = practice)
    returning s.id)
  insert into events (at, kind, account_id, session_id) select moment, 'signed_out', person, id from ended
$$;
comment on function end_workstation_sessions(uuid, uuid, timestamptz) is 'Signs a person out of a practice''s shared workstations, by those who administer it.';

create function workstation_sessions(person uuid, practice uuid) returns bigint language sql stable security definer
set search_path = midline, pg_temp as $$
  select count(*) from sessions s join workstations w on w.id = s.workstation_id
   where s.account_id = person and s.ended_at is null and w.practice_id = practice and practice = any ((select organisations_administered())::uuid[])
$$;
comment on function workstation_sessions(uuid, uuid) is 'Open sessions of a person at a practice''s shared workstations, for those who administer it.';

create function keep_an_admin() returns trigger language plpgsql security definer set search_path = midline, pg_temp as $$
begin
  perform from organisations where id = old.organisation_id for no key update;
  if not exists (select from members m where m.organisation_id = old.organisation_id and m.level = 'admin'
                   and m.removed_at is null and m.deactivated_at is null) then
    raise exception 'an organisation keeps an active Admin' using errcode = 'check_violation', constraint = 'members_keep_an_admin';
  end if;
  return null;
end $$;
create constraint trigger members_keep_an_admin after update on members deferrable initially deferred
  for each row when (old.level = 'admin' and old.removed_at is null and old.deactivated_at is null
    and (new.level <> 'admin' or new.removed_at is not null or new.deactivated_at is not null))
  execute function keep_an_admin();

-- The first flight of a request: session, account and positions in one organisation ------------------------------------------

create function open_request(session_digest bytea, organisation uuid, moment timestamptz, only_reads boolean default false)
returns table (
  session_id uuid, account_id uuid, awaits_second_factor boolean, locked boolean, second_factor boolean,
  workstation_id uuid, idle_seconds double precision, idle_minutes_allowed integer, instance_administrator boolean, first_name text, last_name text, email text,
  language text, time_zone text, organisation_id uuid, organisation_kind text, group_id uuid, second_factor_required boolean, memberships jsonb
) language plpgsql volatile security definer set search_path = midline, pg_temp as $$
declare s sessions; held jsonb;
begin
  select * into s from sessions x where x.digest = session_digest and x.ended_at is null and x.expires_at > moment
    and x.last_seen_at > moment - case when x.workstation_id is null then interval '7 days' else interval '12 hours' end;
  if not found then return; end if;
  if s.last_seen_at < moment - interval '30 seconds' and s.workstation_id is null then
    update sessions x set last_seen_at = moment where x.id = s.id;
  end if;
  held := act_as(case when s.awaits_second_factor then null else s.account_id end);
  -- Of a read only its audit entry is written: the commit needn't wait for the disk.
  if only_reads then perform set_config('synchronous_commit', 'off', true); end if;
  return query
    select s.id, s.account_id, s.awaits_second_factor, s.locked_at is not null, s.second_factor_at is not null,
      s.workstation_id, extract(epoch from moment - s.last_seen_at)::double precision,
      (select wp.workstation_idle_minutes from workstations w join practices wp on wp.id = w.practice_id where w.id = s.workstation_id),
      a.instance_administrator, a.first_name, a.last_name, a.email, a.language, a.time_zone,
      o.id, o.kind, o.group_id, coalesce(p.second_factor_required, false),
      held
    from accounts a left join organisations o on o.id = organisation left join practices p on p.id = o.id
    where a.id = s.account_id;
end $$;
comment on function open_request(bytea, uuid, timestamptz, boolean) is
  'Proves the session and names its account for the rest of the transaction; returns what the guard decides by.';

create function close_session(session_digest bytea, moment timestamptz) returns table (session_id uuid, account_id uuid)
language sql volatile security definer set search_path = midline, pg_temp as $$
  update sessions x set ended_at = moment where x.digest = session_digest and x.ended_at is null returning x.id, x.account_id
$$;
comment on function close_session(bytea, timestamptz) is 'Ends the session whose cookie was presented, whoever it belongs to and also while it is locked.';

-- Shared workstations: what the holder of their cookie sees before signing in --------------------------------------------------

create function workstation_at(workstation_digest bytea)
returns table (id uuid, name text, practice_id uuid, practice_name text) language sql stable security definer rows 1
set search_path = midline, pg_temp as $$
  select w.id, w.name, w.practice_id, o.name from workstations w join organisations o on o.id = w.practice_id
   where w.digest = workstation_digest and w.removed_at is null
$$;
comment on function workstation_at(bytea) is 'The shared workstation whose cookie was presented.';

create function people_at(workstation_digest bytea)
returns table (account_id uuid, first_name text, last_name text, email_key text) language sql stable security definer
set search_path = midline, pg_temp as $$
  select a.id, a.first_name, a.last_name, a.email_key
    from workstations w join members m on m.organisation_id = w.practice_id join accounts a on a.id = m.account_id
   where w.digest = workstation_digest and w.removed_at is null and m.removed_at is null and m.deactivated_at is null
     and (exists (select from pins p where p.account_id = a.id) or exists (select from passkeys p where p.account_id = a.id))
   order by a.last_name, a.first_name, a.id
$$;
comment on function people_at(bytea) is 'Active members of the workstation''s practice who can sign in there by PIN or passkey.';

create function use_workstation(workstation_digest bytea, moment timestamptz) returns void
language sql volatile security definer set search_path = midline, pg_temp as $$
  update workstations set last_used_at = moment where digest = workstation_digest and removed_at is null
$$;
comment on function use_workstation(bytea, timestamptz) is 'Notes that somebody signed in at the workstation.';

create function close_workstation(workstation uuid, moment timestamptz) returns table (session_id uuid, account_id uuid)
language sql volatile security definer set search_path = midline, pg_temp as $$
  update sessions x set ended_at = moment
   where x.workstation_id = workstation and x.ended_at is null
     and exists (select from workstations w where w.id = workstation and w.practice_id = any ((select organisations_administered())::uuid[]))
  returning x.id, x.account_id
$$;
comment on function close_workstation(uuid, timestamptz) is 'Ends everybody''s sessions at a workstation that the account administers.';

create function enqueue(task text, payload json, key text default null, run_at timestamptz default null) returns void
language plpgsql volatile security definer set search_path = midline, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, job_key => key, run_at => run_at, max_attempts => 1000);
end $$;
comment on function enqueue(text, json, text, timestamptz) is 'Puts a job into the queue in the data''s own transaction.';

-- Row-level security ----------------------------------------------------------------------------------------------------------

-- Conditions on other tables are correlated (exists … where id = …): an uncorrelated IN reads all that the account sees.
alter table accounts enable row level security;
create policy own on accounts for select to midline_app using (id = (select current_account()) or email_key = (select presented_address()));
create policy change on accounts for update to midline_app using (id = (select current_account()));
create policy created on accounts for insert to midline_app with check (
  email_key = (select presented_address())
  and (not instance_administrator or (select setting_up())));
create policy jobs on accounts to midline_worker using (true) with check (true);

do $$
declare t text;
begin
  foreach t in array array['passwords', 'passkeys', 'totp_secrets', 'recovery_codes', 'pins', 'oidc_identities', 'sessions', 'known_devices'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own on %I to midline_app using (account_id = (select current_account()) or exists (select from accounts a where a.id = account_id))', t);
    execute format('create policy jobs on %I to midline_worker using (true) with check (true)', t);
  end loop;
end $$;

create policy presented on passkeys for select to midline_app using (sha256(credential_id) = (select presented_token()));
create policy presented on oidc_identities for select to midline_app
  using (sha256(convert_to(issuer || ' ' || subject, 'UTF8')) = (select presented_token()));

alter table link_secrets enable row level security;
create policy presented on link_secrets to midline_app
  using (digest = (select presented_token()) or account_id = (select current_account()) or exists (select from accounts a where a.id = account_id))
  with check (exists (select from accounts a where a.id = account_id));
create policy jobs on link_secrets to midline_worker using (true) with check (true);

alter table email_changes enable row level security;
create policy own on email_changes to midline_app
  using (account_id = (select current_account()) or id in (select email_change_id from link_secrets where digest = (select presented_token())))
  with check (exists (select from accounts a where a.id = account_id));
create policy jobs on email_changes to midline_worker using (true) with check (true);

alter table organisations enable row level security;
create policy reach on organisations for select to midline_app
  using (id = any ((select organisations_in_reach())::uuid[]) or id = any ((select groups_in_reach())::uuid[]) or id in (select organisations_inviting()));
create policy administer on organisations for update to midline_app using (id = any ((select organisations_administered())::uuid[]));
create policy found on organisations for insert to midline_app with check (
  case kind when 'practice' then group_id = any ((select organisations_administered())::uuid[])
  else exists (select 1 from accounts a where a.id = (select current_account()) and a.instance_administrator) end);
create policy jobs on organisations to midline_worker using (true) with check (true);

alter table groups enable row level security;
create policy reach on groups for select to midline_app using (id = any ((select groups_in_reach())::uuid[]));
create policy administer on groups for update to midline_app using (id = any ((select organisations_administered())::uuid[]));
create policy found on groups for insert to midline_app
  with check (exists (select 1 from accounts a where a.id = (select current_account()) and a.instance_administrator));
create policy jobs on groups to midline_worker using (true) with check (true);

alter table practices enable row level security;
create policy reach on practices for select to midline_app
  using (id = any ((select organisations_in_reach())::uuid[]) or id in (select organisations_inviting()));
create policy administer on practices for update to midline_app using (id = any ((select organisations_administered())::uuid[]));
create policy found on practices for insert to midline_app with check (id = any ((select organisations_administered())::uuid[]));
create policy jobs on practices to midline_worker using (true) with check (true);

alter table logos enable row level security;
create policy reach on logos for select to midline_app using (practice_id = any ((select organisations_in_reach())::uuid[]));
create policy administer on logos to midline_app using (practice_id = any ((select organisations_administered())::uuid[]));
create policy jobs on logos to midline_worker using (true) with check (true);

alter table practitioners enable row level security;
create policy reach on practitioners for select to midline_app
  using (group_id = any ((select groups_in_reach())::uuid[]) or account_id = (select current_account())
    or group_id in (select o.group_id from organisations o where o.id in (select organisations_inviting())));
create policy administer on practitioners for insert to midline_app with check (
  group_id in (select o.group_id from organisations o where o.id = any ((select organisations_administered())::uuid[]))
  or group_id in (select o.group_id from organisations o where o.id in (select organisations_inviting())));
create policy change on practitioners for update to midline_app using (
  group_id in (select o.group_id from organisations o where o.id = any ((select organisations_administered())::uuid[]))
  or group_id in (select o.group_id from organisations o where o.id in (select organisations_inviting())));
create policy jobs on practitioners to midline_worker using (true) with check (true);

alter table members enable row level security;
create policy reach on members for select to midline_app
  using (organisation_id = any ((select organisations_in_reach())::uuid[]) or account_id = (select current_account()));
create policy administer on members for update to midline_app using (organisation_id = any ((select organisations_administered())::uuid[]));
create policy join_in on members for insert to midline_app with check (
  organisation_id = any ((select organisations_administered())::uuid[])
  or (account_id = (select current_account()) and removed_at is null and exists (
    select from invitations i where i.organisation_id = members.organisation_id and i.role = members.role and i.level = members.level
       and i.accepted_at is null and i.declined_at is null and i.revoked_at is null and i.lapsed_at is null
       and i.id in (select invitations_presented()))));
create policy jobs on members to midline_worker using (true) with check (true);

alter table invitations enable row level security;
create policy administer on invitations to midline_app using (organisation_id = any ((select organisations_administered())::uuid[]));
create policy see on invitations for select to midline_app
  using (organisation_id = any ((select organisations_in_reach())::uuid[]) or id in (select invitations_presented()));
create policy answer on invitations for update to midline_app using (id in (select invitations_presented())) with check (true);
create policy jobs on invitations to midline_worker using (true) with check (true);

alter table invitation_links enable row level security;
create policy administer on invitation_links to midline_app
  using (digest = (select presented_token()) or exists (select from invitations i where i.id = invitation_id))
  with check (exists (select from invitations i where i.id = invitation_id and i.organisation_id = any ((select organisations_administered())::uuid[]))
    or invitation_id in (select invitations_presented()));
create policy jobs on invitation_links to midline_worker using (true) with check (true);

alter table workstations enable row level security;
create policy reach on workstations to midline_app
  using (practice_id = any ((select organisations_in_reach())::uuid[]) or digest = (select presented_token()))
  with check (practice_id = any ((select organisations_administered())::uuid[]) or digest = (select presented_token()));
create policy jobs on workstations to midline_worker using (true) with check (true);

alter table audit_entries enable row level security;
create policy write on audit_entries for insert to midline_app with check (account_id is not distinct from (select current_account()) or account_id is null);
create policy read on audit_entries for select to midline_app
  using (account_id = (select current_account()) or organisation_id = any ((select organisations_in_reach())::uuid[]));
create policy jobs on audit_entries to midline_worker using (true) with check (true);

alter table audit_values enable row level security;
create policy write on audit_values for insert to midline_app with check (true);
create policy read on audit_values for select to midline_app using (exists (select from audit_entries e where e.id = entry_id));
create policy jobs on audit_values to midline_worker using (true) with check (true);

alter table letters enable row level security;
create policy write on letters for insert to midline_app with check (state = 'waiting' or state = 'kept');
create policy run on letters for select to midline_app
  using (exists (select 1 from accounts a where a.id = (select current_account()) and a.instance_administrator));
create policy jobs on letters to midline_worker using (true) with check (true);

alter table events enable row level security;
create policy write on events for insert to midline_app with check (true);
create policy jobs on events to midline_worker using (true) with check (true);

alter table webauthn_challenges enable row level security;
create policy own on webauthn_challenges to midline_app using (account_id is null or account_id = (select current_account()));
create policy jobs on webauthn_challenges to midline_worker using (true) with check (true);

alter table instance enable row level security;
create policy known on instance for select to midline_app using (true);
create policy once on instance for update to midline_app using (set_up_at is null) with check (set_up_at is not null);
create policy jobs on instance to midline_worker using (true) with check (true);

-- Rights ----------------------------------------------------------------------------------------------------------------------

grant usage on schema midline to midline_app, midline_worker;
grant select, insert on accounts to midline_app, midline_worker;
grant update (email, email_key, first_name, last_name, language, time_zone, tooth_notation, theme) on accounts to midline_app, midline_worker;
grant select, insert, update on
  passwords, passkeys, totp_secrets, recovery_codes, pins, oidc_identities, sign_in_attempts, link_secrets, email_changes,
  groups, practices, logos, invitation_links, sessions, webauthn_challenges, known_devices to midline_app, midline_worker;
-- Who something belongs to is decided when it is made: nobody moves a practice, a member or an invitation elsewhere.
grant select, insert on organisations, practitioners, members, invitations, workstations to midline_app, midline_worker;
grant update (name, name_key, version) on organisations to midline_app, midline_worker;
grant update (first_name, last_name, name_key, clinical_role, specialty, registration_number, account_id) on practitioners
  to midline_app, midline_worker;
grant update (role, level, practitioner_id, deactivated_at, removed_at) on members to midline_app, midline_worker;
grant update (first_name, last_name, language, role, level, clinical_role, specialty, registration_number, practitioner_id,
  sent_at, expires_at, not_delivered_at, link_copied_at, accepted_at, accepted_by, declined_at, revoked_at, lapsed_at) on invitations
  to midline_app, midline_worker;
grant update (name, last_used_at, removed_at) on workstations to midline_app, midline_worker;
grant select, insert on subject_keys to midline_app, midline_worker;
grant delete on passwords, passkeys, totp_secrets, recovery_codes, pins, sign_in_attempts, logos to midline_app;
grant delete on sign_in_attempts, webauthn_challenges, known_devices, link_secrets, sessions, events to midline_worker;
grant select, insert on audit_entries, audit_values to midline_app, midline_worker;
grant select, insert on audit_seals to midline_worker;
grant select on audit_seals to midline_app;
grant select, insert on letters to midline_app;
grant select, insert, update on letters to midline_worker;
grant insert on events to midline_app;
grant select, insert on events to midline_worker;
grant select on instance to midline_app, midline_worker;
grant update (set_up_at) on instance to midline_app;
grant create on schema midline to midline_worker;
alter function enqueue(text, json, text, timestamptz) owner to midline_worker;
revoke create on schema midline from midline_worker;
revoke all on all functions in schema midline from public;
grant execute on all functions in schema midline to midline_app, midline_worker;
