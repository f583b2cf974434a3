import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';

/** Whether providers who know the address are offered the name. */
export function FindableSection() {
  const { t } = useTranslation(['collaborators', 'words']);
  const now = useReading('viewFindable');
  const choose = useActing('chooseFindable', { stale: ['viewFindable'], onDone: () => notifyDone(t('words:saved')) });
  const shown = choose.isPending ? choose.variables.body.findable : (now.data?.findable ?? false);
  return (
    <Section title={t('findable.title')}>
      <Switch
        label={t('findable.label')}
        description={t('findable.text')}
        checked={shown}
        disabled={now.isPending}
        onChange={(event) => choose.mutate({ body: { findable: event.currentTarget.checked } })}
      />
      <ErrorNotice error={now.error ?? choose.error} mt="md" />
    </Section>
  );
}
