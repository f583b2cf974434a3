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
  findable boolean NOT NULL DEFAULT false  -- Chose that providers who know the exact address are offered the name.
  POLICY change FOR UPDATE TO midline_app USING (id = ( SELECT midline.current_account() AS current_account))
  POLICY created FOR INSERT TO midline_app CHECK ((email_key = ( SELECT midline.presented_address() AS presented_address)) AND ((NOT instance_administrator) OR ( SELECT midline.setting_up() AS setting_up)))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR SELECT TO midline_app USING ((id = ( SELECT midline.current_account() AS current_account)) OR (email_key = ( SELECT midline.presented_address() AS presented_address)))
  CHECK ((email_key = lower(email_key)))
  UNIQUE (email_key)
  PRIMARY KEY (id)
  CHECK ((theme = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
  CHECK ((tooth_notation = ANY (ARRAY['fdi'::text, 'universal'::text, 'palmer'::text])))

-- Where its person was deactivated without the token being ticked to stay: it opens nothing until the person is let in again there.
TABLE api_token_suspensions
  token_id uuid NOT NULL
  organisation_id uuid NOT NULL
  at timestamp with time zone NOT NULL
  INDEX btree (organisation_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  FOREIGN KEY (organisation_id) REFERENCES midline.organisations(id)
  PRIMARY KEY (token_id, organisation_id)
  FOREIGN KEY (token_id) REFERENCES midline.api_tokens(id) ON DELETE CASCADE

-- What a person's software signs in with; known by a bearer whose SHA-256 is kept.
TABLE api_tokens
  id uuid NOT NULL
  account_id uuid NOT NULL
  name text NOT NULL
  digest bytea NOT NULL
  scopes text[] NOT NULL
  second_factor boolean NOT NULL  -- Made by somebody who had proved a second factor: opens practices that ask for one.
  made_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  last_used_at timestamp with time zone
  last_used_from text
  revoked_at timestamp with time zone
  revoked_because text
  INDEX btree (account_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING (account_id = ( SELECT midline.current_account() AS current_account)) CHECK (account_id = ( SELECT midline.current_account() AS current_account))
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  CHECK ((expires_at <= (made_at + '366 days'::interval)))
  CHECK (((revoked_at IS NULL) = (revoked_because IS NULL)))
  UNIQUE (digest)
  PRIMARY KEY (id)
  CHECK ((revoked_because = ANY (ARRAY['owner'::text, 'leaving'::text, 'password'::text])))
  CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['read'::text, 'write_messages'::text, 'mark_ready'::text])))

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

-- Which case is open to which collaborator, from when to when.
TABLE case_collaborators
  id uuid NOT NULL DEFAULT gen_random_uuid()
  case_id uuid NOT NULL
  collaboration_id uuid NOT NULL
  given_at timestamp with time zone NOT NULL
  given_by uuid
  given_name text NOT NULL
  messages_after integer NOT NULL DEFAULT 0  -- Messages with a higher number are shown; 0 shows earlier messages too.
  to_confirm boolean NOT NULL DEFAULT false  -- The case got another provider, who hasn't confirmed this collaborator yet.
  ready_setup_id uuid  -- The version that the collaborator marked as ready for approval.
  word text  -- The collaborator's last word, on version word_version, by word_name.
  word_version integer
  word_at timestamp with time zone
  word_name text
  suspended_at timestamp with time zone  -- The collaborator is deactivated at the practice: no access, and the mark doesn't count.
  taken_at timestamp with time zone
  taken_by uuid
  taken_name text
  taken_because text
  UNIQUE INDEX btree (case_id, collaboration_id) WHERE (taken_at IS NULL)
  INDEX btree (case_id)
  INDEX btree (collaboration_id, case_id) WHERE (taken_at IS NULL)
  INDEX btree (given_by)
  INDEX btree (ready_setup_id) WHERE (ready_setup_id IS NOT NULL)
  INDEX btree (taken_by)
  POLICY collaborator FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.collaborations b WHERE ((b.id = case_collaborators.collaboration_id) AND ((b.account_id = ( SELECT midline.current_account() AS current_account)) OR (b.service_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))))
  POLICY collaborator_marks FOR UPDATE TO midline_app USING (collaboration_id = ANY (midline.own_collaborations(case_id)))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY provider_side FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = case_collaborators.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))))
  POLICY provider_side_marks FOR UPDATE TO midline_app USING (midline.is_provider_of(case_id) OR (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = case_collaborators.case_id) AND (c.practice_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))))))
  POLICY when_assigned FOR SELECT TO midline_app USING (collaboration_id = ANY (midline.own_collaborations(case_id)))
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  FOREIGN KEY (collaboration_id) REFERENCES midline.collaborations(id)
  FOREIGN KEY (given_by) REFERENCES midline.accounts(id)
  PRIMARY KEY (id)
  FOREIGN KEY (ready_setup_id) REFERENCES midline.setups(id)
  CHECK ((taken_because = ANY (ARRAY['provider'::text, 'collaborator'::text, 'leaving'::text, 'not_shared'::text, 'moved'::text, 'handed_over'::text, 'ended'::text])))
  FOREIGN KEY (taken_by) REFERENCES midline.accounts(id)
  CHECK ((word = ANY (ARRAY['ready'::text, 'ready_taken_back'::text, 'declined'::text, 'pushed_back'::text])))

-- Changes of the counts since they were folded last: appended, so that two who write at once never wait for each other.
TABLE case_count_steps
  id uuid NOT NULL DEFAULT gen_random_uuid()
  viewer_id uuid NOT NULL
  key text NOT NULL
  n integer NOT NULL
  INDEX btree (viewer_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR SELECT TO midline_app USING (viewer_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))
  PRIMARY KEY (id)

-- How many cases each quick filter of Manage Orders finds, without the steps that aren't folded in yet.
TABLE case_counts
  viewer_id uuid NOT NULL
  key text NOT NULL
  n integer NOT NULL
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR SELECT TO midline_app USING (viewer_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))
  PRIMARY KEY (viewer_id, key)

-- Every change of state of a case and its orders, with who and when.
TABLE case_history
  id uuid NOT NULL
  case_id uuid NOT NULL
  order_id uuid
  at timestamp with time zone NOT NULL
  account_id uuid
  name text NOT NULL
  acted_as text
  event text NOT NULL
  from_category text
  to_category text
  reason text
  facts jsonb NOT NULL DEFAULT '{}'::jsonb
  INDEX btree (account_id)
  INDEX btree (case_id, id DESC)
  INDEX btree (order_id, id DESC)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY seen_order FOR SELECT TO midline_app USING  CASE WHEN (order_id IS NULL) THEN ((EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = case_history.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))) OR ((event = ANY (ARRAY['mark_ready'::text, 'take_back_ready'::text, 'push_back'::text, 'hand_to_provider'::text])) AND midline.collaborates(case_id))) ELSE (EXISTS ( SELECT FROM midline.orders x WHERE (x.id = case_history.order_id))) END
  POLICY write FOR INSERT TO midline_app CHECK ((account_id = ( SELECT midline.current_account() AS current_account)) AND (EXISTS ( SELECT FROM midline.cases c WHERE (c.id = case_history.case_id))))
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  FOREIGN KEY (order_id) REFERENCES midline.orders(id)
  PRIMARY KEY (id)

