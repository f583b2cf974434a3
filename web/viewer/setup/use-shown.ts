import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Arch, archOf, type Tooth, toothLabel } from '#contract/teeth.ts';
import { gridColours } from '../three/grid.ts';
import type { ViewName } from '../three/views.ts';
import { type Comparing, comparedStage, notComparing } from './comparing.ts';
import type { OverlayWishes } from './drawing/overlay.ts';
import type { Appearance } from './drawing/setup-stage.ts';
import { useSetupPlan } from './plan-source.ts';
import type { SetupViewProps } from './setup-view-props.ts';
import { type Loaded, useBody } from './use-body.ts';
import { useMeasure } from './use-measure.ts';
import { type Toggle, useRemembered } from './use-remembered.ts';

const noPins: NonNullable<SetupViewProps['pins']> = [];

/** What is to be seen: which meshes, what of them, and what over them. */
export function useShown(props: SetupViewProps, scheme: 'light' | 'dark') {
  const {
    source,
    treatment,
    stage,
    selectedTooth,
    compare,
    pins = noPins,
    notation,
    remember,
    reduced = false,
  } = props;
  const { t, i18n } = useTranslation('viewer');
  const [look, change] = useRemembered(remember);
  const [turned, setTurned] = useState(false);
  const [alone, setAlone] = useState<Arch | null>(archOfView(look.view));
  const [comparing, setComparing] = useState<Comparing>(notComparing);
  const measure = useMeasure();

  const own = useBody(source, stage);
  const otherStage = comparedStage(comparing, stage);
  const withOther = comparing.mode !== 'off' && comparing.which === 'other' && compare ? compare.source : null;
  const other = useBody(withOther, otherStage);
  const otherPlan = useSetupPlan(compare?.source ?? null).plan;
  const second: Loaded | null = comparing.mode === 'off' ? null : withOther ? other : own;

  // A version chosen for comparing is shown at once; one taken away ends it.
  const otherKey = compare?.source.key ?? null;
  useEffect(() => {
    if (otherKey)
      setComparing((before) => ({ mode: before.mode === 'off' ? 'over' : before.mode, which: 'other', stage: 'same' }));
    else setComparing((before) => (before.which === 'other' ? notComparing : before));
  }, [otherKey]);

  const arches = useMemo(() => {
    const on = (['upper', 'lower'] as const).filter((arch) => look[arch]);
    return new Set<Arch>(alone ? [alone] : on);
  }, [look, alone]);
  const appearance = useMemo(
    (): Appearance => ({
      ...{ arches, teeth: true, gums: look.gums, attachments: look.attachments, grid: look.grid && !reduced },
      gridColour: gridColours[scheme],
      selected: selectedTooth,
    }),
    [arches, look, scheme, selectedTooth, reduced],
  );
  const base = useMemo(() => {
    const number = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
    return {
      toothLabel: (tooth: Tooth) => toothLabel(tooth, notation),
      millimetres: (mm: number) => number.format(mm),
      numbers: look.numbers && !reduced,
      selected: reduced ? null : selectedTooth,
      measured: (mm: number) => t('setup.measured', { mm }),
      dark: scheme === 'dark',
    };
  }, [t, i18n.language, notation, look, selectedTooth, scheme, reduced]);
  const wishes = useMemo((): OverlayWishes => {
    const ipr = look.ipr && !reduced ? treatment.ipr.filter(({ between: [tooth] }) => arches.has(archOf(tooth))) : [];
    return { ...base, ipr, pins: look.pins ? pins : noPins, ends: measure.ends };
  }, [base, look, treatment, arches, pins, measure.ends, reduced]);
  const besideWishes = useMemo((): OverlayWishes => ({ ...base, ipr: [], pins: noPins, ends: [] }), [base]);

  const last = own.plan?.stages ?? 0;
  const marks = useMemo(
    () => ({
      ipr: new Set(reduced ? [] : treatment.ipr.map((one) => one.stage)),
      attachments: new Set(
        reduced ? [] : treatment.attachments.flatMap(({ placedAt, removedAt }) => [placedAt, removedAt ?? placedAt]),
      ),
      comments: new Set(pins.flatMap((pin) => (pin.stage !== null && !pin.resolved ? [pin.stage] : []))),
    }),
    [treatment, pins, reduced],
  );
  return {
    ...{
      look,
      change,
      comparing,
      setComparing,
      measure,
      own,
      other,
      second,
      otherStage,
      arches,
      appearance,
      wishes,
      besideWishes,
      last,
      marks,
    },
    otherLast: otherPlan?.stages ?? 0,
    /** Null while turned by hand. */
    view: turned ? null : look.view,
    turned,
    onTurned: () => setTurned(true),
    setView(view: ViewName) {
      change({ view });
      setTurned(false);
      setAlone(archOfView(view));
    },
    /** Everything that is switched on, as before a pin or tooth is brought to the front. */
    showAll(arch: Arch) {
      setAlone(null);
      setTurned(true);
      if (!look[arch]) change({ [arch]: true });
    },
    flip(name: Toggle) {
      if (alone && (name === 'upper' || name === 'lower')) {
        setAlone(null);
        change(name === alone ? { [name]: false } : { [name]: true });
      } else change({ [name]: !look[name] });
    },
    toggleComparing() {
      setComparing((before) =>
        before.mode !== 'off'
          ? { ...before, mode: 'off' }
          : { mode: 'over', which: compare ? 'other' : 'own', stage: compare ? 'same' : 0 },
      );
    },
  };
}

export type Shown = ReturnType<typeof useShown>;

/** An occlusal view shows its own arch alone, which the other one would hide. */
const archOfView = (view: ViewName): Arch | null => (view === 'upper' || view === 'lower' ? view : null);
