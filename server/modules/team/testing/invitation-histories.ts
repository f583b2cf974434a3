import fc from 'fast-check';

/*
 * Random histories of invitations: two practices of one group, three addresses, and the accounts that come into being. Numbers point
 * at whatever invitation, link or account there is at that moment, counted round.
 */
export const practices = [0, 1] as const;
export const addresses = [0, 1, 2] as const;

const practice = fc.constantFrom(...practices);
const address = fc.constantFrom(...addresses);
const pick = fc.nat(5);

export type Command =
  | { do: 'invite'; practice: 0 | 1; address: 0 | 1 | 2; by: 'admin' | 'manager' }
  | { do: 'add'; practice: 0 | 1; address: 0 | 1 | 2 }
  | { do: 'resend' | 'edit' | 'revoke' | 'bounce'; invitation: number }
  | { do: 'wait'; minutes: number }
  | { do: 'accept' | 'acceptInTwoTabs' | 'decline'; account: number; invitation: number }
  | { do: 'lookUp' | 'signUp' | 'declineByLink' | 'askForNewest'; link: number }
  | { do: 'provision'; address: 0 | 1 | 2 }
  | { do: 'changeAddress'; account: number; address: 0 | 1 | 2 }
  | { do: 'remove' | 'deactivate' | 'reactivate'; practice: 0 | 1; account: number };

/** Half of the time what makes things go on, half of the time what gets in its way. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('invite' as const),
      practice,
      address,
      by: fc.constantFrom('admin' as const, 'manager' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('add' as const), practice, address }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('resend' as const, 'edit' as const, 'revoke' as const, 'bounce' as const),
      invitation: pick,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(2, 3 * 1440, 7 * 1440) }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom('accept' as const, 'acceptInTwoTabs' as const, 'decline' as const),
      account: pick,
      invitation: pick,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('lookUp' as const, 'signUp' as const, 'declineByLink' as const, 'askForNewest' as const),
      link: pick,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('provision' as const), address }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('changeAddress' as const), account: pick, address }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('remove' as const, 'deactivate' as const, 'reactivate' as const),
      practice,
      account: pick,
    }),
  },
);

export const history = (longest: number) => fc.array(command, { maxLength: longest, size: 'max' });

/** What can be seen from outside after each step: every invitation's state, who is in which practice, which links open something. */
export type Picture = { invitations: string[]; members: string[]; links: string[] };

/** Does one command and says how it came out: `done`, a refusal's code, or what was found. */
export type Machine = { perform(command: Command): string; picture(): Picture };
