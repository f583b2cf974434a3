import type { Context, Me } from '#contract/identity.ts';

/** An organisation, or the view of what is shared with oneself as a collaborator. */
export type Place = Omit<Context, 'kind'> & { kind: Context['kind'] | 'collaborator' };

/** Where the cases are that are shared with me. */
export const collaboratorViewPath = '/collaborator-view';

const placeKey = 'midline.place';

/** The address an organisation opens under. */
export function placePath(context: Pick<Place, 'kind' | 'organisationId'>): string {
  if (context.kind === 'collaborator') return collaboratorViewPath;
  const segment = {
    practice: 'practices',
    group: 'groups',
    laboratory: 'laboratories',
    planning_service: 'planning-services',
  }[context.kind];
  return `/${segment}/${context.organisationId}`;
}

/** What an account may open under this id: an organisation, or a group in which it works at several practices. */
export function openableAt(contexts: readonly Context[], organisationId: string | undefined): Context | undefined {
  if (!organisationId) return undefined;
  return (
    contexts.find((each) => each.organisationId === organisationId) ?? severalPracticesOf(contexts, organisationId)
  );
}

/** All my practices of a group that I don't manage: opens their cases together, and nothing of the group itself. */
function severalPracticesOf(contexts: readonly Context[], groupId: string): Context | undefined {
  const practices = contexts.filter((each) => each.kind === 'practice' && each.groupId === groupId);
  const [one] = practices;
  if (!one || practices.length < 2) return undefined;
  return {
    ...one,
    organisationId: groupId,
    kind: 'group',
    name: one.groupName ?? '',
    logoVersion: null,
    city: '',
    positions: [],
    secondFactorMissing: practices.some((each) => each.secondFactorMissing),
    may: [],
  };
}

/** Remembers the organisation that was open, for the next visit of this account. */
export function rememberPlace(accountId: string, organisationId: string): void {
  try {
    localStorage.setItem(placeKey, `${accountId} ${organisationId}`);
  } catch {
    // Without storage the first organisation opens.
  }
}

/** Opens an organisation just joined next, whoever was here before. */
export function rememberNewPlace(organisationId: string): void {
  rememberPlace('new', organisationId);
}

/** Where somebody who just came in is led: the last place still open to them, else the first, else what waits for them. */
export function homePath(me: Me): string {
  const last = rememberedPlace(me.account.id);
  const practices = me.contexts.filter((context) => context.kind === 'practice');
  const remembered = openableAt(me.contexts, last);
  const context = remembered ?? practices[0] ?? me.contexts[0];
  // Whoever only works for a planning service has the assigned cases there, and none in its place.
  if (!remembered && context?.kind === 'planning_service' && !context.may.includes('cases.see'))
    return collaboratorViewPath;
  if (context) return placePath(context);
  if (me.waitingInvitations > 0) return '/account/invitations';
  return me.may.includes('instance.run') ? '/instance/organisations' : collaboratorViewPath;
}

/** The organisation that this account opened last in this browser. */
export function rememberedPlace(accountId: string): string | undefined {
  try {
    const [account, place] = (localStorage.getItem(placeKey) ?? '').split(' ');
    return account === accountId || account === 'new' ? place : undefined;
  } catch {
    return undefined;
  }
}

/** A path within Midline to return to after sign-in, or undefined. */
export function safeReturn(path: unknown): string | undefined {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : undefined;
}
