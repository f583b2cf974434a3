import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { collaboratorViewPath } from '../../app/places.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { IconUserCheck } from '../../design/icons.ts';

/** What a member of a planning service, who manages nothing, finds in its place: the way to the own cases. */
export function MemberOfService() {
  const { t } = useTranslation('planning-services');
  return (
    <EmptyState
      icon={<IconUserCheck size={28} />}
      title={t('work.member_title')}
      actions={
        <Button component={Link} to={collaboratorViewPath}>
          {t('work.member_open')}
        </Button>
      }
    >
      {t('work.member_text')}
    </EmptyState>
  );
}
