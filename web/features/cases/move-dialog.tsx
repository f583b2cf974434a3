import { Modal, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { notifyDone } from '../../design/notify.ts';

/** Moves a case to another practice of its group, of those that the reader works in. */
export function MoveDialog({ subject, onClose }: { subject: ReplyTo<'viewCase'>; onClose: () => void }) {
  const { t } = useTranslation(['cases', 'words']);
  const me = useMe();
  const navigate = useNavigate();
  const { row, groupId } = subject;
  const [practiceId, setPracticeId] = useState<string | null>(null);
  const practices = me.contexts.filter(
    (each) => each.kind === 'practice' && each.groupId === groupId && each.organisationId !== row.practiceId,
  );
  const move = useActing('moveCase', {
    stale: ['listCases', 'countCases', 'viewCase'],
    onDone: () => {
      notifyDone(t('moved'));
      onClose();
      void navigate({
        to: '/practices/$practiceId/cases/$caseId',
        params: { practiceId: practiceId ?? '', caseId: row.id },
      });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (practiceId) move.mutate({ params: { caseId: row.id }, body: { practiceId } });
  }
  return (
    <Modal opened onClose={onClose} title={t('move')} centered closeButtonProps={{ 'aria-label': t('words:close') }}>
      <form onSubmit={submit}>
        <Fields>
          <Text>{t('move_text')}</Text>
          <SelectField
            label={t('move_to')}
            data={practices.map((each) => ({ value: each.organisationId, label: each.name }))}
            value={practiceId}
            onChange={setPracticeId}
          />
        </Fields>
        <ErrorNotice error={move.error} mt="md" />
        <FormActions submit={t('move')} disabled={!practiceId} busy={move.isPending} onCancel={onClose} />
      </form>
    </Modal>
  );
}