-- Manage Orders as each viewer reads it: a practice, a laboratory, a collaborator's account or planning service. Written by refresh_case() and refresh_collaboration() alone.
TABLE case_rows
  viewer_id uuid NOT NULL
  case_id uuid NOT NULL
  side text NOT NULL
  closed boolean NOT NULL
  number integer NOT NULL
  number_key text NOT NULL
  practice_id uuid NOT NULL
  practice text NOT NULL
  practice_key text NOT NULL
  patient_id uuid
  first_name text NOT NULL DEFAULT ''::text
  last_name text NOT NULL DEFAULT ''::text
  patient_key text NOT NULL DEFAULT ''::text
  first_key text NOT NULL DEFAULT ''::text
  practitioner_id uuid
  provider_account_id uuid
  provider text NOT NULL DEFAULT ''::text
  provider_key text NOT NULL DEFAULT ''::text
  laboratory_id uuid
  laboratory text
  technician_id uuid
  technician text
  last_activity_at timestamp with time zone NOT NULL
  order_id uuid NOT NULL
  kind text NOT NULL
  status text NOT NULL
  category text NOT NULL
  orders jsonb NOT NULL
  package text NOT NULL DEFAULT ''::text
  setup_version integer NOT NULL DEFAULT 0
  collaborator_status text NOT NULL DEFAULT 'none'::text
  collaborators integer NOT NULL DEFAULT 0
  turn text NOT NULL
  turn_account_id uuid  -- Whose turn it is, where it is one person's: the provider, or the assigned technician.
  turn_since timestamp with time zone NOT NULL
  promised_on date
  needs_provider boolean NOT NULL DEFAULT false
  answer_needed boolean NOT NULL DEFAULT false
  not_shared boolean NOT NULL DEFAULT false
  created_at timestamp with time zone NOT NULL
  status_place smallint NOT NULL DEFAULT array_position(ARRAY['closed'::text, 'in_treatment'::text, 'in_progress'::text, 'action_needed'::text], status)
  category_place smallint NOT NULL DEFAULT array_position(ARRAY['closed'::text, 'refused'::text, 'cancelled'::text, 'completed'::text, 'on_hold'::text, 'in_treatment'::text, 'shipped'::text, 'manufacturing'::text, 'setup_changes_requested'::text, 'setup_awaiting_approval'::text, 'setup_in_production'::text, 'records_rejected'::text, 'waiting_for_records'::text, 'submitted'::text, 'awaiting_confirmation'::text, 'draft'::text], category)
  kind_place smallint NOT NULL DEFAULT array_position(ARRAY['aligner'::text, 'revision'::text, 'retainer'::text, 'replacement'::text], kind)
  collaborator_place smallint NOT NULL DEFAULT array_position(ARRAY['archived'::text, 'none'::text, 'approved'::text, 'awaiting'::text, 'evaluating'::text, 'ready'::text], collaborator_status)
  turn_holder text NOT NULL DEFAULT COALESCE((turn_account_id)::text, turn)  -- Who may act: one account, or the side where anybody of it may.
  promised_place date NOT NULL DEFAULT COALESCE(promised_on, 'infinity'::date)  -- For sorting: without a promise last.
  provider_first_key text NOT NULL DEFAULT midline.name_key(provider)
  ready integer NOT NULL DEFAULT 0  -- How many of the collaborators marked the open setup as ready for approval.
  turn_place smallint NOT NULL DEFAULT array_position(ARRAY['nobody'::text, 'laboratory'::text, 'collaborator'::text, 'provider_side'::text, 'provider'::text], turn)
  facets integer NOT NULL DEFAULT ((((array_position(ARRAY['closed'::text, 'in_treatment'::text, 'in_progress'::text, 'action_needed'::text], status) + (8 * array_position(ARRAY['closed'::text, 'refused'::text, 'cancelled'::text, 'completed'::text, 'on_hold'::text, 'in_treatment'::text, 'shipped'::text, 'manufacturing'::text, 'setup_changes_requested'::text, 'setup_awaiting_approval'::text, 'setup_in_production'::text, 'records_rejected'::text, 'waiting_for_records'::text, 'submitted'::text, 'awaiting_confirmation'::text, 'draft'::text], category))) + (256 * array_position(ARRAY['aligner'::text, 'revision'::text, 'retainer'::text, 'replacement'::text], kind))) + (2048 * array_position(ARRAY['archived'::text, 'none'::text, 'approved'::text, 'awaiting'::text, 'evaluating'::text, 'ready'::text], collaborator_status))) + (16384 * array_position(ARRAY['nobody'::text, 'laboratory'::text, 'collaborator'::text, 'provider_side'::text, 'provider'::text], turn)))  -- The five places in one number: indexes carry it, so that a filter is looked at without fetching the row.
  told text NOT NULL DEFAULT midline.case_row_told(case_id, number, practice_id, practice, patient_id, first_name, last_name, practitioner_id, provider, laboratory, technician, last_activity_at, status, category, orders, package, setup_version, collaborator_status, collaborators, ready, turn, turn_since, promised_on, needs_provider, answer_needed, not_shared)  -- The row as its readers are sent it, but for what depends on who reads.
  changed_in bigint NOT NULL DEFAULT 0  -- The transaction that last wrote a collaborator's row: software goes on from the last it read.
  INDEX btree (viewer_id, closed, category_place, last_activity_at, case_id) INCLUDE (facets)
  INDEX btree (viewer_id, changed_in, case_id) WHERE (side = 'collaborator'::text)
  INDEX btree (viewer_id, closed, collaborator_place, last_activity_at, case_id) INCLUDE (facets)
  INDEX btree (viewer_id, closed, first_key) INCLUDE (case_id, patient_key, provider_key, provider_first_key)
  INDEX btree (viewer_id, closed, kind_place, last_activity_at, case_id)
  INDEX btree (viewer_id, closed, number, last_activity_at, case_id)
  INDEX btree (viewer_id, closed, number_key)
  INDEX btree (viewer_id, closed, package, last_activity_at, case_id)
  INDEX btree (viewer_id, closed, patient_key, last_activity_at, case_id) INCLUDE (first_key, provider_key, provider_first_key)
  INDEX btree (viewer_id, closed, practice_key, last_activity_at, case_id)
  INDEX btree (viewer_id, closed, practitioner_id, last_activity_at, case_id)
  INDEX btree (viewer_id, closed, promised_place, last_activity_at, case_id) INCLUDE (facets)
  INDEX btree (viewer_id, closed, provider_key, last_activity_at, case_id) INCLUDE (patient_key, first_key, provider_first_key)
  INDEX btree (viewer_id, closed, provider_first_key) INCLUDE (case_id, patient_key, first_key, provider_key)
  INDEX btree (viewer_id, closed, setup_version, last_activity_at, case_id)
  INDEX btree (viewer_id, closed, status_place, last_activity_at, case_id) INCLUDE (facets)
  INDEX btree (viewer_id, closed, technician_id, last_activity_at, case_id) WHERE (technician_id IS NOT NULL)
  INDEX btree (viewer_id, closed, practice_id, last_activity_at, case_id) WHERE (side <> 'practice'::text)
  INDEX btree (viewer_id, closed, turn_place, last_activity_at, case_id) INCLUDE (facets)
  INDEX btree (viewer_id, closed, turn_holder, last_activity_at, case_id)
  INDEX btree (case_id)
  INDEX btree (viewer_id, closed, last_activity_at, case_id) WHERE answer_needed
  INDEX btree (viewer_id, closed, last_activity_at, case_id) WHERE needs_provider
  INDEX btree (laboratory_id, case_id) WHERE (laboratory_id IS NOT NULL)
  INDEX btree (practitioner_id, case_id) WHERE (side = 'practice'::text)
  INDEX btree (technician_id, case_id) WHERE (technician_id IS NOT NULL)
  INDEX btree (viewer_id, closed, promised_place) WHERE ((turn = 'laboratory'::text) AND (promised_on IS NOT NULL))
  INDEX btree (viewer_id, closed, last_activity_at, case_id) WHERE ((technician_id IS NULL) AND (side = 'collaborator'::text))
  INDEX btree (viewer_id, closed, last_activity_at DESC, case_id DESC)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR SELECT TO midline_app USING (viewer_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  PRIMARY KEY (viewer_id, case_id)
  CHECK ((side = ANY (ARRAY['practice'::text, 'laboratory'::text, 'collaborator'::text])))

-- One course of treatment of one patient, owned by one provider at one practice.
TABLE cases
  id uuid NOT NULL
  number integer NOT NULL DEFAULT nextval('midline.case_numbers'::regclass)  -- For people to say; identifiers are elsewhere.
  group_id uuid NOT NULL
  practice_id uuid NOT NULL
  patient_id uuid
  practitioner_id uuid  -- The provider; null while it needs one, and nothing can be submitted or approved.
  provider_until date  -- Handed over until this day; then it returns to provider_before.
  provider_before uuid
  not_shared boolean NOT NULL DEFAULT false
  package jsonb  -- Name and limits as they were when the package was chosen.
  package_chosen_at timestamp with time zone
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  last_activity_at timestamp with time zone NOT NULL
  INDEX btree (created_by)
  INDEX btree (group_id)
  INDEX btree (patient_id)
  INDEX btree (practice_id)
  INDEX btree (practitioner_id)
  INDEX btree (provider_before)
  INDEX btree (provider_until) WHERE (provider_until IS NOT NULL)
  POLICY begin FOR INSERT TO midline_app CHECK (practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))
  POLICY change FOR UPDATE TO midline_app USING ((practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (EXISTS ( SELECT FROM midline.case_rows r WHERE ((r.case_id = cases.id) AND (r.viewer_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) AND (r.side <> 'collaborator'::text)))))
  POLICY collaborator_holds FOR UPDATE TO midline_app USING midline.collaborates(id) CHECK false
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY see FOR SELECT TO midline_app USING ((practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (EXISTS ( SELECT FROM midline.case_rows r WHERE ((r.case_id = cases.id) AND (r.viewer_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))))
  FOREIGN KEY (created_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (group_id) REFERENCES midline.organisations(id)
  UNIQUE (number)
  FOREIGN KEY (patient_id) REFERENCES midline.patients(id)
  PRIMARY KEY (id)
  FOREIGN KEY (practice_id) REFERENCES midline.practices(id)
  FOREIGN KEY (practitioner_id) REFERENCES midline.practitioners(id)
  FOREIGN KEY (provider_before) REFERENCES midline.practitioners(id)

-- The status and turn of each category: contract/order-life.ts as a table, kept equal by a test.
TABLE category_meanings
  category text NOT NULL
  status text NOT NULL
  turn text NOT NULL
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  PRIMARY KEY (category)

-- SHA-256 of every link ever sent to a collaborator; the newest works, older ones say so.
TABLE collaboration_links
  digest bytea NOT NULL
  collaboration_id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  superseded_at timestamp with time zone
  INDEX btree (collaboration_id)
  UNIQUE INDEX btree (collaboration_id) WHERE (superseded_at IS NULL)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY provider_side FOR ALL TO midline_app USING ((digest = ( SELECT midline.presented_token() AS presented_token)) OR (EXISTS ( SELECT FROM midline.collaborations b WHERE (b.id = collaboration_links.collaboration_id)))) CHECK (EXISTS ( SELECT FROM midline.collaborations b WHERE (b.id = collaboration_links.collaboration_id)))
  FOREIGN KEY (collaboration_id) REFERENCES midline.collaborations(id) ON DELETE CASCADE
  PRIMARY KEY (digest)

-- A person or planning service to whom a provider opens cases of one group, and how far.
TABLE collaborations
  id uuid NOT NULL
  group_id uuid NOT NULL
  practitioner_id uuid NOT NULL
  practices uuid[]  -- The practices whose cases may be given; null is every practice of the group.
  account_id uuid  -- Whoever accepted; until then the address alone says who it is for.
  service_id uuid
  email text NOT NULL DEFAULT ''::text
  email_key text NOT NULL DEFAULT ''::text
  first_name text NOT NULL DEFAULT ''::text
  last_name text NOT NULL DEFAULT ''::text
  language text NOT NULL
  grants text[] NOT NULL DEFAULT '{}'::text[]  -- Beyond what every collaborator may: see contract/case-permissions.ts.
  future_cases boolean NOT NULL DEFAULT false  -- Each case that the provider begins or submits from now on is given as well.
  added_by uuid NOT NULL
  added_name text NOT NULL
  on_behalf boolean NOT NULL DEFAULT false  -- Added by an Admin for the provider.
  added_at timestamp with time zone NOT NULL
  sent_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  not_delivered_at timestamp with time zone
  link_copied_at timestamp with time zone
  revoked_at timestamp with time zone
  accepted_at timestamp with time zone
  accepted_by uuid
  declined_at timestamp with time zone
  ended_at timestamp with time zone
  ended_by uuid
  ended_name text
  ended_because text
  INDEX btree (accepted_by)
  INDEX btree (account_id) WHERE (account_id IS NOT NULL)
  INDEX btree (added_by)
  INDEX btree (email_key)
  INDEX btree (ended_by)
  INDEX btree (group_id)
  UNIQUE INDEX btree (practitioner_id, account_id) WHERE ((account_id IS NOT NULL) AND (accepted_at IS NOT NULL) AND (ended_at IS NULL))
  UNIQUE INDEX btree (practitioner_id, COALESCE((service_id)::text, email_key)) WHERE ((ended_at IS NULL) AND (revoked_at IS NULL) AND (declined_at IS NULL))
  INDEX btree (practitioner_id)
  INDEX btree (service_id) WHERE (service_id IS NOT NULL)
  POLICY administers FOR ALL TO midline_app USING (EXISTS ( SELECT FROM midline.organisations o WHERE ((o.group_id = collaborations.group_id) AND (o.kind = 'practice'::text) AND (o.id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[])) AND ((collaborations.practices IS NULL) OR (o.id = ANY (collaborations.practices))))))
  POLICY answers FOR UPDATE TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (id IN ( SELECT midline.collaborations_presented() AS collaborations_presented))) CHECK true
  POLICY collaborator FOR SELECT TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (id IN ( SELECT midline.collaborations_presented() AS collaborations_presented)))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY provider FOR ALL TO midline_app USING ((EXISTS ( SELECT FROM midline.practitioners p WHERE ((p.id = collaborations.practitioner_id) AND (p.account_id = ( SELECT midline.current_account() AS current_account))))) AND (group_id = ANY (( SELECT midline.groups_in_reach() AS groups_in_reach)::uuid[])))
  POLICY service FOR SELECT TO midline_app USING (service_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[]))
  FOREIGN KEY (accepted_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  FOREIGN KEY (added_by) REFERENCES midline.accounts(id)
  CHECK (((service_id IS NULL) = (email_key <> ''::text)))
  CHECK (((accepted_at IS NULL) OR (service_id IS NOT NULL) OR (account_id IS NOT NULL)))
  CHECK ((num_nonnulls(accepted_at, declined_at, revoked_at) <= 1))
  CHECK ((ended_because = ANY (ARRAY['provider'::text, 'collaborator'::text, 'leaving'::text])))
  FOREIGN KEY (ended_by) REFERENCES midline.accounts(id)
  CHECK ((grants <@ ARRAY['add_orders'::text, 'revisions'::text, 'edit_prescription'::text, 'manage_records'::text, 'laboratory_thread'::text, 'prices'::text]))
  FOREIGN KEY (group_id) REFERENCES midline.groups(id)
  PRIMARY KEY (id)
  FOREIGN KEY (practitioner_id) REFERENCES midline.practitioners(id)
  FOREIGN KEY (service_id) REFERENCES midline.organisations(id)

-- The thread of a case between provider side and its collaborators: messages, and lines that mark what happened to its status.
TABLE collaborator_messages
  case_id uuid NOT NULL
  number integer NOT NULL  -- Place in the thread, without gaps, given under the lock of the case: the order in which everybody reads.
  id uuid NOT NULL
  revision integer NOT NULL  -- Grows with each message and each edit of the thread: what came after one that a reader has is what changed since.
  at timestamp with time zone NOT NULL
  account_id uuid
  name text NOT NULL
  service text  -- The planning service for which the person wrote.
  side text NOT NULL
  event text  -- Null for what a person wrote; otherwise what happened, told in the reader's language; body is then the reason.
  facts jsonb NOT NULL DEFAULT '{}'::jsonb
  body text NOT NULL DEFAULT ''::text
  language text NOT NULL DEFAULT ''::text  -- The writer's own language: the first guess at what the message is written in.
  edited_at timestamp with time zone
  INDEX btree (account_id)
  POLICY collaborator FOR SELECT TO midline_app USING (number > midline.messages_after(case_id))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY provider_side FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = collaborator_messages.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))))
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  UNIQUE (case_id, revision)
  CHECK (((event IS NOT NULL) OR ((account_id IS NOT NULL) AND (side <> 'laboratory'::text))))
  UNIQUE (id)
  CHECK ((number > 0))
  PRIMARY KEY (case_id, number)
  CHECK ((side = ANY (ARRAY['provider_side'::text, 'collaborator'::text, 'laboratory'::text])))

