import { Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { useMe } from '../../app/session.ts';
import { useActing } from '../../client/use-calls.ts';
import { useRefusalSentence } from '../../design/error-notice.tsx';
import { IconChevronDown, IconPlus, IconTrash } from '../../design/icons.ts';
import { notifyFailed } from '../../design/notify.ts';
import classes from './manage-orders.module.css';

export type PracticeForOrders = { id: string; name: string };

/** Where the person can begin a case from here: this practice, or those of the group in which they work. */
export function usePracticesForOrders(): PracticeForOrders[] {
  const place = usePlace();
  const me = useMe();
  if (place.kind === 'practice')
    return place.may.includes('cases.create') ? [{ id: place.organisationId, name: place.name }] : [];
  if (place.kind !== 'group') return [];
  return me.contexts
    .filter(
      (each) => each.kind === 'practice' && each.groupId === place.organisationId && each.may.includes('cases.create'),
    )
    .map((each) => ({ id: each.organisationId, name: each.name }));
}

type Props = { practices: readonly PracticeForOrders[]; opened: boolean; onChange: (opened: boolean) => void };

/** Begins a case with a draft of its first order, and goes to it. */
export function NewOrderMenu({ practices, opened, onChange }: Props) {
  const { t } = useTranslation(['manage-orders', 'orders']);
  const navigate = useNavigate();
  const sentence = useRefusalSentence();
  const start = useActing('startOrder', {
    stale: ['listCases', 'countCases'],
    onDone: (order, { params }) =>
      void navigate({ to: `/practices/${params.practiceId}/cases/${order.caseId}/orders/${order.id}` as string }),
  });
  const begin = (practiceId: string, kind: 'aligner' | 'retainer') =>
    start.mutate({ params: { practiceId }, body: { kind } }, { onError: (error) => notifyFailed(sentence(error)) });
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          leftSection={<IconPlus size={18} />}
          rightSection={<IconChevronDown size={16} />}
          loading={start.isPending}
        >
          {t('new_order')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.newOrder}>
        {practices.map(({ id, name }) => (
          <Fragment key={id}>
            {practices.length > 1 && <Menu.Label>{name}</Menu.Label>}
            <Menu.Item onClick={() => begin(id, 'aligner')}>{t('orders:kinds.aligner')}</Menu.Item>
            <Menu.Item onClick={() => begin(id, 'retainer')}>{t('orders:kinds.retainer')}</Menu.Item>
          </Fragment>
        ))}
        {practices.length === 1 && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconTrash size={16} />}
              onClick={() =>
                void navigate({
                  to: '/practices/$practiceId/discarded-drafts',
                  params: { practiceId: practices[0]!.id },
                })
              }
            >
              {t('orders:discarded.title')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
