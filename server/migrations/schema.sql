-- Written by `npm run schema`: the schema as the migrations leave it, for reading.

-- One person, one login, one e-mail address.
TABLE accounts
  id uuid NOT NULL
  email text NOT NULL
  email_key text NOT NULL  -- The address in the form in which addresses are compared.
  first_name text NOT NULL
  last_name text NOT NULL
  language text NOT NULL DEFAULT 'en'::text
  time_zone text NOT NULL DEFAULT 'UTC'::text
  tooth_notation text NOT NULL DEFAULT 'fdi'::text
  theme text NOT NULL DEFAULT 'system'::text
  instance_administrator boolean NOT NULL DEFAULT false
  created_at timestamp with time zone NOT NULL
  POLICY change FOR UPDATE TO midline_app USING (id = ( SELECT midline.current_account() AS current_account))
  POLICY created FOR INSERT TO midline_app CHECK ((email_key = ( SELECT midline.presented_address() AS presented_address)) AND ((NOT instance_administrator) OR ( SELECT midline.setting_up() AS setting_up)))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR SELECT TO midline_app USING ((id = ( SELECT midline.current_account() AS current_account)) OR (email_key = ( SELECT midline.presented_address() AS presented_address)))
  CHECK ((email_key = lower(email_key)))
  UNIQUE (email_key)
  PRIMARY KEY (id)
  CHECK ((theme = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
  CHECK ((tooth_notation = ANY (ARRAY['fdi'::text, 'universal'::text, 'palmer'::text])))

-- Who did what, and when, as what, through which permission. Holds references, never personal values.
TABLE audit_entries
  id uuid NOT NULL
  at timestamp with time zone NOT NULL
  account_id uuid
  session_id uuid
  acted_as text
  permission text NOT NULL
  action text NOT NULL
  reads boolean NOT NULL
  organisation_id uuid
  group_id uuid
  subject_kind text
  subject_id uuid
  address text NOT NULL DEFAULT ''::text
  facts jsonb NOT NULL DEFAULT '{}'::jsonb
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id()  -- Finds what waits for its seal: nothing new can come from a transaction that ended.
  INDEX btree (account_id, id DESC)
  INDEX btree (organisation_id, id DESC)
  INDEX btree (organisation_id, id DESC) WHERE (NOT reads)
  INDEX btree (subject_id, id DESC) WHERE (subject_id IS NOT NULL)
  INDEX btree (transaction, id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY read FOR SELECT TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (organisation_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[])))
  POLICY write FOR INSERT TO midline_app CHECK ((NOT (account_id IS DISTINCT FROM ( SELECT midline.current_account() AS current_account))) OR (account_id IS NULL))
  PRIMARY KEY (id)

-- The chain: each digest covers the one before, the entry and its encrypted values.
TABLE audit_seals
  position bigint NOT NULL
  entry_id uuid NOT NULL  -- Without a foreign key: entries can't go, and its check would write to each of them a second time.
  digest bytea NOT NULL
  sealed_at timestamp with time zone NOT NULL
  complete_before xid8 NOT NULL  -- Of everything that transactions before this one wrote, nothing waited for its seal any more: where to look next.
  UNIQUE (entry_id)
  PRIMARY KEY ("position")

-- Personal values of an entry, encrypted under the key of the person they are about.
TABLE audit_values
  entry_id uuid NOT NULL
  subject_id uuid NOT NULL
  sealed bytea NOT NULL
  INDEX btree (subject_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY read FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.audit_entries e WHERE (e.id = audit_values.entry_id)))
  POLICY write FOR INSERT TO midline_app CHECK true
  FOREIGN KEY (entry_id) REFERENCES midline.audit_entries(id)
  PRIMARY KEY (entry_id, subject_id)

