import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Slot, type SlotGroup, slots } from '#contract/records.ts';
import { useRecordWords } from './record-words.ts';
import classes from './records.module.css';

type Props = {
  files: readonly File[];
  groups: readonly SlotGroup[];
  place: (slot: Slot, files: File[]) => void;
  change: (files: readonly File[]) => void;
};

/** Files whose names don't say where they belong: a person does. */
export function UnplacedFiles({ files, groups, place, change }: Props) {
  const { t } = useTranslation('records');
  const words = useRecordWords();
  if (files.length === 0) return null;
  const choices = groups
    .filter((group) => group !== 'setups')
    .map((group) => ({
      group: t(`groups.${group}`),
      items: (slots[group] as readonly Slot[])
        .filter((slot) => slot !== 'impression')
        .map((slot) => ({ value: slot, label: words.slot(slot) })),
    }));
  const without = (file: File) => change(files.filter((each) => each !== file));
  return (
    <section aria-label={t('unplaced')}>
      <Text fw={600} mb={6}>
        {t('unplaced')}
      </Text>
      <ul className={classes.unplaced}>
        {files.map((file) => (
          <li key={`${file.name} ${file.size} ${file.lastModified}`}>
            <div className={classes.fileName}>
              <Text size="sm" fw={550}>
                {file.name}
              </Text>
              <Text size="xs" c="dimmed">
                {words.size(file.size)}
              </Text>
            </div>
            <Group gap="xs">
              <NativeSelect
                aria-label={t('belongs', { name: file.name })}
                value=""
                data={[{ value: '', label: t('belongs_to') }, ...choices]}
                onChange={(event) => {
                  place(event.currentTarget.value as Slot, [file]);
                  without(file);
                }}
              />
              <Button variant="subtle" size="sm" onClick={() => without(file)}>
                {t('leave_out')}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}
