import type { Context } from '#contract/identity.ts';

/** Organisations that belong together in the switcher: a group's practices, or all laboratories, or all services. */
export type Owner = {
  key: string;
  kind: Context['kind'];
  name: string | null;
  /** The group itself can be opened: all my practices. */
  allPractices: boolean;
  places: Context[];
};

/** Sorts what an account may open under its owners, keeping only what matches a search. */
export function byOwner(contexts: readonly Context[], search: string): Owner[] {
  const owners = new Map<string, Owner>();
  for (const context of contexts) {
    const key = ownerKey(context);
    const owner = owners.get(key) ?? { key, kind: context.kind, name: null, allPractices: false, places: [] };
    owners.set(key, owner);
    if (context.kind === 'group') Object.assign(owner, { allPractices: true, name: context.name });
    else owner.places.push(context);
    owner.name ??= context.groupName;
  }
  const sorted = [...owners.values()].sort((one, other) => order(one) - order(other) || byName(one, other));
  for (const owner of sorted) {
    owner.allPractices ||= owner.places.length > 1 && owner.kind === 'practice';
    owner.places = owner.places.filter((place) => matches(place, search)).sort(byName);
  }
  return search.trim() ? sorted.filter((owner) => owner.places.length > 0) : sorted;
}

/** Groups and their practices first, then laboratories, then planning services. */
function order(owner: Owner): number {
  return ['group', 'practice', 'laboratory', 'planning_service'].indexOf(
    owner.kind === 'group' ? 'practice' : owner.kind,
  );
}

function ownerKey(context: Context): string {
  if (context.kind === 'group') return context.organisationId;
  return context.kind === 'practice' ? (context.groupId ?? context.organisationId) : context.kind;
}

function byName(one: { name: string | null }, other: { name: string | null }): number {
  return (one.name ?? '').localeCompare(other.name ?? '');
}

function matches(place: Context, search: string): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain(`${place.name} ${place.city} ${place.groupName ?? ''}`).includes(plain(search.trim()));
}
