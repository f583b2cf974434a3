import type { ChairsideCard, Visit } from '#contract/chairside.ts';
import type { Language } from '#contract/shapes.ts';
import { dueAt, elasticsAt, type Procedure, stagesOfVisit } from '#contract/treatment-plan/procedures.ts';
import { makePages, type Pages } from '#platform/pdf/pages.ts';
import { type Say, sentences } from '#platform/phrases.ts';
import type { DocumentHead } from '../cases/index.ts';
import { type PlanWords, planWords } from '../setups/index.ts';

type Written = { say: Say; words: PlanWords; date: (day: string) => string };

/** The chairside card as a page: what to do, boxes to tick, lines to write on, visits so far as far as there is room. */
export function cardPage(
  card: ChairsideCard,
  { head, language, now }: { head: DocumentHead; language: Language; now: Date },
): Promise<Buffer> {
  const say = sentences(language, 'chairside');
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const date = (given: string) => day.format(new Date(`${given}T00:00:00Z`));
  const written = { say, date, words: planWords(sentences(language, 'treatment-plan'), language, head.notation) };
  const number = String(card.case.number);
  const printed = say('pdf.made', { date: date(card.today) });
  return makePages(
    {
      title: say('file', { number }),
      language,
      letterhead: head.letterhead,
      foot: [`${say('case')} ${number}`, say('version', { version: String(card.setup.version) }), printed].join(' · '),
      pageOf: (page, pages) => sentences(language, 'pdf')('page', { page: String(page), pages: String(pages) }),
      madeAt: now,
      paper: 'A4',
    },
    (pages) => {
      pages.heading(say('title'));
      pages.facts(factsOf(card, written), 2);
      if (card.order.heldSince)
        pages.paragraph(
          say('held', { date: date(card.order.heldSince), reason: (card.order.heldBecause ?? '').slice(0, 200) }),
        );
      writeVisit(pages, card, written);
      pages.blanks([say('pdf.stage_worn'), say('pdf.note'), say('pdf.by')]);
      writePast(pages, card, written);
    },
  );
}

function factsOf(card: ChairsideCard, { say, date }: Written) {
  const { expected, worn, setup, startedOn } = card;
  const patient = [card.case.patient?.firstName, card.case.patient?.lastName].filter(Boolean).join(' ');
  const progress =
    card.behind === 0 ? say('on_plan') : say(card.behind > 0 ? 'behind' : 'ahead', count(Math.abs(card.behind)));
  const arches = say('pdf.arches', { upper: String(setup.upperStages), lower: String(setup.lowerStages) });
  const rows: [string, string][] = [
    ['patient', patient],
    ['planned', expected ? stageOf(say, expected.stage, setup.stages) : say('not_started')],
    ['case', String(card.case.number)],
    ['worn', worn ? stageOf(say, worn.stage, setup.stages) : ''],
    ['provider', card.case.provider ?? ''],
    ['progress', expected && worn ? progress : ''],
    ['setup', `${say('version', { version: String(setup.version) })}, ${arches}`],
    ['end', card.likelyEnd ? date(card.likelyEnd) : ''],
    ['started', startedOn ? date(startedOn) : ''],
  ];
  return rows.filter(([, value]) => value !== '').map(([term, value]) => ({ term: say(term), value }));
}

const count = (of: number) => ({ count: String(of) });
const stageOf = (say: Say, stage: number, stages: number) =>
  say('stage_of', { stage: String(stage), stages: String(stages) });