-- A change of address on its way; effective_at is the moment it takes effect without objection.
TABLE email_changes
  id uuid NOT NULL
  account_id uuid NOT NULL
  new_email text NOT NULL
  new_email_key text NOT NULL
  requested_at timestamp with time zone NOT NULL
  confirmed_new_at timestamp with time zone
  confirmed_old_at timestamp with time zone
  effective_at timestamp with time zone
  ended_at timestamp with time zone
  ended_as text
  UNIQUE INDEX btree (account_id) WHERE (ended_at IS NULL)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (id IN ( SELECT link_secrets.email_change_id FROM midline.link_secrets WHERE (link_secrets.digest = ( SELECT midline.presented_token() AS presented_token))))) CHECK (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = email_changes.account_id)))
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  CHECK ((ended_as = ANY (ARRAY['changed'::text, 'objected'::text, 'cancelled'::text, 'expired'::text, 'replaced'::text, 'address_in_use'::text])))
  PRIMARY KEY (id)

-- What changed, for live updates: to everyone who sees the organisation, or to one account or session.
TABLE events
  position bigint NOT NULL
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id()
  at timestamp with time zone NOT NULL
  kind text NOT NULL
  organisation_id uuid
  account_id uuid
  session_id uuid
  INDEX btree (transaction, "position")
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY write FOR INSERT TO midline_app CHECK true
  PRIMARY KEY ("position")

-- Settings of a group.
TABLE groups
  id uuid NOT NULL
  provider_clinical_roles text[] NOT NULL DEFAULT '{dentist}'::text[]  -- Clinical roles whose holders may be provider.
  POLICY administer FOR UPDATE TO midline_app USING (id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))
  POLICY found FOR INSERT TO midline_app CHECK (EXISTS ( SELECT 1 FROM midline.accounts a WHERE ((a.id = ( SELECT midline.current_account() AS current_account)) AND a.instance_administrator)))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY reach FOR SELECT TO midline_app USING (id = ANY (( SELECT midline.groups_in_reach() AS groups_in_reach)::uuid[]))
  FOREIGN KEY (id) REFERENCES midline.organisations(id) ON DELETE CASCADE
  PRIMARY KEY (id)

-- This installation: one row.
TABLE instance
  singular boolean NOT NULL DEFAULT true
  id uuid NOT NULL
  set_up_at timestamp with time zone
  created_at timestamp with time zone NOT NULL
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY known FOR SELECT TO midline_app USING true
  POLICY once FOR UPDATE TO midline_app USING (set_up_at IS NULL) CHECK (set_up_at IS NOT NULL)
  PRIMARY KEY (singular)
  CHECK (singular)

-- SHA-256 of every link ever sent for an invitation; the newest works, older ones say so.
TABLE invitation_links
  digest bytea NOT NULL
  invitation_id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  superseded_at timestamp with time zone
  INDEX btree (invitation_id)
  UNIQUE INDEX btree (invitation_id) WHERE (superseded_at IS NULL)
  POLICY administer FOR ALL TO midline_app USING ((digest = ( SELECT midline.presented_token() AS presented_token)) OR (EXISTS ( SELECT FROM midline.invitations i WHERE (i.id = invitation_links.invitation_id)))) CHECK ((EXISTS ( SELECT FROM midline.invitations i WHERE ((i.id = invitation_links.invitation_id) AND (i.organisation_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))))) OR (invitation_id IN ( SELECT midline.invitations_presented() AS invitations_presented)))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  FOREIGN KEY (invitation_id) REFERENCES midline.invitations(id) ON DELETE CASCADE
  PRIMARY KEY (digest)

