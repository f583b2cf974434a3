import type { z } from 'zod';
import { seenAt, type Tooth } from '../teeth.ts';
import {
  durationOf,
  type plannedAttachmentRow,
  type plannedElastics,
  type TreatmentPlan,
  totalIpr,
} from './treatment-plan.ts';

/** One thing that two versions plan differently: only in the first, only in the second, or in both but not alike. */
export type Change<Planned> =
  | { readonly kind: 'added'; readonly before: null; readonly after: Planned }
  | { readonly kind: 'removed'; readonly before: Planned; readonly after: null }
  | { readonly kind: 'changed'; readonly before: Planned; readonly after: Planned };

/** All reduction between two neighbours: at which stages, and how much in all. */
export type IprBetween = {
  readonly between: readonly [Tooth, Tooth];
  readonly mm: number;
  readonly stages: readonly { readonly stage: number; readonly mm: number }[];
};
export type Attachment = z.infer<typeof plannedAttachmentRow>;
export type Elastics = z.infer<typeof plannedElastics>;

export type Figure = { readonly before: number; readonly after: number };

export type TreatmentDifferences = {
  readonly ipr: readonly Change<IprBetween>[];
  readonly attachments: readonly Change<Attachment>[];
  readonly elastics: readonly Change<Elastics>[];
  readonly totalIpr: Figure;
  readonly attachmentCount: Figure;
  readonly stages: Figure;
  readonly days: Figure;
};

type Version = { readonly plan: { readonly stages: number }; readonly treatment: TreatmentPlan };

/** What the second version plans differently beside the movement, and how long it takes. */
export function treatmentDifferences(first: Version, second: Version): TreatmentDifferences {
  const [one, other] = [first.treatment, second.treatment];
  const figure = (of: (version: Version) => number): Figure => ({ before: of(first), after: of(second) });
  return {
    ipr: changesBetween(iprByPair(one), iprByPair(other), ({ between }) => between.join()),
    attachments: changesBetween(
      one.attachments,
      other.attachments,
      ({ tooth, surface }) => `${tooth} ${surface}`,
      (a, b) => a.kind === b.kind,
    ),
    elastics: changesBetween(elasticsOf(one), elasticsOf(other), ({ between }) => between.join()),
    totalIpr: figure(({ treatment }) => totalIpr(treatment)),
    attachmentCount: figure(({ treatment }) => treatment.attachments.length),
    stages: figure(({ plan }) => plan.stages),
    days: figure(({ plan, treatment }) => durationOf(treatment, plan.stages)),
  };
}

const sorted = ([one, other]: readonly [Tooth, Tooth]): [Tooth, Tooth] =>
  seenAt(one) <= seenAt(other) ? [one, other] : [other, one];

const elasticsOf = ({ elastics }: TreatmentPlan): Elastics[] =>
  elastics.map((one) => ({ ...one, between: sorted(one.between) }));

/** The reduction of a plan, put together by pair of neighbours. */
export function iprByPair({ ipr }: TreatmentPlan): IprBetween[] {
  const pairs = Map.groupBy(ipr, ({ between }) => sorted(between).join());
  return [...pairs.values()].map((rows) => {
    const stages = [...Map.groupBy(rows, ({ stage }) => stage)]
      .map(([stage, at]) => ({ stage, mm: hundredths(at.reduce((sum, { mm }) => sum + mm, 0)) }))
      .toSorted((a, b) => a.stage - b.stage);
    return { between: sorted(rows[0]!.between), mm: hundredths(rows.reduce((sum, { mm }) => sum + mm, 0)), stages };
  });
}

const hundredths = (mm: number) => Math.round(mm * 100) / 100;

/** Matches what has the same key: alike ones first, then those that `resembles` prefers, then in order; what stays alone was added or removed. */
function changesBetween<Planned>(
  first: readonly Planned[],
  second: readonly Planned[],
  keyOf: (planned: Planned) => string,
  resembles: (one: Planned, other: Planned) => boolean = () => true,
): Change<Planned>[] {
  const keys = [...new Set([...first, ...second].map(keyOf))];
  return keys.flatMap((key): Change<Planned>[] => {
    const before = first.filter((planned) => keyOf(planned) === key);
    const after = second.filter((planned) => keyOf(planned) === key);
    const changed: Change<Planned>[] = [];
    const pairUp = (fits: (one: Planned, other: Planned) => boolean, differ: boolean) => {
      for (const one of [...before]) {
        const at = after.findIndex((other) => fits(one, other));
        if (at < 0) continue;
        before.splice(before.indexOf(one), 1);
        const [other] = after.splice(at, 1) as [Planned];
        if (differ) changed.push({ kind: 'changed', before: one, after: other });
      }
    };
    pairUp(alike, false);
    pairUp(resembles, true);
    pairUp(() => true, true);
    return [
      ...changed,
      ...before.map((one): Change<Planned> => ({ kind: 'removed', before: one, after: null })),
      ...after.map((one): Change<Planned> => ({ kind: 'added', before: null, after: one })),
    ];
  });
}

/** Whether two plain values say the same, whatever the order of their keys. */
function alike(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => alike((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
  );
}
