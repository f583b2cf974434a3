import { Button, Menu, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderEvent } from '#contract/order-life.ts';
import { usePlace } from '../../app/place.tsx';
import { placePath } from '../../app/places.ts';
import type { ReplyTo } from '../../client/endpoints.ts';
import { useDates } from '../../design/dates.ts';
import { IconChevronDown } from '../../design/icons.ts';
import { StateBadge } from '../../design/state-badge.tsx';
import { reviewPath } from '../setups/review-path.ts';
import { ActDialog, type CaseAct } from './act-dialog.tsx';
import classes from './cases.module.css';

/** What leads the order on comes as a button; what holds it up or ends it stands in the menu. */
const leading: readonly OrderEvent[] = [
  'confirm',
  'accept',
  'approve',
  'decline',
  'send_records',
  'deliver_setup',
  'reject_records',
  'ask_for_records',
  'begin_manufacturing',
  'ship',
  'confirm_delivery',
  'complete',
  'resume',
  'consent_to_cancel',
  'refuse_to_cancel',
];

const reviewed: readonly string[] = ['setup_awaiting_approval', 'setup_changes_requested'];

type Props = { subject: ReplyTo<'viewCase'>; view: ReplyTo<'viewOrder'> };

/** The top of a case page: whose turn it is, since when, and what the reader can do now. */
export function TodoPanel({ subject, view }: Props) {
  const { t } = useTranslation(['cases', 'orders', 'setups']);
  const { calendarDate, date } = useDates();
  const place = usePlace();
  const [act, setAct] = useState<CaseAct | null>(null);
  const { order } = view;
  const { row } = subject;
  const buttons = leading.filter((event) => order.mayDo.includes(event));
  const others: CaseAct[] = [
    ...order.mayDo.filter((event) => !leading.includes(event) && event !== 'submit'),
    ...(['promise', 'assign', 'name_manufacturer'] as const).filter((each) => order.may.includes(each)),
  ];
  // Looked at before it is decided on, and by the laboratory once it came back.
  const toReview = reviewed.includes(order.category)
    ? view.setups.find((setup) => !setup.withdrawnAt && setup.decision !== 'approved')?.version
    : undefined;
  const yours = order.turn !== 'nobody' && (row.orders[0]?.id === order.id ? row.yourTurn : buttons.length > 0);
  const since = date(order.turnSince);
  const waits =
    order.turn === 'provider' && row.provider
      ? t('waits.provider', { provider: row.provider.name, date: since })
      : t(`waits.${order.turn === 'provider' ? 'provider_side' : order.turn}`, { date: since });
  return (
    <section className={classes.todo} data-yours={yours || undefined} aria-label={t('todo')}>
      <div className={classes.todoText}>
        <Text fw={600} size="lg">
          {t(`orders:kinds.${order.kind}`)}: {t(`orders:categories.${order.category}`)}
        </Text>
        <Text c="dimmed">{waits}</Text>
        {order.promisedOn && order.turn === 'laboratory' && (
          <Text c={row.overdue ? 'red' : 'dimmed'}>
            {t(row.overdue ? 'overdue' : 'promised', { date: calendarDate(order.promisedOn) })}
          </Text>
        )}
        {order.heldBecause && <Text>{t('held', { reason: order.heldBecause })}</Text>}
        {order.cancellationAskedAt && order.status !== 'closed' && (
          <StateBadge tone="attention">
            {t(place.kind === 'laboratory' ? 'cancellation' : 'cancellation_waits')}
          </StateBadge>
        )}
      </div>
      <div className={classes.todoActs}>
        {order.category === 'draft' && (place.kind === 'practice' || order.may.includes('edit_draft')) && (
          <Button component={Link} to={`${placePath(place)}/cases/${row.id}/orders/${order.id}`}>
            {t('continue_draft')}
          </Button>
        )}
        {toReview !== undefined && (
          <Button
            component={Link}
            to={reviewPath(place, row.id, toReview)}
            variant={order.category === 'setup_awaiting_approval' ? 'filled' : 'default'}
          >
            {t('setups:in_case.review')}
          </Button>
        )}
        {buttons.map((event, index) => (
          <Button
            key={event}
            variant={index === 0 && order.category !== 'setup_awaiting_approval' ? 'filled' : 'default'}
            onClick={() => setAct(event)}
          >
            {t(`events.${event}`)}
          </Button>
        ))}
        {others.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" rightSection={<IconChevronDown size={16} />}>
                {t('more')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map((each) => (
                <Menu.Item key={each} onClick={() => setAct(each)}>
                  {each === 'promise'
                    ? t('act.promise')
                    : each === 'assign'
                      ? t('act.assign')
                      : each === 'name_manufacturer'
                        ? t('act.manufacturer')
                        : t(`events.${each}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {act && <ActDialog act={act} view={view} subject={subject} onClose={() => setAct(null)} />}
    </section>
  );
}
