import { Button, Group, Text, Textarea, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupComment } from '#contract/setup-comments.ts';
import { toothLabel } from '#contract/teeth.ts';
import { useMe } from '../../app/session.ts';
import { useActing } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconCircleCheck, IconLock, IconMapPin, IconSend } from '../../design/icons.ts';
import { StateBadge } from '../../design/state-badge.tsx';
import { Said } from './said.tsx';
import classes from './setups.module.css';

type Props = { comment: SetupComment; caseId: string; opened: boolean; onJump: () => void };

/** One comment with the answers to it, and what the reader may do with it. */
export function CommentThread({ comment, caseId, opened, onJump }: Props) {
  const { t } = useTranslation('setups');
  const { dateTime } = useDates();
  const params = { caseId, commentId: comment.id };
  const [answering, setAnswering] = useState(false);
  const resolve = useActing('resolveSetupComment', { stale: ['listSetupComments'] });
  const settle = comment.may.includes('resolve') ? 'resolve' : comment.may.includes('reopen') ? 'reopen' : null;
  return (
    <li
      className={classes.thread}
      data-comment={comment.id}
      data-opened={opened || undefined}
      data-resolved={comment.resolvedAt !== null || undefined}
    >
      <div className={classes.threadHead}>
        <span className={classes.number} role="img" aria-label={t('comments.mark', { mark: comment.mark })}>
          {comment.mark}
        </span>
        <Place comment={comment} onJump={onJump} />
        <Reach comment={comment} />
      </div>
      <Said said={comment} caseId={caseId} mayEdit={comment.may.includes('edit')} />
      {comment.replies.length > 0 && (
        <ul className={classes.replies}>
          {comment.replies.map((reply) => (
            <li key={reply.id}>
              <Said said={reply} caseId={caseId} mayEdit={reply.yours && isYoung(reply.at)} />
            </li>
          ))}
        </ul>
      )}
      {comment.resolvedAt && (
        <Text size="xs" c="dimmed" className={classes.resolvedLine}>
          <IconCircleCheck size={14} aria-hidden />
          {t('comments.resolved_by', { date: dateTime(comment.resolvedAt), name: comment.resolvedBy ?? '' })}
        </Text>
      )}
      <ErrorNotice error={resolve.error} mt="xs" />
      {answering ? (
        <Answer params={params} onClose={() => setAnswering(false)} />
      ) : (
        <Group gap={4} mt={6} ml={-8}>
          {comment.may.includes('reply') && (
            <Button size="compact-sm" variant="subtle" onClick={() => setAnswering(true)}>
              {t('comments.reply')}
            </Button>
          )}
          {settle && (
            <Button
              size="compact-sm"
              variant="subtle"
              loading={resolve.isPending}
              onClick={() => resolve.mutate({ params, body: { resolved: settle === 'resolve' } })}
            >
              {t(`comments.${settle}`)}
            </Button>
          )}
        </Group>
      )}
    </li>
  );
}

/** As on the server: after that the wording stays. */
const isYoung = (at: string) => Date.now() - new Date(at).getTime() < 15 * 60_000;

function Place({ comment, onJump }: { comment: SetupComment; onJump: () => void }) {
  const { t } = useTranslation('setups');
  const { toothNotation } = useMe().account;
  const { stage, tooth } = comment;
  const words = [
    ...(stage === null ? [] : [stage === 0 ? t('comments.before') : t('comments.stage', { stage })]),
    ...(tooth === null ? [] : [`${t('comments.tooth')} ${toothLabel(tooth, toothNotation)}`]),
  ];
  if (words.length === 0 && comment.point === null)
    return (
      <Text span size="sm" c="dimmed">
        {t('comments.whole')}
      </Text>
    );
  return (
    <UnstyledButton className={classes.jump} onClick={onJump} title={t('comments.jump', { mark: comment.mark })}>
      <IconMapPin size={14} aria-hidden />
      {words.join(' · ') || t('comments.place')}
    </UnstyledButton>
  );
}

function Reach({ comment: { audience, sentAt } }: { comment: SetupComment }) {
  const { t } = useTranslation('setups');
  const { date } = useDates();
  if (audience === 'internal' && !sentAt)
    return (
      <StateBadge tone="neutral" icon={<IconLock size={12} aria-hidden />}>
        {t('comments.badge.internal')}
      </StateBadge>
    );
  return (
    <StateBadge tone="waiting" icon={<IconSend size={12} aria-hidden />}>
      {sentAt ? t('comments.badge.sent', { date: date(sentAt) }) : t('comments.badge.laboratory')}
    </StateBadge>
  );
}

function Answer({ params, onClose }: { params: { caseId: string; commentId: string }; onClose: () => void }) {
  const { t } = useTranslation(['setups', 'words']);
  const [text, setText] = useState('');
  const [clientId] = useState(() => crypto.randomUUID());
  const reply = useActing('replyToSetupComment', { stale: ['listSetupComments'], onDone: onClose });
  const send = () => {
    if (text.trim() !== '' && !reply.isPending) reply.mutate({ params, body: { text, clientId } });
  };
  return (
    <form
      className={classes.answer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        aria-label={t('comments.reply_text')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
          if (event.key === 'Escape' && text === '') onClose();
        }}
      />
      <ErrorNotice error={reply.error} />
      <div className={classes.writeActs}>
        <Button size="compact-sm" variant="default" onClick={onClose} disabled={reply.isPending}>
          {t('words:cancel')}
        </Button>
        <Button size="compact-sm" type="submit" loading={reply.isPending} disabled={text.trim() === ''}>
          {t('comments.send_reply')}
        </Button>
      </div>
    </form>
  );
}
