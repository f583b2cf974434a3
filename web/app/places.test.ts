import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Context, Me } from '#contract/identity.ts';
import { homePath, openableAt, rememberNewPlace, rememberPlace, safeReturn } from './places.ts';

const context = (organisationId: string, kind: Context['kind']) => ({ organisationId, kind }) as Context;
const me = (...contexts: Context[]) =>
  ({ account: { id: 'anna' }, contexts, waitingInvitations: 0, may: ['instance.run'] }) as unknown as Me;

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('after sign-in', () => {
  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', undefined])(
    'nobody is led to %s',
    (path) => expect(safeReturn(path)).toBeUndefined(),
  );

  test('one returns to the page one wanted', () => {
    expect(safeReturn('/practices/1/settings/users?x=1')).toBe('/practices/1/settings/users?x=1');
  });

  test('a practice opens before its group', () => {
    expect(homePath(me(context('g', 'group'), context('p', 'practice')))).toBe('/practices/p');
  });

  test('whoever only works for a planning service begins in My Collaborator View, its managers with all its cases', () => {
    const service = (may: string[]) => ({ ...context('s', 'planning_service'), may }) as unknown as Context;
    expect(homePath(me(service([])))).toBe('/collaborator-view');
    expect(homePath(me(service(['cases.see'])))).toBe('/planning-services/s');
    rememberPlace('anna', 's');
    expect(homePath(me(service([])))).toBe('/planning-services/s');
  });

  test('the place opened last opens again, but only for the same account', () => {
    const everywhere = me(context('p', 'practice'), context('l', 'laboratory'));
    rememberPlace('anna', 'l');
    expect(homePath(everywhere)).toBe('/laboratories/l');
    rememberPlace('ben', 'l');
    expect(homePath(everywhere)).toBe('/practices/p');
  });

  test('a place that one may no longer open is not tried', () => {
    rememberPlace('anna', 'gone');
    expect(homePath(me(context('p', 'practice')))).toBe('/practices/p');
  });

  test('a place just joined opens first', () => {
    rememberNewPlace('l');
    expect(homePath(me(context('p', 'practice'), context('l', 'laboratory')))).toBe('/laboratories/l');
  });

  test('whoever only runs the instance comes to it', () => {
    expect(homePath(me())).toBe('/instance/organisations');
  });
});

describe('all my practices of a group', () => {
  const inGroup = (organisationId: string, groupId: string) =>
    ({
      organisationId,
      groupId,
      groupName: 'Lake',
      kind: 'practice',
      may: ['cases.see'],
      secondFactorMissing: false,
    }) as Context;

  test('open together for somebody who works at several, without any right over the group', () => {
    const group = openableAt([inGroup('p', 'g'), inGroup('q', 'g')], 'g');
    expect(group).toMatchObject({ kind: 'group', organisationId: 'g', name: 'Lake', may: [], positions: [] });
  });

  test('don’t open for somebody who works at one, or in another group', () => {
    expect(openableAt([inGroup('p', 'g'), inGroup('q', 'h')], 'g')).toBeUndefined();
    expect(openableAt([inGroup('p', 'g'), inGroup('q', 'g')], 'h')).toBeUndefined();
  });
});
