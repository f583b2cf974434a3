import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupReview } from '#contract/setups.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { notifyFailed } from '../../design/notify.ts';
import type { SetupViewHandle } from '../../viewer/setup/index.ts';
import { ActDialog } from '../cases/act-dialog.tsx';
import { ReservationBar } from '../planning-services/reservation-bar.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { DecisionNotices } from './decision-notices.tsx';
import { DeclineDialog } from './decline-dialog.tsx';
import { PatientLinksDialog } from './links-dialog.tsx';
import { type ReviewAct, ReviewHeader } from './review-header.tsx';
import classes from './setups.module.css';
import { useDecisionWatch } from './use-decision-watch.ts';
import { Workspace } from './workspace.tsx';

type Props = { review: SetupReview; subject: ReplyTo<'viewCase'>; view: ReplyTo<'viewOrder'> };

/** One version: its head with what can be decided, and below it the workspace with viewer and panels. */
export function Review({ review, subject, view }: Props) {
  const { t } = useTranslation('setups');
  const { setup } = review;
  const viewer = useRef<SetupViewHandle>(null);
  const [act, setAct] = useState<ReviewAct | null>(null);
  const watch = useDecisionWatch(review, act !== null);
  const close = () => setAct(null);
  const savePicture = useCallback(async () => {
    const picture = await viewer.current?.picture().catch(() => null);
    if (picture) save(picture, `${review.case.number}-${t('review.version', { version: setup.version })}.png`);
    else notifyFailed(t('review.picture_failed'));
  }, [review.case.number, setup.version, t]);
  const about = { caseId: review.case.id, setup, laboratory: review.case.laboratory };
  return (
    <div className={classes.page}>
      <ReviewHeader review={review} onAct={setAct} onPicture={() => void savePicture()} />
      <ReservationBar caseId={about.caseId} setupId={reservable(review, subject)} flush />
      <DecisionNotices review={review} told={watch.told} onDismiss={watch.dismiss} />
      <Workspace review={review} viewer={viewer} />
      {act === 'approve' && <ApproveDialog {...about} order={view.order} onDone={watch.own} onClose={close} />}
      {act === 'decline' && <DeclineDialog {...about} orderId={review.order.id} onDone={watch.own} onClose={close} />}
      {act === 'links' && <PatientLinksDialog caseId={review.case.id} setupId={setup.id} onClose={close} />}
      {(act === 'take_back_approval' || act === 'take_back_decline' || act === 'withdraw_setup') && (
        <ActDialog act={act} view={view} subject={subject} onDone={watch.own} onClose={close} />
      )}
    </div>
  );
}

/** The open version, for whoever may say to be working on it. */
function reservable({ setup, order }: SetupReview, { may }: ReplyTo<'viewCase'>): string | undefined {
  const open = setup.decision === null && setup.version === order.newestVersion;
  return open && may.includes('setup.reserve') ? setup.id : undefined;
}

function save(blob: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
