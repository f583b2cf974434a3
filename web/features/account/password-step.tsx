import { Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { Fields, PasswordField } from '../../design/fields.tsx';
import { FormActions } from '../../design/form-actions.tsx';

type Guarded = 'beginTotp' | 'removeTotp' | 'renewRecoveryCodes';

type Props<N extends Guarded> = {
  name: N;
  text: ReactNode;
  submit: string;
  danger?: boolean;
  onDone: (reply: ReplyTo<N>) => void;
  onCancel: () => void;
};

/** Something that first asks for the password again. */
export function PasswordStep<N extends Guarded>({ name, text, submit, danger, onDone, onCancel }: Props<N>) {
  const { t } = useTranslation('words');
  const [password, setPassword] = useState('');
  const act = useActing(name as 'beginTotp', {
    stale: name === 'beginTotp' ? [] : ['listFactors', 'viewMe'],
    onDone: (reply) => onDone(reply as ReplyTo<N>),
  });
  function send(event: FormEvent) {
    event.preventDefault();
    act.mutate({ body: { password } });
  }
  return (
    <form onSubmit={send}>
      <Fields>
        <Text>{text}</Text>
        <PasswordField
          label={t('fields.current_password')}
          autoComplete="current-password"
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ErrorNotice error={act.error} />
      </Fields>
      <FormActions submit={submit} danger={danger} busy={act.isPending} disabled={!password} onCancel={onCancel} />
    </form>
  );
}
