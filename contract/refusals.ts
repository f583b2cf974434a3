/** Every refusal that the API can give, with its HTTP status. The sentence stands in phrases/<language>/refusals.json. */
export const refusals = {
  // what was sent
  malformed: 400,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  too_many_requests: 429,
  // who is asking
  not_signed_in: 401,
  second_factor_needed: 401,
  locked: 401,
  cross_site: 403,
  not_allowed: 403,
  second_factor_required: 403,
  not_found: 404,
  not_for_tokens: 403,
  token_scope_missing: 403,
  // sign-in and account
  wrong_credentials: 401,
  wrong_code: 401,
  wait_before_retry: 429,
  password_too_common: 422,
  wrong_password: 422,
  passkey_not_accepted: 401,
  address_in_use: 409,
  link_invalid: 404,
  link_used: 409,
  link_expired: 410,
  set_up_done: 409,
  second_factor_already_on: 409,
  second_factor_off: 409,
  pin_too_simple: 422,
  not_a_workstation: 409,
  oidc_not_configured: 404,
  oidc_no_account: 403,
  oidc_failed: 401,
  // team
  already_member: 409,
  member_deactivated: 409,
  own_membership_deactivated: 409,
  member_not_deactivated: 409,
  known_in_group: 409,
  not_known_in_group: 409,
  invitation_open: 409,
  invitation_superseded: 409,
  invitation_expired: 410,
  invitation_revoked: 410,
  invitation_accepted: 409,
  invitation_declined: 410,
  invitation_for_other_address: 409,
  invitation_not_open: 409,
  invitation_needs_sign_in: 409,
  mail_is_configured: 409,
  link_already_copied: 409,
  last_admin: 409,
  last_group_manager: 409,
  organisation_has_manager: 409,
  role_not_of_organisation: 422,
  clinical_role_missing: 422,
  clinical_role_not_of_role: 422,
  registration_number_missing: 422,
  registration_number_invalid: 422,
  practitioner_taken: 409,
  practitioner_not_in_group: 422,
  nothing_to_import: 422,
  import_has_errors: 422,
  // practices
  name_taken: 409,
  picture_unreadable: 422,
  changed_meanwhile: 409,
  // laboratories and patients
  laboratory_not_offered: 422,
  birth_date_in_future: 422,
  patient_unknown: 422,
  // cases and orders
  order_moved_on: 409,
  not_from_here: 409,
  order_incomplete: 422,
  order_of_kind_open: 409,
  general_information_fixed: 409,
  needs_provider: 409,
  not_a_provider: 422,
  provides_elsewhere: 409,
  not_yours: 403,
  no_approved_setup: 409,
  case_cancelled: 409,
  case_unknown: 422,
  package_needed: 422,
  package_not_offered: 422,
  package_used_up: 409,
  not_the_version_seen: 409,
  prescription_not_acknowledged: 409,
  nothing_changed: 422,
  nothing_rejected: 409,
  stages_out_of_order: 422,
  not_of_laboratory: 422,
  practice_not_in_group: 422,
  not_admin_of_both: 403,
  hand_over_over: 409,
  until_in_past: 422,
  // records
  record_too_large: 413,
  file_empty: 422,
  too_many_records: 409,
  record_replaced: 409,
  record_not_ready: 409,
  records_still_rejected: 409,
  uploads_unfinished: 409,
  upload_conflict: 409,
  range_not_there: 416,
  files_unavailable: 503,
  // treatment setups
  treatment_not_of_setup: 422,
  treatment_not_neighbours: 422,
  treatment_ends_before: 422,
  comment_unknown: 422,
  tooth_not_in_setup: 422,
  too_many_comments: 409,
  too_late_to_edit: 409,
  setup_not_shareable: 409,
  too_many_links: 409,
  // messages of collaborators
  case_archived: 409,
  attachment_unknown: 422,
  attachment_unreadable: 422,
  too_many_attachments: 409,
  translation_off: 409,
  language_not_offered: 422,
  translation_failed: 502,
  translation_too_slow: 504,
  engine_not_configured: 422,
  // planning services
  setup_not_open: 409,
  not_a_member_of_service: 422,
  too_many_tokens: 409,
  // visits
  visit_recorded_meanwhile: 409,
  visit_not_last: 409,
  visit_too_old: 409,
  visit_empty: 422,
  order_held: 409,
  stages_not_sent: 409,
  stages_not_next: 422,
  procedure_unknown: 422,
  day_not_possible: 422,
  // becoming a collaborator
  consent_needed: 409,
  consent_outdated: 409,
  collaborator_exists: 409,
  collaborator_is_provider: 422,
  collaboration_over: 409,
  practice_not_of_provider: 422,
  service_unknown: 422,
  // giving cases
  case_not_to_be_shared: 409,
  giving_running: 409,
  preview_changes_nothing: 403,
} as const;

export type RefusalCode = keyof typeof refusals;

/** Refusals that any endpoint may give, so that endpoints needn't list them. */
export const generalRefusals = [
  'malformed',
  'too_large',
  'unsupported_media_type',
  'invalid',
  'too_many_requests',
  'not_signed_in',
  'second_factor_needed',
  'second_factor_required',
  'locked',
  'cross_site',
  'not_allowed',
  'not_found',
  'not_for_tokens',
  'token_scope_missing',
] as const satisfies readonly RefusalCode[];
export type GeneralRefusal = (typeof generalRefusals)[number];

/** The body of every refusal on the wire, media type application/problem+json (RFC 9457). */
export type Problem = {
  type: 'about:blank';
  title: string;
  status: number;
  code: RefusalCode;
  /** Where what was sent is invalid: path in the body, and a code for the reason. */
  errors?: { path: string; reason: string }[];
  /** Facts that the sentence for this refusal names, e.g. `{ member: "Ann Lee" }`. */
  facts?: Record<string, string | number | boolean>;
  /** The permission that is missing. */
  needs?: string;
};
