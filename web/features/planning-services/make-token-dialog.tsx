import { Checkbox, Code, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TokenScope, tokenScopes } from '#contract/endpoint.ts';
import { useActing } from '../../client/use-calls.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { CopyButton } from '../../design/copy-button.tsx';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { FormActions } from '../../design/form-actions.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { Notice } from '../../design/notice.tsx';
import classes from './planning-services.module.css';

const lifetimes = [7, 30, 90, 180, 365];
const usual = '90';

/** Asks what the token is for, then shows it: this once. */
export function MakeTokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['planning-services', 'words']);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const [days, setDays] = useState(usual);
  const make = useActing('makeApiToken', { stale: ['listApiTokens'] });
  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate({ body: { name, scopes: scopes as TokenScope[], days: Number(days) } });
  }
  if (make.data)
    return (
      <FormDialog title={t('tokens.made')} onClose={onClose} closeOnClickOutside={false}>
        <Stack gap="md">
          <Notice tone="attention">{t('tokens.made_text')}</Notice>
          <Code block className={classes.secret} aria-label={t('tokens.secret')}>
            {make.data.secret}
          </Code>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              onClose();
            }}
          >
            <FormActions
              submit={t('tokens.kept')}
              before={<CopyButton text={make.data.secret} label={t('tokens.copy')} />}
            />
          </form>
        </Stack>
      </FormDialog>
    );
  return (
    <FormDialog title={t('tokens.make')} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t('tokens.name')}
            description={t('tokens.name_hint')}
            value={name}
            maxLength={60}
            required
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group label={t('tokens.may')} value={scopes} onChange={setScopes}>
            <Stack gap={10} mt="xs">
              {tokenScopes.map((scope) => (
                <Checkbox
                  key={scope}
                  value={scope}
                  label={t(`tokens.scopes.${scope}`)}
                  description={t(`tokens.scope_hints.${scope}`)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <SelectField
            label={t('tokens.expires')}
            data={lifetimes.map((each) => ({ value: String(each), label: t('tokens.days', { count: each }) }))}
            value={days}
            onChange={(next) => setDays(next ?? days)}
          />
          <Text size="sm" c="dimmed">
            {t('tokens.never')}
          </Text>
          <ErrorNotice error={make.error} />
        </Stack>
        <FormActions
          submit={t('tokens.make')}
          busy={make.isPending}
          disabled={scopes.length === 0 || name.trim() === ''}
          onCancel={onClose}
        />
      </form>
    </FormDialog>
  );
}
