import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tooth } from '#contract/teeth.ts';
import type { Attachment } from '#contract/treatment-plan/treatment-differences.ts';
import type { PanelProps } from './panel-props.ts';
import classes from './panels.module.css';
import stepClasses from './steps.module.css';
import type { Due } from './treatment-steps.ts';
import { useFigures, useToothWords } from './use-figures.ts';

type Props = Pick<PanelProps, 'notation' | 'selectedTooth' | 'onSelectTooth'> & {
  due?: Due;
  /** Where there is no stage any more: attachments to be taken off. */
  removed?: readonly Attachment[];
};

/** What is due at one visit, kind by kind. */
export function DueList({ due, removed = due?.removed ?? [], notation, selectedTooth, onSelectTooth }: Props) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const words = useToothWords(notation);
  const figures = useFigures();
  const chip = (key: string, tooth: Tooth, text: string) => (
    <li key={key}>
      <button
        type="button"
        className={classes.chip}
        aria-pressed={tooth === selectedTooth}
        onClick={() => onSelectTooth(tooth === selectedTooth ? null : tooth)}
      >
        {text}
      </button>
    </li>
  );
  const attachments = (list: readonly Attachment[]) =>
    list.map(({ tooth, kind, surface, placedAt }) =>
      chip(
        `${tooth} ${kind} ${surface} ${placedAt}`,
        tooth,
        t(surface === 'buccal' ? 'treatment.attachment' : 'treatment.attachment_on', {
          tooth: words.short(tooth),
          kind: t(`treatment.kinds.${kind}`),
          surface: t(`treatment.surfaces.${surface}`),
        }),
      ),
    );
  const pair = ([one, other]: readonly [Tooth, Tooth]) => ({ one: words.short(one), other: words.short(other) });
  const kinds: [name: string, entries: ReactNode[]][] = [
    [
      t('treatment.ipr'),
      (due?.ipr ?? []).map(({ between, mm }) =>
        chip(between.join(), between[0], t('treatment.ipr_at', { ...pair(between), amount: figures.withMm(mm) })),
      ),
    ],
    [t('treatment.place'), attachments(due?.placed ?? [])],
    [t('treatment.remove'), attachments(removed)],
    [
      t('treatment.elastics'),
      [
        ...(due?.elasticsFrom ?? []).map(({ between, from, to, note }) => {
          const said = t('treatment.elastics_from', { ...pair(between), from: String(from), to: String(to) });
          return chip(`from ${between}`, between[0], note ? `${said} (${note})` : said);
        }),
        ...(due?.elasticsUntil ?? []).map(({ between }) =>
          chip(`until ${between}`, between[0], t('treatment.elastics_until', pair(between))),
        ),
      ],
    ],
  ];
  return (
    <dl className={stepClasses.due}>
      {kinds
        .filter(([, entries]) => entries.length > 0)
        .map(([name, entries]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <ul>{entries}</ul>
            </dd>
          </div>
        ))}
      {(due?.notes ?? []).map((note) => (
        <div key={note}>
          <dt>{t('treatment.note')}</dt>
          <dd className={stepClasses.noteText}>{note}</dd>
        </div>
      ))}
      {due && (
        <div className={stepClasses.dueWear}>
          <dt className="off-screen">{t('compare.duration')}</dt>
          <dd>{t('treatment.worn', { days: due.days })}</dd>
        </div>
      )}
    </dl>
  );
}
