import {
  type CasePermission,
  caseGives,
  casePermissions,
  type Standing,
  standings,
} from '#contract/case-permissions.ts';

/** The table of contract/case-permissions.ts in the words of the engines that are measured beside ours. */

const holders = (permission: CasePermission): Standing[] =>
  standings.filter((standing) => caseGives(standing, permission));

/** One permit for each permission: whoever stands in one of these ways. */
export function cedarPolicies(): string {
  return casePermissions
    .map((permission) => {
      const among = holders(permission).map((standing) => JSON.stringify(standing));
      return `permit(principal, action == Action::"${permission}", resource) when { context.standings.containsAny([${among.join(', ')}]) };`;
    })
    .join('\n');
}

export const casbinModel = `
[request_definition]
r = standings, act
[policy_definition]
p = standing, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && stands(r.standings, p.standing)
`;

/** One rule for each cell of the table that is filled with yes. */
export function casbinRules(): string[][] {
  return casePermissions.flatMap((permission) => holders(permission).map((standing) => [standing, permission]));
}
