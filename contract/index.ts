import * as apiTokens from './api-tokens.ts';
import * as audit from './audit.ts';
import * as cases from './cases.ts';
import * as chairside from './chairside.ts';
import * as collaboration from './collaboration.ts';
import * as collaboratorMessages from './collaborator-messages.ts';
import * as collaboratorView from './collaborator-view.ts';
import * as collaborators from './collaborators.ts';
import type { Endpoint } from './endpoint.ts';
import * as givingCases from './giving-cases.ts';
import * as handOvers from './hand-overs.ts';
import * as identity from './identity.ts';
import * as laboratories from './laboratories.ts';
import * as live from './live.ts';
import * as manageOrders from './manage-orders.ts';
import * as messages from './messages.ts';
import * as orders from './orders.ts';
import * as patients from './patients.ts';
import * as planningServices from './planning-services.ts';
import * as practices from './practices.ts';
import * as records from './records.ts';
import * as reservations from './reservations.ts';
import * as setupComments from './setup-comments.ts';
import * as setups from './setups.ts';
import * as team from './team.ts';
import * as translation from './translation.ts';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'access' in value && 'path' in value && 'method' in value;

/** Every endpoint of the API, in the order of the contract's files. */
export const endpoints: readonly Endpoint[] = [
  identity,
  practices,
  team,
  laboratories,
  patients,
  cases,
  collaborators,
  records,
  setupComments,
  orders,
  setups,
  reservations,
  planningServices,
  apiTokens,
  collaboration,
  chairside,
  manageOrders,
  collaboratorView,
  givingCases,
  messages,
  collaboratorMessages,
  translation,
  handOvers,
  audit,
  live,
].flatMap((file) => Object.values(file).filter(isEndpoint));
