import type { TFunction } from 'i18next';
import { archOf, isDeciduous, kindOf, type Notation, sideOf, type Tooth, toothLabel } from '#contract/teeth.ts';

type Words = TFunction<'teeth'>;
type MilkKind = 'central_incisor' | 'lateral_incisor' | 'canine' | 'first_molar' | 'second_molar';

/** A tooth in full, as a screen reader says it: “16, upper right first molar”. */
export function toothName(t: Words, tooth: Tooth, notation: Notation): string {
  const kind = kindOf(tooth);
  return t('name', {
    label: toothLabel(tooth, notation),
    quadrant: t(`quadrants.${archOf(tooth)}_${sideOf(tooth)}`),
    kind: isDeciduous(tooth) ? t(`deciduous.${kind as MilkKind}`) : t(`kinds.${kind}`),
  });
}
