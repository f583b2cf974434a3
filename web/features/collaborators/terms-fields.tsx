import { Checkbox, Radio, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Grant } from '#contract/case-permissions.ts';
import { GrantsField } from './grants-field.tsx';

/** What is agreed with a collaborator. */
export type Terms = { grants: Grant[]; practices: string[] | null; futureCases: boolean };

type Props = {
  value: Terms;
  onChange: (terms: Terms) => void;
  practices: readonly { id: string; name: string }[];
  mayAllPractices: boolean;
};

/** Permissions, practices and future cases: the same when adding and when changing. */
export function TermsFields({ value, onChange, practices, mayAllPractices }: Props) {
  const { t } = useTranslation('collaborators');
  const only = practices.length === 1 ? practices[0] : undefined;
  return (
    <>
      <GrantsField value={value.grants} onChange={(grants) => onChange({ ...value, grants })} />
      {(practices.length > 1 || (mayAllPractices && value.practices !== null)) && (
        <Radio.Group
          label={t('practices.label')}
          value={value.practices === null ? 'all' : 'chosen'}
          onChange={(next) => onChange({ ...value, practices: next === 'all' ? null : practices.map(({ id }) => id) })}
        >
          <Stack gap={10} mt={8}>
            {mayAllPractices && <Radio value="all" label={t('practices.all')} />}
            <Radio value="chosen" label={only && !mayAllPractices ? only.name : t('practices.chosen')} />
          </Stack>
        </Radio.Group>
      )}
      {value.practices !== null && practices.length > 1 && (
        <Checkbox.Group
          aria-label={t('practices.chosen')}
          value={value.practices}
          onChange={(chosen) => onChange({ ...value, practices: chosen })}
          error={value.practices.length === 0 && t('practices.choose')}
        >
          <Stack gap={10} pl={30} pb={4}>
            {practices.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={name} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      <Switch
        label={t('future.label')}
        description={t('future.text')}
        checked={value.futureCases}
        onChange={(event) => onChange({ ...value, futureCases: event.currentTarget.checked })}
      />
    </>
  );
}
