import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TranslationEngine } from '#contract/translation.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';

/** Who translates messages of the practice's cases: only what this site has set up. */
export function TranslationSetting({ practiceId }: { practiceId: string }) {
  const { t } = useTranslation('collaborator-messages');
  const params = { practiceId };
  const setting = useReading('viewTranslationSetting', { params });
  const choose = useActing('chooseTranslation', {
    stale: ['viewTranslationSetting', 'viewTranslation'],
    onDone: () => notifyDone(t('setting.saved')),
  });
  if (!setting.data) return <ErrorNotice error={setting.error} onRetry={() => void setting.refetch()} />;
  const { engine, offered, may } = setting.data;
  const shown = choose.isPending ? choose.variables.body.engine : engine;
  return (
    <Section title={t('setting.title')} description={t('setting.explain')}>
      <Radio.Group
        aria-label={t('setting.title')}
        value={shown}
        onChange={(next) => choose.mutate({ params, body: { engine: next as TranslationEngine } })}
      >
        <Stack gap="sm">
          {offered.map((each) => (
            <Radio
              key={each}
              value={each}
              label={t(`setting.${each}`)}
              description={t(`setting.${each}_explain`)}
              disabled={!may.includes('choose')}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ErrorNotice error={choose.error} mt="sm" />
    </Section>
  );
}