-- A group's own texts, by language; version 1 of each is the one that ships.
TABLE consent_texts
  group_id uuid NOT NULL
  kind text NOT NULL
  version integer NOT NULL
  bodies jsonb NOT NULL
  written_by uuid NOT NULL
  written_name text NOT NULL
  written_at timestamp with time zone NOT NULL
  INDEX btree (written_by)
  POLICY group_reads FOR SELECT TO midline_app USING ((group_id = ANY (( SELECT midline.groups_in_reach() AS groups_in_reach)::uuid[])) OR (EXISTS ( SELECT FROM midline.collaborations b WHERE ((b.group_id = consent_texts.group_id) AND (b.id IN ( SELECT midline.collaborations_presented() AS collaborations_presented))))))
  POLICY group_writes FOR INSERT TO midline_app CHECK ((written_by = ( SELECT midline.current_account() AS current_account)) AND (group_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[])))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  FOREIGN KEY (group_id) REFERENCES midline.groups(id)
  CHECK ((kind = ANY (ARRAY['patient_consent'::text, 'terms'::text, 'responsibility'::text])))
  PRIMARY KEY (group_id, kind, version)
  CHECK ((version > 1))
  FOREIGN KEY (written_by) REFERENCES midline.accounts(id)

-- Who ticked which text, when, in the words they saw: kept, never changed.
TABLE consents
  id uuid NOT NULL
  group_id uuid NOT NULL
  practitioner_id uuid NOT NULL  -- The provider for whose cases it was ticked.
  collaboration_id uuid
  kind text NOT NULL
  version integer NOT NULL
  language text NOT NULL
  body text NOT NULL
  account_id uuid NOT NULL
  name text NOT NULL
  on_behalf boolean NOT NULL DEFAULT false  -- Ticked by an Admin for the provider.
  at timestamp with time zone NOT NULL
  INDEX btree (account_id)
  INDEX btree (collaboration_id)
  INDEX btree (group_id)
  INDEX btree (practitioner_id, kind, version)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR SELECT TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.practitioners p WHERE ((p.id = consents.practitioner_id) AND (p.account_id = ( SELECT midline.current_account() AS current_account))))) OR (EXISTS ( SELECT FROM midline.members m WHERE ((m.practitioner_id = consents.practitioner_id) AND (m.organisation_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))))))
  POLICY tick FOR INSERT TO midline_app CHECK ((account_id = ( SELECT midline.current_account() AS current_account)) AND CASE WHEN (kind = 'responsibility'::text) THEN (EXISTS ( SELECT FROM midline.collaborations b WHERE (b.id = consents.collaboration_id))) ELSE ((EXISTS ( SELECT FROM midline.practitioners p WHERE ((p.id = consents.practitioner_id) AND (p.account_id = ( SELECT midline.current_account() AS current_account))))) OR (EXISTS ( SELECT FROM midline.members m WHERE ((m.practitioner_id = consents.practitioner_id) AND (m.organisation_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[])))))) END)
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  CHECK (((kind = 'responsibility'::text) = (collaboration_id IS NOT NULL)))
  FOREIGN KEY (collaboration_id) REFERENCES midline.collaborations(id)
  FOREIGN KEY (group_id) REFERENCES midline.groups(id)
  CHECK ((kind = ANY (ARRAY['patient_consent'::text, 'terms'::text, 'responsibility'::text])))
  PRIMARY KEY (id)
  FOREIGN KEY (practitioner_id) REFERENCES midline.practitioners(id)

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
  case_id uuid  -- The case that changed: then organisation_id is a viewer of it, and only its active members are told.
  INDEX btree (transaction, "position")
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY write FOR INSERT TO midline_app CHECK true
  PRIMARY KEY ("position")

