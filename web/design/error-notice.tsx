import { Button, type MantineSpacing, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../client/refusal.ts';
import { Notice } from './notice.tsx';

type Props = { error: unknown; onRetry?: () => void; mt?: MantineSpacing; mb?: MantineSpacing };

/** Says what went wrong and what to do next, in the words of the refusal. Renders nothing without an error. */
export function ErrorNotice({ error, onRetry, mt, mb }: Props) {
  const { t } = useTranslation('words');
  const sentence = useRefusalSentence();
  if (!error) return null;
  return (
    <Notice tone="bad" mt={mt} mb={mb}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{sentence(error)}</Text>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('try_again')}
          </Button>
        )}
      </Stack>
    </Notice>
  );
}

/** The sentence for anything that a call can throw. */
export function useRefusalSentence(): (error: unknown) => string {
  const { t } = useTranslation(['refusals', 'words']);
  const thisPerson = t('words:this_person');
  return (error) => {
    if (!(error instanceof Refusal)) return t('unexpected');
    return t(error.code, { member: thisPerson, seconds: 60, ...error.facts, defaultValue: t('unexpected') });
  };
}
