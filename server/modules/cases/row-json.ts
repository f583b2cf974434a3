/**
 * A row of Manage Orders as the contract's caseRow: text made by PostgreSQL from `r`; `me` and `today` are SQL. What is the same for each
 * reader was made when the row was written.
 */
export function rowJson(me: string, today: string): string {
  return `r.told || case when r.practitioner_id is null then '' when r.provider_account_id = ${me} then 'true}' else 'false}' end
    || ', "yourTurn": ' || case when r.turn_holder = ${me}::text or r.turn_holder = case r.side when 'practice' then 'provider_side' when 'laboratory' then 'laboratory' else 'collaborator' end
      then 'true' else 'false' end
    || ', "overdue": ' || case when r.turn = 'laboratory' and r.promised_on is not null and r.promised_on < ${today} then 'true' else 'false' end
    || ', "unread": ' || case when exists (select from unread_cases u where u.account_id = ${me} and u.viewer_id = r.viewer_id and u.case_id = r.case_id)
      then 'true' else 'false' end
    || ', "unreadMessages": ' || case when exists (select from unread_cases u where u.account_id = ${me} and u.viewer_id = r.viewer_id and u.case_id = r.case_id
      and u.thread = 'collaborators') then 'true}' else 'false}' end`;
}
