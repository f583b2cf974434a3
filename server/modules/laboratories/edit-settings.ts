import { decide } from '#access/decide.ts';
import type { Answer, Call } from '#access/route.ts';
import type { CasePackage, editPackages, editRequirements, viewLaboratorySettings } from '#contract/laboratories.ts';
import { orderKinds } from '#contract/order-life.ts';
import { type Requirements, slotNames } from '#contract/records.ts';
import { newId } from '#platform/ids.ts';
import { announce } from '#platform/live/announce.ts';
import { refuse } from '#platform/refusal.ts';
import { nameKey } from '../practices/index.ts';
import { holdPackages, packagesOf, replacePackages, replaceRequirements, requirementsOf } from './store.ts';

export async function viewTheSettings(call: Call<typeof viewLaboratorySettings>) {
  const { tx, scope, actor } = call;
  const [packages, requirements] = await Promise.all([
    packagesOf(tx, scope.organisationId),
    requirementsOf(tx, scope.organisationId),
  ]);
  return { packages, requirements, mayEdit: decide(actor.positions, 'laboratory_settings.edit').allowed };
}

/** Sets the packages in the order given. Cases that have one keep the limits they were approved with. */
export async function editThePackages(call: Call<typeof editPackages>): Promise<Answer<typeof editPackages>> {
  const { tx, scope, body } = call;
  const before = await holdPackages(tx, scope);
  const known = new Set(before.map(({ id }) => id));
  const given = body.packages.map(({ id }) => id).filter((id) => id !== null);
  if (given.some((id) => !known.has(id)) || new Set(given).size < given.length) return refuse('not_found');
  const names = body.packages.map(({ name }) => nameKey(name));
  if (new Set(names).size < names.length) return refuse('name_taken');
  const packages = body.packages.map((each) => ({ ...each, id: each.id ?? newId() }));
  await replacePackages(tx, scope, packages);
  await announce(tx, { kind: 'laboratory_changed', organisationId: scope.organisationId });
  call.audit({
    subject: { kind: 'organisation', id: scope.organisationId },
    changes: packageChanges(before, packages),
  });
  return { packages: await packagesOf(tx, scope.organisationId) };
}

/** One change for each package that isn't what it was. */
export function packageChanges(before: readonly CasePackage[], after: readonly CasePackage[]) {
  const text = (each: CasePackage | undefined) =>
    each &&
    [each.name, each.stages, each.revisions, each.retainerSets, each.months]
      .map((part) => part ?? '∞')
      .concat(each.price, each.offered ? '' : '✕')
      .join(' · ')
      .replace(/( · )+$/, '');
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids
    .map((id) => {
      const [was, is] = [before.find((each) => each.id === id), after.find((each) => each.id === id)];
      return { field: 'package', before: text(was) ?? null, after: text(is) ?? null };
    })
    .filter((change) => change.before !== change.after);
}

export async function editTheRequirements(
  call: Call<typeof editRequirements>,
): Promise<Answer<typeof editRequirements>> {
  const { tx, scope, body } = call;
  const before = await requirementsOf(tx, scope.organisationId);
  const requirements = { ...before };
  for (const kind of orderKinds) requirements[kind] = { ...before[kind], ...body.requirements[kind] };
  await replaceRequirements(tx, scope, requirements);
  await announce(tx, { kind: 'laboratory_changed', organisationId: scope.organisationId });
  call.audit({
    subject: { kind: 'organisation', id: scope.organisationId },
    changes: orderKinds.flatMap((kind) =>
      requirementChanges(before[kind], requirements[kind]).map((change) => ({
        ...change,
        field: `${kind}.${change.field}`,
      })),
    ),
  });
  return { requirements: await requirementsOf(tx, scope.organisationId) };
}

function requirementChanges(before: Requirements, after: Requirements) {
  return slotNames
    .filter((slot) => before[slot] !== after[slot])
    .map((slot) => ({ field: slot, before: before[slot] ?? null, after: after[slot] ?? null }));
}
