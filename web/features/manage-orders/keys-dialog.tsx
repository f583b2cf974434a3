import { Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../design/form-dialog.tsx';
import page from '../../design/page.module.css';

/** What the keyboard does in the list. */
export function KeysDialog({ creates, selects, onClose }: { creates: boolean; selects: boolean; onClose: () => void }) {
  const { t } = useTranslation('manage-orders');
  const keys = [
    { keys: ['/'], does: t('keys.search') },
    { keys: ['j', '↓'], does: t('keys.down') },
    { keys: ['k', '↑'], does: t('keys.up') },
    { keys: ['Enter'], does: t('keys.open') },
    { keys: ['s'], does: t('keys.setup') },
    ...(selects ? [{ keys: ['x'], does: t('keys.select') }] : []),
    ...(creates ? [{ keys: ['n'], does: t('new_order') }] : []),
    { keys: ['?'], does: t('keys.help') },
  ];
  return (
    <FormDialog title={t('keys.title')} size="sm" onClose={onClose}>
      <dl className={page.facts}>
        {keys.map(({ keys: pressed, does }) => [
          <dt key={does}>
            {pressed.map((key) => (
              <Kbd key={key} mr={4}>
                {key}
              </Kbd>
            ))}
          </dt>,
          <dd key={`${does} does`}>{does}</dd>,
        ])}
      </dl>
    </FormDialog>
  );
}
