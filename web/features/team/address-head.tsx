import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconMail } from '../../design/icons.ts';
import classes from './team.module.css';

/** The address that was entered, and the way back to it. */
export function AddressHead({ email, onBack }: { email: string; onBack: () => void }) {
  const { t } = useTranslation('team');
  return (
    <div className={classes.person}>
      <IconMail size={22} stroke={1.6} aria-hidden="true" />
      <div>
        <Text fw={600}>{email}</Text>
      </div>
      <Button size="compact-sm" variant="subtle" onClick={onBack}>
        {t('invite.change_address')}
      </Button>
    </div>
  );
}
