import { Button, Center } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../design/empty-state.tsx';
import { IconSearch } from '../design/icons.ts';

/** Nothing stands at this address, or nothing that this account may see. */
export function NotFoundPage() {
  const { t } = useTranslation('words');
  return (
    <Center mih="60vh">
      <EmptyState
        page
        icon={<IconSearch size={28} />}
        title={t('not_found.title')}
        actions={
          <Button component={Link} to="/">
            {t('not_found.home')}
          </Button>
        }
      >
        {t('not_found.text')}
      </EmptyState>
    </Center>
  );
}

/** The same where not even the shell is around it. */
export function OutsideNotFoundPage() {
  return (
    <main>
      <NotFoundPage />
    </main>
  );
}
