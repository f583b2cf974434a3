import { Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SetupReview } from '#contract/setups.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { ComparePanel, type PanelProps } from '../../viewer/setup/panels/index.ts';
import { stateOf } from './setup-states.ts';
import type { Compared } from './use-compared.ts';

type Props = {
  review: SetupReview;
  compared: Compared;
  onCompare: (version: number | null) => void;
  /** Of the version shown, once its movements are there. */
  panel: PanelProps | null;
};

/** Choosing another version to lay over this one, and what differs between them. */
export function CompareTab({ review, compared, onCompare, panel }: Props) {
  const { t } = useTranslation('setups');
  const others = review.versions
    .filter(({ id }) => id !== review.setup.id)
    .toSorted((one, other) => other.version - one.version);
  if (others.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('compare.none')}
      </Text>
    );
  return (
    <>
      <Select
        label={t('compare.with')}
        placeholder={t('compare.nothing')}
        clearable
        data={others.map((each) => ({
          value: String(each.version),
          label: `${t('review.version', { version: each.version })} · ${t(`review.states.${stateOf(each)}`)}`,
        }))}
        value={compared.version === null ? null : String(compared.version)}
        onChange={(version) => onCompare(version === null ? null : Number(version))}
        mb="md"
      />
      {compared.version === null ? (
        <Text size="sm" c="dimmed">
          {t('compare.pick')}
        </Text>
      ) : compared.failed ? (
        <ErrorNotice error={new Error('not loaded')} onRetry={compared.again} />
      ) : panel && compared.toTell ? (
        <ComparePanel {...panel} compareWith={compared.toTell} />
      ) : (
        <LoadingRows rows={4} />
      )}
    </>
  );
}
