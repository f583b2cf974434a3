-- Collaborators: consent, collaborations, and the cases given.

set local search_path = midline, pg_catalog;

-- Consent -------------------------------------------------------------------------------------------------------------------------

create table consent_texts (
  group_id uuid not null references groups,
  kind text not null check (kind in ('patient_consent', 'terms', 'responsibility')),
  version integer not null check (version > 1),
  bodies jsonb not null,
  written_by uuid not null references accounts,
  written_name text not null,
  written_at timestamptz not null,
  primary key (group_id, kind, version)
);
comment on table consent_texts is 'A group''s own texts, by language; version 1 of each is the one that ships.';
create index on consent_texts (written_by);

create table collaborations (
  id uuid primary key,
  group_id uuid not null references groups,
  practitioner_id uuid not null references practitioners,
  practices uuid[],
  account_id uuid references accounts,
  service_id uuid references organisations,
  email text not null default '',
  email_key text not null default '',
  first_name text not null default '',
  last_name text not null default '',
  language text not null,
  grants text[] not null default '{}'
    check (grants <@ array['add_orders', 'revisions', 'edit_prescription', 'manage_records', 'laboratory_thread', 'prices']),
  future_cases boolean not null default false,
  added_by uuid not null references accounts,
  added_name text not null,
  on_behalf boolean not null default false,
  added_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  not_delivered_at timestamptz,
  link_copied_at timestamptz,
  revoked_at timestamptz,
  accepted_at timestamptz,
  accepted_by uuid references accounts,
  declined_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references accounts,
  ended_name text,
  ended_because text check (ended_because in ('provider', 'collaborator', 'leaving')),
  check ((service_id is null) = (email_key <> '')),
  check (accepted_at is null or service_id is not null or account_id is not null),
  check (num_nonnulls(accepted_at, declined_at, revoked_at) <= 1)
);
comment on table collaborations is 'A person or planning service to whom a provider opens cases of one group, and how far.';
comment on column collaborations.practices is 'The practices whose cases may be given; null is every practice of the group.';
comment on column collaborations.account_id is 'Whoever accepted; until then the address alone says who it is for.';
comment on column collaborations.grants is 'Beyond what every collaborator may: see contract/case-permissions.ts.';
comment on column collaborations.future_cases is 'Each case that the provider begins or submits from now on is given as well.';
comment on column collaborations.on_behalf is 'Added by an Admin for the provider.';
create index on collaborations (practitioner_id);
create index on collaborations (account_id) where account_id is not null;
create index on collaborations (service_id) where service_id is not null;
create index on collaborations (email_key);
create index on collaborations (group_id);
create index on collaborations (added_by);
create index on collaborations (accepted_by);
create index on collaborations (ended_by);
create unique index collaborations_one_open on collaborations (practitioner_id, coalesce(service_id::text, email_key))
  where ended_at is null and revoked_at is null and declined_at is null;

create table collaboration_links (
  digest bytea primary key,
  collaboration_id uuid not null references collaborations on delete cascade,
  created_at timestamptz not null,
  superseded_at timestamptz
);
comment on table collaboration_links is 'SHA-256 of every link ever sent to a collaborator; the newest works, older ones say so.';
create index on collaboration_links (collaboration_id);
create unique index on collaboration_links (collaboration_id) where superseded_at is null;

create table consents (
  id uuid primary key,
  group_id uuid not null references groups,
  practitioner_id uuid not null references practitioners,
  collaboration_id uuid references collaborations,
  kind text not null check (kind in ('patient_consent', 'terms', 'responsibility')),
  version integer not null,
  language text not null,
  body text not null,
  account_id uuid not null references accounts,
  name text not null,
  on_behalf boolean not null default false,
  at timestamptz not null,
  check ((kind = 'responsibility') = (collaboration_id is not null))
);
comment on table consents is 'Who ticked which text, when, in the words they saw: kept, never changed.';
comment on column consents.practitioner_id is 'The provider for whose cases it was ticked.';
comment on column consents.on_behalf is 'Ticked by an Admin for the provider.';
create index on consents (practitioner_id, kind, version);
create index on consents (collaboration_id);
create index on consents (account_id);
create index on consents (group_id);

create function consent_version(of_group uuid, asked text) returns integer language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select coalesce(max(t.version), 1) from consent_texts t where t.group_id = of_group and t.kind = asked
$$;
comment on function consent_version(uuid, text) is 'The newest version of a group''s text.';

