import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Leftover } from '#contract/team.ts';
import { useDates } from '../../design/dates.ts';

type Props = {
  name: string;
  act: 'deactivate' | 'remove';
  leftovers: readonly Leftover[];
  /** Says at which practice each is: of several practices at once. */
  places: boolean;
  value: string[];
  onChange: (ids: string[]) => void;
};

/** What ends with the membership; what is ticked stays. */
export function LeftoversField({ name, act, leftovers, places, value, onChange }: Props) {
  const { t } = useTranslation('team');
  const describe = useDescription();
  if (leftovers.length === 0) return null;
  return (
    <Checkbox.Group
      label={t(`leave.${act}.leftovers`, { name })}
      description={t('leave.leftovers_hint', { name })}
      value={value}
      onChange={onChange}
    >
      <Stack gap={10} mt="sm">
        {leftovers.map((leftover) => {
          const { title, facts } = describe(leftover);
          return (
            <Checkbox
              key={leftover.id + leftover.practice}
              value={leftover.id}
              label={title}
              description={[places ? leftover.practice : '', ...facts].filter(Boolean).join(' · ')}
            />
          );
        })}
      </Stack>
    </Checkbox.Group>
  );
}

/** Each kind in words: a name for the tick, and what tells one from another. */
function useDescription() {
  const { t } = useTranslation('team');
  const { date } = useDates();
  return (leftover: Leftover): { title: string; facts: string[] } => {
    switch (leftover.kind) {
      case 'api_token':
        return {
          title: t('leave.api_token.title', { date: date(leftover.madeAt) }),
          facts: [
            ...leftover.scopes.map((scope) => t(`leave.api_token.${scope}`)),
            leftover.lastUsedAt
              ? t('leave.api_token.used', { date: date(leftover.lastUsedAt) })
              : t('leave.api_token.never_used'),
            t('leave.api_token.until', { date: date(leftover.expiresAt) }),
          ],
        };
      case 'collaboration':
        return {
          title: t('leave.collaboration.title', { provider: leftover.provider }),
          facts: [t('leave.collaboration.cases', { count: leftover.cases })],
        };
      case 'patient_link': {
        const number = String(leftover.caseNumber);
        const { initials } = leftover;
        return {
          title: initials
            ? t('leave.patient_link.title', { number, initials })
            : t('leave.patient_link.title_plain', { number }),
          facts: [
            t('leave.patient_link.version', { version: leftover.version }),
            t('leave.patient_link.until', { date: date(leftover.expiresAt) }),
            t('leave.patient_link.opened', { count: leftover.opened }),
          ],
        };
      }
    }
  };
}
