import type { ConsentKind } from '#contract/collaborators.ts';
import { type Language, language } from '#contract/shapes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { sentences } from '#platform/phrases.ts';

export type Bodies = Record<Language, string>;
export type TextVersion = {
  kind: ConsentKind;
  version: number;
  bodies: Bodies;
  writtenBy: string | null;
  writtenAt: Date | null;
};

const everyKind: readonly ConsentKind[] = ['patient_consent', 'terms', 'responsibility'];

/** Version 1 of each text: the one that ships. */
export function shipped(kind: ConsentKind): TextVersion {
  const bodies = Object.fromEntries(language.options.map((each) => [each, sentences(each, 'consent')(kind)])) as Bodies;
  return { kind, version: 1, bodies, writtenBy: null, writtenAt: null };
}

/** All versions of a group's texts, newest first within each kind. */
export async function versionsOf(tx: Tx, groupId: string): Promise<TextVersion[]> {
  const rows = await tx.query<TextVersion>(
    `select kind, version, bodies, written_name as "writtenBy", written_at as "writtenAt" from consent_texts where group_id = $1 order by version desc`,
    [groupId],
  );
  return everyKind.flatMap((kind) => [...rows.filter((row) => row.kind === kind), shipped(kind)]);
}

/** The newest version of each text asked for, in the group whose transaction may read it. */
export async function newestTexts(
  tx: Tx,
  groupId: string,
  kinds: readonly ConsentKind[] = everyKind,
): Promise<TextVersion[]> {
  const rows = await tx.query<TextVersion>(
    `select distinct on (kind) kind, version, bodies, written_name as "writtenBy", written_at as "writtenAt" from consent_texts
      where group_id = $1 and kind = any ($2) order by kind, version desc`,
    [groupId, kinds],
  );
  return kinds.map((kind) => rows.find((row) => row.kind === kind) ?? shipped(kind));
}

/** False where somebody else wrote this version at this very moment. */
export async function insertVersion(
  tx: Tx,
  groupId: string,
  text: { kind: ConsentKind; version: number; bodies: Bodies },
  writer: { accountId: string; name: string },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into consent_texts (group_id, kind, version, bodies, written_by, written_name, written_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing returning version`,
    [groupId, text.kind, text.version, JSON.stringify(text.bodies), writer.accountId, writer.name, tx.now],
  );
  return rows.length > 0;
}

export type Tick = { kind: ConsentKind; version: number; name: string; at: Date; on_behalf: boolean };

/** The newest tick of each of the provider's two boxes. */
export function ticksOf(tx: Tx, practitionerId: string): Promise<Tick[]> {
  return tx.query<Tick>(
    `select distinct on (kind) kind, version, name, at, on_behalf from consents where practitioner_id = $1 and collaboration_id is null
      order by kind, version desc, at`,
    [practitionerId],
  );
}

/** Whether both boxes are ticked in their newest version. Without it nothing is added or given: refuse('consent_needed'). */
export async function consentCurrent(tx: Tx, practitionerId: string): Promise<boolean> {
  const [row] = await tx.query<{ current: boolean }>('select consent_current($1) as current', [practitionerId]);
  return row!.current;
}

export type Ticking = {
  groupId: string;
  practitionerId: string;
  collaborationId: string | null;
  accountId: string;
  name: string;
  onBehalf: boolean;
  language: Language;
};

/** Keeps who ticked which version when, and the words they saw. */
export async function keepTick(tx: Tx, ticking: Ticking, text: TextVersion): Promise<void> {
  await tx.query(
    `insert into consents (id, group_id, practitioner_id, collaboration_id, kind, version, language, body, account_id, name, on_behalf, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      newId(),
      ticking.groupId,
      ticking.practitionerId,
      ticking.collaborationId,
      text.kind,
      text.version,
      ticking.language,
      text.bodies[ticking.language],
      ticking.accountId,
      ticking.name,
      ticking.onBehalf,
      tx.now,
    ],
  );
}
