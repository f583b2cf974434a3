import { Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Setup } from '#contract/orders.ts';
import type { SetupComment } from '#contract/setup-comments.ts';
import { toothLabel } from '#contract/teeth.ts';
import { useMe } from '../../app/session.ts';
import { useActing, useReading } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { Notice } from '../../design/notice.tsx';
import { notifyDone } from '../../design/notify.ts';
import { reachesLaboratory } from './comment-filter.ts';
import classes from './setups.module.css';
import { staleByDecision } from './stale-by-decision.ts';

type Props = {
  caseId: string;
  orderId: string;
  setup: Setup;
  laboratory: string | null;
  onDone?: () => void;
  onClose: () => void;
};

/** Declines a version: instructions, and which internal comments the laboratory gets along with them. */
export function DeclineDialog({ caseId, orderId, setup, laboratory, onDone, onClose }: Props) {
  const { t } = useTranslation(['setups', 'cases']);
  const version = String(setup.version);
  const [instructions, setInstructions] = useState('');
  // Untouched, open ones go along; from the first tick on, what is ticked counts.
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null);
  const comments = useReading('listSetupComments', { params: { caseId, setupId: setup.id } });
  const internal = comments.data?.comments.filter((comment) => !reachesLaboratory(comment));
  const chosen = ticked ?? new Set(internal?.filter(({ resolvedAt }) => resolvedAt === null).map(({ id }) => id));
  const decline = useActing('declineSetup', {
    stale: staleByDecision,
    onDone: () => {
      onDone?.();
      notifyDone(t('decide.declined', { version }));
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const commentIds = (internal ?? []).map(({ id }) => id).filter((id) => chosen.has(id));
    decline.mutate({ params: { caseId, orderId }, body: { version: setup.version, instructions, commentIds } });
  }
  const meanwhile = setup.decision !== null || setup.withdrawnAt !== null;
  return (
    <FormDialog title={t('decide.decline_title', { version })} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {meanwhile && <Notice tone="attention">{t('decide.meanwhile')}</Notice>}
          <Text>{t('decide.decline_text', { laboratory: laboratory ?? t('comments.the_laboratory') })}</Text>
          <Textarea
            label={t('cases:act.instructions')}
            description={t('cases:act.instructions_hint')}
            required
            autosize
            minRows={3}
            maxLength={2000}
            data-autofocus
            value={instructions}
            onChange={(event) => setInstructions(event.currentTarget.value)}
          />
          <ErrorNotice error={comments.error} onRetry={() => void comments.refetch()} />
          {internal && <SendAlong internal={internal} chosen={chosen} onChange={(next) => setTicked(new Set(next))} />}
        </Stack>
        <ErrorNotice error={decline.error} mt="md" />
        <FormActions
          submit={t('decide.decline', { version })}
          busy={decline.isPending}
          disabled={meanwhile || instructions.trim() === '' || !internal}
          onCancel={onClose}
        />
      </form>
    </FormDialog>
  );
}

type SendAlongProps = {
  internal: readonly SetupComment[];
  chosen: ReadonlySet<string>;
  onChange: (ids: readonly string[]) => void;
};

function SendAlong({ internal, chosen, onChange }: SendAlongProps) {
  const { t } = useTranslation('setups');
  const { toothNotation } = useMe().account;
  if (internal.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('decide.send_along_none')}
      </Text>
    );
  const all = internal.every(({ id }) => chosen.has(id));
  const place = ({ stage, tooth }: SetupComment) =>
    [
      ...(stage === null ? [] : [stage === 0 ? t('comments.before') : t('comments.stage', { stage })]),
      ...(tooth === null ? [] : [`${t('comments.tooth')} ${toothLabel(tooth, toothNotation)}`]),
    ].join(' · ');
  return (
    <Checkbox.Group
      label={t('decide.send_along')}
      description={t('decide.send_along_hint')}
      value={[...chosen]}
      onChange={onChange}
    >
      <Stack gap={8} mt="xs" className={classes.along}>
        {internal.map((comment) => (
          <Checkbox
            key={comment.id}
            value={comment.id}
            label={<span className={classes.alongText}>{comment.text}</span>}
            description={[comment.mark, comment.by, place(comment), comment.resolvedAt ? t('decide.resolved') : '']
              .filter(Boolean)
              .join(' · ')}
          />
        ))}
      </Stack>
      <Group mt="xs">
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(all ? [] : internal.map(({ id }) => id))}>
          {t(all ? 'decide.send_none' : 'decide.send_all')}
        </Button>
      </Group>
    </Checkbox.Group>
  );
}
