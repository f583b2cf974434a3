import { useEffect, useState } from 'react';
import type { CaseRecord, SetupProblem } from '#contract/records.ts';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';

export type TableSource = 'own' | 'none' | 'given';
type Given = { name: string; plan: TreatmentPlan | null; problems: readonly SetupProblem[] };

/** Which treatment table is delivered with a file: that of the file, none, or one given beside it, read here and held against the setup. */
export function useTreatmentTable(record: CaseRecord | undefined) {
  const own = record?.treatment ?? null;
  const [source, setSource] = useState<TableSource>('none');
  const [given, setGiven] = useState<{ name: string; text: string } | null>(null);
  const [read, setRead] = useState<Given | null>(null);
  const recordId = record?.id;
  const facts = record?.facts;
  // Another file brings its own table again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is the same file as long as its id is
  useEffect(
    () => setSource((before) => (before === 'given' ? before : own ? 'own' : 'none')),
    [recordId, own !== null],
  );

  useEffect(() => {
    if (!given) return;
    let gone = false;
    void readTable(given.name, given.text, facts).then((found) => !gone && setRead(found));
    return () => {
      gone = true;
    };
  }, [given, facts]);

  async function choose(file: File) {
    setRead(null);
    setGiven({ name: file.name, text: await file.text() });
    setSource('given');
  }

  const plan = source === 'own' ? own : source === 'given' ? (read?.plan ?? null) : null;
  return {
    own,
    source,
    setSource,
    choose,
    given: source === 'given' ? read : null,
    plan,
    /** What is sent; null for the file’s own or none. */
    treatment: source === 'given' ? plan : null,
    ready: source !== 'given' || (read !== null && read.problems.length === 0),
    /** The file brings a table that isn’t to be delivered. */
    leftOut: source === 'none' && own !== null,
  };
}

async function readTable(name: string, text: string, facts: CaseRecord['facts'] = {}): Promise<Given> {
  // The schema comes with Zod, which nothing else here needs.
  const { beyondStages, readTreatmentTable } = await import('#contract/treatment-plan/treatment-table.ts');
  const there = String(facts.toothNumbers ?? '')
    .split(' ')
    .filter(Boolean)
    .map(Number);
  const found = readTreatmentTable(text, name, there);
  if ('problems' in found) return { name, plan: null, problems: found.problems };
  const stages = Number(facts.stages ?? 0);
  const problems = [
    ...(stages > 0 ? beyondStages(found.plan, stages, name) : []),
    ...teethNotThere(found.plan, there).map((tooth) => ({
      code: 'tooth_not_in_setup',
      where: name,
      facts: { tooth },
    })),
  ];
  return { name, plan: found.plan, problems };
}

function teethNotThere(plan: TreatmentPlan, there: readonly number[]): number[] {
  if (there.length === 0) return [];
  const named = [
    ...plan.ipr.flatMap(({ between }) => between),
    ...plan.attachments.map(({ tooth }) => tooth),
    ...plan.elastics.flatMap(({ between }) => between),
  ];
  return [...new Set(named)].filter((tooth) => !there.includes(tooth)).toSorted((one, other) => one - other);
}
