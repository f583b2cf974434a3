import type { Answer, Call } from '#access/route.ts';
import type {
  listReservations,
  Reservation,
  readReservations,
  releaseSetup,
  reserveSetup,
} from '#contract/reservations.ts';
import { refuse } from '#platform/refusal.ts';
import {
  announceReservation,
  deleteReservation,
  openVersion,
  type ReservationRow,
  reservationsOf,
  saveReservation,
} from './store.ts';

const hourMs = 60 * 60_000;

export async function readTheReservations({ tx, actor, params }: Call<typeof readReservations>) {
  const rows = await reservationsOf(tx, [params.caseId], actor.secondFactor);
  return { reservations: rows.map((row) => described(row, actor.accountId)) };
}

export async function listTheReservations({ tx, actor, query }: Call<typeof listReservations>) {
  const rows = await reservationsOf(tx, query.cases, actor.secondFactor);
  return { reservations: rows.map((row) => described(row, actor.accountId)) };
}

/** From now on for some hours; who has it already is given more, or less. */
export async function reserveTheSetup(call: Call<typeof reserveSetup>): Promise<Answer<typeof reserveSetup>> {
  const { tx, scope, actor, params, body } = call;
  const version = await openVersion(tx, scope, params.setupId);
  if (!version) return refuse('not_found');
  if (!version.open) return refuse('setup_not_open');
  const until = new Date(tx.now.getTime() + body.hours * hourMs);
  const by = { accountId: actor.accountId, name: `${actor.firstName} ${actor.lastName}` };
  const row = await saveReservation(tx, scope, params.setupId, by, until);
  announceReservation(tx, scope);
  call.audit({
    changes: [
      { field: 'version', after: String(version.version) },
      { field: 'until', after: until.toISOString() },
      ...(row.service ? [{ field: 'service', after: row.service }] : []),
    ],
  });
  return described({ ...row, version: version.version }, actor.accountId);
}

/** Also of a version that is decided: then there is nothing left to release. */
export async function releaseTheSetup(call: Call<typeof releaseSetup>): Promise<Answer<typeof releaseSetup>> {
  const { tx, scope, actor, params } = call;
  if (!(await openVersion(tx, scope, params.setupId))) return refuse('not_found');
  if (await deleteReservation(tx, scope, params.setupId, actor.accountId)) announceReservation(tx, scope);
  return undefined;
}

function described(row: ReservationRow, reader: string): Reservation {
  return {
    caseId: row.case_id,
    setupId: row.setup_id,
    version: row.version,
    by: row.name,
    service: row.service,
    yours: row.account_id === reader,
    since: row.since.toISOString(),
    until: row.until.toISOString(),
  };
}
