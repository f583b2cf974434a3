import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './collaborators.module.css';

type Props = { body: string; checked: boolean; onChange: (checked: boolean) => void };

/** What the collaborator takes responsibility for, to be ticked. */
export function ResponsibilityBox({ body, checked, onChange }: Props) {
  const { t } = useTranslation('collaborators');
  return (
    <div>
      <div className={classes.text} style={{ marginTop: 0, marginBottom: 14 }}>
        {body}
      </div>
      <Checkbox
        label={t('answer.responsibility')}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}