create function consent_current(of_practitioner uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select count(distinct c.kind) = 2 from practitioners p join consents c on c.practitioner_id = p.id
   where p.id = of_practitioner and c.kind in ('patient_consent', 'terms') and c.version = consent_version(p.group_id, c.kind)
$$;
comment on function consent_current(uuid) is 'Whether both boxes are ticked for a provider in their newest version: without it nothing is added or given (refusal consent_needed).';

alter table accounts add column findable boolean not null default false;
comment on column accounts.findable is 'Chose that providers who know the exact address are offered the name.';
grant update (findable) on accounts to midline_app, midline_worker;

-- Cases given ---------------------------------------------------------------------------------------------------------------------

create table case_collaborators (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  collaboration_id uuid not null references collaborations,
  given_at timestamptz not null,
  given_by uuid references accounts,
  given_name text not null,
  messages_after integer not null default 0,
  to_confirm boolean not null default false,
  ready_setup_id uuid references setups,
  word text check (word in ('ready', 'ready_taken_back', 'declined', 'pushed_back')),
  word_version integer,
  word_at timestamptz,
  word_name text,
  suspended_at timestamptz,
  taken_at timestamptz,
  taken_by uuid references accounts,
  taken_name text,
  taken_because text check (taken_because in ('provider', 'collaborator', 'leaving', 'not_shared', 'moved', 'handed_over', 'ended'))
);
comment on table case_collaborators is 'Which case is open to which collaborator, from when to when.';
comment on column case_collaborators.messages_after is 'Messages with a higher number are shown; 0 shows earlier messages too.';
comment on column case_collaborators.to_confirm is 'The case got another provider, who hasn''t confirmed this collaborator yet.';
comment on column case_collaborators.ready_setup_id is 'The version that the collaborator marked as ready for approval.';
comment on column case_collaborators.word is 'The collaborator''s last word, on version word_version, by word_name.';
comment on column case_collaborators.suspended_at is 'The collaborator is deactivated at the practice: no access, and the mark doesn''t count.';
create unique index on case_collaborators (case_id, collaboration_id) where taken_at is null;
create index on case_collaborators (collaboration_id, case_id) where taken_at is null;
create index on case_collaborators (case_id);
create index on case_collaborators (ready_setup_id) where ready_setup_id is not null;
create index on case_collaborators (given_by);
create index on case_collaborators (taken_by);

create table service_assignments (
  case_id uuid not null references cases,
  service_id uuid not null references organisations,
  account_id uuid not null references accounts,
  assigned_by uuid not null references accounts,
  assigned_at timestamptz not null,
  ended_at timestamptz,
  primary key (case_id, service_id, account_id)
);
comment on table service_assignments is 'Which members of a planning service work on which case that was given to it; its managers see all of them.';
create index on service_assignments (service_id, account_id) where ended_at is null;
create index on service_assignments (account_id);
create index on service_assignments (assigned_by);

create function collaborates(asked uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from case_rows r where r.case_id = asked and r.side = 'collaborator' and r.viewer_id = any (own_viewers()))
$$;
comment on function collaborates(uuid) is 'Whether a case is open to the account as a collaborator now.';

create function grants_on(asked uuid) returns text[] language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select coalesce(array_agg(distinct g), '{}') from case_collaborators k join collaborations b on b.id = k.collaboration_id cross join lateral unnest(b.grants) g
   where k.case_id = asked and k.taken_at is null and k.suspended_at is null and b.accepted_at is not null and b.ended_at is null
     and (b.account_id = current_account() or (b.service_id is not null and exists (
       select from members m where m.organisation_id = b.service_id and m.account_id = current_account() and m.removed_at is null and m.deactivated_at is null
         and (m.role = 'service_manager' or exists (select from service_assignments a where a.case_id = asked and a.service_id = b.service_id
           and a.account_id = m.account_id and a.ended_at is null)))))
$$;
comment on function grants_on(uuid) is 'What the account may on a case as its collaborator, beyond what every collaborator may.';

create function works_on(asked uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from orders x join cases c on c.id = x.case_id where x.id = asked and (c.practice_id = any (own_viewers())
    or (x.sent_at is not null and (x.laboratory_id = any (own_viewers()) or x.manufacturer_id = any (own_viewers())))))
$$;
comment on function works_on(uuid) is 'Whether the account is of the practice or of a laboratory of an order.';

create function is_provider_of(asked uuid) returns boolean language sql stable security definer parallel safe set search_path = midline, pg_temp as $$
  select exists (select from cases c join practitioners p on p.id = c.practitioner_id join members m on m.organisation_id = c.practice_id and m.account_id = p.account_id
    where c.id = asked and p.account_id = current_account() and m.removed_at is null and m.deactivated_at is null)
$$;
comment on function is_provider_of(uuid) is 'Whether the account is the case''s provider.';
