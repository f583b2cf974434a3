-- What lists needn't prepare.

set local search_path = midline, pg_catalog;

create function groups_inviting() returns setof uuid language sql stable security definer parallel safe rows 2
set search_path = midline, pg_temp as $$
  select o.group_id from organisations o where o.id in (select organisations_inviting())
$$;
comment on function groups_inviting() is 'Groups of the organisations that the account, or the holder of the link, is invited to.';

-- A function instead of a query: its policies would be prepared with every list, though hardly anybody who reads one is being invited.
alter policy reach on practitioners
  using (group_id = any ((select groups_in_reach())::uuid[]) or account_id = (select current_account()) or group_id in (select groups_inviting()));

revoke all on function groups_inviting() from public;
grant execute on function groups_inviting() to midline_app, midline_worker;