-- For one address and one organisation. The state follows from the times: see rules of the team module.
TABLE invitations
  id uuid NOT NULL
  organisation_id uuid NOT NULL
  email text NOT NULL
  email_key text NOT NULL
  first_name text NOT NULL
  last_name text NOT NULL
  language text NOT NULL
  role text NOT NULL
  level text NOT NULL
  clinical_role text
  specialty text NOT NULL DEFAULT ''::text
  registration_number text NOT NULL DEFAULT ''::text
  practitioner_id uuid
  invited_by uuid NOT NULL
  inviter_name text NOT NULL
  created_at timestamp with time zone NOT NULL
  sent_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  not_delivered_at timestamp with time zone
  link_copied_at timestamp with time zone
  accepted_at timestamp with time zone
  accepted_by uuid
  declined_at timestamp with time zone
  revoked_at timestamp with time zone
  lapsed_at timestamp with time zone  -- When an expired invitation made way for a newer one, or its address joined by another way.
  INDEX btree (accepted_by)
  INDEX btree (email_key)
  INDEX btree (invited_by)
  UNIQUE INDEX btree (organisation_id, email_key) WHERE ((accepted_at IS NULL) AND (declined_at IS NULL) AND (revoked_at IS NULL) AND (lapsed_at IS NULL))
  INDEX btree (organisation_id, created_at)
  INDEX btree (practitioner_id)
  POLICY administer FOR ALL TO midline_app USING (organisation_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))
  POLICY answer FOR UPDATE TO midline_app USING (id IN ( SELECT midline.invitations_presented() AS invitations_presented)) CHECK true
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY see FOR SELECT TO midline_app USING ((organisation_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[])) OR (id IN ( SELECT midline.invitations_presented() AS invitations_presented)))
  FOREIGN KEY (accepted_by) REFERENCES midline.accounts(id)
  CHECK ((num_nonnulls(accepted_at, declined_at, revoked_at, lapsed_at) <= 1))
  CHECK (((accepted_at IS NULL) = (accepted_by IS NULL)))
  FOREIGN KEY (invited_by) REFERENCES midline.accounts(id)
  CHECK ((level = ANY (ARRAY['admin'::text, 'user'::text])))
  FOREIGN KEY (organisation_id) REFERENCES midline.organisations(id)
  PRIMARY KEY (id)
  FOREIGN KEY (practitioner_id) REFERENCES midline.practitioners(id)

-- Browsers from which an account signed in before; a new one is told by mail.
TABLE known_devices
  account_id uuid NOT NULL
  digest bytea NOT NULL
  last_seen_at timestamp with time zone NOT NULL
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = known_devices.account_id))))
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (account_id, digest)

-- Every mail, sent once; kept where no mail server is configured.
TABLE letters
  id uuid NOT NULL
  to_address text NOT NULL
  language text NOT NULL
  template text NOT NULL
  payload bytea  -- What the letter says, encrypted; gone once it was sent.
  message_id text NOT NULL
  about_kind text
  about_id uuid
  state text NOT NULL DEFAULT 'waiting'::text
  attempts integer NOT NULL DEFAULT 0
  next_attempt_at timestamp with time zone
  last_error text
  created_at timestamp with time zone NOT NULL
  sent_at timestamp with time zone
  INDEX btree (about_id)
  INDEX btree (state, id DESC)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY run FOR SELECT TO midline_app USING (EXISTS ( SELECT 1 FROM midline.accounts a WHERE ((a.id = ( SELECT midline.current_account() AS current_account)) AND a.instance_administrator)))
  POLICY write FOR INSERT TO midline_app CHECK ((state = 'waiting'::text) OR (state = 'kept'::text))
  UNIQUE (message_id)
  PRIMARY KEY (id)
  CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'kept'::text])))

-- SHA-256 of secrets carried by links of the identity module.
TABLE link_secrets
  digest bytea NOT NULL
  purpose text NOT NULL
  account_id uuid
  email_change_id uuid
  created_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  used_at timestamp with time zone
  INDEX btree (account_id)
  INDEX btree (email_change_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY presented FOR ALL TO midline_app USING ((digest = ( SELECT midline.presented_token() AS presented_token)) OR (account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = link_secrets.account_id)))) CHECK (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = link_secrets.account_id)))
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  FOREIGN KEY (email_change_id) REFERENCES midline.email_changes(id) ON DELETE CASCADE
  PRIMARY KEY (digest)
  CHECK ((purpose = ANY (ARRAY['set_up'::text, 'password_reset'::text, 'email_change_new'::text, 'email_change_old'::text])))

-- A practice's logo, re-encoded as PNG.
TABLE logos
  practice_id uuid NOT NULL
  png bytea NOT NULL
  POLICY administer FOR ALL TO midline_app USING (practice_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY reach FOR SELECT TO midline_app USING (practice_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[]))
  PRIMARY KEY (practice_id)
  FOREIGN KEY (practice_id) REFERENCES midline.practices(id) ON DELETE CASCADE

