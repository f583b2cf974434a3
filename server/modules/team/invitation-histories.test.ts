import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Command, history, type Picture } from './testing/invitation-histories.ts';
import { NaiveInvitations } from './testing/naive-invitations.ts';
import { PureInvitations } from './testing/pure-invitations.ts';

const ended = /accepted|declined|revoked/;
const joins = new Set<Command['do']>(['accept', 'acceptInTwoTabs', 'signUp', 'add', 'reactivate']);

/** What must hold after every step, whatever the step was. */
function checkInvariants(command: Command, before: Picture, after: Picture): void {
  const open = after.invitations.filter((one) => /pending|not_delivered/.test(one)).map((one) => one.split(' ')[0]);
  if (new Set(open).size !== open.length) throw new Error('two open invitations for one address and practice');
  const members = after.members.map((one) => one.split(' ')[0]);
  if (new Set(members).size !== members.length) throw new Error('two memberships of one person in one practice');
  const entered = after.members.filter((one) => one.endsWith(' in') && !before.members.includes(one));
  if (entered.length > 1 || (entered.length > 0 && !joins.has(command.do))) throw new Error(`joined by ${command.do}`);
  if (after.links.filter((one) => one === 'opens').length !== open.length)
    throw new Error('an open invitation without its one link');
  before.invitations.forEach((one, index) => {
    if (ended.test(one) && after.invitations[index] !== one)
      throw new Error(`${one} became ${after.invitations[index]}`);
  });
}

test('100 000 random histories: the rules agree with a naive reading of them, and no invariant breaks', {
  timeout: 120_000,
}, () => {
  let steps = 0;
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(history(30), (commands) => {
      const [real, naive] = [new PureInvitations(), new NaiveInvitations()];
      let before = real.picture();
      for (const command of commands) {
        const [outcome, expected] = [real.perform(command), naive.perform(command)];
        if (outcome !== expected) throw new Error(`${JSON.stringify(command)}: ${outcome}, naively ${expected}`);
        const [after, naively] = [real.picture(), naive.picture()];
        if (JSON.stringify(after) !== JSON.stringify(naively)) {
          throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(after)}, naively ${JSON.stringify(naively)}`);
        }
        checkInvariants(command, before, after);
        before = after;
        steps += 1;
        const key = `${command.do} ${outcome}`;
        outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
      }
    }),
    { numRuns: 100_000 },
  );
  // The histories go everywhere: every act comes out in every way that there is.
  expect(steps).toBeGreaterThan(1_000_000);
  expect(reached.filter((key) => !outcomes.has(key))).toEqual([]);
});

const reached = [
  ...['done', 'already_member', 'member_deactivated', 'known_in_group', 'invitation_open'].map(
    (one) => `invite ${one}`,
  ),
  ...['done', 'already_member', 'member_deactivated', 'not_known_in_group'].map((one) => `add ${one}`),
  ...['done', 'invitation_not_open', 'already_member'].map((one) => `resend ${one}`),
  ...['done', 'invitation_not_open'].flatMap((one) => [`edit ${one}`, `revoke ${one}`]),
  ...[
    'done',
    'not_found',
    'invitation_accepted',
    'invitation_declined',
    'invitation_revoked',
    'invitation_expired',
    'own_membership_deactivated',
  ].map((one) => `accept ${one}`),
  'acceptInTwoTabs done invitation_accepted',
  ...['sign_in', 'sign_up', 'invitation_superseded', 'invitation_expired', 'invitation_revoked'].map(
    (one) => `lookUp ${one}`,
  ),
  ...['done', 'invitation_superseded', 'invitation_needs_sign_in'].map((one) => `signUp ${one}`),
];
