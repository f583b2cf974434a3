import { useTranslation } from 'react-i18next';
import type { CaseCounts } from '#contract/manage-orders.ts';
import { statuses } from '#contract/order-life.ts';
import { usePlace } from '../../app/place.tsx';
import type { ListState } from './list-state.ts';
import classes from './manage-orders.module.css';

type Props = {
  state: ListState;
  counts: CaseCounts | undefined;
  onChange: (changes: Record<string, string | undefined>) => void;
};

/** What most people look for most of the day, each with how many there are. */
export function QuickFilters({ state, counts, onChange }: Props) {
  const { t, i18n } = useTranslation(['manage-orders', 'orders']);
  const number = new Intl.NumberFormat(i18n.language);
  const shown = (count: number | undefined) => (count === undefined ? '' : number.format(count));
  // Counted only so far: nobody cares to know.
  const capped = (count: number | undefined) => (count === 1000 ? `${number.format(count)}+` : shown(count));
  const place = usePlace();
  const toggles = [
    { name: 'turn', value: 'mine', count: counts?.mine },
    { name: 'overdue', value: 'true', count: counts?.overdue, pressing: true },
    // Collaborators see no case that nobody owns.
    ...(place.kind === 'planning_service' || place.kind === 'collaborator'
      ? []
      : [{ name: 'needsProvider', value: 'true', count: counts?.needsProvider } as const]),
    { name: 'unread', value: 'true', count: counts?.unread },
    { name: 'answerNeeded', value: 'true', count: counts?.answerNeeded },
    ...(place.kind === 'planning_service'
      ? [{ name: 'unassigned', value: 'true', count: counts?.unassigned } as const]
      : []),
  ] as const;
  return (
    <div className={classes.quick}>
      <fieldset className={classes.segments}>
        <legend className={classes.hidden}>{t('quick.status')}</legend>
        <Segment held={!state.status && !state.all} onClick={() => onChange({ status: undefined, all: undefined })}>
          {t('quick.open')}
        </Segment>
        {statuses.map((status) => (
          <Segment
            key={status}
            held={state.status === status}
            count={shown(counts?.status[status])}
            onClick={() => onChange({ status: state.status === status ? undefined : status, all: undefined })}
          >
            {t(`orders:statuses.${status}`)}
          </Segment>
        ))}
      </fieldset>
      <div className={classes.toggles}>
        {toggles.map(({ name, value, count, ...more }) => (
          <Segment
            key={name}
            held={state[name] === value}
            count={name === 'overdue' || name === 'unread' ? capped(count) : shown(count)}
            pressing={'pressing' in more && (count ?? 0) > 0}
            onClick={() => onChange({ [name]: state[name] === value ? undefined : value })}
          >
            {t(`quick.${name}`)}
          </Segment>
        ))}
      </div>
    </div>
  );
}

type SegmentProps = { held: boolean; count?: string; pressing?: boolean; onClick: () => void; children: string };

function Segment({ held, count, pressing, onClick, children }: SegmentProps) {
  return (
    <button
      type="button"
      className={classes.segment}
      aria-pressed={held}
      data-pressing={pressing || undefined}
      onClick={onClick}
    >
      {children}
      {count !== undefined && count !== '' && <span className={classes.count}>{count}</span>}
    </button>
  );
}
