import type { TestProject } from 'vitest/node';
import { startTestPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the test run's PostgreSQL 18, as its owner; each test file makes its own database there. */
    postgresUrl: string;
  }
}

/** Starts one PostgreSQL for the whole test run; tests get its address by `inject('postgresUrl')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  project.provide('postgresUrl', postgres.ownerUrl);
  return () => postgres.stop();
}
