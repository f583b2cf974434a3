import { auditModule } from './audit/index.ts';
import { identityModule } from './identity/index.ts';
import type { ModuleMaker } from './module.ts';
import { practicesModule } from './practices/index.ts';
import { teamModule } from './team/index.ts';

/** The capabilities. A module may import only those before it, through their index.ts; what flows back flows as an event. */
export const modules: readonly { name: string; make: ModuleMaker }[] = [
  { name: 'audit', make: auditModule },
  { name: 'identity', make: identityModule },
  { name: 'practices', make: practicesModule },
  { name: 'team', make: teamModule },
];
