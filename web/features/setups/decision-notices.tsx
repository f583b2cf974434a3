import { Anchor, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SetupReview } from '#contract/setups.ts';
import { usePlace } from '../../app/place.tsx';
import { Notice } from '../../design/notice.tsx';
import { reviewPath } from './review-path.ts';
import classes from './setups.module.css';
import type { Told } from './use-decision-watch.ts';

type Props = { review: SetupReview; told: Told | null; onDismiss: () => void };

/** Says what happened meanwhile, and that this isn't the newest version. */
export function DecisionNotices({ review, told, onDismiss }: Props) {
  const { t } = useTranslation('setups');
  const place = usePlace();
  const { setup, order } = review;
  const newest = order.newestVersion > setup.version && (
    <Anchor component={Link} to={reviewPath(place, review.case.id, order.newestVersion)} inherit fw={600}>
      {t('review.open_newest', { version: order.newestVersion })}
    </Anchor>
  );
  if (!told && !newest) return null;
  return (
    <div className={classes.notices} data-told={told ? '' : undefined}>
      <Notice tone={told ? 'attention' : 'neutral'} py={8}>
        <Group justify="space-between" gap="xs">
          <Text size="sm">
            {told ? sentence(told) : t('review.newer', { version: order.newestVersion })} {newest}
          </Text>
          {told && (
            <Button size="compact-sm" variant="default" onClick={onDismiss}>
              {t('review.dismiss')}
            </Button>
          )}
        </Group>
      </Notice>
    </div>
  );

  function sentence(news: Told): string {
    if (news.what === 'reopened') return t('review.told.reopened');
    if (news.what === 'newer') return t('review.told.newer', { version: news.version });
    return t(`review.told.${news.what}`, { name: news.name });
  }
}
