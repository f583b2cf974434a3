import { Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { Notice } from '../../design/notice.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import classes from './team.module.css';

type ReportRow = ReplyTo<'importPeople'>['rows'][number];

const tones = { invite: 'good', add: 'good', refused: 'bad' } as const;
const columns = [
  'email',
  'first name',
  'last name',
  'role',
  'level',
  'clinical role',
  'specialty',
  'registration number',
  'language',
] as const;
const reasons = [
  'invalid',
  'twice_in_file',
  'already_member',
  'member_deactivated',
  'invitation_open',
  'role_not_of_organisation',
  'clinical_role_missing',
  'clinical_role_not_of_role',
  'registration_number_missing',
  'registration_number_invalid',
] as const;

/** What would become of every row, and what is wrong where. */
export function ImportReport({ rows }: { rows: readonly ReportRow[] }) {
  const { t } = useTranslation('team');
  const wrong = rows.filter(({ outcome }) => outcome === 'refused').length;
  return (
    <Stack gap="md">
      {wrong > 0 ? (
        <Notice tone="bad">{t('import.bad', { count: wrong })}</Notice>
      ) : (
        <Notice tone="good">{t('import.good', { count: rows.length })}</Notice>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={classes.table} tabIndex={0} aria-label={t('import.title')}>
        <Table stickyHeader verticalSpacing="sm" horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('import.columns.line')}</Table.Th>
              <Table.Th>{t('import.columns.person')}</Table.Th>
              <Table.Th>{t('import.columns.result')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.line}>
                <Table.Td>{row.line}</Table.Td>
                <Table.Td>
                  <Text size="sm" fw={600}>
                    {row.name}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {row.email}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <StateBadge tone={tones[row.outcome]}>{t(`import.outcomes.${row.outcome}`)}</StateBadge>
                  {row.reason && <Reason row={row} />}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </Stack>
  );
}

function Reason({ row }: { row: ReportRow }) {
  const { t } = useTranslation('team');
  const reason = t(`import.reasons.${reasons.find((known) => known === row.reason) ?? 'other'}`);
  const column = columns.find((known) => known === row.column);
  return (
    <Text size="sm" mt={4}>
      {column ? t('import.reason_in', { column: t(`import.header.${column}`), reason }) : reason}
    </Text>
  );
}
