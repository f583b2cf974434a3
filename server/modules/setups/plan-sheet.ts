import type { Language } from '#contract/shapes.ts';
import { type ProcedureState, proceduresOf } from '#contract/treatment-plan/procedures.ts';
import { durationOf, type TreatmentPlan, totalIpr, treatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import type { DocumentHead } from '#modules/cases/index.ts';
import { makePages, type Pages } from '#platform/pdf/pages.ts';
import { type Say, sentences } from '#platform/phrases.ts';
import { type PlanWords, planWords } from './plan-words.ts';
import type { ReviewRow } from './store.ts';

export type SheetOptions = {
  head: DocumentHead;
  pictures: { first: Buffer | null; last: Buffer | null };
  /** The reader's. */
  language: Language;
  now: Date;
};

export type SheetVersion = Pick<
  ReviewRow,
  | 'number'
  | 'first_name'
  | 'last_name'
  | 'provider'
  | 'version'
  | 'content_hash'
  | 'upper_stages'
  | 'lower_stages'
  | 'delivered_at'
  | 'delivered_name'
  | 'decision'
  | 'decided_at'
  | 'decided_name'
  | 'treatment'
>;

/** As much of the content's hash as people compare by eye. */
const shortHash = (hash: string) => hash.slice(0, 12);

/** The treatment plan sheet of a version: facts, pictures, and what is done at each stage. */
export function planSheet(row: SheetVersion, options: SheetOptions): Promise<Buffer> {
  const { head, language, now, pictures } = options;
  const say = sentences(language, 'treatment-plan');
  const words = planWords(say, language, head.notation);
  const plan = treatmentPlan.parse(row.treatment);
  const stages = Math.max(row.upper_stages, row.lower_stages);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: head.timeZone });
  const hash = shortHash(row.content_hash);
  const number = String(row.number);
  const version = String(row.version);
  return makePages(
    {
      title: say('sheet.file', { number, version }),
      language,
      letterhead: head.letterhead,
      foot: say('sheet.foot', { number, version, hash, date: day.format(now) }),
      pageOf: (page, pages) => sentences(language, 'pdf')('page', { page: String(page), pages: String(pages) }),
      madeAt: now,
      paper: 'A4',
    },
    (pages) => {
      pages.heading(say('sheet.title'));
      pages.facts(factsOf(row, { say, words, plan, stages, day, hash }), 2);
      pages.pictures(
        (['first', 'last'] as const).flatMap((which) => {
          const png = pictures[which];
          return png ? [{ png, alt: say(`sheet.${which}_alt`), caption: say(`sheet.${which}`) }] : [];
        }),
      );
      writeStages(pages, plan, stages, { say, words, notation: say(`sheet.notations.${head.notation}`) });
    },
  );
}

type Shown = {
  say: Say;
  words: PlanWords;
  plan: TreatmentPlan;
  stages: number;
  day: Intl.DateTimeFormat;
  hash: string;
};

function factsOf(row: SheetVersion, { say, words, plan, stages, day, hash }: Shown) {
  const days = durationOf(plan, stages);
  const decided = row.decision
    ? say(`sheet.${row.decision}`, {
        date: row.decided_at ? day.format(row.decided_at) : '',
        name: row.decided_name ?? '',
      })
    : say('sheet.open');
  const rows = {
    patient: [row.first_name, row.last_name].filter(Boolean).join(' '),
    case: String(row.number),
    provider: row.provider,
    version: `${row.version} (${hash})`,
    stages: say('sheet.stages_of', { upper: String(row.upper_stages), lower: String(row.lower_stages) }),
    delivered: `${day.format(row.delivered_at)}, ${row.delivered_name}`,
    duration: say('sheet.duration_of', { days: String(days), months: String(Math.max(1, Math.round(days / 30.4))) }),
    decision: decided,
    ipr: say('sheet.mm', { mm: words.millimetres(totalIpr(plan)) }),
    attachments: String(plan.attachments.length),
  };
  return Object.entries(rows)
    .filter(([, value]) => value !== '')
    .map(([term, value]) => ({ term: say(`sheet.${term}`), value }));
}

function writeStages(
  pages: Pages,
  plan: TreatmentPlan,
  stages: number,
  { say, words, notation }: { say: Say; words: PlanWords; notation: string },
): void {
  const rows = stageRows(plan, stages);
  pages.subheading(say('sheet.table'));
  const planned = plan.ipr.length + plan.attachments.length + plan.elastics.length > 0;
  pages.paragraph(planned ? say('sheet.explain', { notation }) : say('sheet.nothing'));
  const column = (key: string, share: number) => ({ title: say(`sheet.columns.${key}`), share });
  const list = (of: readonly ProcedureState[], kind: string) =>
    of
      .filter((each) => each.kind === kind)
      .map((each) => words.procedure(each))
      .join('\n');
  pages.table({
    columns: [
      column('stage', 0.085),
      column('wear', 0.1),
      column('ipr', 0.165),
      column('place', 0.25),
      column('remove', 0.25),
      column('elastics', 0.15),
    ],
    rows: rows.map(({ from, to, days, procedures, elastics }) => [
      from > stages
        ? say('sheet.end')
        : from === to
          ? String(from)
          : say('stages', { from: String(from), to: String(to) }),
      days === null ? '' : say('days', { days: String(days) }),
      list(procedures, 'ipr'),
      list(procedures, 'place'),
      list(procedures, 'remove'),
      elastics.map((each) => words.elastic(each)).join('\n'),
    ]),
  });
  if (plan.notes.length === 0) return;
  pages.subheading(say('sheet.notes'));
  pages.table({
    columns: [column('stage', 0.085), { title: say('sheet.note'), share: 0.915 }],
    rows: plan.notes.toSorted((one, other) => one.stage - other.stage).map(({ stage, text }) => [String(stage), text]),
  });
}

export type StageRow = {
  from: number;
  to: number;
  /** Null after the last stage. */
  days: number | null;
  procedures: ProcedureState[];
  elastics: TreatmentPlan['elastics'];
};

/** One row for each stage at which something is done; stages between, worn alike, share one. Ends with what is removed at the end. */
export function stageRows(plan: TreatmentPlan, stages: number): StageRow[] {
  const procedures = proceduresOf(plan, stages).map((each) => ({ ...each, doneOn: null }));
  const special = new Map(plan.wearDaysAt.map(({ stage, days }) => [stage, days]));
  const rows: StageRow[] = [];
  for (let stage = 1; stage <= stages; stage += 1) {
    const row: StageRow = {
      from: stage,
      to: stage,
      days: special.get(stage) ?? plan.wearDays,
      procedures: procedures.filter((each) => each.stage === stage),
      elastics: plan.elastics.filter(({ from, to }) => from <= stage && stage <= to),
    };
    const last = rows.at(-1);
    if (last && isQuiet(last) && isQuiet(row) && sameWear(last, row)) last.to = stage;
    else rows.push(row);
  }
  const atEnd = procedures.filter((each) => each.stage > stages);
  if (atEnd.length > 0) rows.push({ from: stages + 1, to: stages + 1, days: null, procedures: atEnd, elastics: [] });
  return rows;
}

const isQuiet = (row: StageRow) => row.procedures.length === 0;
const sameWear = (one: StageRow, other: StageRow) =>
  one.days === other.days &&
  one.elastics.length === other.elastics.length &&
  one.elastics.every((each, index) => each === other.elastics[index]);
