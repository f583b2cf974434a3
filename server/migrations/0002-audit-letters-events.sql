-- What was done, what is to be sent, what open pages are told.

set local search_path = midline, pg_catalog;

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
