import { Autocomplete, type InputWrapperProps, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clinicalRoles, levels, type Role, roleDefaults } from '#contract/permissions.ts';
import { SelectField } from '../../design/choice-fields.tsx';
import classes from '../../design/page.module.css';
import type { MembershipForm } from './membership-form.ts';
import { RegistrationNumberField } from './registration-number-field.tsx';

type Props = {
  form: MembershipForm;
  roles: readonly Role[];
  country: string | null;
  /** Whether the organisation is a practice, where level and clinical role are chosen. */
  inPractice: boolean;
  numberNow: boolean;
  /** The level stays when the role changes. */
  keepLevel?: boolean;
};

/** Hints below the field, so that fields side by side stand level. */
const below: InputWrapperProps['inputWrapperOrder'] = ['label', 'input', 'description', 'error'];

const specialties = [
  'orthodontics',
  'general_dentistry',
  'oral_surgery',
  'periodontology',
  'paediatric_dentistry',
  'prosthodontics',
  'endodontics',
] as const;

/** Role, clinical role with its details, and permission level. */
export function MembershipFields({ form, roles, country, inPractice, numberNow, keepLevel }: Props) {
  const { t } = useTranslation(['team', 'words']);
  const { role, clinicalRole } = form.values;
  const rule = roleDefaults[role].clinicalRole;
  function chooseRole(next: Role) {
    const { level, clinicalRole: asked } = roleDefaults[next];
    form.setFieldValue('role', next);
    if (!keepLevel) form.setFieldValue('level', level);
    if (asked === 'none') form.setFieldValue('clinicalRole', null);
    if (asked === 'asked' && !clinicalRole) form.setFieldValue('clinicalRole', 'dentist');
  }
  return (
    <>
      <div className={classes.two}>
        {(roles.length > 1 || inPractice) && (
          <SelectField
            label={inPractice ? t('words:fields.role') : t('role')}
            description={t(`role_hints.${role}`)}
            inputWrapperOrder={below}
            data={roles.map((value) => ({ value, label: t(`words:roles.${value}`) }))}
            value={role}
            onChange={(value) => value && chooseRole(value as Role)}
          />
        )}
        {inPractice && rule !== 'none' && (
          <SelectField
            label={t('words:fields.clinical_role')}
            description={rule === 'offered' ? t('words:optional') : undefined}
            inputWrapperOrder={below}
            data={[
              ...(rule === 'offered' ? [{ value: '', label: t('no_clinical_role') }] : []),
              ...clinicalRoles.map((value) => ({ value, label: t(`words:clinical_roles.${value}`) })),
            ]}
            {...form.getInputProps('clinicalRole')}
            value={clinicalRole ?? ''}
            onChange={(value) => form.setFieldValue('clinicalRole', (value || null) as typeof clinicalRole)}
          />
        )}
      </div>
      {inPractice && clinicalRole && (
        <div className={classes.two}>
          <RegistrationNumberField
            country={country}
            clinicalRole={clinicalRole}
            needed={numberNow}
            {...form.getInputProps('registrationNumber')}
          />
          {clinicalRole === 'dentist' && (
            <Autocomplete
              label={t('specialty')}
              description={t('words:optional')}
              inputWrapperOrder={below}
              data={specialties.map((name) => t(`specialties.${name}`))}
              maxLength={80}
              {...form.getInputProps('specialty')}
            />
          )}
        </div>
      )}
      {inPractice && (
        <Radio.Group label={t('words:fields.level')} {...form.getInputProps('level')}>
          <Stack gap={10} mt={6}>
            {levels.map((level) => (
              <Radio key={level} value={level} label={t(`levels.${level}`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </>
  );
}
