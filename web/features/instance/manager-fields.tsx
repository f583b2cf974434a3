import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Language } from '#contract/shapes.ts';
import { languageNames, languages } from '../../app/languages.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import { EmailField, Fields, TextField } from '../../design/fields.tsx';
import classes from '../../design/page.module.css';

export type ManagerValues = { email: string; firstName: string; lastName: string; language: Language };

/** Whom to invite as the first manager of an organisation. */
export function ManagerFields<Values extends ManagerValues>({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useTranslation(['instance', 'words']);
  return (
    <Fields>
      <EmailField label={t('words:fields.email')} autoComplete="off" {...form.getInputProps('email')} />
      <div className={classes.two}>
        <TextField
          label={t('words:fields.first_name')}
          autoComplete="off"
          maxLength={80}
          {...form.getInputProps('firstName')}
        />
        <TextField
          label={t('words:fields.last_name')}
          autoComplete="off"
          maxLength={80}
          {...form.getInputProps('lastName')}
        />
      </div>
      <SelectField
        label={t('create.language')}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        {...form.getInputProps('language')}
      />
    </Fields>
  );
}