-- An account's membership of one organisation; name, address and language are copies kept by a trigger on accounts.
TABLE members
  id uuid NOT NULL
  organisation_id uuid NOT NULL
  account_id uuid NOT NULL
  first_name text NOT NULL
  last_name text NOT NULL
  email text NOT NULL
  email_key text NOT NULL DEFAULT lower(email)
  language text NOT NULL DEFAULT 'en'::text
  role text NOT NULL
  level text NOT NULL
  practitioner_id uuid
  joined_at timestamp with time zone NOT NULL
  deactivated_at timestamp with time zone
  removed_at timestamp with time zone
  INDEX btree (account_id) WHERE (removed_at IS NULL)
  UNIQUE INDEX btree (organisation_id, account_id) WHERE (removed_at IS NULL)
  INDEX btree (organisation_id, email_key)
  INDEX btree (organisation_id, last_name)
  INDEX btree (practitioner_id)
  POLICY administer FOR UPDATE TO midline_app USING (organisation_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY join_in FOR INSERT TO midline_app CHECK ((organisation_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[])) OR ((account_id = ( SELECT midline.current_account() AS current_account)) AND (removed_at IS NULL) AND (EXISTS ( SELECT FROM midline.invitations i WHERE ((i.organisation_id = members.organisation_id) AND (i.role = members.role) AND (i.level = members.level) AND (i.accepted_at IS NULL) AND (i.declined_at IS NULL) AND (i.revoked_at IS NULL) AND (i.lapsed_at IS NULL) AND (i.id IN ( SELECT midline.invitations_presented() AS invitations_presented)))))))
  POLICY reach FOR SELECT TO midline_app USING ((organisation_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[])) OR (account_id = ( SELECT midline.current_account() AS current_account)))
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  CHECK ((level = ANY (ARRAY['admin'::text, 'user'::text])))
  CHECK (((role = ANY (ARRAY['owner_manager'::text, 'practitioner'::text, 'front_desk'::text])) OR ((level = 'admin'::text) = (role = ANY (ARRAY['group_manager'::text, 'laboratory_manager'::text, 'service_manager'::text])))))
  FOREIGN KEY (organisation_id) REFERENCES midline.organisations(id)
  PRIMARY KEY (id)
  FOREIGN KEY (practitioner_id) REFERENCES midline.practitioners(id)
  CHECK ((role = ANY (ARRAY['owner_manager'::text, 'practitioner'::text, 'front_desk'::text, 'group_manager'::text, 'laboratory_manager'::text, 'technician'::text, 'service_manager'::text, 'service_member'::text])))

-- Identities at the configured OpenID provider.
TABLE oidc_identities
  issuer text NOT NULL
  subject text NOT NULL
  account_id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (issuer, subject)
  INDEX btree (account_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = oidc_identities.account_id))))
  POLICY presented FOR SELECT TO midline_app USING (sha256(convert_to(((issuer || ' '::text) || subject), 'UTF8'::name)) = ( SELECT midline.presented_token() AS presented_token))

-- Group, practice, laboratory or planning service: whatever has members.
TABLE organisations
  id uuid NOT NULL
  kind text NOT NULL
  name text NOT NULL
  name_key text NOT NULL
  group_id uuid  -- The group it belongs to; a group's own id for a group; null for a laboratory or service of its own.
  created_at timestamp with time zone NOT NULL
  version integer NOT NULL DEFAULT 1
  CHECK (
CASE kind
    WHEN 'practice'::text THEN ((group_id IS NOT NULL) AND (group_id <> id))
    WHEN 'group'::text THEN (group_id = id)
    ELSE true
END)
  FOREIGN KEY (group_id) REFERENCES midline.organisations(id)
  CHECK ((kind = ANY (ARRAY['group'::text, 'practice'::text, 'laboratory'::text, 'planning_service'::text])))
  PRIMARY KEY (id)
  INDEX btree (group_id, kind)
  UNIQUE INDEX btree (group_id, name_key) WHERE (kind = 'practice'::text)
  UNIQUE INDEX btree (kind, name_key) WHERE (kind <> 'practice'::text)
  POLICY administer FOR UPDATE TO midline_app USING (id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))
  POLICY found FOR INSERT TO midline_app CHECK  CASE kind WHEN 'practice'::text THEN (group_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[])) ELSE (EXISTS ( SELECT 1 FROM midline.accounts a WHERE ((a.id = ( SELECT midline.current_account() AS current_account)) AND a.instance_administrator))) END
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY reach FOR SELECT TO midline_app USING ((id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[])) OR (id = ANY (( SELECT midline.groups_in_reach() AS groups_in_reach)::uuid[])) OR (id IN ( SELECT midline.organisations_inviting() AS organisations_inviting)))

