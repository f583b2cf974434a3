import { useTranslation } from 'react-i18next';
import type { OrderKind } from '#contract/order-life.ts';
import type { Appliance, TreatmentApproach } from '#contract/prescriptions.ts';
import { type Tooth, toothLabel } from '#contract/teeth.ts';
import { useMe } from '../../app/session.ts';

type Fact = [label: string, value: string];

/** What a treatment approach or appliance states, as labels and sentences; what isn't stated is left out. */
export function useApproachFacts(): (kind: OrderKind, approach: TreatmentApproach, appliance: Appliance) => Fact[] {
  const { t } = useTranslation('orders');
  const { toothNotation } = useMe().account;
  const teeth = (list: readonly Tooth[]) => list.map((tooth) => toothLabel(tooth, toothNotation)).join(', ');
  const without = (value: string, list: readonly Tooth[] | undefined, label: string) =>
    list && list.length > 0 ? `${value}; ${label.toLocaleLowerCase()}: ${teeth(list)}` : value;

  function ofApproach(given: TreatmentApproach): Fact[] {
    const found: Fact[] = [];
    const add = (label: string, value: string | undefined) => {
      if (value) found.push([label, value]);
    };
    add(t('approach.dentition'), given.dentition && t(`approach.dentition_values.${given.dentition}`));
    for (const arch of ['upper', 'lower'] as const) {
      const stated = Object.entries(given.crowding?.[arch] ?? {}) as ['expand', 'none' | 'as_needed' | 'primary'][];
      add(
        `${t('approach.crowding')}: ${t(`approach.${arch}`)}`,
        stated
          .map(([mean, amount]) => `${t(`approach.means.${mean}`)} (${t(`approach.amounts.${amount}`)})`)
          .join(', '),
      );
    }
    const gaps = given.spacing?.leave?.map(
      (gap) => `${toothLabel(gap.tooth, toothNotation)} ${t(`approach.${gap.side}`)} ${gap.millimetres} mm`,
    );
    add(
      t('approach.spacing'),
      given.spacing?.closure && [t(`approach.spacing_values.${given.spacing.closure}`), ...(gaps ?? [])].join('; '),
    );
    add(t('approach.overjet'), given.overjet && t(`approach.bite_values.${given.overjet}`));
    add(t('approach.overbite'), given.overbite && t(`approach.bite_values.${given.overbite}`));
    for (const side of ['right', 'left'] as const) {
      const relation = given.sagittal?.[side];
      const parts = (['canine', 'molar'] as const).flatMap((tooth) =>
        relation?.[tooth] ? [`${t(`approach.${tooth}`)}: ${t(`approach.relation_values.${relation[tooth]}`)}`] : [],
      );
      add(`${t('approach.sagittal')}: ${t(`approach.${side}`)}`, parts.join('; '));
    }
    add(
      t('approach.sagittal_means'),
      given.sagittal?.means?.map((each) => t(`approach.sagittal_values.${each}`)).join(', '),
    );
    for (const arch of ['upper', 'lower'] as const) {
      const midline = given.midline?.[arch];
      const shift = midline?.millimetres ? ` (${midline.millimetres} mm)` : '';
      add(
        `${t('approach.midline')}: ${t(`approach.${arch}`)}`,
        midline?.aim && `${t(`approach.correction_values.${midline.aim}`)}${shift}`,
      );
    }
    add(
      t('approach.crossbite'),
      given.posteriorCrossbite && t(`approach.correction_values.${given.posteriorCrossbite}`),
    );
    if (given.extractions?.planned !== undefined)
      add(
        t('approach.extractions'),
        given.extractions.planned ? teeth(given.extractions.teeth ?? []) : t('approach.extractions_no'),
      );
    const reduction = given.interproximalReduction;
    if (reduction?.allowed)
      add(
        t('approach.reduction'),
        without(t(`approach.reduction_values.${reduction.allowed}`), reduction.notOn, t('approach.reduction_not_on')),
      );
    const attachments = given.attachments;
    if (attachments?.allowed) {
      const from = attachments.fromStage
        ? `, ${t('approach.attachments_from').toLocaleLowerCase()} ${attachments.fromStage}`
        : '';
      const value = `${t(`approach.attachments_values.${attachments.allowed}`)}${from}`;
      add(t('approach.attachments'), without(value, attachments.notOn, t('approach.attachments_not_on')));
    }
    add(t('approach.movement'), given.movementRestrictions && teeth(given.movementRestrictions));
    if (given.stages?.mode)
      add(
        t('approach.stages'),
        [t(`approach.stages_values.${given.stages.mode}`), given.stages.limit].filter(Boolean).join(' '),
      );
    add(t('approach.wear'), given.wearDays && t('approach.wear_values', { days: String(given.wearDays) }));
    add(t('approach.elastics'), given.elastics && t(`approach.elastics_values.${given.elastics}`));
    add(t('approach.ramps'), given.biteRamps && t(`approach.ramps_values.${given.biteRamps}`));
    add(t('approach.remarks'), given.remarks);
    return found;
  }

  function ofAppliance(given: Appliance): Fact[] {
    const found: Fact[] = [];
    if (given.reason) found.push([t('appliance.reason'), t(`appliance.reason_values.${given.reason}`)]);
    if (given.from) {
      const stages = [given.stage, given.stageTo].filter((each) => each !== null && each !== undefined).join('–');
      found.push([t('appliance.from'), [t(`appliance.from_values.${given.from}`), stages].filter(Boolean).join(' ')]);
    }
    if (given.sets) found.push([t('appliance.sets'), String(given.sets)]);
    if (given.material) found.push([t('appliance.material'), given.material]);
    if (given.trimLine) found.push([t('appliance.trim'), t(`appliance.trim_values.${given.trimLine}`)]);
    return found;
  }

  return (kind, approach, appliance) =>
    kind === 'aligner' || kind === 'revision' ? ofApproach(approach) : ofAppliance(appliance);
}
