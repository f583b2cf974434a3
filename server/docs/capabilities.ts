import * as apiTokens from '#contract/api-tokens.ts';
import * as audit from '#contract/audit.ts';
import * as cases from '#contract/cases.ts';
import * as chairside from '#contract/chairside.ts';
import * as collaboration from '#contract/collaboration.ts';
import * as collaboratorMessages from '#contract/collaborator-messages.ts';
import * as collaboratorView from '#contract/collaborator-view.ts';
import * as collaborators from '#contract/collaborators.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import * as givingCases from '#contract/giving-cases.ts';
import * as handOvers from '#contract/hand-overs.ts';
import * as identity from '#contract/identity.ts';
import { endpoints } from '#contract/index.ts';
import * as laboratories from '#contract/laboratories.ts';
import * as live from '#contract/live.ts';
import * as manageOrders from '#contract/manage-orders.ts';
import * as messages from '#contract/messages.ts';
import * as orders from '#contract/orders.ts';
import * as patients from '#contract/patients.ts';
import * as planningServices from '#contract/planning-services.ts';
import * as practices from '#contract/practices.ts';
import * as records from '#contract/records.ts';
import * as reservations from '#contract/reservations.ts';
import * as setupComments from '#contract/setup-comments.ts';
import * as setups from '#contract/setups.ts';
import * as team from '#contract/team.ts';
import * as translation from '#contract/translation.ts';

export type Capability = { name: string; about: string; endpoints: Endpoint[] };

const files: { name: string; about: string; file: object }[] = [
  {
    name: 'Accounts',
    about: 'Set-up, signing in, sessions, second factors, shared workstations, one’s own profile.',
    file: identity,
  },
  {
    name: 'Practices',
    about: 'Groups, practices, laboratories and planning services; the instance and its outgoing mail.',
    file: practices,
  },
  { name: 'Team', about: 'Members, invitations, practitioners; joining and leaving.', file: team },
  { name: 'Laboratories', about: 'Whom a practice orders from; packages and required records.', file: laboratories },
  { name: 'Patients', about: 'The people treated: find, make, correct.', file: patients },
  { name: 'Cases', about: 'A case with its people and history; moving it between practices.', file: cases },
  { name: 'Records', about: 'Scans, photos, X-rays and further files: uploads, checking, viewing.', file: records },
  {
    name: 'Orders',
    about: 'Drafts, submission, and everything that happens to an order until it is closed; what a provider sets once.',
    file: orders,
  },
  {
    name: 'Treatment setups',
    about: 'Versions in review: facts, meshes, comments, the printed sheet; links by which a patient sees one.',
    file: { ...setups, ...setupComments },
  },
  { name: 'Chairside', about: 'What to do at a patient’s next visit, and what was done.', file: chairside },
  { name: 'Manage Orders', about: 'The list of cases: filters, counts, saved views, export.', file: manageOrders },
  {
    name: 'Collaborators',
    about: 'To whom a provider opens cases: consent, invitation, what is granted, acceptance, the group’s texts.',
    file: collaborators,
  },
  {
    name: 'Giving cases',
    about: 'Which cases are open to which collaborator; who sees a case, and as what.',
    file: givingCases,
  },
  {
    name: 'Collaboration',
    about:
      'Where a collaboration stands: ready for approval, back to evaluating, leaving; the list of cases shared with me, and orders begun for a provider.',
    file: { ...collaboration, ...collaboratorView },
  },
  {
    name: 'Planning services',
    about: 'Whose case it is within a service, who works on a version and until when, tokens for a service’s software.',
    file: { ...planningServices, ...reservations, ...apiTokens },
  },
  {
    name: 'Messages',
    about: 'The thread of a case with its collaborators, translated on demand, and the one with the laboratory.',
    file: { ...collaboratorMessages, ...translation, ...messages },
  },
  { name: 'Hand-overs', about: 'Giving cases to another provider.', file: handOvers },
  { name: 'Audit', about: 'Who did what, and when.', file: audit },
  { name: 'Live', about: 'What changed, as it changes.', file: live },
];

/** Every endpoint of the contract under the capability whose file declares it. */
export const capabilities: readonly Capability[] = files
  .map(({ name, about, file }) => {
    const declared = new Set<unknown>(Object.values(file));
    return { name, about, endpoints: endpoints.filter((endpoint) => declared.has(endpoint)).sort(byPath) };
  })
  .filter((capability) => capability.endpoints.length > 0);

/** Which of two comes first in a description; the order in which modules name their exports is not the same everywhere. */
export function byPath(one: Endpoint, other: Endpoint): number {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  return one.path.localeCompare(other.path) || methods.indexOf(one.method) - methods.indexOf(other.method);
}
