import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollaborationAct, Collaborator } from '#contract/collaborators.ts';
import type { EndpointName, ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { CopyButton } from '../../design/copy-button.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { LoadingForm } from '../../design/loading-rows.tsx';
import { notifyDone } from '../../design/notify.ts';
import page from '../../design/page.module.css';
import type { ProviderParams } from './consent-gate.tsx';
import { nameOf } from './name-of.ts';
import { type Terms, TermsFields } from './terms-fields.tsx';

export type OpenDialog = { act: Exclude<CollaborationAct, 'resend'>; collaborator: Collaborator };
type Props = { params: ProviderParams; collaborator: Collaborator; onClose: () => void };

const stale: EndpointName[] = ['listCollaborators', 'listCollaboratorProviders'];
const idsOf = ({ params, collaborator }: Props) => ({ ...params, collaborationId: collaborator.id });

/** The dialog of whatever is to be done with one collaborator. */
export function CollaboratorDialog({
  dialog,
  list,
  ...rest
}: { dialog: OpenDialog; list: ReplyTo<'listCollaborators'> } & Omit<Props, 'collaborator'>) {
  const props = { ...rest, collaborator: dialog.collaborator };
  if (dialog.act === 'change') return <ChangeDialog {...props} list={list} />;
  if (dialog.act === 'revoke') return <RevokeDialog {...props} />;
  return dialog.act === 'end' ? <EndDialog {...props} /> : <LinkDialog {...props} />;
}

function ChangeDialog({ list, ...props }: Props & { list: ReplyTo<'listCollaborators'> }) {
  const { t } = useTranslation(['collaborators', 'words']);
  const { collaborator, onClose } = props;
  const name = nameOf(collaborator);
  const [terms, setTerms] = useState<Terms>({
    grants: collaborator.grants,
    practices: collaborator.practices?.map(({ id }) => id) ?? null,
    futureCases: collaborator.futureCases,
  });
  const change = useActing('changeCollaborator', {
    stale,
    onDone: () => {
      notifyDone(t('change.done', { name }));
      onClose();
    },
  });
  return (
    <FormDialog title={t('change.title', { name })} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ params: idsOf(props), body: terms });
        }}
      >
        <Fields>
          <Text c="dimmed" size="sm">
            {t('change.text')}
          </Text>
          <TermsFields
            value={terms}
            onChange={setTerms}
            practices={list.practices}
            mayAllPractices={list.mayAllPractices}
          />
          <ErrorNotice error={change.error} />
        </Fields>
        <FormActions
          submit={t('words:save')}
          busy={change.isPending}
          disabled={terms.practices?.length === 0}
          onCancel={onClose}
        />
      </form>
    </FormDialog>
  );
}

function RevokeDialog(props: Props) {
  const { t } = useTranslation('collaborators');
  const name = nameOf(props.collaborator);
  const revoke = useActing('revokeCollaborator', {
    stale,
    onDone: () => {
      notifyDone(t('revoke.done', { name }));
      props.onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t('revoke.title', { name })}
      confirm={t('acts.revoke')}
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ params: idsOf(props) })}
      onClose={props.onClose}
    >
      {t('revoke.text', { name })}
    </ConfirmDialog>
  );
}

function EndDialog(props: Props) {
  const { t } = useTranslation('collaborators');
  const name = nameOf(props.collaborator);
  const end = useActing('endCollaborator', {
    stale: [...stale, 'listCases', 'viewCase'],
    onDone: () => {
      notifyDone(t('end.done', { name }));
      props.onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t('end.title', { name })}
      confirm={t('acts.end')}
      danger
      busy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate({ params: idsOf(props) })}
      onClose={props.onClose}
    >
      {t('end.text', { name, count: props.collaborator.cases })}
    </ConfirmDialog>
  );
}

/** The link where no mail leaves: fetched once, shown while this is open. */
function LinkDialog(props: Props) {
  const { t } = useTranslation(['collaborators', 'words']);
  const { params, collaborator, onClose } = props;
  const name = nameOf(collaborator);
  const fetched = useRef(false);
  const link = useActing('copyCollaboratorLink', { stale });
  const { mutate } = link;
  useEffect(() => {
    if (fetched.current) return;
    fetched.current = true;
    mutate({ params: { ...params, collaborationId: collaborator.id } });
  }, [mutate, params, collaborator.id]);
  return (
    <FormDialog title={t('link.title', { name })} onClose={onClose} closeOnClickOutside={false}>
      <Stack gap="md">
        <Text>{t('link.text', { name })}</Text>
        <ErrorNotice error={link.error} />
        {link.isPending && <LoadingForm fields={1} />}
        {link.data && (
          <TextField
            label={t('link.label')}
            readOnly
            value={link.data.url}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Stack>
      <div className={page.actions}>
        <Button variant="default" onClick={onClose}>
          {t('words:close')}
        </Button>
        {link.data && <CopyButton text={link.data.url} label={t('link.copy')} />}
      </div>
    </FormDialog>
  );
}
