import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupComment } from '#contract/setup-comments.ts';
import { useActing } from '../../client/use-calls.ts';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import classes from './setups.module.css';

type Spoken = Pick<SetupComment, 'id' | 'by' | 'service' | 'side' | 'yours' | 'at' | 'editedAt' | 'text'>;
type Props = { said: Spoken; caseId: string; mayEdit: boolean };

/** Who said what when; its author can change the wording soon after. */
export function Said({ said, caseId, mayEdit }: Props) {
  const { t } = useTranslation(['setups', 'words']);
  const { dateTime, relative } = useDates();
  const [text, setText] = useState<string | null>(null);
  const edit = useActing('editSetupComment', { stale: ['listSetupComments'], onDone: () => setText(null) });
  const params = { caseId, commentId: said.id };
  return (
    <div>
      <Text size="xs" c="dimmed" component="p" className={classes.byline}>
        <b>{said.yours ? t('comments.you') : said.by}</b>
        {said.service && ` · ${said.service}`} · {t(`comments.side.${said.side}`)} ·{' '}
        <time dateTime={said.at} title={dateTime(said.at)}>
          {relative(said.at)}
        </time>
        {said.editedAt && ` · ${t('comments.edited')}`}
        {mayEdit && text === null && (
          <button type="button" className={classes.inline} onClick={() => setText(said.text)}>
            {t('comments.edit')}
          </button>
        )}
      </Text>
      {text === null ? (
        <p className={classes.text}>{said.text}</p>
      ) : (
        <form
          className={classes.answer}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') edit.mutate({ params, body: { text } });
          }}
        >
          <Textarea
            aria-label={t('comments.edit')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={4000}
            autoFocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <ErrorNotice error={edit.error} />
          <div className={classes.writeActs}>
            <Button size="compact-sm" variant="default" onClick={() => setText(null)} disabled={edit.isPending}>
              {t('words:cancel')}
            </Button>
            <Button size="compact-sm" type="submit" loading={edit.isPending} disabled={text.trim() === ''}>
              {t('comments.save')}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
