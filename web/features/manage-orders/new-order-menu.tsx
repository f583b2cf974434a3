import { Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { useActing } from '../../client/use-calls.ts';
import { useRefusalSentence } from '../../design/error-notice.tsx';
import { IconChevronDown, IconPlus, IconTrash } from '../../design/icons.ts';
import { notifyFailed } from '../../design/notify.ts';

type Props = { opened: boolean; onChange: (opened: boolean) => void };

/** Begins a case with a draft of its first order, and goes to it. */
export function NewOrderMenu({ opened, onChange }: Props) {
  const { t } = useTranslation(['manage-orders', 'orders']);
  const { organisationId } = usePlace();
  const navigate = useNavigate();
  const sentence = useRefusalSentence();
  const start = useActing('startOrder', {
    stale: ['listCases', 'countCases'],
    onDone: (order) =>
      void navigate({ to: `/practices/${organisationId}/cases/${order.caseId}/orders/${order.id}` as string }),
  });
  const begin = (kind: 'aligner' | 'retainer') =>
    start.mutate(
      { params: { practiceId: organisationId }, body: { kind } },
      { onError: (error) => notifyFailed(sentence(error)) },
    );
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
      <Menu.Dropdown>
        <Menu.Item onClick={() => begin('aligner')}>{t('orders:kinds.aligner')}</Menu.Item>
        <Menu.Item onClick={() => begin('retainer')}>{t('orders:kinds.retainer')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash size={16} />}
          onClick={() =>
            void navigate({ to: '/practices/$practiceId/discarded-drafts', params: { practiceId: organisationId } })
          }
        >
          {t('orders:discarded.title')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
