const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A row of Manage Orders as the contract's caseRow, made by PostgreSQL from `r`; `me` and `today` are SQL. */
export function rowJson(me: string, today: string): string {
  return `json_build_object(
    'id', r.case_id, 'number', r.number, 'practiceId', r.practice_id, 'practice', r.practice,
    'patient', case when r.patient_id is not null then json_build_object('id', r.patient_id, 'firstName', r.first_name, 'lastName', r.last_name) end,
    'provider', case when r.practitioner_id is not null then
      json_build_object('practitionerId', r.practitioner_id, 'name', r.provider, 'you', coalesce(r.provider_account_id = ${me}, false)) end,
    'laboratory', r.laboratory, 'technician', r.technician, 'lastActivityAt', ${instant('r.last_activity_at')},
    'status', r.status, 'category', r.category, 'orders', r.orders, 'package', nullif(r.package, ''), 'setupVersion', nullif(r.setup_version, 0),
    'collaboratorStatus', r.collaborator_status, 'collaborators', r.collaborators, 'turn', r.turn,
    'yourTurn', r.turn_holder = ${me}::text or r.turn_holder = case r.side when 'practice' then 'provider_side' when 'laboratory' then 'laboratory' end,
    'turnSince', ${instant('r.turn_since')}, 'promisedOn', r.promised_on,
    'overdue', r.turn = 'laboratory' and r.promised_on is not null and r.promised_on < ${today},
    'needsProvider', r.needs_provider, 'answerNeeded', r.answer_needed,
    'unread', exists (select from unread_cases u where u.account_id = ${me} and u.viewer_id = r.viewer_id and u.case_id = r.case_id),
    'notShared', r.not_shared)`;
}
