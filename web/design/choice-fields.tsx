import { Checkbox, type CheckboxProps, Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** One of a few values. */
export function SelectField(props: SelectProps) {
  return <Select allowDeselect={false} checkIconPosition="right" {...props} />;
}

/** One of many values, found by typing. */
export function SearchSelectField(props: SelectProps) {
  const { t } = useTranslation('words');
  return <Select searchable allowDeselect={false} limit={200} nothingFoundMessage={t('nothing_found')} {...props} />;
}

/** Something to agree to or to switch on. */
export function CheckField(props: CheckboxProps) {
  return <Checkbox {...props} />;
}