-- How far a running act has come; written over a second connection, as nobody sees what the act itself wrote before it commits.
TABLE giving_progress
  giving_id uuid NOT NULL
  cases integer NOT NULL
  worked integer NOT NULL
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.givings g WHERE (g.id = giving_progress.giving_id)))
  PRIMARY KEY (giving_id)

-- Giving or taking many cases: one act in one transaction, worked by whichever process holds the row; killed, it is worked again from the beginning.
TABLE givings
  id uuid NOT NULL
  practice_id uuid NOT NULL
  collaboration_id uuid NOT NULL
  account_id uuid NOT NULL
  act text NOT NULL
  chosen jsonb NOT NULL  -- The filter that cases fit when it is worked, with exceptions; or their ids.
  earlier_messages boolean NOT NULL
  asked_at timestamp with time zone NOT NULL
  cases integer NOT NULL DEFAULT 0
  changed integer NOT NULL DEFAULT 0
  unchanged integer NOT NULL DEFAULT 0
  not_shared integer NOT NULL DEFAULT 0
  not_theirs integer NOT NULL DEFAULT 0
  failed text
  done_at timestamp with time zone
  told_at timestamp with time zone  -- When open pages were told, after the commit.
  INDEX btree (account_id)
  INDEX btree (collaboration_id)
  UNIQUE INDEX btree (collaboration_id) WHERE (done_at IS NULL)
  INDEX btree (asked_at) WHERE (told_at IS NULL)
  INDEX btree (practice_id)
  POLICY asks FOR INSERT TO midline_app CHECK ((account_id = ( SELECT midline.current_account() AS current_account)) AND midline.acts_for_provider(collaboration_id, practice_id))
  POLICY finishes FOR UPDATE TO midline_app USING (account_id = ( SELECT midline.current_account() AS current_account))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR SELECT TO midline_app USING (account_id = ( SELECT midline.current_account() AS current_account))
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  CHECK ((act = ANY (ARRAY['give'::text, 'take'::text])))
  FOREIGN KEY (collaboration_id) REFERENCES midline.collaborations(id)
  PRIMARY KEY (id)
  FOREIGN KEY (practice_id) REFERENCES midline.organisations(id)

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

-- Offers of a case to another provider of its practice.
TABLE hand_overs
  id uuid NOT NULL
  case_id uuid NOT NULL
  practice_id uuid NOT NULL
  to_practitioner_id uuid NOT NULL
  to_account_id uuid NOT NULL
  until date
  offered_by uuid NOT NULL
  offered_name text NOT NULL
  offered_at timestamp with time zone NOT NULL
  accepted_at timestamp with time zone
  declined_at timestamp with time zone
  withdrawn_at timestamp with time zone
  UNIQUE INDEX btree (case_id) WHERE ((accepted_at IS NULL) AND (declined_at IS NULL) AND (withdrawn_at IS NULL))
  INDEX btree (offered_by)
  INDEX btree (practice_id)
  INDEX btree (to_account_id)
  INDEX btree (to_practitioner_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY practice FOR ALL TO midline_app USING ((practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (to_account_id = ( SELECT midline.current_account() AS current_account)))
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  CHECK ((num_nonnulls(accepted_at, declined_at, withdrawn_at) <= 1))
  FOREIGN KEY (offered_by) REFERENCES midline.accounts(id)
  PRIMARY KEY (id)
  FOREIGN KEY (practice_id) REFERENCES midline.practices(id)
  FOREIGN KEY (to_account_id) REFERENCES midline.accounts(id)
  FOREIGN KEY (to_practitioner_id) REFERENCES midline.practitioners(id)

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

-- Files of messages; without a message it is its uploader's, who hasn't sent it yet.
TABLE message_attachments
  id uuid NOT NULL
  case_id uuid NOT NULL
  message_id uuid
  place smallint NOT NULL DEFAULT 0
  account_id uuid NOT NULL
  file_name text NOT NULL
  bytes bigint NOT NULL
  format text NOT NULL
  content_hash text NOT NULL
  added_at timestamp with time zone NOT NULL
  removed_at timestamp with time zone
  INDEX btree (account_id)
  INDEX btree (added_at) WHERE (message_id IS NULL)
  INDEX btree (case_id)
  INDEX btree (message_id) WHERE (message_id IS NOT NULL)
  POLICY brings FOR INSERT TO midline_app CHECK ((account_id = ( SELECT midline.current_account() AS current_account)) AND (message_id IS NULL) AND (( SELECT t.side FROM midline.in_thread_as(message_attachments.case_id) t(side, service, archived)) IS NOT NULL))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY of_message FOR SELECT TO midline_app USING (((message_id IS NULL) AND (account_id = ( SELECT midline.current_account() AS current_account))) OR (EXISTS ( SELECT FROM midline.collaborator_messages m WHERE (m.id = message_attachments.message_id))))
  POLICY takes_back FOR UPDATE TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) AND (message_id IS NULL)) CHECK (message_id IS NULL)
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  CHECK ((bytes > 0))
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  FOREIGN KEY (message_id) REFERENCES midline.collaborator_messages(id)
  PRIMARY KEY (id)

-- Up to which message of a case a person has read.
TABLE message_reads
  account_id uuid NOT NULL
  case_id uuid NOT NULL
  number integer NOT NULL
  at timestamp with time zone NOT NULL
  INDEX btree (case_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR SELECT TO midline_app USING (account_id = ( SELECT midline.current_account() AS current_account))
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  PRIMARY KEY (account_id, case_id)

-- The laboratory thread of a case: between provider side and one laboratory.
TABLE messages
  id uuid NOT NULL
  case_id uuid NOT NULL
  laboratory_id uuid NOT NULL
  at timestamp with time zone NOT NULL
  account_id uuid NOT NULL
  name text NOT NULL
  side text NOT NULL
  body text NOT NULL
  asks boolean NOT NULL DEFAULT false
  answered_at timestamp with time zone
  edited_at timestamp with time zone
  INDEX btree (account_id)
  INDEX btree (case_id, laboratory_id, id)
  INDEX btree (laboratory_id)
  POLICY answer FOR UPDATE TO midline_app USING ((laboratory_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = messages.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))))
  POLICY collaborator FOR SELECT TO midline_app USING ('laboratory_thread'::text = ANY (midline.grants_on(case_id)))
  POLICY collaborator_answers FOR UPDATE TO midline_app USING ('laboratory_thread'::text = ANY (midline.grants_on(case_id)))
  POLICY collaborator_writes FOR INSERT TO midline_app CHECK ((account_id = ( SELECT midline.current_account() AS current_account)) AND (side = 'provider_side'::text) AND ('laboratory_thread'::text = ANY (midline.grants_on(case_id))))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY sides FOR SELECT TO midline_app USING ((laboratory_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = messages.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))))
  POLICY write FOR INSERT TO midline_app CHECK ((account_id = ( SELECT midline.current_account() AS current_account)) AND ((laboratory_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = messages.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))))))
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  FOREIGN KEY (laboratory_id) REFERENCES midline.organisations(id)
  PRIMARY KEY (id)
  CHECK ((side = ANY (ARRAY['provider_side'::text, 'laboratory'::text])))

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

