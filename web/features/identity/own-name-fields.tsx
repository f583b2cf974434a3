import { useTranslation } from 'react-i18next';
import { TextField } from '../../design/fields.tsx';
import page from '../../design/page.module.css';

type Props = {
  /** What the form gives for a field: value, error, what to do on a change. */
  inputProps: (field: 'firstName' | 'lastName') => object;
  autoFocus?: boolean;
};

/** First and last name of the person who fills the form in. */
export function OwnNameFields({ inputProps, autoFocus = false }: Props) {
  const { t } = useTranslation('words');
  return (
    <div className={page.two}>
      <TextField
        label={t('fields.first_name')}
        autoComplete="given-name"
        maxLength={80}
        autoFocus={autoFocus}
        {...inputProps('firstName')}
      />
      <TextField label={t('fields.last_name')} autoComplete="family-name" maxLength={80} {...inputProps('lastName')} />
    </div>
  );
}
