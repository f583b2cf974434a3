import type { Standing } from '#contract/case-permissions.ts';
import { caseGives, standings } from '#contract/case-permissions.ts';
import {
  type Category,
  type Condition,
  categories,
  meaningOf,
  type Transition,
  transitions,
} from '#contract/order-life.ts';
import { table } from './markdown-table.ts';

/** docs/order-life.md: the table of transitions as people read it. */

export const standingTitles: Record<Standing, string> = {
  provider: 'Provider',
  submitter: 'Submit for me',
  practice_admin: 'Practice Admin',
  practice_member: 'Practice member',
  group_manager: 'Group manager',
  laboratory_manager: 'Laboratory manager',
  technician: 'Technician',
  collaborator: 'Collaborator',
  collaborator_archived: 'Collaborator, archived case',
  grant_add_orders: '+ Add orders',
  grant_revisions: '+ Revisions and replacements',
  grant_edit_prescription: '+ Edit prescription',
  grant_manage_records: '+ Manage records',
  grant_laboratory_thread: '+ Talk to the laboratory',
  grant_prices: '+ See prices',
};

const conditions: Record<Condition, string> = {
  has_provider: 'the case has a provider',
  provider_or_setup: 'by the provider, or the order has a setup',
  somebody_else_without_setup: 'by somebody else, and the order has no setup',
  untouched: 'the laboratory hasn’t acted on the decision',
  not_begun: 'manufacturing hasn’t begun',
  own_approval: 'the approval is one’s own',
  cancellation_asked: 'cancelling was asked for',
  no_cancellation_asked: 'cancelling wasn’t asked for yet',
};

export function orderLifePage(): string {
  return [
    '# The life of an order',
    '',
    'Written by `npm run docs` from contract/order-life.ts and contract/case-permissions.ts. A test fails when it is out of date.',
    '',
    'Buttons, guard and this page come from one table. An order of kind aligner or revision has a treatment setup; a retainer or replacement',
    'has none and goes from accepted to manufacturing. The order is held while an event happens to it: of two people acting at once one',
    'succeeds, and the other is refused with `order_moved_on`, which names where it stands, who brought it there and when.',
    '',
    '## Categories',
    '',
    table(
      ['Category', 'Status shown', 'Whose turn', 'Next'],
      categories.map((category) => [
        `\`${category}\``,
        category === 'on_hold' ? 'as before' : meaningOf[category].status.replaceAll('_', ' '),
        category === 'on_hold' ? 'nobody' : meaningOf[category].turn.replaceAll('_', ' '),
        nextOf(category),
      ]),
    ),
    '',
    'While a cancellation waits for the laboratory’s consent it is the laboratory’s turn.',
    '',
    '## Transitions',
    '',
    table(
      ['Event', 'From', 'To', 'Who may', 'Kinds', 'When', 'Reason'],
      transitions.map((each) => [
        `\`${each.event}\``,
        each.from.map((from) => `\`${from}\``).join(', '),
        targetOf(each),
        whoMay(each),
        each.kinds?.join(', ') ?? 'all',
        each.when?.map((condition) => conditions[condition]).join('; ') ?? '',
        each.reason ? 'required' : '',
      ]),
    ),
    '',
  ].join('\n');
}

function nextOf(category: Category): string {
  const events = transitions.filter(({ from }) => from.includes(category)).map(({ event }) => `\`${event}\``);
  return [...new Set(events)].join(', ') || '–';
}

function targetOf({ to }: Transition): string {
  if (to === 'same') return 'stays';
  return to === 'before' ? 'where it was held' : `\`${to}\``;
}

const whoMay = ({ may }: Transition): string =>
  standings
    .filter((standing) => caseGives(standing, may))
    .map((standing) => standingTitles[standing])
    .join(', ');
