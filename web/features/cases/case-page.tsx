import { Tabs, Text } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import { placePath } from '../../app/places.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconArrowLeft, IconLock } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import { Notice } from '../../design/notice.tsx';
import { PageHeader } from '../../design/page-header.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import { ChairsideLink } from '../chairside/chairside-link.tsx';
import { MessagesPanel } from '../collaborator-messages/index.ts';
import { CollaborationPanel } from '../collaborator-view/collaboration-panel.tsx';
import { ReservationBar } from '../planning-services/reservation-bar.tsx';
import { RecordsPanel } from '../records/records-panel.tsx';
import { CaseMenu } from './case-menu.tsx';
import classes from './cases.module.css';
import { FactsSection, PeopleSection } from './facts-section.tsx';
import { HistorySection } from './history-section.tsx';
import { LaboratoryThread } from './laboratory-thread.tsx';
import { OrderList } from './order-list.tsx';
import { PrescriptionTab } from './prescription-tab.tsx';
import { SetupsTab } from './setups-tab.tsx';
import { ShipmentsSection } from './shipments-section.tsx';
import { TodoPanel } from './todo-panel.tsx';
import { toneOf } from './tones.ts';

const tabs = ['overview', 'records', 'prescription', 'setups', 'collaborators', 'messages', 'history'] as const;
type Tab = (typeof tabs)[number];

/** One case: what to do next on top, then everything about it. The laboratory sees the same page with what was sent to it. */
export function CasePage() {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const subject = useReading('viewCase', { params: { caseId } });
  if (subject.error) return <ErrorNotice error={subject.error} onRetry={() => void subject.refetch()} />;
  if (!subject.data) return <LoadingRows rows={6} />;
  return <OpenCase subject={subject.data} key={caseId} />;
}

function OpenCase({ subject }: { subject: ReplyTo<'viewCase'> }) {
  const { t } = useTranslation(['cases', 'orders']);
  const place = usePlace();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { order?: string; tab?: string };
  const { row, patient } = subject;
  const orderId = row.orders.find(({ id }) => id === search.order)?.id ?? row.orders[0]?.id ?? '';
  const view = useReading('viewOrder', { params: { caseId: row.id, orderId } });
  // A laboratory has no part in what provider side and collaborators write, nor a collaborator, without the grant, in its thread.
  const mine = tabs.filter(
    (each) =>
      (each !== 'collaborators' || subject.may.includes('messages.see')) &&
      (each !== 'messages' || subject.may.includes('thread.see')),
  );
  const tab = mine.find((each) => each === search.tab) ?? 'overview';
  const show = (change: { order?: string; tab?: Tab }) =>
    void navigate({ to: '.', search: { order: orderId, tab, ...change } as never, replace: true });
  const shown = row.orders.find(({ id }) => id === orderId);
  return (
    <>
      <PageHeader
        above={
          <Link to={placePath(place)} className={classes.backLink}>
            <IconArrowLeft size={16} /> {place.kind === 'collaborator' ? place.name : t('orders:wizard.to_list')}
          </Link>
        }
        title={patient ? `${patient.lastName}, ${patient.firstName}` : t('no_patient')}
        description={
          <span className={classes.headLine}>
            <span>{t('title', { number: String(row.number) })}</span>
            {shown && <StateBadge tone={toneOf(shown.status)}>{t(`orders:categories.${shown.category}`)}</StateBadge>}
            {row.notShared && (
              <StateBadge tone="neutral" icon={<IconLock size={14} />}>
                {t('not_shared')}
              </StateBadge>
            )}
          </span>
        }
        actions={
          <>
            <ChairsideLink subject={subject} />
            <CaseMenu subject={subject} />
          </>
        }
      />
      {row.needsProvider && row.category !== 'draft' && (
        <Notice tone="attention" mb="md">
          {t('needs_provider')}
        </Notice>
      )}
      <ErrorNotice error={view.error} onRetry={() => void view.refetch()} mb="md" />
      {view.data ? (
        <>
          <ReservationBar caseId={row.id} />
          <TodoPanel subject={subject} view={view.data} />
          {subject.may.includes('messages.see') && <CollaborationPanel subject={subject} />}
          {row.orders.length > 1 && (
            <OrderList orders={row.orders} open={orderId} onOpen={(order) => show({ order })} />
          )}
          <Tabs value={tab} onChange={(next) => show({ tab: (next ?? 'overview') as Tab })} keepMounted={false} mt="lg">
            <Tabs.List className={classes.tabs}>
              {mine.map((each) => (
                <Tabs.Tab key={each} value={each}>
                  {t(`tabs.${each}`)}
                  {each === 'collaborators' && row.unreadMessages && (
                    <Text span size="xs" ml={6} c="blue" fw={600}>
                      {t('new_messages')}
                    </Text>
                  )}
                  {each === 'messages' && row.answerNeeded && (
                    <Text span size="xs" ml={6} c="red" fw={600}>
                      {t('thread.answer_needed')}
                    </Text>
                  )}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <div className={classes.panel}>
              {tab === 'overview' && (
                <div className={classes.overview}>
                  <FactsSection subject={subject} order={view.data.order} />
                  <div>
                    <PeopleSection people={subject.people} />
                    <ShipmentsSection shipments={view.data.shipments} />
                  </div>
                </div>
              )}
              {tab === 'records' && (
                <RecordsPanel order={view.data.order} mode={place.kind === 'laboratory' ? 'laboratory' : 'case'} />
              )}
              {tab === 'prescription' && <PrescriptionTab subject={subject} view={view.data} />}
              {tab === 'setups' && <SetupsTab setups={view.data.setups} caseId={row.id} />}
              {tab === 'collaborators' && <MessagesPanel caseId={row.id} />}
              {tab === 'messages' && <LaboratoryThread subject={subject} order={view.data.order} />}
              {tab === 'history' && <HistorySection caseId={row.id} orders={row.orders} />}
            </div>
          </Tabs>
        </>
      ) : (
        !view.error && <LoadingRows rows={4} />
      )}
    </>
  );
}
