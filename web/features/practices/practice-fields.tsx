import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '../../app/languages.ts';
import { SearchSelectField, SelectField } from '../../design/choice-fields.tsx';
import { EmailField, Fields, TextField } from '../../design/fields.tsx';
import classes from '../../design/page.module.css';
import { countries, timeZones } from '../../design/regions.ts';
import type { PracticeForm } from './practice-form.ts';

type Props = { form: PracticeForm };

/** Name and address as they head every page. */
export function AddressFields({ form }: Props) {
  const { t, i18n } = useTranslation(['practices', 'words']);
  const choices = useMemo(() => countries(i18n.language), [i18n.language]);
  return (
    <Fields>
      <TextField label={t('information.name')} maxLength={120} required {...form.getInputProps('name')} />
      <TextField
        label={t('words:fields.street_address')}
        autoComplete="off"
        maxLength={160}
        {...form.getInputProps('streetAddress')}
      />
      <div className={classes.two}>
        <TextField
          label={t('words:fields.postal_code')}
          autoComplete="off"
          maxLength={20}
          {...form.getInputProps('postalCode')}
        />
        <TextField label={t('words:fields.city')} autoComplete="off" maxLength={80} {...form.getInputProps('city')} />
        <SearchSelectField
          label={t('words:fields.country')}
          required
          data={choices}
          {...form.getInputProps('country')}
        />
      </div>
    </Fields>
  );
}

export function ContactFields({ form }: Props) {
  const { t } = useTranslation(['practices', 'words']);
  return (
    <div className={classes.two}>
      <TextField
        label={t('words:fields.phone')}
        type="tel"
        autoComplete="off"
        maxLength={40}
        {...form.getInputProps('phone')}
      />
      <EmailField label={t('information.email')} autoComplete="off" {...form.getInputProps('email')} />
    </div>
  );
}

export function RegionFields({ form }: Props) {
  const { t } = useTranslation(['practices', 'words']);
  const zones = useMemo(() => timeZones(form.values.timeZone), [form.values.timeZone]);
  return (
    <div className={classes.two}>
      <SearchSelectField label={t('words:fields.time_zone')} data={zones} {...form.getInputProps('timeZone')} />
      <SelectField
        label={t('words:fields.language')}
        description={t('information.language_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        {...form.getInputProps('language')}
      />
    </div>
  );
}
