-- The second wall. Web requests run as a member of midline_app under these policies; jobs as a member of midline_worker.

set local search_path = midline, pg_catalog;

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
