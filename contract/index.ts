import * as audit from './audit.ts';
import type { Endpoint } from './endpoint.ts';
import * as identity from './identity.ts';
import * as live from './live.ts';
import * as practices from './practices.ts';
import * as team from './team.ts';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'access' in value && 'path' in value && 'method' in value;

/** Every endpoint of the API, in the order of the contract's files. */
export const endpoints: readonly Endpoint[] = [identity, practices, team, audit, live].flatMap((file) =>
  Object.values(file).filter(isEndpoint),
);
