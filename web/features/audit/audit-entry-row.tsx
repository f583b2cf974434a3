import { Collapse, Table, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#contract/audit.ts';
import { useDates } from '../../design/dates.ts';
import { IconChevronDown, IconChevronRight, IconClock, IconLock } from '../../design/icons.ts';
import page from '../../design/page.module.css';
import { PersonAvatar } from '../../design/person-avatar.tsx';
import classes from './audit.module.css';
import { useAuditWords } from './audit-words.ts';

/** One entry as a sentence; as what, through which permission, from where and what changed unfold below it. */
export function AuditEntryRow({ entry }: { entry: AuditEntry }) {
  const words = useAuditWords();
  const { time, dateTime } = useDates();
  const [opened, details] = useDisclosure(false);
  const detailsId = useId();
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.entry}>
      <UnstyledButton
        className={classes.head}
        onClick={details.toggle}
        aria-expanded={opened}
        aria-controls={opened ? detailsId : undefined}
      >
        <time className={classes.time} dateTime={entry.at} title={dateTime(entry.at)}>
          {time(entry.at)}
        </time>
        <PersonAvatar name={words.person(entry)} size={32} muted={!entry.accountId} />
        <span className={classes.sentence}>{words.sentence(entry)}</span>
        <Seal sealed={entry.sealed} />
        <Chevron size={18} aria-hidden="true" className={classes.chevron} />
      </UnstyledButton>
      <Collapse expanded={opened} id={detailsId}>
        {opened && <Details entry={entry} />}
      </Collapse>
    </li>
  );
}

function Seal({ sealed }: { sealed: boolean }) {
  const { t } = useTranslation('audit');
  const Icon = sealed ? IconLock : IconClock;
  const label = t(sealed ? 'sealed' : 'sealing');
  return (
    <span role="img" aria-label={label} title={label} className={classes.seal} data-sealed={sealed || undefined}>
      <Icon size={16} stroke={1.8} />
    </span>
  );
}

function Details({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const { dateTime } = useDates();
  // "Not in the whole group" goes without saying.
  const changes = entry.changes.filter(({ field, after }) => field !== 'wholeGroup' || after === 'true');
  const facts = [
    [t('at'), dateTime(entry.at)],
    [t('as'), words.position(entry)],
    [t('through'), words.permission(entry)],
    [t('from'), entry.from],
    [t('seal'), t(entry.sealed ? 'sealed' : 'sealing')],
  ];
  return (
    <div className={classes.details}>
      <dl className={page.facts}>
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label} style={{ display: 'contents' }}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {changes.length > 0 && (
        <>
          <Text fw={600} mt="md" mb={4} size="sm">
            {t('changed')}
          </Text>
          <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0} className={classes.changes}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('field')}</Table.Th>
                <Table.Th>{t('before')}</Table.Th>
                <Table.Th>{t('after')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.map((change) => (
                <Table.Tr key={`${change.field} ${change.after}`}>
                  <Table.Td>{words.field(change)}</Table.Td>
                  <Table.Td c="dimmed">{words.value(change.field, change.before)}</Table.Td>
                  <Table.Td>{words.value(change.field, change.after)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </div>
  );
}
