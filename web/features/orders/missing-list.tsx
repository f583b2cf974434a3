import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OrderKind } from '#contract/order-life.ts';
import type { Order } from '#contract/orders.ts';
import type phrases from '#phrases/en/orders.json';
import classes from './orders.module.css';
import { type StepName, stepNames, stepPhrase } from './steps.ts';

type Props = { missing: Order['missing']; kind: OrderKind; onGo: (step: StepName) => void };

/** What an order still lacks, step by step, each step one click away. */
export function MissingList({ missing, kind, onGo }: Props) {
  const { t } = useTranslation('orders');
  const named = (what: string) => t(`missing.${what as keyof typeof phrases.missing}`, { defaultValue: what });
  return (
    <ul className={classes.missing}>
      {stepNames.map((step, place) => {
        const here = missing.filter((each) => each.step === step);
        if (here.length === 0) return null;
        return (
          <li key={step}>
            <Anchor component="button" type="button" fw={600} onClick={() => onGo(step)}>
              {place + 1}. {t(stepPhrase(step, kind))}
            </Anchor>
            <Text size="sm">{here.map(({ what }) => named(what)).join(', ')}</Text>
          </li>
        );
      })}
    </ul>
  );
}
