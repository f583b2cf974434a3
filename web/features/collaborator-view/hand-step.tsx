import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { Section } from '../../design/section.tsx';
import { MissingList } from '../orders/missing-list.tsx';
import { PrescriptionSummary } from '../orders/prescription-summary.tsx';
import type { StepName } from '../orders/steps.ts';
import type { Draft } from '../orders/use-draft.ts';

type Props = {
  draft: Draft;
  subject: ReplyTo<'viewCase'>;
  onGo: (step: StepName) => void;
  onHanded: () => void;
};

/** Step 5 as a collaborator sees it: what is missing, and handing the order to the provider who submits it. */
export function HandStep({ draft, subject, onGo, onHanded }: Props) {
  const { t } = useTranslation(['collaborator-view', 'orders']);
  const { date } = useDates();
  const { order } = draft;
  const hand = useActing('handToProvider', {
    stale: ['viewCase', 'viewOrder', 'viewHistory', 'listSharedCases', 'readCollaboratorMessages'],
    onDone: () => {
      notifyDone(t('hand.done'));
      onHanded();
    },
  });
  async function send() {
    if (await draft.flush()) hand.mutate({ params: { caseId: order.caseId, orderId: order.id } });
  }
  return (
    <>
      {order.missing.length > 0 && (
        <Section title={t('orders:submit.missing')}>
          <MissingList missing={order.missing} kind={order.kind} onGo={onGo} />
        </Section>
      )}
      <Section title={t('orders:submit.summary')}>
        <PrescriptionSummary order={order} subject={subject} />
      </Section>
      <Section title={t('hand.title')}>
        <Text>{t('hand.text', { provider: subject.row.provider?.name ?? '' })}</Text>
        {order.handed && (
          <Notice tone="good" mt="md">
            {t('hand.handed', { date: date(order.handed.at) })}
          </Notice>
        )}
        <ErrorNotice error={hand.error} mt="md" />
        {order.may.includes('hand_to_provider') && (
          <Button
            mt="lg"
            size="md"
            disabled={order.missing.length > 0}
            loading={hand.isPending}
            onClick={() => void send()}
          >
            {t('hand.button')}
          </Button>
        )}
      </Section>
    </>
  );
}
