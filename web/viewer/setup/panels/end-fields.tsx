import { Select } from '@mantine/core';
import { useMemo } from 'react';
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
  const [stages, others, label, otherLabel] = [shown.plan.stages, compared?.plan.stages, shown.label, compared?.label];
  // Made once, not whenever another stage is shown.
  const data = useMemo(() => {
    const stagesOf = (of: End['of'], last: number) =>
      Array.from({ length: last + 1 }, (_, stage) => ({ value: toText({ of, stage }), label: nameOf(stage, last) }));
    const nameOf = (stage: number, last: number) => {
      if (stage === 0) return t('start');
      return t(stage === last ? 'last' : 'stage', { stage: String(stage) });
    };
    if (others === undefined || otherLabel === undefined) return stagesOf('shown', stages);
    return [
      { group: label, items: stagesOf('shown', stages) },
      { group: otherLabel, items: stagesOf('compared', others) },
    ];
  }, [t, stages, others, label, otherLabel]);
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