-- One thing asked of a laboratory in a case.
TABLE orders
  id uuid NOT NULL
  case_id uuid NOT NULL
  kind text NOT NULL
  category text NOT NULL  -- Where it stands: see the table of transitions in contract/order-life.ts.
  held_from text
  held_because text
  turn_since timestamp with time zone NOT NULL
  laboratory_id uuid
  manufacturer_id uuid
  technician_id uuid
  author_id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  prescription jsonb NOT NULL  -- As drafted; once submitted, the newest version.
  prescription_version integer NOT NULL DEFAULT 0
  acknowledged_version integer NOT NULL DEFAULT 0
  confirmations jsonb NOT NULL DEFAULT '{}'::jsonb  -- Ticks required before submission: name → who and when.
  saved_at timestamp with time zone NOT NULL
  discarded_at timestamp with time zone
  submitted_at timestamp with time zone
  submitted_by uuid
  sent_at timestamp with time zone  -- Since when the laboratory sees it.
  accepted_at timestamp with time zone
  manufacturing_began_at timestamp with time zone
  cancellation_asked_at timestamp with time zone
  touched_at timestamp with time zone  -- When the laboratory last acted on it since the last decision, which can't be taken back from then on.
  promised_on date
  version integer NOT NULL DEFAULT 1
  handed_at timestamp with time zone  -- A collaborator who prepared the draft handed it to the provider: ready to submit.
  handed_name text
  FOREIGN KEY (author_id) REFERENCES midline.accounts(id)
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  CHECK ((category = ANY (ARRAY['draft'::text, 'awaiting_confirmation'::text, 'submitted'::text, 'waiting_for_records'::text, 'records_rejected'::text, 'setup_in_production'::text, 'setup_awaiting_approval'::text, 'setup_changes_requested'::text, 'manufacturing'::text, 'shipped'::text, 'in_treatment'::text, 'on_hold'::text, 'completed'::text, 'cancelled'::text, 'refused'::text, 'closed'::text])))
  CHECK (((category = 'on_hold'::text) = (held_from IS NOT NULL)))
  CHECK ((kind = ANY (ARRAY['aligner'::text, 'revision'::text, 'retainer'::text, 'replacement'::text])))
  FOREIGN KEY (laboratory_id) REFERENCES midline.organisations(id)
  FOREIGN KEY (manufacturer_id) REFERENCES midline.organisations(id)
  PRIMARY KEY (id)
  FOREIGN KEY (submitted_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (technician_id) REFERENCES midline.accounts(id)
  INDEX btree (author_id)
  INDEX btree (case_id)
  INDEX btree (discarded_at) WHERE (discarded_at IS NOT NULL)
  INDEX btree (laboratory_id)
  INDEX btree (manufacturer_id)
  INDEX btree (submitted_by)
  INDEX btree (technician_id)
  POLICY collaborator FOR SELECT TO midline_app USING (midline.collaborates(case_id) AND ((discarded_at IS NULL) OR (author_id = ( SELECT midline.current_account() AS current_account))))
  POLICY collaborator_begins FOR INSERT TO midline_app CHECK ((category = 'draft'::text) AND (sent_at IS NULL) AND (submitted_at IS NULL) AND (author_id = ( SELECT midline.current_account() AS current_account)) AND midline.collaborates(case_id) AND (((kind = ANY (ARRAY['revision'::text, 'retainer'::text, 'replacement'::text])) AND ('revisions'::text = ANY (midline.grants_on(case_id)))) OR ((kind = 'retainer'::text) AND ('add_orders'::text = ANY (midline.grants_on(case_id))))))
  POLICY collaborator_works FOR UPDATE TO midline_app USING midline.collaborates(case_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY laboratory FOR SELECT TO midline_app USING ((sent_at IS NOT NULL) AND ((laboratory_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (manufacturer_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))
  POLICY laboratory_works FOR UPDATE TO midline_app USING ((sent_at IS NOT NULL) AND ((laboratory_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (manufacturer_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))
  POLICY practice FOR ALL TO midline_app USING (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = orders.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))))

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
  POLICY found_for_group FOR INSERT TO midline_app CHECK ((kind = 'laboratory'::text) AND (group_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[])))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY partners FOR SELECT TO midline_app USING ((kind = ANY (ARRAY['practice'::text, 'laboratory'::text])) AND (EXISTS ( SELECT FROM midline.practice_laboratories pl WHERE (((pl.laboratory_id = organisations.id) AND (pl.practice_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[]))) OR ((pl.practice_id = organisations.id) AND (pl.laboratory_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))))))
  POLICY reach FOR SELECT TO midline_app USING ((id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[])) OR (id = ANY (( SELECT midline.groups_in_reach() AS groups_in_reach)::uuid[])) OR (id IN ( SELECT midline.organisations_inviting() AS organisations_inviting)))

-- Price models of a laboratory; a null limit is no limit. Cases keep the limits they were approved with.
TABLE packages
  id uuid NOT NULL
  laboratory_id uuid NOT NULL
  name text NOT NULL
  stages integer
  revisions integer
  retainer_sets integer
  months integer  -- Runs from the approval at which the package was chosen.
  price text NOT NULL DEFAULT ''::text
  offered boolean NOT NULL DEFAULT true
  position integer NOT NULL
  removed_at timestamp with time zone
  FOREIGN KEY (laboratory_id) REFERENCES midline.organisations(id)
  CHECK ((months > 0))
  PRIMARY KEY (id)
  CHECK ((retainer_sets >= 0))
  CHECK ((revisions >= 0))
  CHECK ((stages > 0))
  UNIQUE INDEX btree (laboratory_id, name) WHERE (removed_at IS NULL)
  INDEX btree (laboratory_id, "position")
  POLICY administer FOR ALL TO midline_app USING (laboratory_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))
  POLICY collaborator FOR SELECT TO midline_app USING midline.sees_prices_of(laboratory_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY see FOR SELECT TO midline_app USING ((laboratory_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (EXISTS ( SELECT FROM midline.practice_laboratories pl WHERE ((pl.laboratory_id = packages.laboratory_id) AND (pl.practice_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[]))))))

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

-- Links by which a patient sees one version as a simulation; only the digest of the secret is kept.
TABLE patient_links
  id uuid NOT NULL
  case_id uuid NOT NULL
  setup_id uuid NOT NULL
  digest bytea NOT NULL  -- SHA-256 of the secret in the address.
  made_by uuid NOT NULL
  made_name text NOT NULL  -- As the person was called then.
  made_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  revoked_at timestamp with time zone
  revoked_by uuid
  revoked_name text
  opened integer NOT NULL DEFAULT 0  -- How often somebody opened it while it showed something.
  last_opened_at timestamp with time zone
  kept_in uuid  -- The practice that let it stay when its maker left; null where it ends with its maker.
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  UNIQUE (digest)
  FOREIGN KEY (kept_in) REFERENCES midline.practices(id)
  FOREIGN KEY (made_by) REFERENCES midline.accounts(id)
  PRIMARY KEY (id)
  FOREIGN KEY (revoked_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (setup_id) REFERENCES midline.setups(id)
  INDEX btree (case_id)
  INDEX btree (kept_in)
  INDEX btree (made_by)
  INDEX btree (revoked_by)
  INDEX btree (setup_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY provider_side FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = patient_links.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))))
  POLICY provider_side_makes FOR INSERT TO midline_app CHECK ((made_by = ( SELECT midline.current_account() AS current_account)) AND midline.sees_setup(setup_id, case_id, 'provider_side'::text) AND (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = patient_links.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))))
  POLICY provider_side_revokes FOR UPDATE TO midline_app USING (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = patient_links.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))))

