import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { IconUserCheck } from '../../design/icons.ts';
import classes from './manage-orders.module.css';
import { mostSelected, type Selection } from './use-selection.ts';

const AssignCasesDialog = lazy(async () => ({
  default: (await import('../planning-services/assign-cases-dialog.tsx')).AssignCasesDialog,
}));
const HandOverDialog = lazy(async () => ({
  default: (await import('../hand-overs/hand-over-dialog.tsx')).HandOverDialog,
}));

/** What can be done with the cases that are ticked. */
export function SelectionBar({ selection }: { selection: Selection }) {
  const { t } = useTranslation(['manage-orders', 'hand-overs', 'planning-services']);
  const { organisationId, kind } = usePlace();
  const [handing, setHanding] = useState(false);
  const cases = [...selection.cases.values()];
  if (cases.length === 0) return null;
  const providers = new Set(cases.map(({ provider }) => provider?.practitionerId));
  return (
    <section className={classes.selection} aria-label={t('selection.some', { count: cases.length })}>
      <span aria-live="polite">
        {t('selection.some', { count: cases.length })}
        {cases.length === mostSelected && ` · ${t('selection.most')}`}
      </span>
      <Button size="xs" leftSection={<IconUserCheck size={16} />} onClick={() => setHanding(true)}>
        {kind === 'planning_service' ? t('planning-services:assign.button') : t('hand-overs:offer.title')}
      </Button>
      <Button size="xs" variant="default" onClick={selection.clear}>
        {t('selection.none')}
      </Button>
      {handing && kind === 'planning_service' && (
        <Suspense>
          <AssignCasesDialog
            serviceId={organisationId}
            caseIds={cases.map(({ id }) => id)}
            onDone={selection.clear}
            onClose={() => setHanding(false)}
          />
        </Suspense>
      )}
      {handing && kind === 'practice' && (
        <Suspense>
          <HandOverDialog
            practiceId={organisationId}
            caseIds={cases.map(({ id }) => id)}
            present={providers.size === 1 ? [...providers][0] : undefined}
            onDone={selection.clear}
            onClose={() => setHanding(false)}
          />
        </Suspense>
      )}
    </section>
  );
}