-- WebAuthn credentials.
TABLE passkeys
  id uuid NOT NULL
  account_id uuid NOT NULL
  credential_id bytea NOT NULL
  public_key bytea NOT NULL
  counter bigint NOT NULL DEFAULT 0
  transports text[] NOT NULL DEFAULT '{}'::text[]
  name text NOT NULL
  created_at timestamp with time zone NOT NULL
  last_used_at timestamp with time zone
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  UNIQUE (credential_id)
  PRIMARY KEY (id)
  INDEX btree (account_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = passkeys.account_id))))
  POLICY presented FOR SELECT TO midline_app USING (sha256(credential_id) = ( SELECT midline.presented_token() AS presented_token))

-- Argon2id hash in PHC format.
TABLE passwords
  account_id uuid NOT NULL
  hash text NOT NULL
  changed_at timestamp with time zone NOT NULL
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (account_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = passwords.account_id))))

-- PIN for changing person at a shared workstation; worth nothing elsewhere.
TABLE pins
  account_id uuid NOT NULL
  hash text NOT NULL
  changed_at timestamp with time zone NOT NULL
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (account_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = pins.account_id))))

-- Address, contact and settings of a practice.
TABLE practices
  id uuid NOT NULL
  street_address text NOT NULL DEFAULT ''::text
  city text NOT NULL DEFAULT ''::text
  postal_code text NOT NULL DEFAULT ''::text
  country text NOT NULL
  phone text NOT NULL DEFAULT ''::text
  email text NOT NULL DEFAULT ''::text
  time_zone text NOT NULL
  language text NOT NULL
  logo_version text
  second_factor_required boolean NOT NULL DEFAULT false
  workstation_idle_minutes integer NOT NULL DEFAULT 5
  FOREIGN KEY (id) REFERENCES midline.organisations(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CHECK (((workstation_idle_minutes >= 1) AND (workstation_idle_minutes <= 120)))
  POLICY administer FOR UPDATE TO midline_app USING (id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))
  POLICY found FOR INSERT TO midline_app CHECK (id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY reach FOR SELECT TO midline_app USING ((id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[])) OR (id IN ( SELECT midline.organisations_inviting() AS organisations_inviting)))

-- A clinician's professional record in a group, with or without an account.
TABLE practitioners
  id uuid NOT NULL
  group_id uuid NOT NULL
  first_name text NOT NULL
  last_name text NOT NULL
  name_key text NOT NULL  -- First and last name in comparable form: lower case, without accents.
  clinical_role text NOT NULL
  specialty text NOT NULL DEFAULT ''::text
  registration_number text NOT NULL DEFAULT ''::text
  account_id uuid
  created_at timestamp with time zone NOT NULL
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  CHECK ((clinical_role = ANY (ARRAY['dentist'::text, 'hygienist'::text, 'oral_health_therapist'::text, 'other'::text])))
  FOREIGN KEY (group_id) REFERENCES midline.organisations(id)
  PRIMARY KEY (id)
  INDEX btree (account_id)
  UNIQUE INDEX btree (group_id, account_id) WHERE (account_id IS NOT NULL)
  INDEX btree (group_id, name_key)
  POLICY administer FOR INSERT TO midline_app CHECK ((group_id IN ( SELECT o.group_id FROM midline.organisations o WHERE (o.id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[])))) OR (group_id IN ( SELECT o.group_id FROM midline.organisations o WHERE (o.id IN ( SELECT midline.organisations_inviting() AS organisations_inviting)))))
  POLICY change FOR UPDATE TO midline_app USING ((group_id IN ( SELECT o.group_id FROM midline.organisations o WHERE (o.id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[])))) OR (group_id IN ( SELECT o.group_id FROM midline.organisations o WHERE (o.id IN ( SELECT midline.organisations_inviting() AS organisations_inviting)))))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY reach FOR SELECT TO midline_app USING ((group_id = ANY (( SELECT midline.groups_in_reach() AS groups_in_reach)::uuid[])) OR (account_id = ( SELECT midline.current_account() AS current_account)) OR (group_id IN ( SELECT o.group_id FROM midline.organisations o WHERE (o.id IN ( SELECT midline.organisations_inviting() AS organisations_inviting)))))

