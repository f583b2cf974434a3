import { useTranslation } from 'react-i18next';
import type { OrderKind } from '#contract/order-life.ts';
import type { Order } from '#contract/orders.ts';
import { IconCheck } from '../../design/icons.ts';
import classes from './orders.module.css';
import { type StepName, stepNames, stepPhrase } from './steps.ts';

type Props = { current: StepName; missing: Order['missing']; kind: OrderKind; onGo: (step: StepName) => void };

/** The five steps by number, each saying whether something is missing there. */
export function StepList({ current, missing, kind, onGo }: Props) {
  const { t } = useTranslation('orders');
  return (
    <nav aria-label={t('wizard.steps')}>
      <ol className={classes.steps}>
        {stepNames.map((step, place) => {
          const lacks = missing.filter((each) => each.step === step).length;
          const complete = lacks === 0 && step !== 'submit';
          return (
            <li key={step}>
              <button
                type="button"
                className={classes.step}
                aria-current={step === current ? 'step' : undefined}
                onClick={() => onGo(step)}
              >
                <span className={classes.stepNumber} data-complete={complete || undefined} aria-hidden="true">
                  {complete ? <IconCheck size={16} stroke={2.5} /> : place + 1}
                </span>
                <span className={classes.stepText}>
                  {t(stepPhrase(step, kind))}
                  {step !== 'submit' && (
                    <span className={classes.stepLacks}>
                      {complete ? t('wizard.complete') : t('wizard.lacks', { count: lacks })}
                    </span>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
