import { Button } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../design/empty-state.tsx';
import { useRefusalSentence } from '../design/error-notice.tsx';
import { IconAlertTriangle } from '../design/icons.ts';

/** A page that could not be shown, with a way on. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('words');
  const router = useRouter();
  const sentence = useRefusalSentence();
  async function retry() {
    await router.invalidate();
    reset();
  }
  return (
    <EmptyState
      page
      icon={<IconAlertTriangle size={28} />}
      title={t('page_failed')}
      actions={
        <>
          <Button onClick={() => void retry()}>{t('try_again')}</Button>
          <Button variant="default" component="a" href="/">
            {t('not_found.home')}
          </Button>
        </>
      }
    >
      {sentence(error)}
    </EmptyState>
  );
}
