import { ActionIcon, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '#contract/records.ts';
import { addressOf } from '../../client/call.ts';
import { IconDots, IconDownload, IconRefresh, IconTrash } from '../../design/icons.ts';
import { useRecordWords } from './record-words.ts';
import type { TileActs } from './tile.tsx';

type MenuProps = { record: CaseRecord; caseId: string; acts: TileActs; choose: (() => void) | undefined };

/** What can be done with a record besides looking at it. */
export function TileMenu({ record, caseId, acts, choose }: MenuProps) {
  const { t } = useTranslation('records');
  const words = useRecordWords();
  const replace = choose !== undefined && record.may.includes('replace') && record.slot !== 'impression';
  const original = record.renditions.includes('original');
  if (!replace && !original && !record.may.includes('remove')) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('more', { name: words.slot(record.slot) })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {original && (
          <Menu.Item
            leftSection={<IconDownload size={16} />}
            component="a"
            download
            href={addressOf('viewRecordFile', { params: { caseId, recordId: record.id, rendition: 'original' } })}
          >
            {t('download')}
          </Menu.Item>
        )}
        {replace && (
          <Menu.Item leftSection={<IconRefresh size={16} />} onClick={choose}>
            {t('replace')}
          </Menu.Item>
        )}
        {record.may.includes('remove') && (
          <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => acts.remove(record)}>
            {t('remove')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
