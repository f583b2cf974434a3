import { caseGives, standings } from '#contract/case-permissions.ts';
import {
  type CollaborationCondition,
  type CollaborationTransition,
  type CollaboratorStatus,
  collaborationTransitions,
  collaboratorStatuses,
} from '#contract/collaborator-status.ts';
import { table } from './markdown-table.ts';
import { standingTitles } from './order-life-page.ts';

/** docs/collaborator-status.md: the table of transitions as people read it. */

const meanings: Record<CollaboratorStatus, string> = {
  none: 'no collaborator on the case',
  awaiting: 'collaborator given, nothing to review',
  evaluating: 'a setup is open for review',
  ready: 'a collaborator marked the open version as ready for approval',
  approved: 'the newest order with a setup is approved and under way',
  archived: 'every order is completed, cancelled, refused or closed; collaborators only read',
};

const conditions: Record<CollaborationCondition, string> = {
  last: 'nobody else is collaborator on the case',
  others_stay: 'others stay collaborators',
  last_mark: 'no other mark stands',
  marks_stand: 'a mark stands',
  not_held: 'the order isn’t on hold',
};

export function collaboratorStatusPage(): string {
  return [
    '# The collaborator status',
    '',
    'Written by `npm run docs` from contract/collaborator-status.ts and contract/case-permissions.ts. A test fails when it is out of date.',
    '',
    'Buttons, guard and this page come from one table; the database works the same out from facts, and a property test runs random histories of',
    'several people against both. Who hasn’t accepted, is suspended or has left doesn’t count, nor does their mark; a decline that was sent stands.',
    '',
    '## Statuses',
    '',
    table(
      ['Status', 'When'],
      collaboratorStatuses.map((status) => [`\`${status}\``, meanings[status]]),
    ),
    '',
    '## Transitions',
    '',
    'For a case with one order under review. With two at once (an approval is taken back while a revision is under way) the status is worked out',
    'anew after each event, as where the table says so: archived if the case is closed; ready or evaluating if a version is open; approved; awaiting.',
    '',
    table(
      ['Event', 'From', 'To', 'Who may', 'When', 'Reason'],
      collaborationTransitions.map((each) => [
        `\`${each.event}\``,
        each.from.map((from) => `\`${from}\``).join(', '),
        targetOf(each),
        whoMay(each),
        each.when?.map((condition) => conditions[condition]).join('; ') ?? '',
        each.reason ? 'required' : '',
      ]),
    ),
    '',
  ].join('\n');
}

const targetOf = ({ to }: CollaborationTransition): string =>
  to === 'same' ? 'stays' : to === 'anew' ? 'worked out anew' : `\`${to}\``;

const whoMay = ({ may }: CollaborationTransition): string =>
  standings
    .filter((standing) => caseGives(standing, may))
    .map((standing) => standingTitles[standing])
    .join(', ');
