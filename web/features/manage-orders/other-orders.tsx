import { useTranslation } from 'react-i18next';
import type { CaseRow } from '#contract/cases.ts';
import { useDates } from '../../design/dates.ts';
import classes from './manage-orders.module.css';

/** The case's further orders, beneath its row. */
export function OtherOrders({ row, width }: { row: CaseRow; width: number }) {
  const { t } = useTranslation(['manage-orders', 'orders']);
  const dates = useDates();
  return row.orders.slice(1).map((order) => (
    <tr key={order.id} className={classes.other}>
      <td />
      <td colSpan={width - 1} className={classes.otherCell}>
        <span className={classes.otherKind}>{t(`orders:kinds.${order.kind}`)}</span>
        <span>{t(`orders:categories.${order.category}`)}</span>
        {order.laboratory && <span className={classes.dim}>{order.laboratory}</span>}
        {order.submittedAt && (
          <span className={classes.dim}>{t('submitted_at', { date: dates.date(order.submittedAt) })}</span>
        )}
        {order.promisedOn && (
          <span className={classes.dim}>{t('promised_for', { date: dates.calendarDate(order.promisedOn) })}</span>
        )}
      </td>
    </tr>
  ));
}
