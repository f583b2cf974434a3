import { Button, Progress, Text } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlotGroup } from '#contract/records.ts';
import { IconUpload } from '../../design/icons.ts';
import { useRecordWords } from './record-words.ts';
import classes from './records.module.css';
import type { Item } from './upload-queue.ts';

type Props = { items: readonly Item[]; groups: readonly SlotGroup[]; take: (files: File[]) => void };

/** Where many files are taken at once, and how far all of them are. */
export function UploadsBar({ items, groups, take }: Props) {
  const { t } = useTranslation('records');
  const words = useRecordWords();
  const input = useRef<HTMLInputElement>(null);
  const going = items.filter(({ state }) => state !== 'failed');
  const whole = going.reduce((sum, { file }) => sum + file.size, 0);
  const sent = going.reduce((sum, item) => sum + item.sent, 0);
  const offline = going.some(({ state }) => state === 'offline');
  return (
    <div className={classes.top}>
      <div className={classes.topText}>
        <Text fw={600}>{t('drop')}</Text>
        <Text size="sm" c="dimmed">
          {t(groups.includes('models') ? 'drop_hint' : 'drop_hint_files')}
        </Text>
      </div>
      <Button leftSection={<IconUpload size={18} />} variant="light" onClick={() => input.current?.click()}>
        {t('choose_files')}
      </Button>
      <input
        ref={input}
        hidden
        multiple
        type="file"
        aria-label={t('choose_files')}
        onChange={(event) => {
          take([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      {going.length > 0 && (
        <div className={classes.total}>
          <Text size="sm" role="status" mb={4}>
            {t(offline ? 'total_offline' : 'total', {
              count: going.length,
              sent: words.size(sent),
              whole: words.size(whole),
            })}
          </Text>
          <Progress value={whole > 0 ? (100 * sent) / whole : 0} size="md" aria-label={t('total_label')} />
        </div>
      )}
    </div>
  );
}
