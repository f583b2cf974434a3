import type { UseFormReturnType } from '@mantine/form';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '../../app/languages.ts';
import { SearchSelectField, SelectField } from '../../design/choice-fields.tsx';
import { EmailField, TextField } from '../../design/fields.tsx';
import classes from '../../design/page.module.css';
import { countries, timeZones } from '../../design/regions.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { OwnNameFields } from './own-name-fields.tsx';
import type { SetUpValues } from './set-up-page.tsx';

type Props = { form: UseFormReturnType<SetUpValues> };

/** Who runs this instance. */
export function SetUpAdministrator({ form }: Props) {
  const { t } = useTranslation('words');
  return (
    <>
      <OwnNameFields autoFocus inputProps={form.getInputProps} />
      <EmailField label={t('fields.email')} autoComplete="username" {...form.getInputProps('email')} />
      <NewPasswordField label={t('fields.password')} {...form.getInputProps('password')} />
    </>
  );
}

/** The first group and its first practice; the rest of the practice's information can follow. */
export function SetUpPractice({ form }: Props) {
  const { t, i18n } = useTranslation(['identity', 'words']);
  const countryChoices = useMemo(() => countries(i18n.language), [i18n.language]);
  const zoneChoices = useMemo(() => timeZones(form.values.timeZone), [form.values.timeZone]);
  return (
    <>
      <TextField
        label={t('set_up.group_name')}
        description={t('set_up.group_hint')}
        maxLength={120}
        autoFocus
        {...form.getInputProps('groupName')}
      />
      <TextField label={t('set_up.practice_name')} maxLength={120} {...form.getInputProps('name')} />
      <TextField
        label={t('words:fields.street_address')}
        autoComplete="street-address"
        maxLength={160}
        {...form.getInputProps('streetAddress')}
      />
      <div className={classes.two}>
        <TextField
          label={t('words:fields.postal_code')}
          autoComplete="postal-code"
          maxLength={20}
          {...form.getInputProps('postalCode')}
        />
        <TextField
          label={t('words:fields.city')}
          autoComplete="address-level2"
          maxLength={80}
          {...form.getInputProps('city')}
        />
        <SearchSelectField label={t('words:fields.country')} data={countryChoices} {...form.getInputProps('country')} />
        <TextField
          label={t('words:fields.phone')}
          type="tel"
          autoComplete="tel"
          maxLength={40}
          {...form.getInputProps('phone')}
        />
        <SearchSelectField label={t('words:fields.time_zone')} data={zoneChoices} {...form.getInputProps('timeZone')} />
        <SelectField
          label={t('words:fields.language')}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          {...form.getInputProps('language')}
        />
      </div>
    </>
  );
}
