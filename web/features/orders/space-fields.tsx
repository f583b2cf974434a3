import { Input } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Fields } from '../../design/fields.tsx';
import { Choice, SmallChoice } from './choice.tsx';
import { LeftSpaces } from './left-spaces.tsx';
import classes from './orders.module.css';
import type { ApproachProps } from './treatment-approach-form.tsx';

const means = ['expand', 'procline', 'reduceAnterior', 'reducePosterior', 'distalise'] as const;
const amounts = ['primary', 'as_needed', 'none'] as const;
const closures = ['close_all', 'maintain', 'leave_some'] as const;

/** How space is gained in each arch, and which gaps stay. */
export function SpaceFields(props: ApproachProps) {
  const { value, onChange, disabled } = props;
  const { t } = useTranslation('orders');
  const amountChoices = amounts.map((each) => ({ value: each, label: t(`approach.amounts.${each}`) }));
  return (
    <Fields>
      <Input.Wrapper label={t('approach.crowding')} description={t('approach.crowding_hint')} labelElement="div">
        <table className={classes.matrix}>
          <thead className={classes.matrixHead}>
            <tr>
              <td />
              <th scope="col">{t('approach.upper')}</th>
              <th scope="col">{t('approach.lower')}</th>
            </tr>
          </thead>
          <tbody>
            {means.map((mean) => (
              <tr key={mean}>
                <th scope="row">{t(`approach.means.${mean}`)}</th>
                {(['upper', 'lower'] as const).map((arch) => (
                  <td key={arch} data-label={t(`approach.${arch}`)}>
                    <SmallChoice
                      label={`${t(`approach.means.${mean}`)}, ${t(`approach.${arch}`)}`}
                      value={value.crowding?.[arch]?.[mean]}
                      choices={amountChoices}
                      disabled={disabled}
                      onChange={(amount) =>
                        onChange({
                          ...value,
                          crowding: { ...value.crowding, [arch]: { ...value.crowding?.[arch], [mean]: amount } },
                        })
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Input.Wrapper>
      <Choice
        label={t('approach.spacing')}
        value={value.spacing?.closure}
        choices={closures.map((each) => ({ value: each, label: t(`approach.spacing_values.${each}`) }))}
        disabled={disabled}
        onChange={(closure) =>
          onChange({ ...value, spacing: { closure, ...(closure === 'leave_some' && { leave: value.spacing?.leave }) } })
        }
      />
      {value.spacing?.closure === 'leave_some' && <LeftSpaces {...props} />}
    </Fields>
  );
}
