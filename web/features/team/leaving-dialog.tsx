import { Radio, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Member } from '#contract/team.ts';
import { usePlace } from '../../app/place.tsx';
import { reading, useActing, useReading } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import { CasesFreed } from '../planning-services/cases-freed.tsx';
import { CasesLeft } from './cases-left.tsx';
import { nameOf } from './columns.ts';
import { LeftoversField } from './leftovers-field.tsx';
import classes from './team.module.css';
import { useReactivate } from './use-team.ts';

type Props = { act: 'deactivate' | 'remove'; member: Member; onClose: () => void };

/** Asks before somebody is shut out or removed, and says what ends and what stays. */
export function LeavingDialog({ act, member, onClose }: Props) {
  const { t } = useTranslation('team');
  const place = usePlace();
  const client = useQueryClient();
  const [wholeGroup, setWholeGroup] = useState(false);
  const [keep, setKeep] = useState<string[]>([]);
  const [casesTo, setCasesTo] = useState<string | null>(null);
  const reactivate = useReactivate();
  const name = nameOf(member);
  const params = { organisationId: place.organisationId, memberId: member.id };
  const preview = useReading('previewLeaving', { params, query: wholeGroup ? { wholeGroup: 'true' } : {} });
  const deactivate = useActing('deactivateMember', {
    stale: ['listMembers'],
    onDone: (changed) => {
      const { queryKey } = reading('listMembers', { params: { organisationId: place.organisationId } });
      client.setQueryData(queryKey, (list) => {
        const members = list?.members.map((each) => (each.id === changed.id ? changed : each));
        return list && members ? { ...list, members } : list;
      });
      const undo = { label: t('acts.reactivate'), run: () => reactivate.mutate(member) };
      notifyDone(t('leave.deactivated', { name }), wholeGroup ? undefined : undo);
      onClose();
    },
  });
  const remove = useActing('removeMember', {
    stale: ['listMembers', 'listInvitations'],
    onDone: () => {
      notifyDone(t('leave.removed', { name }));
      onClose();
    },
  });
  const acting = act === 'deactivate' ? deactivate : remove;
  const inGroup = place.kind === 'practice' || place.kind === 'group';
  const leftovers = preview.data?.leftovers ?? [];
  const sessions = preview.data?.sessions ?? 0;
  const cases = preview.data?.cases;
  return (
    <ConfirmDialog
      opened
      title={t(`leave.${act}_title`, { name })}
      confirm={t(`acts.${act}`)}
      danger
      busy={acting.isPending}
      disabled={preview.isPending}
      error={acting.error ?? preview.error}
      onConfirm={() => acting.mutate({ params, body: { keep, wholeGroup, casesTo } })}
      onClose={onClose}
    >
      <Stack gap="md">
        <ul className={classes.what}>
          <li>{t(`leave.${act}.out`, { name, place: place.name })}</li>
          {place.kind === 'planning_service' && <CasesFreed serviceId={place.organisationId} member={member} />}
          {sessions > 0 && <li>{t('leave.sessions', { count: sessions })}</li>}
          <li>{t(`leave.${act}.stay`, { name })}</li>
          <li>{t(`leave.${act}.back`, { name })}</li>
        </ul>
        {preview.isPending && <LoadingRows rows={1} picture={false} />}
        <LeftoversField
          name={name}
          act={act}
          leftovers={leftovers}
          places={wholeGroup}
          value={keep}
          onChange={setKeep}
        />
        {cases && cases.open + cases.closed > 0 && <CasesLeft cases={cases} value={casesTo} onChange={setCasesTo} />}
        {inGroup && place.positions.includes('group_manager') && (
          <Radio.Group
            label={t('leave.where')}
            value={wholeGroup ? 'group' : 'here'}
            onChange={(value) => setWholeGroup(value === 'group')}
          >
            <Stack gap={10} mt={6}>
              <Radio value="here" label={t('leave.here', { place: place.name })} />
              <Radio value="group" label={t('leave.whole_group')} />
            </Stack>
          </Radio.Group>
        )}
        {member.you && (
          <Text size="sm" fw={600}>
            {t('change.yourself')}
          </Text>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
