import type { Context, Me } from '#contract/identity.ts';

const placeKey = 'midline.place';

/** The address an organisation opens under. */
export function placePath(context: Pick<Context, 'kind' | 'organisationId'>): string {
  const segment = {
    practice: 'practices',
    group: 'groups',
    laboratory: 'laboratories',
    planning_service: 'planning-services',
  }[context.kind];
  return `/${segment}/${context.organisationId}`;
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
  const context = me.contexts.find((each) => each.organisationId === last) ?? practices[0] ?? me.contexts[0];
  if (context) return placePath(context);
  if (me.waitingInvitations > 0) return '/account/invitations';
  return me.may.includes('instance.run') ? '/instance/organisations' : '/account/invitations';
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