-- Former values of patients' records.
TABLE patient_versions
  patient_id uuid NOT NULL
  version integer NOT NULL
  first_name text NOT NULL
  last_name text NOT NULL
  birth_date date NOT NULL
  sex text NOT NULL
  replaced_by uuid NOT NULL
  replaced_at timestamp with time zone NOT NULL
  FOREIGN KEY (patient_id) REFERENCES midline.patients(id)
  PRIMARY KEY (patient_id, version)
  FOREIGN KEY (replaced_by) REFERENCES midline.accounts(id)
  INDEX btree (replaced_by)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY keep FOR INSERT TO midline_app CHECK (replaced_by = ( SELECT midline.current_account() AS current_account))
  POLICY see FOR SELECT TO midline_app USING ((EXISTS ( SELECT FROM midline.cases c WHERE ((c.patient_id = patient_versions.patient_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))) OR (EXISTS ( SELECT FROM midline.patients p WHERE ((p.id = patient_versions.patient_id) AND (p.waiting_in = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))))

-- The person treated; belongs to the group, and is visible in a practice once there is a case there.
TABLE patients
  id uuid NOT NULL
  group_id uuid NOT NULL
  first_name text NOT NULL
  last_name text NOT NULL
  first_key text NOT NULL
  last_key text NOT NULL  -- Last name in comparable form: lower case, without accents.
  birth_date date NOT NULL
  sex text NOT NULL
  waiting_in uuid  -- The practice that made the record, until there is a case of the patient.
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  version integer NOT NULL DEFAULT 1
  FOREIGN KEY (created_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (group_id) REFERENCES midline.organisations(id)
  PRIMARY KEY (id)
  CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text, 'other'::text, 'unknown'::text])))
  FOREIGN KEY (waiting_in) REFERENCES midline.practices(id)
  INDEX btree (created_by)
  INDEX btree (group_id, birth_date)
  INDEX btree (group_id, first_key)
  INDEX btree (group_id, last_key, first_key)
  INDEX btree (waiting_in)
  POLICY change FOR UPDATE TO midline_app USING ((waiting_in = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (EXISTS ( SELECT FROM midline.cases c WHERE ((c.patient_id = patients.id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY make FOR INSERT TO midline_app CHECK (waiting_in = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))
  POLICY see FOR SELECT TO midline_app USING ((waiting_in = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (EXISTS ( SELECT FROM midline.cases c WHERE (c.patient_id = patients.id))))

-- PIN for changing person at a shared workstation; worth nothing elsewhere.
TABLE pins
  account_id uuid NOT NULL
  hash text NOT NULL
  changed_at timestamp with time zone NOT NULL
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (account_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = pins.account_id))))

-- Laboratories that a practice orders from, or did until ended_at.
TABLE practice_laboratories
  practice_id uuid NOT NULL
  laboratory_id uuid NOT NULL
  preferred boolean NOT NULL DEFAULT false
  chosen_by uuid NOT NULL
  chosen_at timestamp with time zone NOT NULL
  ended_at timestamp with time zone
  FOREIGN KEY (chosen_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (laboratory_id) REFERENCES midline.organisations(id)
  PRIMARY KEY (practice_id, laboratory_id)
  FOREIGN KEY (practice_id) REFERENCES midline.practices(id) ON DELETE CASCADE
  INDEX btree (chosen_by)
  INDEX btree (laboratory_id)
  UNIQUE INDEX btree (practice_id) WHERE (preferred AND (ended_at IS NULL))
  POLICY choose FOR ALL TO midline_app USING (practice_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))
  POLICY collaborator FOR SELECT TO midline_app USING midline.collaborates_with(practice_id, laboratory_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY see FOR SELECT TO midline_app USING ((practice_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[])) OR (laboratory_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))

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
  translation_engine text NOT NULL DEFAULT 'none'::text  -- Who translates messages of the practice's cases: the only one their text goes to.
  FOREIGN KEY (id) REFERENCES midline.organisations(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CHECK ((translation_engine = ANY (ARRAY['none'::text, 'browser'::text, 'libretranslate'::text, 'apertium'::text])))
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
  POLICY reach FOR SELECT TO midline_app USING ((group_id = ANY (( SELECT midline.groups_in_reach() AS groups_in_reach)::uuid[])) OR (account_id = ( SELECT midline.current_account() AS current_account)) OR (group_id IN ( SELECT midline.groups_inviting() AS groups_inviting)))

-- What was asked, as submitted and after each change.
TABLE prescription_versions
  order_id uuid NOT NULL
  version integer NOT NULL
  prescription jsonb NOT NULL
  written_by uuid NOT NULL
  written_at timestamp with time zone NOT NULL
  acknowledged_by uuid
  acknowledged_at timestamp with time zone
  FOREIGN KEY (acknowledged_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (order_id) REFERENCES midline.orders(id)
  PRIMARY KEY (order_id, version)
  FOREIGN KEY (written_by) REFERENCES midline.accounts(id)
  INDEX btree (acknowledged_by)
  INDEX btree (written_by)
  POLICY collaborator_writes FOR INSERT TO midline_app CHECK ((written_by = ( SELECT midline.current_account() AS current_account)) AND (EXISTS ( SELECT FROM midline.orders x WHERE ((x.id = prescription_versions.order_id) AND ('edit_prescription'::text = ANY (midline.grants_on(x.case_id)))))))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY seen_order FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.orders x WHERE (x.id = prescription_versions.order_id)))
  POLICY works_on_order FOR ALL TO midline_app USING midline.works_on(order_id)

-- Always empty: a preview is a transaction's part that is undone, and one that isn't can't be committed.
TABLE previews
  id uuid NOT NULL
  case_id uuid NOT NULL
  TRIGGER DEFERRABLE INITIALLY DEFERRED
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  PRIMARY KEY (id)
  INDEX btree (case_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true

-- Long transactions that write no live events: those of others aren't held back until they end.
TABLE quiet_transactions
  transaction xid8 NOT NULL
  PRIMARY KEY (transaction)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true

-- Which records a laboratory requires, recommends or takes, by kind of order: slot → need. What is absent is as usual.
TABLE record_requirements
  laboratory_id uuid NOT NULL
  kind text NOT NULL
  slots jsonb NOT NULL
  CHECK ((kind = ANY (ARRAY['aligner'::text, 'revision'::text, 'retainer'::text, 'replacement'::text])))
  FOREIGN KEY (laboratory_id) REFERENCES midline.organisations(id)
  PRIMARY KEY (laboratory_id, kind)
  POLICY administer FOR ALL TO midline_app USING (laboratory_id = ANY (( SELECT midline.organisations_administered() AS organisations_administered)::uuid[]))
  POLICY collaborator FOR SELECT TO midline_app USING midline.collaborates_with(NULL::uuid, laboratory_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY see FOR SELECT TO midline_app USING ((laboratory_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (EXISTS ( SELECT FROM midline.practice_laboratories pl WHERE ((pl.laboratory_id = record_requirements.laboratory_id) AND (pl.practice_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[]))))))

-- Scans, photos, X-rays and further files of an order; the bytes lie in the file store under the record's id.
TABLE records
  id uuid NOT NULL
  case_id uuid NOT NULL
  order_id uuid NOT NULL
  slot text NOT NULL
  state text NOT NULL
  file_name text NOT NULL DEFAULT ''::text
  fingerprint text NOT NULL DEFAULT ''::text  -- Recognises the same file when it is chosen again; made by the browser.
  bytes bigint NOT NULL DEFAULT 0
  format text
  problem text
  facts jsonb NOT NULL DEFAULT '{}'::jsonb
  renditions text[] NOT NULL DEFAULT '{}'::text[]
  content_hash text
  side text NOT NULL
  added_by uuid NOT NULL
  added_name text NOT NULL
  added_at timestamp with time zone NOT NULL
  arrived_at timestamp with time zone
  checked_at timestamp with time zone
  sent_at timestamp with time zone  -- Since when the laboratory sees it: with its order, or with records sent later.
  verdict text
  rejected_because text
  verdict_by uuid
  verdict_name text
  verdict_at timestamp with time zone
  replaces uuid  -- The record in whose place it stands: that one comes back when this one is taken away before it was sent.
  replaced_at timestamp with time zone
  removed_at timestamp with time zone  -- Taken away; files and row go soon after.
  problems jsonb NOT NULL DEFAULT '[]'::jsonb  -- Everything that is wrong with the file of a setup: code, where, facts.
  treatment jsonb  -- The treatment table that the file of a setup brings along.
  FOREIGN KEY (added_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  FOREIGN KEY (order_id) REFERENCES midline.orders(id)
  PRIMARY KEY (id)
  CHECK ((side = ANY (ARRAY['provider_side'::text, 'laboratory'::text])))
  CHECK ((state = ANY (ARRAY['uploading'::text, 'checking'::text, 'ready'::text, 'unreadable'::text, 'posted'::text, 'received'::text])))
  FOREIGN KEY (verdict_by) REFERENCES midline.accounts(id)
  CHECK ((verdict = ANY (ARRAY['accepted'::text, 'rejected'::text])))
  INDEX btree (added_at) WHERE (state = ANY (ARRAY['uploading'::text, 'checking'::text]))
  INDEX btree (added_by)
  INDEX btree (case_id)
  INDEX btree (order_id, slot)
  UNIQUE INDEX btree (order_id, slot) WHERE ((replaced_at IS NULL) AND (removed_at IS NULL) AND (slot <> ALL (ARRAY['xray_other'::text, 'file'::text, 'setup'::text])))
  INDEX btree (removed_at) WHERE (removed_at IS NOT NULL)
  INDEX btree (verdict_by)
  POLICY collaborator FOR SELECT TO midline_app USING (((side = 'provider_side'::text) OR (EXISTS ( SELECT FROM midline.setups s WHERE ((s.record_id = records.id) AND (s.withdrawn_at IS NULL))))) AND midline.collaborates(case_id))
  POLICY collaborator_adds FOR INSERT TO midline_app CHECK ((side = 'provider_side'::text) AND midline.brings_records(order_id))
  POLICY collaborator_changes FOR UPDATE TO midline_app USING ((side = 'provider_side'::text) AND midline.brings_records(order_id))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY laboratory FOR ALL TO midline_app USING (((side = 'laboratory'::text) OR (sent_at IS NOT NULL)) AND (EXISTS ( SELECT FROM midline.orders x WHERE ((x.id = records.order_id) AND (x.sent_at IS NOT NULL) AND ((x.laboratory_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) OR (x.manufacturer_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))))))
  POLICY provider_side FOR ALL TO midline_app USING (((side = 'provider_side'::text) OR (EXISTS ( SELECT FROM midline.setups s WHERE ((s.record_id = records.id) AND (s.withdrawn_at IS NULL))))) AND (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = records.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))))

-- Each replaces one code of the authenticator app, once.
TABLE recovery_codes
  account_id uuid NOT NULL
  digest bytea NOT NULL
  used_at timestamp with time zone
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (account_id, digest)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) OR (EXISTS ( SELECT FROM midline.accounts a WHERE (a.id = recovery_codes.account_id))))

-- A person's saved views and columns of Manage Orders.
TABLE saved_views
  account_id uuid NOT NULL
  views jsonb NOT NULL DEFAULT '[]'::jsonb
  columns jsonb NOT NULL DEFAULT '[]'::jsonb
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (account_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING (account_id = ( SELECT midline.current_account() AS current_account))

-- Which members of a planning service work on which case that was given to it; its managers see all of them.
TABLE service_assignments
  case_id uuid NOT NULL
  service_id uuid NOT NULL
  account_id uuid NOT NULL
  assigned_by uuid NOT NULL
  assigned_at timestamp with time zone NOT NULL
  ended_at timestamp with time zone
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  FOREIGN KEY (assigned_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  PRIMARY KEY (case_id, service_id, account_id)
  FOREIGN KEY (service_id) REFERENCES midline.organisations(id)
  INDEX btree (account_id)
  INDEX btree (assigned_by)
  UNIQUE INDEX btree (case_id, service_id) WHERE (ended_at IS NULL)
  INDEX btree (service_id, account_id) WHERE (ended_at IS NULL)
  POLICY assigned FOR SELECT TO midline_app USING (account_id = ( SELECT midline.current_account() AS current_account))
  POLICY colleagues FOR SELECT TO midline_app USING (service_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[]))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY service FOR ALL TO midline_app USING (service_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))

-- Who of a planning service gets each new case of a provider at once.
TABLE service_defaults
  service_id uuid NOT NULL
  practitioner_id uuid NOT NULL
  account_id uuid NOT NULL
  set_by uuid NOT NULL
  set_at timestamp with time zone NOT NULL
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  PRIMARY KEY (service_id, practitioner_id)
  FOREIGN KEY (practitioner_id) REFERENCES midline.practitioners(id)
  FOREIGN KEY (service_id) REFERENCES midline.organisations(id)
  FOREIGN KEY (set_by) REFERENCES midline.accounts(id)
  INDEX btree (account_id)
  INDEX btree (practitioner_id)
  INDEX btree (set_by)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY manager FOR ALL TO midline_app USING (service_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) CHECK ((service_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) AND (set_by = ( SELECT midline.current_account() AS current_account)) AND midline.works_for_service(service_id, account_id))
  POLICY service FOR SELECT TO midline_app USING (service_id = ANY (( SELECT midline.organisations_in_reach() AS organisations_in_reach)::uuid[]))

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

-- Comments pinned to a version of a setup, and the answers to them.
TABLE setup_comments
  id uuid NOT NULL
  case_id uuid NOT NULL
  setup_id uuid NOT NULL
  thread_id uuid  -- The comment that this one answers; an answer is seen by whoever sees that comment.
  number integer  -- Counted through the version's internal comments from 1: the letter on the pin.
  account_id uuid NOT NULL
  name text NOT NULL
  side text NOT NULL
  audience text NOT NULL
  written_at timestamp with time zone NOT NULL
  edited_at timestamp with time zone
  body text NOT NULL
  stage integer
  tooth integer
  point double precision[]  -- On a tooth in the tooth's own coordinates, without a tooth in the mouth's. Millimetres.
  sent_at timestamp with time zone  -- Since when an internal comment was sent along with a decline.
  resolved_at timestamp with time zone
  resolved_by uuid
  resolved_name text
  laboratory_number integer  -- Counted from 1 through those that the laboratory reads, as they reach it: the number on the pin.
  service text  -- The planning service for which the person wrote.
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  CHECK ((audience = ANY (ARRAY['internal'::text, 'laboratory'::text])))
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  CHECK (((side = 'provider_side'::text) OR (audience = 'laboratory'::text)))
  CHECK (((number IS NOT NULL) = ((thread_id IS NULL) AND (audience = 'internal'::text))))
  CHECK (((laboratory_number IS NOT NULL) = ((thread_id IS NULL) AND ((audience = 'laboratory'::text) OR (sent_at IS NOT NULL)))))
  PRIMARY KEY (id)
  CHECK ((cardinality(point) = 3))
  FOREIGN KEY (resolved_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (setup_id) REFERENCES midline.setups(id)
  CHECK ((side = ANY (ARRAY['provider_side'::text, 'laboratory'::text])))
  FOREIGN KEY (thread_id) REFERENCES midline.setup_comments(id)
  INDEX btree (account_id)
  INDEX btree (case_id)
  INDEX btree (resolved_by)
  INDEX btree (setup_id)
  UNIQUE INDEX btree (setup_id, laboratory_number) WHERE (laboratory_number IS NOT NULL)
  UNIQUE INDEX btree (setup_id, number) WHERE (number IS NOT NULL)
  INDEX btree (thread_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY laboratory FOR SELECT TO midline_app USING (((audience = 'laboratory'::text) OR (sent_at IS NOT NULL)) AND midline.sees_setup(setup_id, case_id, 'laboratory'::text))
  POLICY laboratory_changes FOR UPDATE TO midline_app USING ((side = 'laboratory'::text) AND (account_id = ( SELECT midline.current_account() AS current_account)) AND midline.sees_setup(setup_id, case_id, 'laboratory'::text))
  POLICY laboratory_writes FOR INSERT TO midline_app CHECK ((side = 'laboratory'::text) AND (account_id = ( SELECT midline.current_account() AS current_account)) AND midline.sees_setup(setup_id, case_id, 'laboratory'::text) AND ((thread_id IS NULL) OR midline.answers_comment(thread_id, setup_id, 'laboratory'::text)))
  POLICY provider_side FOR SELECT TO midline_app USING midline.sees_setup(setup_id, case_id, 'provider_side'::text)
  POLICY provider_side_changes FOR UPDATE TO midline_app USING midline.sees_setup(setup_id, case_id, 'provider_side'::text)
  POLICY provider_side_writes FOR INSERT TO midline_app CHECK ((side = 'provider_side'::text) AND (account_id = ( SELECT midline.current_account() AS current_account)) AND midline.sees_setup(setup_id, case_id, 'provider_side'::text) AND ((thread_id IS NULL) OR midline.answers_comment(thread_id, setup_id, 'provider_side'::text)))

-- Who says to be working on a version, and until when. Blocks nobody; what it ends with is asked when it is read.
TABLE setup_reservations
  setup_id uuid NOT NULL
  account_id uuid NOT NULL
  case_id uuid NOT NULL
  name text NOT NULL
  service text
  since timestamp with time zone NOT NULL
  until timestamp with time zone NOT NULL
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  CHECK ((until > since))
  PRIMARY KEY (setup_id, account_id)
  FOREIGN KEY (setup_id) REFERENCES midline.setups(id)
  INDEX btree (account_id)
  INDEX btree (case_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING (account_id = ( SELECT midline.current_account() AS current_account)) CHECK ((account_id = ( SELECT midline.current_account() AS current_account)) AND midline.still_works_on(case_id, account_id) AND (EXISTS ( SELECT FROM midline.setups s WHERE ((s.id = setup_reservations.setup_id) AND (s.case_id = setup_reservations.case_id)))))
  POLICY seen_setup FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.setups s WHERE (s.id = setup_reservations.setup_id)))

-- Numbered versions of the planned tooth movement; numbers run through the case and are never used again.
TABLE setups
  id uuid NOT NULL
  order_id uuid NOT NULL
  case_id uuid NOT NULL
  version integer NOT NULL
  record_id uuid NOT NULL
  content_hash text NOT NULL  -- SHA-256 of what was delivered: an approval binds to it.
  upper_stages integer NOT NULL
  lower_stages integer NOT NULL
  note text NOT NULL DEFAULT ''::text
  delivered_by uuid NOT NULL
  delivered_name text NOT NULL
  delivered_at timestamp with time zone NOT NULL
  withdrawn_at timestamp with time zone
  withdrawn_because text
  decision text
  decided_by uuid
  decided_name text
  decided_at timestamp with time zone
  instructions text
  treatment jsonb NOT NULL DEFAULT '{}'::jsonb  -- The treatment table as delivered: interproximal reduction, attachments, elastics, wear days and notes by stage; part of what content_hash covers.
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  UNIQUE (case_id, version)
  FOREIGN KEY (decided_by) REFERENCES midline.accounts(id)
  CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text])))
  FOREIGN KEY (delivered_by) REFERENCES midline.accounts(id)
  FOREIGN KEY (order_id) REFERENCES midline.orders(id)
  PRIMARY KEY (id)
  FOREIGN KEY (record_id) REFERENCES midline.records(id)
  INDEX btree (decided_by)
  INDEX btree (delivered_by)
  INDEX btree (order_id)
  UNIQUE INDEX btree (order_id) WHERE ((decision IS NULL) AND (withdrawn_at IS NULL))
  INDEX btree (record_id)
  POLICY collaborator_declines FOR UPDATE TO midline_app USING midline.collaborates(case_id) CHECK (midline.collaborates(case_id) AND (NOT (decision IS DISTINCT FROM 'declined'::text)))
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY seen_order FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.orders x WHERE (x.id = setups.order_id)))
  POLICY works_on_order FOR ALL TO midline_app USING midline.works_on(order_id)

