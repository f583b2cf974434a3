import { Checkbox, type CheckboxProps, Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** One of a few values. */
export function SelectField(props: SelectProps) {
  return <Select allowDeselect={false} checkIconPosition="right" {...props} />;
}

/** More than there are countries or time zones: whoever scrolls instead of typing must reach the last one too. */
const everyOption = 1000;

/** One of many values, found by typing. */
export function SearchSelectField(props: SelectProps) {
  const { t } = useTranslation('words');
  return (
    <Select searchable allowDeselect={false} limit={everyOption} nothingFoundMessage={t('nothing_found')} {...props} />
  );
}

/** Something to agree to or to switch on. */
export function CheckField(props: CheckboxProps) {
  return <Checkbox {...props} />;
}
