import { ActionIcon, Button, Group, Modal, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { ConfirmDialog } from '../../design/confirm-dialog.tsx';
import { useDates } from '../../design/dates.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { TextField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { IconFingerprint, IconPencil, IconTrash } from '../../design/icons.ts';
import { Row, Rows } from '../../design/rows.tsx';
import { Section } from '../../design/section.tsx';
import { makePasskey, passkeysKnown } from '../identity/passkey.ts';

type Passkey = ReplyTo<'listFactors'>['passkeys'][number];
type Open = { act: 'add' } | { act: 'rename' | 'remove'; passkey: Passkey };

/** The passkeys of the account. */
export function PasskeysSection({ passkeys }: { passkeys: Passkey[] }) {
  const { t } = useTranslation('account');
  const { date } = useDates();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <Section
      title={t('passkeys.title')}
      description={t('passkeys.text')}
      actions={
        <Button onClick={() => setOpen({ act: 'add' })} disabled={!passkeysKnown}>
          {t('passkeys.add')}
        </Button>
      }
    >
      {passkeys.length > 0 && (
        <Rows label={t('passkeys.title')}>
          {passkeys.map((passkey) => (
            <Row
              key={passkey.id}
              start={<IconFingerprint size={24} aria-hidden="true" />}
              aside={
                <Group gap={4} wrap="nowrap">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={36}
                    aria-label={t('passkeys.rename', { name: passkey.name })}
                    onClick={() => setOpen({ act: 'rename', passkey })}
                  >
                    <IconPencil size={18} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    size={36}
                    aria-label={t('passkeys.remove', { name: passkey.name })}
                    onClick={() => setOpen({ act: 'remove', passkey })}
                  >
                    <IconTrash size={18} />
                  </ActionIcon>
                </Group>
              }
            >
              <Text fw={600}>{passkey.name}</Text>
              <Text size="sm" c="dimmed">
                {t('passkeys.made', { date: date(passkey.createdAt) })}
                {passkey.lastUsedAt && ` · ${t('passkeys.used', { date: date(passkey.lastUsedAt) })}`}
              </Text>
            </Row>
          ))}
        </Rows>
      )}
      {open?.act === 'remove' ? <RemoveDialog passkey={open.passkey} onClose={close} /> : null}
      {open && open.act !== 'remove' ? (
        <NameDialog passkey={open.act === 'rename' ? open.passkey : undefined} onClose={close} />
      ) : null}
    </Section>
  );
}

function NameDialog({ passkey, onClose }: { passkey: Passkey | undefined; onClose: () => void }) {
  const { t } = useTranslation(['account', 'words']);
  const [name, setName] = useState(passkey?.name ?? '');
  const client = useQueryClient();
  const rename = useActing('renamePasskey', { stale: ['listFactors'], onDone: onClose });
  const add = useMutation({
    mutationFn: makePasskey,
    onSuccess: async (made) => {
      if (!made) return;
      await Promise.all(['listFactors', 'viewMe'].map((key) => client.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (passkey) rename.mutate({ params: { passkeyId: passkey.id }, body: { name } });
    else add.mutate(name);
  }
  return (
    <Modal opened onClose={onClose} title={passkey ? t('passkeys.rename_title') : t('passkeys.add')} centered>
      <form onSubmit={submit}>
        <TextField
          label={t('passkeys.name')}
          description={t('passkeys.name_hint')}
          maxLength={60}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ErrorNotice error={add.error ?? rename.error} mt="md" />
        <FormActions
          submit={passkey ? t('words:save') : t('words:continue')}
          busy={add.isPending || rename.isPending}
          disabled={!name.trim()}
          onCancel={onClose}
        />
      </form>
    </Modal>
  );
}

function RemoveDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { t } = useTranslation(['account', 'words']);
  const remove = useActing('removePasskey', { stale: ['listFactors', 'viewMe'], onDone: onClose });
  return (
    <ConfirmDialog
      opened
      title={t('passkeys.remove', { name: passkey.name })}
      confirm={t('words:remove')}
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ params: { passkeyId: passkey.id } })}
      onClose={onClose}
    >
      {t('passkeys.remove_text')}
    </ConfirmDialog>
  );
}