-- What a laboratory sent, whole or in parts.
TABLE shipments
  id uuid NOT NULL
  order_id uuid NOT NULL
  number integer NOT NULL
  shipped_at timestamp with time zone NOT NULL
  shipped_by uuid NOT NULL
  shipped_name text NOT NULL
  arch text
  from_stage integer
  to_stage integer
  carrier text NOT NULL
  tracking_number text NOT NULL DEFAULT ''::text
  note text NOT NULL DEFAULT ''::text
  arrived_at timestamp with time zone
  CHECK ((arch = ANY (ARRAY['upper'::text, 'lower'::text])))
  FOREIGN KEY (order_id) REFERENCES midline.orders(id)
  UNIQUE (order_id, number)
  PRIMARY KEY (id)
  FOREIGN KEY (shipped_by) REFERENCES midline.accounts(id)
  INDEX btree (shipped_by)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY seen_order FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.orders x WHERE (x.id = shipments.order_id)))
  POLICY works_on_order FOR ALL TO midline_app USING midline.works_on(order_id)

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

-- *Submit for me*: who may submit and cancel for a provider at a practice.
TABLE submitters
  practice_id uuid NOT NULL
  practitioner_id uuid NOT NULL
  account_id uuid NOT NULL
  given_at timestamp with time zone NOT NULL
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  PRIMARY KEY (practice_id, practitioner_id, account_id)
  FOREIGN KEY (practice_id) REFERENCES midline.practices(id)
  FOREIGN KEY (practitioner_id) REFERENCES midline.practitioners(id)
  INDEX btree (account_id)
  INDEX btree (practitioner_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY practice FOR ALL TO midline_app USING (practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])) CHECK (EXISTS ( SELECT FROM midline.practitioners p WHERE ((p.id = submitters.practitioner_id) AND (p.account_id = ( SELECT midline.current_account() AS current_account)))))

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

