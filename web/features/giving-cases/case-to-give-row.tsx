import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useDates } from '../../design/dates.ts';
import { IconLock } from '../../design/icons.ts';
import { StateBadge } from '../../design/state-badge.tsx';
import { toneOf } from '../cases/tones.ts';

type Row = ReplyTo<'listCasesToGive'>['rows'][number];
type Props = { row: Row; checked: boolean; changed: boolean; disabled: boolean; onToggle: (row: Row) => void };

/** A case with its box: ticked while it is, or will be, given. */
export function CaseToGiveRow({ row, checked, changed, disabled, onToggle }: Props) {
  const { t } = useTranslation(['giving-cases', 'orders']);
  const { relative } = useDates();
  return (
    <tr data-changed={changed || undefined}>
      <td>
        <Checkbox
          checked={checked}
          disabled={disabled}
          onChange={() => onToggle(row)}
          aria-label={t('manage.case', { number: String(row.number) })}
        />
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>{row.number}</td>
      <td>
        {row.patient ? `${row.patient.lastName}, ${row.patient.firstName}` : t('manage.no_patient')}
        {row.notShared && ' '}
        {row.notShared && (
          <StateBadge tone="neutral" icon={<IconLock size={14} />}>
            {t('manage.private')}
          </StateBadge>
        )}
      </td>
      <td>
        <StateBadge tone={toneOf(row.status)}>{t(`orders:statuses.${row.status}`)}</StateBadge>
      </td>
      <td>{t(`orders:categories.${row.category}`)}</td>
      <td>{relative(row.lastActivityAt)}</td>
    </tr>
  );
}
