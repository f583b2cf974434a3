import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { reviewPath } from './review-path.ts';
import { useVersions } from './use-versions.ts';

/** Lays any two versions of a case over each other. Nothing where there aren't two. */
export function CompareVersions({ caseId }: { caseId: string }) {
  const { t } = useTranslation('setups');
  const place = usePlace();
  const versions = useVersions(caseId).versions.filter(({ setup }) => !setup.withdrawnAt);
  const [chosen, setChosen] = useState<{ one?: number; other?: number }>({});
  const numbers = versions.map(({ setup }) => setup.version);
  const one = chosen.one ?? numbers[0];
  const others = numbers.filter((version) => version !== one);
  const other = chosen.other !== undefined && chosen.other !== one ? chosen.other : others[0];
  if (one === undefined || other === undefined) return null;
  const named = (version: number) => ({ value: String(version), label: t('review.version', { version }) });
  return (
    <Group gap="xs" wrap="wrap">
      <NativeSelect
        size="sm"
        aria-label={t('in_case.compare')}
        data={numbers.map(named)}
        value={String(one)}
        onChange={(event) => setChosen({ ...chosen, one: Number(event.currentTarget.value) })}
      />
      <Text span size="sm">
        {t('in_case.compare_with')}
      </Text>
      <NativeSelect
        size="sm"
        aria-label={t('compare.with')}
        data={others.map(named)}
        value={String(other)}
        onChange={(event) => setChosen({ ...chosen, other: Number(event.currentTarget.value) })}
      />
      <Button
        component={Link}
        to={reviewPath(place, caseId, one)}
        search={{ compare: other, tab: 'compare' } as never}
        size="sm"
        variant="default"
      >
        {t('in_case.compare')}
      </Button>
    </Group>
  );
}