-- Fills the treatment approach of a provider's new orders.
TABLE treatment_preferences
  account_id uuid NOT NULL
  approach jsonb NOT NULL
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  PRIMARY KEY (account_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR ALL TO midline_app USING (account_id = ( SELECT midline.current_account() AS current_account))

-- Cases with a message that a person has not seen; viewer_id is as whom: practice, laboratory, planning service, or the account itself as collaborator.
TABLE unread_cases
  account_id uuid NOT NULL
  viewer_id uuid NOT NULL
  case_id uuid NOT NULL
  since timestamp with time zone NOT NULL
  thread text NOT NULL DEFAULT 'laboratory'::text
  number integer NOT NULL DEFAULT 0  -- The newest of the messages not seen, so that reading up to an earlier one doesn't clear it.
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id) ON DELETE CASCADE
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  PRIMARY KEY (account_id, viewer_id, case_id, thread)
  CHECK ((thread = ANY (ARRAY['laboratory'::text, 'collaborators'::text])))
  INDEX btree (case_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY own FOR SELECT TO midline_app USING (account_id = ( SELECT midline.current_account() AS current_account))
  POLICY read FOR DELETE TO midline_app USING (account_id = ( SELECT midline.current_account() AS current_account))

-- What was done for a patient at a visit, as the provider side recorded it. The laboratory doesn't see it.
TABLE visits
  id uuid NOT NULL
  case_id uuid NOT NULL
  order_id uuid NOT NULL
  setup_id uuid NOT NULL
  place integer NOT NULL  -- Counted through the order from 1, those taken back included: of two people recording the same visit, one is told.
  on_day date NOT NULL  -- The day in the practice's time zone.
  recorded_at timestamp with time zone NOT NULL
  account_id uuid NOT NULL
  name text NOT NULL
  from_stage integer  -- The first and the last stage whose aligners were handed over.
  to_stage integer
  wears_stage integer  -- What the patient wore from then on; wears_since may lie before the visit.
  wears_since date
  planned_stage integer  -- The stage that start and wear days had planned for that day.
  wear_days integer  -- Aligners that begin from this day on are worn for so many days.
  done text[] NOT NULL DEFAULT '{}'::text[]  -- What of the setup's plan was done: see contract/procedures.ts.
  note text NOT NULL DEFAULT ''::text
  taken_back_at timestamp with time zone  -- Recorded by mistake: it counts no more.
  FOREIGN KEY (account_id) REFERENCES midline.accounts(id)
  FOREIGN KEY (case_id) REFERENCES midline.cases(id)
  CHECK (((from_stage IS NULL) = (to_stage IS NULL)))
  CHECK (((from_stage >= 1) AND (from_stage <= to_stage)))
  CHECK (((wears_stage IS NULL) = (wears_since IS NULL)))
  FOREIGN KEY (order_id) REFERENCES midline.orders(id)
  UNIQUE (order_id, place)
  PRIMARY KEY (id)
  FOREIGN KEY (setup_id) REFERENCES midline.setups(id)
  INDEX btree (account_id)
  INDEX btree (case_id)
  INDEX btree (setup_id)
  POLICY jobs FOR ALL TO midline_worker USING true CHECK true
  POLICY provider_side FOR SELECT TO midline_app USING (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = visits.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))))
  POLICY record FOR INSERT TO midline_app CHECK ((account_id = ( SELECT midline.current_account() AS current_account)) AND (EXISTS ( SELECT FROM midline.setups s WHERE ((s.id = visits.setup_id) AND (s.order_id = visits.order_id) AND (s.case_id = visits.case_id) AND (s.decision = 'approved'::text)))) AND (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = visits.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[]))))))
  POLICY take_back FOR UPDATE TO midline_app USING ((account_id = ( SELECT midline.current_account() AS current_account)) AND (taken_back_at IS NULL) AND (EXISTS ( SELECT FROM midline.cases c WHERE ((c.id = visits.case_id) AND (c.practice_id = ANY (( SELECT midline.own_viewers() AS own_viewers)::uuid[])))))) CHECK (account_id = ( SELECT midline.current_account() AS current_account))

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
