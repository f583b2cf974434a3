// Written by `npm run schema` from the migrated database.
import type { ColumnType } from 'kysely';

type Defaulted<T> = ColumnType<T, T | undefined, T>;

export type Tables = {
  accounts: {
    id: string;
    email: string;
    email_key: string;
    first_name: string;
    last_name: string;
    language: Defaulted<string>;
    time_zone: Defaulted<string>;
    tooth_notation: Defaulted<string>;
    theme: Defaulted<string>;
    instance_administrator: Defaulted<boolean>;
    created_at: Date;
  };
  audit_entries: {
    id: string;
    at: Date;
    account_id: string | null;
    session_id: string | null;
    acted_as: string | null;
    permission: string;
    action: string;
    reads: boolean;
    organisation_id: string | null;
    group_id: string | null;
    subject_kind: string | null;
    subject_id: string | null;
    address: Defaulted<string>;
    facts: Defaulted<unknown>;
    transaction: Defaulted<string>;
  };
  audit_seals: {
    position: string;
    entry_id: string;
    digest: Buffer;
    sealed_at: Date;
    complete_before: string;
  };
  audit_values: {
    entry_id: string;
    subject_id: string;
    sealed: Buffer;
  };
  email_changes: {
    id: string;
    account_id: string;
    new_email: string;
    new_email_key: string;
    requested_at: Date;
    confirmed_new_at: Date | null;
    confirmed_old_at: Date | null;
    effective_at: Date | null;
    ended_at: Date | null;
    ended_as: string | null;
  };
  events: {
    position: Defaulted<string>;
    transaction: Defaulted<string>;
    at: Date;
    kind: string;
    organisation_id: string | null;
    account_id: string | null;
    session_id: string | null;
  };
  groups: {
    id: string;
    provider_clinical_roles: Defaulted<string[]>;
  };
  instance: {
    singular: Defaulted<boolean>;
    id: string;
    set_up_at: Date | null;
    created_at: Date;
  };
  invitation_links: {
    digest: Buffer;
    invitation_id: string;
    created_at: Date;
    superseded_at: Date | null;
  };
  invitations: {
    id: string;
    organisation_id: string;
    email: string;
    email_key: string;
    first_name: string;
    last_name: string;
    language: string;
    role: string;
    level: string;
    clinical_role: string | null;
    specialty: Defaulted<string>;
    registration_number: Defaulted<string>;
    practitioner_id: string | null;
    invited_by: string;
    inviter_name: string;
    created_at: Date;
    sent_at: Date;
    expires_at: Date;
    not_delivered_at: Date | null;
    link_copied_at: Date | null;
    accepted_at: Date | null;
    accepted_by: string | null;
    declined_at: Date | null;
    revoked_at: Date | null;
    lapsed_at: Date | null;
  };
  known_devices: {
    account_id: string;
    digest: Buffer;
    last_seen_at: Date;
  };
  letters: {
    id: string;
    to_address: string;
    language: string;
    template: string;
    payload: Buffer | null;
    message_id: string;
    about_kind: string | null;
    about_id: string | null;
    state: Defaulted<string>;
    attempts: Defaulted<number>;
    next_attempt_at: Date | null;
    last_error: string | null;
    created_at: Date;
    sent_at: Date | null;
  };
  link_secrets: {
    digest: Buffer;
    purpose: string;
    account_id: string | null;
    email_change_id: string | null;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
  logos: {
    practice_id: string;
    png: Buffer;
  };
  members: {
    id: string;
    organisation_id: string;
    account_id: string;
    first_name: string;
    last_name: string;
    email: string;
    email_key: Defaulted<string>;
    language: Defaulted<string>;
    role: string;
    level: string;
    practitioner_id: string | null;
    joined_at: Date;
    deactivated_at: Date | null;
    removed_at: Date | null;
  };
  oidc_identities: {
    issuer: string;
    subject: string;
    account_id: string;
    created_at: Date;
  };
  organisations: {
    id: string;
    kind: string;
    name: string;
    name_key: string;
    group_id: string | null;
    created_at: Date;
    version: Defaulted<number>;
  };
  passkeys: {
    id: string;
    account_id: string;
    credential_id: Buffer;
    public_key: Buffer;
    counter: Defaulted<string>;
    transports: Defaulted<string[]>;
    name: string;
    created_at: Date;
    last_used_at: Date | null;
  };
  passwords: {
    account_id: string;
    hash: string;
    changed_at: Date;
  };
  pins: {
    account_id: string;
    hash: string;
    changed_at: Date;
  };
  practices: {
    id: string;
    street_address: Defaulted<string>;
    city: Defaulted<string>;
    postal_code: Defaulted<string>;
    country: string;
    phone: Defaulted<string>;
    email: Defaulted<string>;
    time_zone: string;
    language: string;
    logo_version: string | null;
    second_factor_required: Defaulted<boolean>;
    workstation_idle_minutes: Defaulted<number>;
  };
  practitioners: {
    id: string;
    group_id: string;
    first_name: string;
    last_name: string;
    name_key: string;
    clinical_role: string;
    specialty: Defaulted<string>;
    registration_number: Defaulted<string>;
    account_id: string | null;
    created_at: Date;
  };
  recovery_codes: {
    account_id: string;
    digest: Buffer;
    used_at: Date | null;
  };
  sessions: {
    id: string;
    account_id: string;
    digest: Buffer;
    started_at: Date;
    last_seen_at: Date;
    expires_at: Date;
    ended_at: Date | null;
    awaits_second_factor: Defaulted<boolean>;
    second_factor_at: Date | null;
    workstation_id: string | null;
    locked_at: Date | null;
    address: Defaulted<string>;
    user_agent: Defaulted<string>;
  };
  sign_in_attempts: {
    key: Buffer;
    failures: number;
    wait_until: Date;
    last_at: Date;
  };
  subject_keys: {
    subject_id: string;
    wrapped_key: Buffer | null;
    created_at: Date;
    destroyed_at: Date | null;
  };
  totp_secrets: {
    account_id: string;
    secret: Buffer;
    confirmed_at: Date | null;
    last_step: Defaulted<string>;
    created_at: Date;
  };
  webauthn_challenges: {
    id: string;
    account_id: string | null;
    challenge: string;
    created_at: Date;
    used_at: Date | null;
  };
  workstations: {
    id: string;
    practice_id: string;
    name: string;
    digest: Buffer;
    created_by: string;
    created_at: Date;
    last_used_at: Date | null;
    removed_at: Date | null;
  };
};
