import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { placePath } from '../../app/places.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { IconClipboardList } from '../../design/icons.ts';
import classes from '../../design/page.module.css';
import { PageHeader } from '../../design/page-header.tsx';

/** Manage Orders while there are no cases: what will stand here, and what can be done already. */
export function OrdersPage() {
  const { t } = useTranslation('orders');
  const place = usePlace();
  const settings = `${placePath(place)}/settings`;
  const invites = place.may.includes('members.invite');
  return (
    <>
      <PageHeader title={t('title')} description={place.name} />
      <div className={classes.section}>
        <EmptyState
          icon={<IconClipboardList size={28} />}
          title={t('empty.title')}
          actions={
            <>
              <Button component={Link} to={`${settings}/users`}>
                {t(invites ? 'invite' : 'team')}
              </Button>
              {place.kind === 'practice' && place.may.includes('practice_information.see') && (
                <Button component={Link} to={`${settings}/practice`} variant="default">
                  {t('practice')}
                </Button>
              )}
              <Button component={Link} to="/account/profile" variant="default">
                {t('account')}
              </Button>
            </>
          }
        >
          {t(invites ? 'empty.text' : 'empty.text_member')}
        </EmptyState>
      </div>
    </>
  );
}
