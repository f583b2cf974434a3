import { Checkbox, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Grant, grants } from '#contract/case-permissions.ts';
import classes from './collaborators.module.css';

const least = 'decline';

type Props = { value: readonly Grant[]; onChange: (grants: Grant[]) => void };

/** What a collaborator may: the least of it is always ticked, and what nobody can be granted isn't offered. */
export function GrantsField({ value, onChange }: Props) {
  const { t } = useTranslation('collaborators');
  const toggle = (grant: Grant, on: boolean) =>
    onChange(grants.filter((each) => (each === grant ? on : value.includes(each))));
  return (
    <Checkbox.Group label={t('add.permissions')} value={[least, ...value]}>
      <div className={classes.grants} style={{ marginTop: 8 }}>
        <div className={`${classes.grant} ${classes.always}`}>
          <Checkbox
            value={least}
            disabled
            classNames={{ label: classes.plain }}
            label={`${t('grants.decline')} (${t('grants.always')})`}
            description={t('grants.decline_text')}
          />
        </div>
        {grants.map((grant) => (
          <div key={grant} className={classes.grant}>
            <Checkbox
              value={grant}
              onChange={(event) => toggle(grant, event.currentTarget.checked)}
              label={t(`grants.${grant}`)}
              description={t(`grants.${grant}_text`)}
            />
          </div>
        ))}
      </div>
      <Text size="sm" c="dimmed" mt={8}>
        {t('grants.never')}
      </Text>
    </Checkbox.Group>
  );
}
