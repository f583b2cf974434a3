import pg from 'pg';
import { makeWorld, type World } from '../../../testing/world.ts';
import { newId } from '../../ids.ts';
import { record } from '../record.ts';
import { sealEntries } from '../seal-entries.ts';
import { type Verdict, verifyChain } from '../verify-chain.ts';

/** A world whose audit log a test fills, seals, verifies and tampers with. */
export type LogWorld = {
  readonly world: World;
  /** An intruder who holds the database's superuser. */
  readonly superuser: pg.Client;
  write(count?: number, action?: string): Promise<void>;
  seal(most?: number): Promise<number>;
  verify(): Promise<Verdict>;
  /** Changes what can't be changed, with the guards switched off. */
  tamper(sql: string, values?: unknown[]): Promise<number>;
  empty(): Promise<void>;
  stop(): Promise<void>;
};

export async function makeLogWorld(postgresUrl: string): Promise<LogWorld> {
  const world = await makeWorld(postgresUrl, { idle: true });
  const superuser = new pg.Client({ connectionString: world.databaseUrl, options: '-c search_path=midline' });
  await superuser.connect();
  const { worker } = world.app.platform.database;
  const tamper = async (sql: string, values: unknown[] = []) => {
    await superuser.query('set session_replication_role = replica');
    try {
      return (await superuser.query(sql, values)).rowCount ?? 0;
    } finally {
      await superuser.query('set session_replication_role = origin');
    }
  };
  return {
    world,
    superuser,
    tamper,
    write: (count = 1, action = 'editPractice') =>
      worker.transaction(async (tx) => {
        for (let index = 0; index < count; index += 1) await record(tx, world.app.platform.secret, entry(action));
      }),
    seal: (most) => worker.transaction((tx) => sealEntries(tx, most)),
    verify: () => worker.transaction(verifyChain),
    async empty() {
      for (const table of ['audit_values', 'audit_seals', 'audit_entries']) await tamper(`delete from ${table}`);
    },
    async stop() {
      await superuser.end();
      await world.stop();
    },
  };
}

const entry = (action: string) => ({
  action,
  permission: 'practice_information.edit',
  reads: false,
  accountId: newId(),
  sessionId: newId(),
  position: 'owner_manager_admin',
  address: '192.0.2.1',
  organisationId: newId(),
  groupId: newId(),
  subject: { kind: 'member', id: newId() },
  changes: [
    { field: 'role', before: 'practitioner', after: 'owner_manager' },
    { field: 'firstName', before: 'Ann', after: 'Anna', personal: true },
  ],
});
