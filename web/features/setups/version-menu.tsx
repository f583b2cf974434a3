import { Button, Menu, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SetupReview } from '#contract/setups.ts';
import { usePlace } from '../../app/place.tsx';
import { useDates } from '../../design/dates.ts';
import { IconCheck, IconChevronDown } from '../../design/icons.ts';
import { reviewPath } from './review-path.ts';
import { stateOf } from './setup-states.ts';

/** The case's versions, to go from one to another. */
export function VersionMenu({ review }: { review: SetupReview }) {
  const { t } = useTranslation('setups');
  const { date } = useDates();
  const place = usePlace();
  const versions = review.versions.toSorted((one, other) => other.version - one.version);
  const newest = versions[0]?.version;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={`${t('review.versions')}: ${t('review.version', { version: review.setup.version })}`}
        >
          {t('review.version', { version: review.setup.version })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {versions.map((each) => (
          <Menu.Item
            key={each.id}
            component={Link}
            to={reviewPath(place, review.case.id, each.version)}
            aria-current={each.id === review.setup.id || undefined}
            rightSection={each.id === review.setup.id ? <IconCheck size={16} aria-hidden /> : undefined}
          >
            <Text span size="sm" fw={600}>
              {t('review.version', { version: each.version })}
            </Text>
            <Text span size="sm" c="dimmed">
              {' '}
              {each.version === newest && versions.length > 1 && `(${t('review.newest')}) `}· {date(each.deliveredAt)} ·{' '}
              {t(`review.states.${stateOf(each)}`)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