-- Each replaces one code of the authenticator app, once.
TABLE recovery_codes
  account_id uuid NOT NULL
  digest bytea NOT NULL
  used_at timestamp with time zone
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (account_id, digest)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = recovery_codes.account_id))))

-- A sign-in; known by a cookie whose SHA-256 is kept.
TABLE sessions
  id uuid NOT NULL
  account_id uuid NOT NULL
  digest bytea NOT NULL
  started_at timestamp with time zone NOT NULL
  last_seen_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  ended_at timestamp with time zone
  awaits_second_factor boolean NOT NULL DEFAULT false  -- The password was right and the second factor is still to come: opens nothing else.
  second_factor_at timestamp with time zone
  workstation_id uuid
  locked_at timestamp with time zone
  address text NOT NULL DEFAULT ''::text
  user_agent text NOT NULL DEFAULT ''::text
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  UNIQUE (digest)
  PRIMARY KEY (id)
  FOREIGN KEY (workstation_id) REFERENCES midline.workstations(id)
  INDEX btree (account_id) WHERE (ended_at IS NULL)
  INDEX btree (workstation_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = sessions.account_id))))

-- Failed attempts per digest of an address, account or workstation; each makes the next wait longer.
TABLE sign_in_attempts
  key bytea NOT NULL
  failures integer NOT NULL
  wait_until timestamp with time zone NOT NULL
  last_at timestamp with time zone NOT NULL
  PRIMARY KEY (key)

-- A key per person, wrapped with the instance's key; destroying it erases the person's values everywhere.
TABLE subject_keys
  subject_id uuid NOT NULL
  wrapped_key bytea
  created_at timestamp with time zone NOT NULL
  destroyed_at timestamp with time zone
  PRIMARY KEY (subject_id)

-- Secret of the authenticator app, encrypted with the instance's key; counts once confirmed.
TABLE totp_secrets
  account_id uuid NOT NULL
  secret bytea NOT NULL
  confirmed_at timestamp with time zone
  last_step bigint NOT NULL DEFAULT 0  -- Time step of the last accepted code, so that a code works once.
  created_at timestamp with time zone NOT NULL
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (account_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = totp_secrets.account_id))))

-- Each may be answered once, within five minutes.
TABLE webauthn_challenges
  id uuid NOT NULL
  account_id uuid
  challenge text NOT NULL
  created_at timestamp with time zone NOT NULL
  used_at timestamp with time zone
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  INDEX btree (account_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id IS NULL) OR (account_id = ( SELECT midline.current_account() AS current_account)))

-- Browsers that several people share; known by a cookie whose SHA-256 is kept.
TABLE workstations
  id uuid NOT NULL
  practice_id uuid NOT NULL
  name text NOT NULL
  digest bytea NOT NULL
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  last_used_at timestamp with time zone
  removed_at timestamp with time zone
  FOREIGN KEY (created_by) REFERENCES midline.accounts(id)
  UNIQUE (digest)
  PRIMARY KEY (id)
  FOREIGN KEY (practice_id) REFERENCES midline.practices(id) ON DELETE CASCADE
  INDEX btree (created_by)
  INDEX btree (practice_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY reach FOR ALL TO midline_app USING ((practice_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[])) OR (digest = ( SELECT midline.presented_token() AS presented_token))) CHECK ((practice_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[])) OR (digest = ( SELECT midline.presented_token() AS presented_token)))
