import { expect, test } from 'vitest';
import type { Context } from '#contract/identity.ts';
import { byOwner } from './owners.ts';

const place = (
  organisationId: string,
  kind: Context['kind'],
  name: string,
  groupId: string | null,
  groupName: string | null,
) => ({ organisationId, kind, name, groupId, groupName, city: '' }) as Context;

const lake = place('p1', 'practice', 'Lake', 'g1', 'North');
const hill = place('p2', 'practice', 'Hill', 'g1', 'North');
const sea = place('p3', 'practice', 'Séa', 'g2', 'South');
const lab = place('l1', 'laboratory', 'Alpine', null, null);

test('practices stand under their group, groups before laboratories', () => {
  const owners = byOwner([lab, sea, lake, hill], '');
  expect(owners.map((owner) => [owner.name, owner.places.map((each) => each.name)])).toEqual([
    ['North', ['Hill', 'Lake']],
    ['South', ['Séa']],
    [null, ['Alpine']],
  ]);
});

test('all my practices of a group can be opened by whoever has several, or manages it', () => {
  const managed = place('g2', 'group', 'South', 'g2', 'South');
  const owners = byOwner([lake, hill, sea], '');
  expect(owners.map((owner) => owner.allPractices)).toEqual([true, false]);
  expect(byOwner([sea, managed], '').map((owner) => owner.allPractices)).toEqual([true]);
});

test('search finds a name without its accents, and leaves out groups where nothing matches', () => {
  const owners = byOwner([lake, hill, sea, lab], 'sea');
  expect(owners.map((owner) => owner.places.map((each) => each.name))).toEqual([['Séa']]);
});
