import type { Module } from '../module.ts';

/** Files of treatment setups: reading them, checking them, and making what is delivered of them. Knows no case and keeps nothing. */
export function setupFilesModule(): Module {
  return { routes: [] };
}

export { type SetupReader, startSetupReader } from './read-in-child.ts';
export type { KeptOfSetup, PreparedSetup } from './reading-child.ts';
