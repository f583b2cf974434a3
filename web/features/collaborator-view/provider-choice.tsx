import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useReading } from '../../client/use-calls.ts';

type Props = { provider: string | undefined; onChange: (provider: string | undefined) => void };

/** Whose cases are listed: all providers', or one's. */
export function ProviderChoice({ provider, onChange }: Props) {
  const { t } = useTranslation('collaborator-view');
  const view = useReading('viewCollaboratorView');
  const providers = view.data?.providers ?? [];
  if (providers.length < 2) return null;
  return (
    <Select
      aria-label={t('of')}
      placeholder={t('all_providers')}
      data={providers.map(({ practitionerId, name }) => ({ value: practitionerId, label: name }))}
      value={provider ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      clearable
      searchable={providers.length > 8}
      w={220}
    />
  );
}
