import { positionsIn } from '#access/actor.ts';
import { allowedActs } from '#access/decide.ts';
import type { Call } from '#access/route.ts';
import type { viewMe } from '#contract/identity.ts';
import { type Level, landingPages, type OrganisationKind, type Role, roleDefaults } from '#contract/permissions.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Reach } from '#platform/live/streams.ts';
import type { Platform } from '#platform/platform.ts';
import { refuse } from '#platform/refusal.ts';
import { asAccount, findAccount, hasSecondFactor, pendingEmail } from '../identity/index.ts';

type ContextRow = {
  id: string;
  kind: OrganisationKind;
  name: string;
  group_id: string | null;
  group_name: string | null;
  city: string | null;
  logo_version: string | null;
  second_factor_required: boolean | null;
  memberships: { kind: OrganisationKind; role: Role; level: Level }[];
};

/** The account, and every organisation it may open: as member, or as manager of the group. */
export async function viewTheMe({ tx, actor }: Call<typeof viewMe>) {
  const account = await findAccount(tx, actor.accountId);
  if (!account) return refuse('not_found');
  const rows = await contextRows(tx, actor.accountId);
  const [waiting] = await tx.query<{ count: string }>(
    `select count(*) from invitations i where i.email_key = own_address() and i.expires_at > $1
       and i.accepted_at is null and i.declined_at is null and i.revoked_at is null and i.lapsed_at is null`,
    [tx.now],
  );
  return {
    account: asAccount(account),
    contexts: rows.map((row) => {
      const positions = positionsIn(row.kind, row.memberships, false);
      return {
        organisationId: row.id,
        kind: row.kind,
        name: row.name,
        groupId: row.group_id,
        groupName: row.group_name,
        logoVersion: row.logo_version,
        city: row.city ?? '',
        positions,
        landing: landingOf(row.memberships.find((membership) => membership.kind === row.kind)?.role),
        secondFactorMissing: (row.second_factor_required ?? false) && !actor.secondFactor,
        may: allowedActs(positions),
      };
    }),
    waitingInvitations: Number(waiting!.count),
    pendingEmail: await pendingEmail(tx, actor.accountId),
    secondFactor: await hasSecondFactor(tx, actor.accountId),
    workstation: actor.workstationId ? await workstationOf(tx, actor.workstationId) : null,
    may: actor.instanceAdministrator ? allowedActs(['instance_administrator']) : [],
  };
}

/** The page a role opens in; Manage Orders until its own page exists. */
export function landingOf(role: Role | undefined): string {
  const landing = role ? roleDefaults[role].landingWithoutPracticeSystem : 'manage_orders';
  return (landingPages as readonly string[]).includes(landing) ? landing : 'manage_orders';
}

async function workstationOf(tx: Tx, workstationId: string) {
  const [row] = await tx.query<{ id: string; name: string; minutes: number }>(
    `select p.id, o.name, p.workstation_idle_minutes as minutes from workstations w
     join practices p on p.id = w.practice_id join organisations o on o.id = p.id where w.id = $1`,
    [workstationId],
  );
  return row ? { practiceId: row.id, practiceName: row.name, idleMinutes: row.minutes } : null;
}

function contextRows(tx: Tx, accountId: string): Promise<ContextRow[]> {
  return tx.query<ContextRow>(
    `select o.id, o.kind, o.name, o.group_id, g.name as group_name, p.city, p.logo_version, p.second_factor_required,
       jsonb_agg(jsonb_build_object('kind', mo.kind, 'role', m.role, 'level', m.level)) as memberships
     from members m join organisations mo on mo.id = m.organisation_id
     join organisations o on o.id = m.organisation_id or (m.role = 'group_manager' and o.group_id = m.organisation_id)
     left join organisations g on g.id = o.group_id left join practices p on p.id = o.id
     where m.account_id = $1 and m.removed_at is null and m.deactivated_at is null
     group by o.id, g.name, p.city, p.logo_version, p.second_factor_required
     order by g.name nulls last, o.kind = 'practice', o.name`,
    [accountId],
  );
}

/** What an account may hear of: changes of organisations, and of cases where it is an active member. */
export async function reachOf(platform: Platform, accountId: string): Promise<Reach> {
  return platform.database.app.transaction(async (tx) => {
    // In one flight: when a server comes back, every open page asks at once.
    const [, [row]] = await Promise.all([
      tx.actAs(accountId),
      tx.query<{ organisations: string[] | null; viewers: string[] }>(
        'select organisations_in_reach() as organisations, own_viewers() as viewers',
      ),
    ]);
    return { organisations: new Set(row!.organisations), viewers: new Set(row!.viewers) };
  });
}
