import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import {
  IconBuilding,
  IconBuildingHospital,
  IconDots,
  IconPencil,
  IconPlus,
  IconUserPlus,
  IconUsersGroup,
} from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { PageHeader } from '../../design/page-header.tsx';
import { Row, Rows } from '../../design/rows.tsx';
import { StateBadge, type Tone } from '../../design/state-badge.tsx';
import { Column } from '../../design/two-columns.tsx';
import { CreateOrganisationDialog } from './create-organisation-dialog.tsx';
import { FirstManagerDialog } from './first-manager-dialog.tsx';
import classes from './instance.module.css';
import { RenameDialog } from './rename-dialog.tsx';

export type Organisation = ReplyTo<'listOrganisations'>['organisations'][number];
type OpenDialog = { act: 'create' } | { act: 'rename' | 'manager'; organisation: Organisation };

const kinds = ['group', 'laboratory', 'planning_service'] as const;
const pictures: Record<Organisation['kind'], ComponentType<{ size: number; stroke: number }>> = {
  group: IconBuildingHospital,
  laboratory: IconBuilding,
  planning_service: IconUsersGroup,
};
const tones: Record<string, Tone> = { pending: 'waiting', not_delivered: 'bad' };

/** The organisations of this instance: making one, renaming it, bringing in its first manager. */
export function OrganisationsPage() {
  const { t } = useTranslation(['instance', 'shell']);
  const list = useReading('listOrganisations');
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  return (
    <>
      <PageHeader
        title={t('shell:instance_pages.organisations')}
        description={t('organisations.text')}
        actions={
          <Button leftSection={<IconPlus size={18} />} onClick={() => setDialog({ act: 'create' })}>
            {t('organisations.add')}
          </Button>
        }
      />
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} mb="md" />
      <div className={classes.lists}>
        {kinds.map((kind) => {
          const organisations = list.data?.organisations.filter((each) => each.kind === kind) ?? [];
          return (
            <Column key={kind} title={t(`organisations.kinds.${kind}`)} count={list.data && organisations.length}>
              {list.isPending && <LoadingRows rows={2} />}
              {list.data && organisations.length === 0 && (
                <Text c="dimmed" p="lg">
                  {t(`organisations.none.${kind}`)}
                </Text>
              )}
              <Rows label={t(`organisations.kinds.${kind}`)}>
                {organisations.map((organisation) => (
                  <OrganisationRow
                    key={organisation.id}
                    organisation={organisation}
                    onAct={(act) => setDialog({ act, organisation })}
                  />
                ))}
              </Rows>
            </Column>
          );
        })}
      </div>
      {dialog?.act === 'create' && <CreateOrganisationDialog onClose={close} />}
      {dialog?.act === 'rename' && <RenameDialog organisation={dialog.organisation} onClose={close} />}
      {dialog?.act === 'manager' && <FirstManagerDialog organisation={dialog.organisation} onClose={close} />}
    </>
  );
}

type RowProps = { organisation: Organisation; onAct: (act: 'rename' | 'manager') => void };

function OrganisationRow({ organisation, onAct }: RowProps) {
  const { t } = useTranslation('instance');
  const { date } = useDates();
  const { kind, name, practices, managers, managerInvited, createdAt } = organisation;
  const Picture = pictures[kind];
  const facts = [
    kind === 'group' && t('organisations.practices', { count: practices }),
    managers > 0 && t('organisations.managers', { count: managers }),
    t('organisations.created', { date: date(createdAt) }),
  ];
  return (
    <Row
      start={<Picture size={26} stroke={1.5} aria-hidden="true" />}
      aside={
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={40} aria-label={t('organisations.menu', { name })}>
              <IconDots size={20} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={18} />} onClick={() => onAct('rename')}>
              {t('organisations.rename')}
            </Menu.Item>
            {managers === 0 && (
              <Menu.Item leftSection={<IconUserPlus size={18} />} onClick={() => onAct('manager')}>
                {t('organisations.manager')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      }
    >
      <Group gap="4px 8px">
        <Text fw={600}>{name}</Text>
        {managers === 0 && (
          <StateBadge tone={tones[managerInvited ?? ''] ?? 'attention'}>
            {managerInvited
              ? t(`organisations.manager_states.${managerInvited as 'pending'}`)
              : t('organisations.no_manager')}
          </StateBadge>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {facts.filter(Boolean).join(' · ')}
      </Text>
    </Row>
  );
}
