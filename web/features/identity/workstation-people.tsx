import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRefusal } from '../../client/refusal.ts';
import { useActing } from '../../client/use-calls.ts';
import { ErrorNotice } from '../../design/error-notice.tsx';
import { PasswordField } from '../../design/fields.tsx';
import { IconFingerprint } from '../../design/icons.ts';
import classes from '../../design/page.module.css';
import { PersonAvatar } from '../../design/person-avatar.tsx';
import { passkeysKnown, signInWithPasskey } from './passkey.ts';
import { useEnter } from './use-enter.ts';

type Person = { accountId: string; name: string };

/** The people of a shared workstation: choose oneself, give the PIN or a passkey, go on. */
export function WorkstationPeople({ people, next }: { people: Person[]; next: string | undefined }) {
  const { t } = useTranslation('identity');
  const [person, setPerson] = useState<Person>();
  const enter = useEnter(next);
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: (reply) => reply && enter(reply) });
  if (person) return <PinForm person={person} next={next} onBack={() => setPerson(undefined)} />;
  return (
    <Stack gap="xs">
      {people.map((each) => (
        <UnstyledButton key={each.accountId} className={classes.choice} onClick={() => setPerson(each)}>
          <PersonAvatar name={each.name} />
          <Text fw={600}>{each.name}</Text>
        </UnstyledButton>
      ))}
      {passkeysKnown && (
        <Button
          variant="default"
          size="md"
          mt="xs"
          leftSection={<IconFingerprint size={20} />}
          loading={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t('sign_in.passkey')}
        </Button>
      )}
      <ErrorNotice error={passkey.error} />
    </Stack>
  );
}

function PinForm({ person, next, onBack }: { person: Person; next: string | undefined; onBack: () => void }) {
  const { t } = useTranslation(['identity', 'words']);
  const [pin, setPin] = useState('');
  const change = useActing('switchPerson', { onDone: useEnter(next) });
  const wrongPin = isRefusal(change.error, 'wrong_credentials');
  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate({ body: { accountId: person.accountId, pin } }, { onError: () => setPin('') });
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group>
          <PersonAvatar name={person.name} />
          <Text fw={600}>{person.name}</Text>
        </Group>
        <PasswordField
          label={t('workstation.pin')}
          size="md"
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          value={pin}
          error={wrongPin && t('workstation.wrong_pin')}
          onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
        />
        <ErrorNotice error={wrongPin ? undefined : change.error} />
        <Button type="submit" size="md" loading={change.isPending} disabled={pin.length < 6}>
          {t('workstation.unlock')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('words:back')}
        </Button>
      </Stack>
    </form>
  );
}
