import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Givings } from '#contract/giving-cases.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Notice } from '../../design/notice.tsx';
import { staleByGiving } from './stale-by-giving.ts';

/** After a hand-over: the new provider keeps or ends each collaborator that came with the case. */
export function ConfirmGivings({ caseId, givings }: { caseId: string; givings: Givings }) {
  const { t } = useTranslation('giving-cases');
  const answer = useActing('confirmGivings', { stale: staleByGiving });
  const open = givings.collaborators.filter(({ toConfirm }) => toConfirm);
  if (open.length === 0) return null;
  const send = (collaborationId: string, keep: boolean) =>
    answer.mutate({
      params: { caseId },
      body: keep ? { confirm: [collaborationId] } : { end: [collaborationId] },
    });
  return (
    <Notice tone="attention" mb="md" title={t('confirm.title')}>
      <Text size="sm">{t(givings.mayConfirm ? 'confirm.text' : 'confirm.waits')}</Text>
      {givings.mayConfirm &&
        open.map(({ collaborationId, name }) => (
          <Group key={collaborationId} mt="xs" gap="xs">
            <Text fw={600} style={{ flex: 1 }}>
              {name}
            </Text>
            <Button size="xs" loading={answer.isPending} onClick={() => send(collaborationId, true)}>
              {t('confirm.keep')}
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={answer.isPending}
              onClick={() => send(collaborationId, false)}
            >
              {t('confirm.end')}
            </Button>
          </Group>
        ))}
      <ErrorNotice error={answer.error} mt="xs" />
    </Notice>
  );
}
