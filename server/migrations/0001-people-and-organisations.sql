-- Who is here, and who works where. Every migration runs as the owner.

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