function writeVisit(pages: Pages, card: ChairsideCard, { say, words, date }: Written): void {
  const { next, setup, handedTo } = card;
  pages.subheading(whenOf(card, say, date));
  pages.lead(`${say('hand_over')}: ${handedOver(say, next.handOver)}`);
  const reason =
    next.because === 'last'
      ? say(next.handOver ? 'because.last' : 'all_handed')
      : say(`because.${next.because}`, { stage: String((next.handOver?.to ?? handedTo) + 1) });
  const begins = next.begins ? say('begins', { stage: String(next.begins) }) : '';
  pages.paragraph([begins, reason].filter(Boolean).join(' '));
  const stages = stagesOfVisit(next.handOver, handedTo, setup.stages);
  const due = dueAt(card.procedures, stages);
  for (const kind of ['ipr', 'place', 'remove'] as const) {
    const items = due.filter((each) => each.kind === kind);
    if (items.length === 0) continue;
    pages.subheading(say(`kinds.${kind}`));
    writeItems(pages, items, stages.from, { say, words });
  }
  if (due.length === 0) pages.paragraph(say('todo_none'));
  const elastics = elasticsAt(card.elastics, stages);
  if (elastics.length > 0) {
    pages.subheading(say('elastics'));
    pages.paragraph(elastics.map((each) => `${words.elastic(each)}, ${handedOver(say, each)}`).join('\n'));
  }
  const notes = card.notes.filter(({ stage }) => stage >= stages.from && stage <= stages.to);
  if (notes.length === 0) return;
  pages.subheading(say('notes'));
  for (const { stage, text } of notes) pages.paragraph(`${say('stage', { stage: String(stage) })}: ${text}`);
}

/** Beyond a handful of attachments by shape, only the teeth to tick: so that it stays one page. */
function writeItems(
  pages: Pages,
  items: readonly Procedure[],
  from: number,
  { say, words }: Pick<Written, 'say' | 'words'>,
): void {
  const ipr = items[0]?.kind === 'ipr';
  if (ipr || items.length <= 10) {
    const columns = ipr ? (items.length > 12 ? 4 : 3) : 2;
    pages.checklist(
      items.map((each) => withStage(say, words, each, from)),
      columns,
    );
    return;
  }
  for (const [shape, same] of Map.groupBy(items, words.attachment)) {
    pages.paragraph(shape);
    pages.checklist(same.map(words.teeth), 7);
  }
}

function withStage(say: Say, words: PlanWords, item: Procedure, from: number): string {
  const text = words.procedure(item);
  return item.stage < from ? `${text} (${say('late', { stage: String(item.stage) })})` : text;
}

function whenOf({ next, startedOn, today, handedTo, setup }: ChairsideCard, say: Say, date: (day: string) => string) {
  if (!startedOn || !next.on) return say('next_now');
  if (next.on < today) return say('next_since', { date: date(next.on) });
  return say(handedTo >= setup.stages ? 'next_last' : 'next_on', { date: date(next.on) });
}

function handedOver(say: Say, stages: { from: number; to: number } | null): string {
  if (!stages) return say('hand_over_none');
  const { from, to } = stages;
  return from === to
    ? say('hand_over_stage', { stage: String(from) })
    : say('hand_over_stages', { from: String(from), to: String(to) });
}

/** The newest first; those that don't fit on the page stand on the screen. */
function writePast(pages: Pages, card: ChairsideCard, { say, date }: Written): void {
  const past = card.visits.filter(({ takenBackAt }) => takenBackAt === null);
  const fitting = Math.floor((pages.room() - 40) / 20);
  if (past.length === 0 || pages.room() < 75) return;
  pages.subheading(say('visits'));
  pages.facts(past.slice(0, fitting).map((visit) => ({ term: date(visit.day), value: summary(say, visit) })));
}

function summary(say: Say, visit: Visit): string {
  const late = visit.wears && visit.planned !== null && visit.wears.stage < visit.planned && !visit.handedOver;
  const parts = [
    visit.handedOver ? handedOver(say, visit.handedOver) : '',
    late ? say('visit_behind', { stage: String(visit.wears!.stage), planned: String(visit.planned) }) : '',
    visit.done.length > 0 ? say('visit_done', count(visit.done.length)) : '',
    visit.wearDays ? say('visit_wear_days', { days: String(visit.wearDays) }) : '',
    visit.note.replace(/\s+/g, ' '),
  ];
  const text = parts.filter(Boolean).join(' · ');
  return text.length > 78 ? `${text.slice(0, 77)}…` : text;
}
