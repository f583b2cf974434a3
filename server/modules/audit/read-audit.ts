import { allowedActs } from '#access/decide.ts';
import type { Answer, Call } from '#access/route.ts';
import type { readAudit as endpoint } from '#contract/audit.ts';
import type { Platform } from '#platform/platform.ts';
import { describeEntries } from './describe-entries.ts';
import { entriesOf, membersEver } from './store.ts';

const pageSize = 50;

export const readAudit =
  (platform: Platform) =>
  async (call: Call<typeof endpoint>): Promise<Answer<typeof endpoint>> => {
    const { tx, scope, actor } = call;
    const { before, ...filters } = call.query;
    const [rows, members] = await Promise.all([
      entriesOf(tx, scope, filters, before ?? null, pageSize + 1),
      membersEver(tx, scope),
    ]);
    const page = rows.slice(0, pageSize);
    const { entries, actors } = await describeEntries(tx, platform.secret, scope, page);
    const people = new Map([...members, ...actors].map((person) => [person.accountId, person]));
    return {
      entries,
      next: rows.length > pageSize ? page.at(-1)!.id : null,
      people: [...people.values()].sort((a, b) => a.name.localeCompare(b.name)),
      may: allowedActs(actor.positions).filter((act) => act === 'audit.read' || act === 'audit.export'),
    };
  };
