import { Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order, Setup } from '#contract/orders.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { PackageChoice } from '../cases/package-choice.tsx';
import { staleByDecision } from './stale-by-decision.ts';

type Props = {
  caseId: string;
  setup: Setup;
  order: Order;
  laboratory: string | null;
  onDone?: () => void;
  onClose: () => void;
};

/** Approves exactly the content seen, with the package where the case has none yet, and says what happens next. */
export function ApproveDialog({ caseId, setup, order, laboratory, onDone, onClose }: Props) {
  const { t } = useTranslation('setups');
  const { dateTime } = useDates();
  const version = String(setup.version);
  const [packageId, setPackageId] = useState<string | null>(null);
  const taken = useReading('viewCase', { params: { caseId } }).data?.package;
  const comments = useReading('listSetupComments', { params: { caseId, setupId: setup.id } });
  const open = comments.data?.comments.filter(({ resolvedAt }) => resolvedAt === null).length ?? 0;
  const approve = useActing('approveSetup', {
    stale: staleByDecision,
    onDone: () => {
      onDone?.();
      notifyDone(t('decide.approved', { version }));
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const body = { version: setup.version, contentHash: setup.contentHash, packageId };
    approve.mutate({ params: { caseId, orderId: order.id }, body });
  }
  const meanwhile = setup.decision !== null || setup.withdrawnAt !== null;
  return (
    <FormDialog title={t('decide.approve_title', { version })} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {meanwhile && <Notice tone="attention">{t('decide.meanwhile')}</Notice>}
          <div>
            <Text>
              {t('decide.content', {
                date: dateTime(setup.deliveredAt),
                name: setup.deliveredBy,
                upper: String(setup.upperStages),
                lower: String(setup.lowerStages),
              })}
            </Text>
            <Text size="xs" c="dimmed" ff="monospace">
              {t('decide.fingerprint', { hash: setup.contentHash.slice(0, 12) })}
            </Text>
          </div>
          {open > 0 && <Notice tone="neutral">{t('decide.open_comments', { count: open })}</Notice>}
          {taken === null && <PackageChoice order={order} setup={setup} value={packageId} onChange={setPackageId} />}
          {taken && <Text size="sm">{t('decide.package', { name: taken.name })}</Text>}
          <Text size="sm">{laboratory ? t('decide.next', { laboratory }) : t('decide.next_no_laboratory')}</Text>
        </Stack>
        <ErrorNotice error={approve.error} mt="md" />
        <FormActions
          submit={t('decide.approve', { version })}
          busy={approve.isPending}
          disabled={meanwhile || taken === undefined || (taken === null && packageId === null)}
          onCancel={onClose}
        />
      </form>
    </FormDialog>
  );
}
