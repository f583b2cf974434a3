import { Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { useRefusalSentence } from '../../design/error-notice.tsx';
import { IconDots, IconPlus } from '../../design/icons.ts';
import { notifyDone, notifyFailed } from '../../design/notify.ts';
import { HandOverDialog } from '../hand-overs/hand-over-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';

const WhoSeesDialog = lazy(async () => ({
  default: (await import('../giving-cases/who-sees-dialog.tsx')).WhoSeesDialog,
}));
const CollaboratorsDialog = lazy(async () => ({
  default: (await import('../giving-cases/collaborators-dialog.tsx')).CollaboratorsDialog,
}));

const laterKinds = ['revision', 'retainer', 'replacement'] as const;

/** What can be done with a case beside its orders' life. */
export function CaseMenu({ subject }: { subject: ReplyTo<'viewCase'> }) {
  const { t } = useTranslation(['cases', 'orders', 'hand-overs', 'giving-cases']);
  const sentence = useRefusalSentence();
  const place = usePlace();
  const navigate = useNavigate();
  const [moving, setMoving] = useState(false);
  const [handing, setHanding] = useState(false);
  const [watching, setWatching] = useState(false);
  const [sharing, setSharing] = useState(false);
  const { row, may } = subject;
  const begin = useActing('startLaterOrder', {
    stale: ['viewCase', 'listCases', 'countCases'],
    onDone: (order) =>
      void navigate({
        to: '/practices/$practiceId/cases/$caseId/orders/$orderId',
        params: { practiceId: place.organisationId, caseId: row.id, orderId: order.id },
      }),
  });
  const mark = useActing('markPrivate', {
    stale: ['viewCase', 'listCases', 'viewHistory'],
    onDone: () => notifyDone(t('act.done')),
  });
  const beginKind = (kind: (typeof laterKinds)[number]) =>
    begin.mutate({ params: { caseId: row.id }, body: { kind } }, { onError: (error) => notifyFailed(sentence(error)) });
  const withdraw = useActing('withdrawHandOver', {
    stale: ['viewCase', 'viewHistory'],
    onDone: () => notifyDone(t('hand-overs:withdrawn')),
  });
  const { handOver } = subject;
  const practiceId = row.practiceId;
  const hands = place.organisationId === practiceId && place.may.includes('cases.hand_over');
  // Of the practice, and not only looking as one of it.
  const inPractice = place.organisationId === practiceId && place.may.length > 0;
  const looks = inPractice && may.includes('case.see_as');
  const shares = inPractice && may.includes('collaborators.see');
  const href = `/practices/${practiceId}/cases/${row.id}`;
  const hasMore = looks || may.includes('case.mark_private') || may.includes('case.move') || hands;
  return (
    <>
      {may.includes('order.add') && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconPlus size={16} />} loading={begin.isPending}>
              {t('begin')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {laterKinds.map((kind) => (
              <Menu.Item key={kind} onClick={() => beginKind(kind)}>
                {t(`orders:kinds.${kind}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {hasMore && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" px="xs" aria-label={t('more')}>
              <IconDots size={20} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {shares && <Menu.Item onClick={() => setSharing(true)}>{t('giving-cases:open')}</Menu.Item>}
            {looks && <Menu.Item onClick={() => setWatching(true)}>{t('giving-cases:who_sees.title')}</Menu.Item>}
            {may.includes('case.mark_private') && (
              <Menu.Item
                onClick={() => mark.mutate({ params: { caseId: row.id }, body: { notShared: !row.notShared } })}
              >
                {t(row.notShared ? 'mark_shared' : 'mark_not_shared')}
              </Menu.Item>
            )}
            {may.includes('case.move') && <Menu.Item onClick={() => setMoving(true)}>{t('move')}</Menu.Item>}
            {hands && !handOver && (
              <Menu.Item onClick={() => setHanding(true)}>{t('hand-overs:offer.title')}</Menu.Item>
            )}
            {hands && handOver && (
              <Menu.Item onClick={() => withdraw.mutate({ params: { practiceId, handOverId: handOver.id } })}>
                {t('hand-overs:withdraw')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {handing && (
        <HandOverDialog
          practiceId={practiceId}
          caseIds={[row.id]}
          present={row.provider?.practitionerId}
          onClose={() => setHanding(false)}
        />
      )}
      <Suspense>
        {watching && <WhoSeesDialog caseId={row.id} href={href} onClose={() => setWatching(false)} />}
        {sharing && (
          <CollaboratorsDialog
            row={row}
            title={t('giving-cases:title', { number: String(row.number) })}
            href={href}
            onClose={() => setSharing(false)}
          />
        )}
      </Suspense>
      {moving && <MoveDialog subject={subject} onClose={() => setMoving(false)} />}
    </>
  );
}
