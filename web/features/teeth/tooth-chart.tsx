import { Button, Group, Text } from '@mantine/core';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Arch, archOf, type Dentition, isAnterior, type Notation, type Tooth } from '#contract/teeth.ts';
import { chartHeight, chartWidth, type Place, placesOf, type Rows } from './arch-places.ts';
import { ChartGround } from './chart-ground.tsx';
import { toothTowards } from './moves.ts';
import classes from './teeth.module.css';
import { ToothFigure } from './tooth-figure.tsx';
import { MarkLegend, MarkPatterns, type ToothMark } from './tooth-mark.tsx';
import { toothName } from './tooth-name.ts';

export type ToothChartProps = {
  /** What is chosen here; read out by screen readers. */
  label: string;
  notation: Notation;
  selected: readonly Tooth[];
  /** Without it the chart only shows. The teeth come in ascending order. */
  onChange?: (teeth: Tooth[]) => void;
  mode?: 'multiple' | 'single';
  dentition?: Dentition;
  arches?: readonly Arch[];
  /** Drawn as missing; can't be chosen. */
  disabled?: readonly Tooth[];
  marks?: readonly ToothMark[];
  /** Buttons for an arch, the anterior teeth and none. */
  quickSelect?: boolean;
};

const bothArches: readonly Arch[] = ['upper', 'lower'];
const rowsOf: Record<Dentition, readonly Rows[]> = {
  permanent: ['permanent'],
  deciduous: ['deciduous'],
  mixed: ['permanent', 'deciduous'],
};

/** A chart of the teeth as one sees them in the open mouth. */
export function ToothChart({
  label,
  notation,
  selected,
  onChange,
  mode = 'multiple',
  dentition = 'permanent',
  arches = bothArches,
  disabled = [],
  marks = [],
  quickSelect = mode === 'multiple',
}: ToothChartProps) {
  const { t } = useTranslation('teeth');
  const id = useId();
  const drawing = useRef<SVGSVGElement>(null);
  const rows = rowsOf[dentition];
  const archesKey = arches.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the list, which callers often make anew
  const places = useMemo(() => placesOf(arches, rows), [archesKey, rows]);
  const height = chartHeight(arches, rows);
  const [visited, setVisited] = useState<Tooth | null>(null);
  const current = places.some(({ tooth }) => tooth === visited) ? visited : (places[0]?.tooth ?? null);

  const change = (teeth: Iterable<Tooth>) => onChange?.([...new Set(teeth)].toSorted((a, b) => a - b));
  const choose = (tooth: Tooth) => {
    if (disabled.includes(tooth)) return;
    if (mode === 'single') return change(selected.includes(tooth) ? [] : [tooth]);
    change(selected.includes(tooth) ? selected.filter((one) => one !== tooth) : [...selected, tooth]);
  };
  const onKey = (event: KeyboardEvent<SVGGElement>, tooth: Tooth) => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      return choose(tooth);
    }
    const next = toothTowards(places, tooth, event.key);
    if (event.key.startsWith('Arrow') || next) event.preventDefault();
    if (next) drawing.current?.querySelector<SVGGElement>(`[data-tooth="${next}"]`)?.focus();
  };
  const nameOf = (tooth: Tooth) => {
    const said = marks.filter((mark) => mark.teeth.includes(tooth)).map((mark) => mark.label);
    if (disabled.includes(tooth)) said.push(t('missing'));
    const name = toothName(t, tooth, notation);
    return said.length > 0 ? t('name_marked', { name, marks: said.join(', ') }) : name;
  };

  return (
    <div className={classes.chart}>
      {quickSelect && onChange && (
        <QuickSelect {...{ places, arches, disabled, selected, change }} title={t('chart.quick')} />
      )}
      <svg
        ref={drawing}
        viewBox={`0 0 ${chartWidth} ${height}`}
        className={classes.drawing}
        role={mode === 'single' && onChange ? 'radiogroup' : 'group'}
        aria-label={label}
        aria-describedby={`${id}-how`}
        data-read={onChange ? undefined : true}
      >
        <defs>
          <MarkPatterns id={id} marks={marks} />
          <radialGradient id={`${id}-enamel`} cx="0.42" cy="0.36" r="0.75">
            <stop offset="0.2" className={classes.enamelLight} />
            <stop offset="1" className={classes.enamelShade} />
          </radialGradient>
        </defs>
        <ChartGround arches={arches} height={height} notation={notation} />
        <g style={{ '--enamel': `url(#${id}-enamel)` } as React.CSSProperties}>
          {places.map((place) => (
            <ToothFigure
              key={place.tooth}
              place={place}
              name={nameOf(place.tooth)}
              notation={notation}
              chosen={selected.includes(place.tooth)}
              off={disabled.includes(place.tooth)}
              readOnly={!onChange}
              single={mode === 'single'}
              current={place.tooth === current}
              marks={marks.filter((mark) => mark.teeth.includes(place.tooth))}
              patternId={id}
              onChoose={choose}
              onKey={onKey}
              onFocus={setVisited}
            />
          ))}
        </g>
      </svg>
      <div className={classes.foot}>
        {marks.length > 0 && <MarkLegend id={id} title={t('chart.legend')} marks={marks} />}
        {onChange && (
          <Text size="sm" c="dimmed" aria-live="polite">
            {t('chart.chosen', { count: places.filter(({ tooth }) => selected.includes(tooth)).length })}
          </Text>
        )}
        <span id={`${id}-how`} className="off-screen">
          {t('chart.sides')} {onChange && t('chart.keys')}
        </span>
      </div>
    </div>
  );
}

type QuickSelectProps = {
  title: string;
  places: readonly Place[];
  arches: readonly Arch[];
  disabled: readonly Tooth[];
  selected: readonly Tooth[];
  change: (teeth: Iterable<Tooth>) => void;
};

/** Adds a whole group of teeth at once, takes it away when all of it was chosen. */
function QuickSelect({ title, places, arches, disabled, selected, change }: QuickSelectProps) {
  const { t } = useTranslation('teeth');
  const there = places.map(({ tooth }) => tooth).filter((tooth) => !disabled.includes(tooth));
  const groups: [name: Arch | 'anterior', teeth: Tooth[]][] = [
    ...arches.map((arch): [Arch, Tooth[]] => [arch, there.filter((tooth) => archOf(tooth) === arch)]),
    ['anterior', there.filter(isAnterior)],
  ];
  return (
    <Group gap="xs" justify="center" role="group" aria-label={title}>
      {groups.map(([name, teeth]) => {
        const all = teeth.length > 0 && teeth.every((tooth) => selected.includes(tooth));
        return (
          <Button
            key={name}
            size="compact-sm"
            variant={all ? 'light' : 'default'}
            aria-pressed={all}
            onClick={() => change(all ? selected.filter((tooth) => !teeth.includes(tooth)) : [...selected, ...teeth])}
          >
            {t(`chart.${name}`)}
          </Button>
        );
      })}
      <Button size="compact-sm" variant="subtle" disabled={selected.length === 0} onClick={() => change([])}>
        {t('chart.none')}
      </Button>
    </Group>
  );
}
