import { useTranslation } from 'react-i18next';
import { useDates } from '../../design/dates.ts';
import { useRefusalSentence } from '../../design/error-notice.tsx';
import classes from './orders.module.css';
import type { Draft } from './use-draft.ts';

/** Says that everything typed is kept, or why not yet. */
export function SavingNote({ draft, number }: { draft: Draft; number: number }) {
  const { t } = useTranslation('orders');
  const { time } = useDates();
  const sentence = useRefusalSentence();
  const { state, refusal, order } = draft;
  return (
    <span className={classes.saving} data-state={state} role="status">
      {t('wizard.case', { number: String(number) })} ·{' '}
      {state === 'saved' && t('wizard.saved', { time: time(order.savedAt) })}
      {state === 'saving' && t('wizard.saving')}
      {state === 'waiting' && t('wizard.not_saved')}
      {state === 'refused' && (refusal?.code === 'order_moved_on' ? t('wizard.moved_on') : sentence(refusal))}
    </span>
  );
}
