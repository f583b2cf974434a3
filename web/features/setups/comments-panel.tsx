import { Button, Select, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type Dispatch, type SetStateAction, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupComment } from '#contract/setup-comments.ts';
import type { SetupReview } from '#contract/setups.ts';
import type { Tooth } from '#contract/teeth.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { EmptyState } from '../../design/empty-state.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconMessageCircle, IconPlus } from '../../design/icons.ts';
import { LoadingRows } from '../../design/loading-rows.tsx';
import type { CommentDraft } from './comment-draft.ts';
import { type CommentFilter, commentFilters, matches } from './comment-filter.ts';
import { CommentThread } from './comment-thread.tsx';
import classes from './setups.module.css';
import { WriteComment } from './write-comment.tsx';

export type CommentsProps = {
  review: SetupReview;
  stage: number;
  /** The teeth of the version. */
  teeth: readonly Tooth[];
  /** In the viewer: what a new comment is likely about. */
  selectedTooth: Tooth | null;
  read: UseQueryResult<ReplyTo<'listSetupComments'>>;
  /** Those that match the filter. */
  listed: readonly SetupComment[] | undefined;
  opened: string | null;
  filter: CommentFilter;
  onFilter: (filter: CommentFilter) => void;
  draft: CommentDraft;
  onDraft: Dispatch<SetStateAction<CommentDraft>>;
  picking: boolean;
  /** Begins to choose a place in the viewer, or ends it. */
  onPick: () => void;
  onJump: (comment: SetupComment) => void;
};

/** The comments on a version: those asked for, each a thread, and writing a new one. */
export function CommentsPanel(props: CommentsProps) {
  const {
    review,
    stage,
    teeth,
    selectedTooth,
    read,
    listed,
    opened,
    filter,
    onFilter,
    draft,
    onDraft,
    picking,
    onPick,
    onJump,
  } = props;
  const { t } = useTranslation('setups');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (opened) list.current?.querySelector(`[data-comment="${opened}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [opened]);
  if (read.error && !read.data) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data || !listed) return <LoadingRows rows={4} />;
  const { comments, may } = read.data;
  const writes = review.may.includes('comment') && may.includes('add');
  return (
    <>
      {draft.writing ? (
        <WriteComment
          review={review}
          internal={may.includes('add_internal')}
          stage={stage}
          teeth={teeth}
          draft={draft}
          onDraft={onDraft}
          picking={picking}
          onPick={onPick}
          onWritten={(comment) => {
            if (!matches(comment, filter)) onFilter('all');
          }}
        />
      ) : (
        <div className={classes.commentsHead}>
          {comments.length > 0 && (
            <Select
              size="sm"
              aria-label={t('comments.show')}
              allowDeselect={false}
              data={commentFilters.map((each) => ({
                value: each,
                label: t(`comments.filters.${each}`, {
                  count: String(comments.filter((comment) => matches(comment, each)).length),
                }),
              }))}
              value={filter}
              onChange={(next) => onFilter((next ?? 'all') as CommentFilter)}
            />
          )}
          {writes && (
            <Button
              size="sm"
              leftSection={<IconPlus size={16} aria-hidden />}
              aria-keyshortcuts="c"
              onClick={() => onDraft((before) => ({ ...before, writing: true, tooth: before.tooth ?? selectedTooth }))}
            >
              {t('comments.add')}
            </Button>
          )}
        </div>
      )}
      {comments.length === 0 && !draft.writing && (
        <EmptyState icon={<IconMessageCircle size={28} />} title={t('comments.empty')}>
          {writes && t('comments.empty_text')}
        </EmptyState>
      )}
      {comments.length > 0 && listed.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('comments.no_match')}
        </Text>
      )}
      <ol className={classes.threads} ref={list}>
        {listed.map((comment) => (
          <CommentThread
            key={comment.id}
            comment={comment}
            caseId={review.case.id}
            opened={comment.id === opened}
            onJump={() => onJump(comment)}
          />
        ))}
      </ol>
    </>
  );
}
