import { apiTokensModule } from './api-tokens/index.ts';
import { auditModule } from './audit/index.ts';
import { casesModule } from './cases/index.ts';
import { chairsideModule } from './chairside/index.ts';
import { collaborationModule } from './collaboration/index.ts';
import { collaboratorMessagesModule } from './collaborator-messages/index.ts';
import { collaboratorsModule } from './collaborators/index.ts';
import { givingCasesModule } from './giving-cases/index.ts';
import { handOversModule } from './hand-overs/index.ts';
import { identityModule } from './identity/index.ts';
import { laboratoriesModule } from './laboratories/index.ts';
import { manageOrdersModule } from './manage-orders/index.ts';
import { messagesModule } from './messages/index.ts';
import type { ModuleMaker } from './module.ts';
import { ordersModule } from './orders/index.ts';
import { patientsModule } from './patients/index.ts';
import { planningServicesModule } from './planning-services/index.ts';
import { practicesModule } from './practices/index.ts';
import { recordsModule } from './records/index.ts';
import { reservationsModule } from './reservations/index.ts';
import { setupCommentsModule } from './setup-comments/index.ts';
import { setupFilesModule } from './setup-files/index.ts';
import { setupsModule } from './setups/index.ts';
import { teamModule } from './team/index.ts';

/** The capabilities. A module may import only those before it, through their index.ts; what flows back flows as an event. */
export const modules: readonly { name: string; make: ModuleMaker }[] = [
  { name: 'audit', make: auditModule },
  { name: 'identity', make: identityModule },
  { name: 'practices', make: practicesModule },
  { name: 'team', make: teamModule },
  { name: 'api-tokens', make: apiTokensModule },
  { name: 'laboratories', make: laboratoriesModule },
  { name: 'patients', make: patientsModule },
  { name: 'cases', make: casesModule },
  { name: 'collaborators', make: collaboratorsModule },
  { name: 'setup-files', make: setupFilesModule },
  { name: 'records', make: recordsModule },
  { name: 'setup-comments', make: setupCommentsModule },
  { name: 'orders', make: ordersModule },
  { name: 'setups', make: setupsModule },
  { name: 'reservations', make: reservationsModule },
  { name: 'planning-services', make: planningServicesModule },
  { name: 'collaboration', make: collaborationModule },
  { name: 'chairside', make: chairsideModule },
  { name: 'manage-orders', make: manageOrdersModule },
  { name: 'giving-cases', make: givingCasesModule },
  { name: 'messages', make: messagesModule },
  { name: 'collaborator-messages', make: collaboratorMessagesModule },
  { name: 'hand-overs', make: handOversModule },
];
