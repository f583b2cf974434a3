import { Button, Checkbox, Group, Radio, Select, Stack, Text, Textarea } from '@mantine/core';
import type { Dispatch, FormEvent, SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupComment } from '#contract/setup-comments.ts';
import type { SetupReview } from '#contract/setups.ts';
import { type Tooth, toothLabel } from '#contract/teeth.ts';
import { useMe } from '../../app/session.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { IconMapPin, IconX } from '../../design/icons.ts';
import { type CommentDraft, emptyDraft } from './comment-draft.ts';
import classes from './setups.module.css';

type Props = {
  review: SetupReview;
  /** Whether it can stay inside the practice's side. */
  internal: boolean;
  stage: number;
  teeth: readonly Tooth[];
  draft: CommentDraft;
  onDraft: Dispatch<SetStateAction<CommentDraft>>;
  picking: boolean;
  onPick: () => void;
  onWritten: (comment: SetupComment) => void;
};

/** A new comment: what, where, and who will read it. */
export function WriteComment({ review, internal, stage, teeth, draft, onDraft, picking, onPick, onWritten }: Props) {
  const { t } = useTranslation(['setups', 'words']);
  const { toothNotation } = useMe().account;
  const change = (next: Partial<CommentDraft>) => onDraft((before) => ({ ...before, ...next }));
  const add = useActing('addSetupComment', {
    stale: ['listSetupComments'],
    onDone: (comment) => {
      onDraft(emptyDraft());
      onWritten(comment);
    },
  });
  const at = draft.stage ?? stage;
  function send(event?: FormEvent) {
    event?.preventDefault();
    if (draft.text.trim() === '' || add.isPending) return;
    const { text, audience, tooth, point, clientId } = draft;
    const params = { caseId: review.case.id, setupId: review.setup.id };
    const pinned = { tooth, point: point as [number, number, number] | null, stage: draft.pinStage ? at : null };
    add.mutate({ params, body: { text, audience: internal ? audience : 'laboratory', clientId, ...pinned } });
  }
  return (
    <form className={classes.write} onSubmit={send} aria-label={t('comments.new')}>
      <Textarea
        label={t('comments.text')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        data-autofocus
        autoFocus
        value={draft.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <fieldset className={classes.place}>
        <legend>{t('comments.place')}</legend>
        <Group gap="xs" align="center">
          <Select
            size="sm"
            w={128}
            aria-label={t('comments.tooth')}
            placeholder={t('comments.no_tooth')}
            clearable
            searchable
            data={teeth.map((tooth) => ({
              value: String(tooth),
              label: `${t('comments.tooth')} ${toothLabel(tooth, toothNotation)}`,
            }))}
            value={draft.tooth === null ? null : String(draft.tooth)}
            onChange={(value) => change({ tooth: value === null ? null : (Number(value) as Tooth), point: null })}
          />
          {draft.point ? (
            <Button
              size="sm"
              variant="default"
              leftSection={<IconMapPin size={16} aria-hidden />}
              rightSection={<IconX size={14} aria-hidden />}
              aria-label={`${t('comments.picked')}. ${t('comments.unpick')}`}
              onClick={() => change({ point: null })}
            >
              {t('comments.picked')}
            </Button>
          ) : (
            <Button size="sm" variant="default" leftSection={<IconMapPin size={16} aria-hidden />} onClick={onPick}>
              {t(picking ? 'comments.cancel_pick' : 'comments.pick')}
            </Button>
          )}
        </Group>
        <Checkbox
          mt="xs"
          label={t('comments.about_stage', {
            stage: at === 0 ? t('comments.before') : t('comments.stage', { stage: at }),
          })}
          checked={draft.pinStage}
          onChange={(event) => change({ pinStage: event.currentTarget.checked })}
        />
      </fieldset>
      <WhoReads review={review} internal={internal} draft={draft} onChange={(audience) => change({ audience })} />
      <ErrorNotice error={add.error} />
      <div className={classes.writeActs}>
        <Button variant="default" size="sm" disabled={add.isPending} onClick={() => onDraft(emptyDraft())}>
          {t('comments.discard')}
        </Button>
        <Button type="submit" size="sm" loading={add.isPending} disabled={draft.text.trim() === ''}>
          {t('comments.send')}
        </Button>
      </div>
    </form>
  );
}

type WhoReadsProps = {
  review: SetupReview;
  internal: boolean;
  draft: CommentDraft;
  onChange: (audience: CommentDraft['audience']) => void;
};

function WhoReads({ review, internal, draft, onChange }: WhoReadsProps) {
  const { t } = useTranslation('setups');
  const practice = review.case.practice;
  const laboratory = review.case.laboratory ?? t('comments.the_laboratory');
  if (!internal)
    return (
      <Text size="sm" c="dimmed">
        {t('comments.both_text', { practice, laboratory })}
      </Text>
    );
  return (
    <Radio.Group
      label={t('comments.audience')}
      value={draft.audience}
      onChange={(value) => onChange(value as CommentDraft['audience'])}
    >
      <Stack gap={8} mt={6}>
        <Radio
          value="internal"
          label={t('comments.internal')}
          description={t('comments.internal_text', { practice })}
        />
        <Radio
          value="laboratory"
          label={t('comments.with_laboratory')}
          description={t('comments.with_laboratory_text', { practice, laboratory })}
        />
      </Stack>
    </Radio.Group>
  );
}
