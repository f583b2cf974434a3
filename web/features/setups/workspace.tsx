import { useHotkeys } from '@mantine/hooks';
import { type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupComment } from '#contract/setup-comments.ts';
import type { SetupReview } from '#contract/setups.ts';
import { useMe } from '../../app/session.ts';
import { useReading } from '../../client/use-calls.ts';
import { SetupView, type SetupViewHandle } from '../../viewer/setup/index.ts';
import { emptyDraft } from './comment-draft.ts';
import { type CommentFilter, matches } from './comment-filter.ts';
import { sourceOf } from './setup-source.ts';
import classes from './setups.module.css';
import { SidePanel } from './side-panel.tsx';
import { useCompared } from './use-compared.ts';
import { useReviewView } from './use-review-view.ts';

type Props = { review: SetupReview; viewer: RefObject<SetupViewHandle | null> };

/** The viewer in the middle and the panels beside it, both at the same stage, tooth and comment. */
export function Workspace({ review, viewer }: Props) {
  const { t } = useTranslation('setups');
  const { account } = useMe();
  const { setup, treatment } = review;
  const caseId = review.case.id;
  const [view, change] = useReviewView(review.facts.stages);
  const [filter, setFilter] = useState<CommentFilter>('all');
  const [draft, setDraft] = useState(emptyDraft);
  const [picking, setPicking] = useState(false);
  const comments = useReading('listSetupComments', { params: { caseId, setupId: setup.id } });
  const compared = useCompared(review, view.compare);
  const source = useMemo(() => sourceOf(caseId, setup.id), [caseId, setup.id]);
  const listed = comments.data?.comments.filter((comment) => matches(comment, filter));
  const pins = useMemo(() => (listed ?? []).map(pinOf), [listed]);
  // Panels follow when there is time; the teeth never wait for them.
  const stage = useDeferredValue(Math.round(view.stage));
  const jump = (comment: SetupComment) => {
    change({ comment: comment.id, tooth: comment.tooth, ...(comment.stage !== null && { stage: comment.stage }) });
    setTimeout(() => viewer.current?.showPin(comment.id));
  };
  useHotkeys([
    [
      'c',
      () => {
        if (!review.may.includes('comment')) return;
        setDraft((before) => ({ ...before, writing: true, tooth: before.tooth ?? view.tooth }));
        change({ tab: 'comments' });
      },
    ],
  ]);
  useOpenedByLink(view.comment, comments.data?.comments, jump);
  const beginPick = () => {
    setPicking(true);
    viewer.current?.focus();
  };
  return (
    <div className={classes.work}>
      <div className={classes.viewer}>
        <SetupView
          ref={viewer}
          source={source}
          label={t('review.version', { version: setup.version })}
          treatment={treatment}
          stage={view.stage}
          onStage={(next) => change({ stage: next })}
          selectedTooth={view.tooth}
          onSelectTooth={(tooth) => change({ tooth })}
          {...(compared.shown && { compare: compared.shown })}
          pins={pins}
          onOpenPin={(id) => change({ comment: id, tab: 'comments' })}
          {...(picking && {
            onPickPoint: (picked) => {
              setDraft((before) => ({ ...before, writing: true, ...picked, pinStage: true }));
              change({ tab: 'comments', ...(picked.tooth && { tooth: picked.tooth }) });
              setPicking(false);
            },
            onCancelPick: () => setPicking(false),
          })}
          notation={account.toothNotation}
          remember={`midline.setup.${account.id}`}
          height="100%"
          pictureName={`${review.case.number}-${setup.version}`}
        />
      </div>
      <SidePanel
        review={review}
        view={view}
        stage={stage}
        change={change}
        compared={compared}
        comments={{
          read: comments,
          listed,
          filter,
          onFilter: setFilter,
          draft,
          onDraft: setDraft,
          picking,
          onPick: () => (picking ? setPicking(false) : beginPick()),
          onJump: jump,
        }}
      />
    </div>
  );
}

const pinOf = (comment: SetupComment) => ({
  id: comment.id,
  mark: comment.mark,
  tooth: comment.tooth,
  stage: comment.stage,
  point: comment.point,
  resolved: comment.resolvedAt !== null,
});

/** A link to a comment opens the page at its place, once the comments are there. */
function useOpenedByLink(
  id: string | null,
  comments: readonly SetupComment[] | undefined,
  jump: (comment: SetupComment) => void,
) {
  const done = useRef(id === null);
  useEffect(() => {
    if (done.current || !comments) return;
    done.current = true;
    const comment = comments.find((each) => each.id === id);
    if (comment) jump(comment);
  });
}
