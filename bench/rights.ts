import { createRequire } from 'node:module';
import { newEnforcer, newModelFromString } from 'casbin';
import type { Actor } from '#access/actor.ts';
import { decideOnTheCase, type FoundStanding } from '#access/guard.ts';
import { type CasePermission, casePermissions, type Standing, standings } from '#contract/case-permissions.ts';
import { newId } from '#platform/ids.ts';
import { isRefusal } from '#platform/refusal.ts';
import { Figures, percentile } from './figures.ts';
import { casbinModel, casbinRules, cedarPolicies } from './rights/policies.ts';

const cedar = createRequire(import.meta.url)(
  '@cedar-policy/cedar-wasm/nodejs',
) as typeof import('@cedar-policy/cedar-wasm/nodejs');

const requests = 20_000;
const rounds = 3;

type Asked = { standings: Standing[]; permission: CasePermission; found: FoundStanding };

/**
 * A permission decision on a case, in process, from what the request's first flight found: the guard's own, scope included, beside
 * cedar-wasm and casbin with the same table. First every request is put to all three, and they must agree; then they are timed in turns.
 */
export async function bench(): Promise<boolean> {
  const figures = new Figures();
  const asked = Array.from({ length: requests }, (_, n) => request(n));
  const engines = await everyEngine();
  let disagreements = 0;
  let allowed = 0;
  for (const each of asked) {
    const [ours, ...others] = engines.map(({ decide }) => decide(each));
    if (others.some((other) => other !== ours)) disagreements += 1;
    if (ours) allowed += 1;
  }
  figures.tell(
    `requests with 0 to 5 of ${standings.length} standings and ${casePermissions.length} permissions`,
    requests,
  );
  figures.tell('  allowed', (100 * allowed) / requests, '%');
  figures.atMost('  where the three disagree', disagreements, 0, '');
  const times = new Map(engines.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1)
    for (const { name, decide } of engines) {
      const all = times.get(name)!;
      for (const each of asked) {
        const before = process.hrtime.bigint();
        decide(each);
        all.push(Number(process.hrtime.bigint() - before) / 1000);
      }
    }
  for (const { name } of engines) {
    const all = times.get(name)!;
    if (name === 'Midline') figures.atMost(`${name}, p99`, percentile(all, 0.99), 10, 'µs');
    else figures.tell(`${name}, p99`, percentile(all, 0.99), 'µs');
    figures.tell(`  median`, percentile(all, 0.5), 'µs');
  }
  return figures.met();
}

type Engine = { name: string; decide: (asked: Asked) => boolean };

async function everyEngine(): Promise<Engine[]> {
  const parsed = cedar.preparsePolicySet('case permissions', { staticPolicies: cedarPolicies() });
  if (parsed.type !== 'success') throw new Error(`cedar didn't take the policies: ${JSON.stringify(parsed)}`);
  const enforcer = await newEnforcer(newModelFromString(casbinModel));
  await enforcer.addFunction('stands', (held: string[], standing: string) => held.includes(standing));
  await enforcer.addPolicies(casbinRules());
  const actor = { secondFactor: true } as Actor;
  return [
    { name: 'Midline', decide: ({ permission, found }) => !isRefusal(decideOnTheCase(permission, actor, found)) },
    {
      name: 'cedar-wasm, policies parsed before',
      decide: (asked) => {
        const answer = cedar.statefulIsAuthorized({
          principal: { type: 'Account', id: 'me' },
          action: { type: 'Action', id: asked.permission },
          resource: { type: 'Case', id: asked.found.case_id },
          context: { standings: asked.standings },
          entities: [],
          preparsedPolicySetId: 'case permissions',
        });
        if (answer.type !== 'success') throw new Error(`cedar didn't decide: ${JSON.stringify(answer)}`);
        return answer.response.decision === 'allow';
      },
    },
    { name: 'casbin', decide: (asked) => enforcer.enforceSync(asked.standings, asked.permission) },
  ];
}

/** The same requests in every run. */
function request(n: number): Asked {
  const held = standings.filter((_, place) => (n * 2_654_435_761 + place * 40_503) % 97 < 14).slice(0, 5);
  return {
    standings: held,
    permission: casePermissions[(n * 7_919) % casePermissions.length]!,
    found: {
      case_id: newId(),
      practice_id: newId(),
      group_id: newId(),
      standings: held,
      laboratories: [],
      second_factor_required: false,
      collaborator_viewers: [],
      service: null,
    },
  };
}
