import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import classes from './cases.module.css';

type Props = { orders: CaseRow['orders']; open: string; onOpen: (orderId: string) => void };

/** The orders of a case; the one that most needs action comes first. */
export function OrderList({ orders, open, onOpen }: Props) {
  const { t } = useTranslation(['cases', 'orders']);
  return (
    <ul className={classes.orders} aria-label={t('orders')}>
      {orders.map((order) => (
        <li key={order.id}>
          <button
            type="button"
            className={classes.order}
            aria-pressed={order.id === open}
            onClick={() => onOpen(order.id)}
          >
            <Text span fw={600} size="sm">
              {t(`orders:kinds.${order.kind}`)}
            </Text>
            <Text span size="sm" c="dimmed">
              {t(`orders:categories.${order.category}`)}
            </Text>
          </button>
        </li>
      ))}
    </ul>
  );
}
