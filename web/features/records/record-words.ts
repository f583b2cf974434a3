import { useTranslation } from 'react-i18next';
import { type CaseRecord, groupOf } from '#contract/records.ts';
import type phrases from '#phrases/en/records.json';
import type { Item } from './upload-queue.ts';

/** Sentences about a record: what it is, how far it is, what is wrong with it. */
export function useRecordWords() {
  const { t, i18n } = useTranslation(['records', 'words']);
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value);

  function size(bytes: number): string {
    const unit = bytes >= 1_000_000 ? 'megabyte' : 'kilobyte';
    const value = bytes / (bytes >= 1_000_000 ? 1_000_000 : 1000);
    return new Intl.NumberFormat(i18n.language, {
      style: 'unit',
      unit,
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  }

  function facts({ facts: given, format, bytes, slot }: CaseRecord): string {
    const told = [];
    const { triangles, widthMm, depthMm, heightMm, pixelsWide, pixelsHigh } = given as Record<
      string,
      number | undefined
    >;
    if (triangles) told.push(t('facts.triangles', { count: triangles }));
    if (widthMm !== undefined)
      told.push(`${number(widthMm, 1)} × ${number(depthMm ?? 0, 1)} × ${number(heightMm ?? 0, 1)} mm`);
    if (pixelsWide) told.push(t('facts.pixels', { wide: number(pixelsWide), high: number(pixelsHigh ?? 0) }));
    if (told.length === 0 || groupOf(slot) === 'files')
      told.push([format?.toUpperCase(), size(bytes)].filter(Boolean).join(', '));
    return told.join(' · ');
  }

  return {
    slot: (slot: CaseRecord['slot']) => t(`slots.${slot}`),
    size,
    facts,
    percent: (part: number, whole: number) =>
      new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(whole > 0 ? Math.min(1, part / whole) : 0),
    problem: (record: CaseRecord) =>
      t(`problems.${record.problem as keyof typeof phrases.problems}`, { defaultValue: t('problems.unreadable') }),
    item: (item: Item) => t(`sending.${item.state}`),
  };
}
