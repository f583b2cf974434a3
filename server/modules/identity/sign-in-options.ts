import type { Answer, Call } from '#access/route.ts';
import type { signInOptions as endpoint } from '#contract/identity.ts';
import type { Platform } from '#platform/platform.ts';
import { workstationHere } from './session.ts';
import { instanceSetUpAt } from './store/accounts.ts';
import { peopleAt } from './store/workstations.ts';

/** What the sign-in page offers. People are listed only to the holder of a shared workstation's cookie. */
export async function signInOptions(platform: Platform, call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> {
  const { oidc } = platform.config;
  const workstation = await workstationHere(call.tx, platform, call.browser);
  const people = workstation ? await peopleAt(call.tx, workstation.digest) : [];
  return {
    oidc: oidc && { label: oidc.label },
    workstation: workstation
      ? {
          practiceName: workstation.practice_name,
          people: people.map((person) => ({
            accountId: person.account_id,
            name: `${person.first_name} ${person.last_name}`,
          })),
        }
      : null,
    setUpNeeded: (await instanceSetUpAt(call.tx)) === null,
  };
}
