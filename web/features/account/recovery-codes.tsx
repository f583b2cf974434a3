import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckField } from '../../design/choice-fields.tsx';
import { CopyButton } from '../../design/copy-button.tsx';
import { IconDownload } from '../../design/icons.ts';
import classes from '../../design/page.module.css';

/** The recovery codes, shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation(['account', 'words']);
  const [kept, setKept] = useState(false);
  const text = codes.join('\n');
  return (
    <Stack>
      <Text>{t('totp.codes_text')}</Text>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <CopyButton text={text} />
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={16} />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
          download="midline-recovery-codes.txt"
        >
          {t('words:download')}
        </Button>
      </Group>
      <CheckField
        label={t('totp.codes_kept')}
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Button disabled={!kept} onClick={onDone}>
        {t('totp.done')}
      </Button>
    </Stack>
  );
}
