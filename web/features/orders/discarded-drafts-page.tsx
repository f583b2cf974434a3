import { Button, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { useActing, useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconArrowLeft, IconTrash } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import pageClasses from '../../design/page.module.css';
import { PageHeader } from '../../design/page-header.tsx';

/** Drafts that can still be restored. */
export function DiscardedDraftsPage() {
  const { t } = useTranslation('orders');
  const place = usePlace();
  const navigate = useNavigate();
  const { relative } = useDates();
  const practiceId = place.organisationId;
  const drafts = useReading('listDiscardedDrafts', { params: { practiceId } });
  const restore = useActing('restoreDraft', {
    stale: ['listDiscardedDrafts', 'listCases', 'countCases'],
    onDone: (order) => {
      notifyDone(t('discarded.restored'));
      void navigate({
        to: '/practices/$practiceId/cases/$caseId/orders/$orderId',
        params: { practiceId, caseId: order.caseId, orderId: order.id },
      });
    },
  });
  return (
    <>
      <PageHeader
        title={t('discarded.title')}
        description={t('discarded.text')}
        actions={
          <Button
            component={Link}
            to={`/practices/${practiceId}`}
            variant="default"
            leftSection={<IconArrowLeft size={16} />}
          >
            {t('wizard.to_list')}
          </Button>
        }
      />
      <ErrorNotice error={drafts.error ?? restore.error} mb="md" />
      {!drafts.data && !drafts.error && <LoadingRows rows={4} />}
      {drafts.data?.drafts.length === 0 && (
        <EmptyState icon={<IconTrash size={28} />} title={t('discarded.none')}>
          {t('discarded.text')}
        </EmptyState>
      )}
      {drafts.data && drafts.data.drafts.length > 0 && (
        <div className={pageClasses.column}>
          <ul className={pageClasses.rows}>
            {drafts.data.drafts.map((draft) => (
              <li key={draft.orderId} className={pageClasses.row}>
                <div className={pageClasses.rowMain}>
                  <Text fw={600}>
                    {draft.patient ?? t('wizard.case', { number: String(draft.number) })} · {t(`kinds.${draft.kind}`)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t('discarded.by', { author: draft.author, date: relative(draft.discardedAt) })}
                    {!draft.mayRestore && ` · ${t('discarded.not_yours')}`}
                  </Text>
                </div>
                {draft.mayRestore && (
                  <Button
                    variant="default"
                    size="sm"
                    loading={restore.isPending && restore.variables?.params.orderId === draft.orderId}
                    onClick={() => restore.mutate({ params: { caseId: draft.caseId, orderId: draft.orderId } })}
                  >
                    {t('discarded.restore')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
