-- Records: files beside the prescription.

set local search_path = midline, pg_catalog;

create table records (
  id uuid primary key,
  case_id uuid not null references cases,
  order_id uuid not null references orders,
  slot text not null,
  state text not null check (state in ('uploading', 'checking', 'ready', 'unreadable', 'posted', 'received')),
  file_name text not null default '',
  fingerprint text not null default '',
  bytes bigint not null default 0,
  format text,
  problem text,
  facts jsonb not null default '{}',
  renditions text[] not null default '{}',
  content_hash text,
  side text not null check (side in ('provider_side', 'laboratory')),
  added_by uuid not null references accounts,
  added_name text not null,
  added_at timestamptz not null,
  arrived_at timestamptz,
  checked_at timestamptz,
  sent_at timestamptz,
  verdict text check (verdict in ('accepted', 'rejected')),
  rejected_because text,
  verdict_by uuid references accounts,
  verdict_name text,
  verdict_at timestamptz,
  replaces uuid,
  replaced_at timestamptz,
  removed_at timestamptz
);
comment on table records is 'Scans, photos, X-rays and further files of an order; the bytes lie in the file store under the record''s id.';
comment on column records.fingerprint is 'Recognises the same file when it is chosen again; made by the browser.';
comment on column records.replaces is 'The record in whose place it stands: that one comes back when this one is taken away before it was sent.';
comment on column records.removed_at is 'Taken away; files and row go soon after.';
comment on column records.sent_at is 'Since when the laboratory sees it: with its order, or with records sent later.';
create index on records (order_id, slot);
create index on records (case_id);
create index on records (added_by);
create index on records (verdict_by);
create index on records (added_at) where state in ('uploading', 'checking');
create index on records (removed_at) where removed_at is not null;
create unique index on records (order_id, slot) where replaced_at is null and removed_at is null and slot not in ('xray_other', 'file', 'setup');
alter table setups add foreign key (record_id) references records;

alter table records enable row level security;
create policy jobs on records to midline_worker using (true) with check (true);
create policy provider_side on records to midline_app
  using ((side = 'provider_side' or exists (select from setups s where s.record_id = records.id and s.withdrawn_at is null))
    and exists (select from cases c where c.id = case_id and c.practice_id = any ((select own_viewers())::uuid[])));
create policy laboratory on records to midline_app
  using ((side = 'laboratory' or sent_at is not null) and exists (select from orders x where x.id = order_id
    and x.sent_at is not null and (x.laboratory_id = any ((select own_viewers())::uuid[]) or x.manufacturer_id = any ((select own_viewers())::uuid[]))));

grant select, insert on records to midline_app, midline_worker;
grant update (state, bytes, format, problem, facts, renditions, content_hash, arrived_at, checked_at, sent_at, verdict, rejected_because, verdict_by, verdict_name,
  verdict_at, replaces, replaced_at, removed_at) on records to midline_app, midline_worker;
grant delete on records to midline_worker;
