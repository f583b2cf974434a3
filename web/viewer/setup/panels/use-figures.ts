import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notation, Tooth } from '#contract/teeth.ts';
import { toothLabel } from '#contract/teeth.ts';
import { toothName } from '../../../features/teeth/tooth-name.ts';

/** Figures as this person's language writes them: 0.25 mm, 3.0°. */
export function useFigures() {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const digits = (least: number, most = least) =>
      new Intl.NumberFormat(i18n.language, { minimumFractionDigits: least, maximumFractionDigits: most });
    const [two, one, few] = [digits(2), digits(1), digits(0, 2)];
    return {
      /** Bare numbers, as columns with a unit in their head show them. */
      mm: (value: number) => two.format(value),
      degrees: (value: number) => one.format(value),
      /** As short as it can be: 0.3, 3. */
      short: (value: number) => few.format(value),
      withMm: (value: number) => `${two.format(value)} mm`,
      withDegrees: (value: number) => `${one.format(value)}°`,
    };
  }, [i18n.language]);
}

/** Teeth as this person calls them. */
export function useToothWords(notation: Notation) {
  const { t } = useTranslation('teeth');
  return useMemo(
    () => ({
      short: (tooth: Tooth) => toothLabel(tooth, notation),
      long: (tooth: Tooth) => toothName(t, tooth, notation),
      list: (teeth: readonly Tooth[]) => teeth.map((tooth) => toothLabel(tooth, notation)).join(', '),
    }),
    [t, notation],
  );
}
