import { Button, FileButton, Group, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TreatmentPlan } from '#contract/treatment-plan/treatment-plan.ts';
import { IconFileText } from '../../design/icons.ts';
import page from '../../design/page.module.css';
import classes from './delivery.module.css';
import { SetupProblems } from './setup-problems.tsx';
import type { TableSource, useTreatmentTable } from './use-treatment-table.ts';

type Props = { table: ReturnType<typeof useTreatmentTable>; stages: number };

/** Which treatment table goes with the file, and what it says in short. */
export function TreatmentTableField({ table, stages }: Props) {
  const { t } = useTranslation('setup-delivery');
  const choices: TableSource[] = table.own ? ['own', 'given'] : ['none', 'given'];
  return (
    <div>
      <Radio.Group
        label={t('table.label')}
        description={t('table.hint')}
        value={table.source}
        onChange={(value) => table.setSource(value as TableSource)}
      >
        <Stack gap={8} mt={8}>
          {choices.map((each) => (
            <Radio key={each} value={each} label={t(`table.${each}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {table.source === 'given' && (
        <Group gap="sm" mt="sm">
          <FileButton accept=".csv,.json,.tsv,.txt" onChange={(file) => file && void table.choose(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFileText size={16} />}>
                {t(table.given ? 'table.other' : 'table.choose')}
              </Button>
            )}
          </FileButton>
          <span className={classes.name}>{table.given?.name}</span>
        </Group>
      )}
      {table.given && table.given.problems.length > 0 && (
        <div className={classes.below}>
          <SetupProblems
            title={t('table.problems', { count: table.given.problems.length })}
            problems={table.given.problems}
          />
        </div>
      )}
      {table.plan && <TableInShort plan={table.plan} stages={stages} />}
    </div>
  );
}

/** Sums and counts by which somebody sees that it is the right table. */
function TableInShort({ plan, stages }: { plan: TreatmentPlan; stages: number }) {
  const { t, i18n } = useTranslation('setup-delivery');
  const mm = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const count = (list: readonly unknown[]) => (list.length === 0 ? t('table.nothing') : String(list.length));
  const total = Math.round(plan.ipr.reduce((sum, each) => sum + each.mm, 0) * 100) / 100;
  const rows = [
    [
      t('table.ipr'),
      plan.ipr.length === 0 ? t('table.nothing') : t('table.ipr_of', { mm: mm.format(total), count: plan.ipr.length }),
    ],
    [t('table.attachments'), count(plan.attachments)],
    [t('table.elastics'), count(plan.elastics)],
    [t('table.wear'), t('table.wear_of', { days: plan.wearDays })],
    [t('table.duration'), t('table.days', { days: daysOf(plan, stages) })],
    [t('table.notes'), count(plan.notes)],
  ] as const;
  return (
    <dl className={`${page.facts} ${classes.below}`} aria-label={t('table.label')}>
      {rows.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** As durationOf of the contract, which would bring Zod along. */
function daysOf(plan: TreatmentPlan, stages: number): number {
  const special = new Map(plan.wearDaysAt.map(({ stage, days }) => [stage, days]));
  return Array.from({ length: stages }, (_, at) => special.get(at + 1) ?? plan.wearDays).reduce(
    (sum, days) => sum + days,
    0,
  );
}
