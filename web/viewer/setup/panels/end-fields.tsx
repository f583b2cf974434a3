import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { End } from './movement-rows.ts';
import type { SetupVersion } from './panel-props.ts';
import classes from './panels.module.css';

type Props = {
  shown: SetupVersion;
  compared: SetupVersion | undefined;
  from: End;
  to: End;
  onChange: (ends: { from: End; to: End }) => void;
};

const toText = ({ of, stage }: End) => `${of}:${stage}`;
const read = (text: string): End => {
  const [of, stage] = text.split(':') as [End['of'], string];
  return { of, stage: Number(stage) };
};

/** From which stage to which, of one version or two. */
export function EndFields({ shown, compared, from, to, onChange }: Props) {
  const { t } = useTranslation('setups', { keyPrefix: 'panels' });
  const stagesOf = (of: End['of'], { plan }: SetupVersion) =>
    Array.from({ length: plan.stages + 1 }, (_, stage) => ({
      value: toText({ of, stage }),
      label: nameOf(stage, plan.stages),
    }));
  const nameOf = (stage: number, last: number) => {
    if (stage === 0) return t('start');
    return t(stage === last ? 'last' : 'stage', { stage: String(stage) });
  };
  const data = compared
    ? [
        { group: shown.label, items: stagesOf('shown', shown) },
        { group: compared.label, items: stagesOf('compared', compared) },
      ]
    : stagesOf('shown', shown);
  const versionOf = ({ of }: End) => (compared ? (of === 'compared' ? compared : shown).label : undefined);
  const field = (name: 'from' | 'to', end: End) => (
    <Select
      size="xs"
      className={classes.end}
      label={t(`movement.${name}`)}
      description={versionOf(end)}
      inputWrapperOrder={['label', 'input', 'description']}
      data={data}
      value={toText(end)}
      allowDeselect={false}
      maxDropdownHeight={320}
      onChange={(value) => value && onChange({ from, to, [name]: read(value) })}
    />
  );
  return (
    <div className={classes.ends}>
      {field('from', from)}
      {field('to', to)}
    </div>
  );
}
