import { Button, NativeSelect } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChairsideCard } from '#contract/chairside.ts';
import { usePlace } from '../../app/place.tsx';
import { placePath } from '../../app/places.ts';
import { addressOf } from '../../client/call.ts';
import { useReading } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconArrowLeft, IconClipboardList, IconFileTypePdf } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { PageHeader } from '../../design/page-header.tsx';
import { ActBar } from './act-bar.tsx';
import { BehindDialog } from './behind-dialog.tsx';
import classes from './chairside.module.css';
import { DetailsDialog } from './details-dialog.tsx';
import { HandOverPanel } from './hand-over-panel.tsx';
import { StatusTiles } from './status-tiles.tsx';
import { TodoList } from './todo-list.tsx';
import { useVisit } from './use-visit.ts';
import { VisitsList } from './visits-list.tsx';

/** The next visit on one page of a tablet: what to do, and one tap to say that it was done. */
export function ChairsidePage() {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const { order } = useSearch({ strict: false }) as { order?: string };
  const { t } = useTranslation('chairside');
  const place = usePlace();
  const subject = useReading('viewChairsideCard', { params: { caseId }, query: { orderId: order } });
  if (subject.error) return <ErrorNotice error={subject.error} onRetry={() => void subject.refetch()} />;
  if (!subject.data) return <LoadingRows rows={6} />;
  const { card } = subject.data;
  const back = `${placePath(place)}/cases/${caseId}`;
  if (!card)
    return (
      <>
        <PageHeader title={t('title')} above={<Back to={back} />} />
        <EmptyState icon={<IconClipboardList size={28} />} title={t('none')}>
          {t('none_text')}
        </EmptyState>
      </>
    );
  // What was ticked belongs to the visit that the card proposed; after another one it begins anew.
  return (
    <OpenCard card={card} back={back} key={`${card.order.id} ${card.visits[0]?.id} ${card.visits[0]?.takenBackAt}`} />
  );
}

function Back({ to, number }: { to: string; number?: number }) {
  const { t } = useTranslation('chairside');
  return (
    <Link to={to} className={classes.backLink}>
      <IconArrowLeft size={16} /> {number === undefined ? t('title') : t('back', { number: String(number) })}
    </Link>
  );
}

function OpenCard({ card, back }: { card: ChairsideCard; back: string }) {
  const { t } = useTranslation(['chairside', 'orders']);
  const navigate = useNavigate();
  const visit = useVisit(card);
  const [dialog, setDialog] = useState<'behind' | 'details' | null>(null);
  const { order, setup } = card;
  const { patient, number } = card.case;
  const courseName = (kind: typeof order.kind, version: number) =>
    t('course_of', { kind: t(`orders:kinds.${kind}`), version: String(version) });
  return (
    <div className={classes.card}>
      <PageHeader
        above={<Back to={back} number={number} />}
        title={patient ? `${patient.lastName}, ${patient.firstName}` : t('title')}
        description={courseName(order.kind, setup.version)}
        actions={
          <>
            {card.courses.length > 1 && (
              <NativeSelect
                aria-label={t('course')}
                value={order.id}
                onChange={(event) =>
                  void navigate({ to: '.', search: { order: event.currentTarget.value } as never, replace: true })
                }
                data={card.courses.map(({ orderId, kind, version }) => ({
                  value: orderId,
                  label: courseName(kind, version),
                }))}
              />
            )}
            <Button
              component="a"
              variant="default"
              size="md"
              leftSection={<IconFileTypePdf size={20} />}
              href={addressOf('printChairsideCard', {
                params: { caseId: card.case.id },
                query: { orderId: order.id },
              })}
              target="_blank"
              rel="noreferrer"
            >
              {t('print')}
            </Button>
          </>
        }
      />
      <Notices card={card} />
      <StatusTiles card={card} />
      <div className={classes.columns}>
        <HandOverPanel card={card} visit={visit} />
        <TodoList card={card} visit={visit} />
        <VisitsList card={card} onTakeBack={visit.undo} />
      </div>
      {card.may.includes('record') && <ActBar card={card} visit={visit} onOpen={setDialog} />}
      {dialog === 'behind' && <BehindDialog card={card} visit={visit} onClose={() => setDialog(null)} />}
      {dialog === 'details' && <DetailsDialog card={card} visit={visit} onClose={() => setDialog(null)} />}
    </div>
  );
}

function Notices({ card: { order, may } }: { card: ChairsideCard }) {
  const { t } = useTranslation('chairside');
  const { calendarDate } = useDates();
  return (
    <>
      {order.heldSince && (
        <Notice
          tone="attention"
          mb="sm"
          title={t('held', { date: calendarDate(order.heldSince), reason: order.heldBecause ?? '' })}
        >
          {t('held_text')}
        </Notice>
      )}
      {!may.includes('record') && (
        <Notice tone="neutral" mb="sm">
          {t('not_in_treatment')}
        </Notice>
      )}
    </>
  );
}
