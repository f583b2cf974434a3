import type { Order } from '#contract/orders.ts';
import { RecordsPanel } from '../records/records-panel.tsx';

/** Step 2: scans, photos and X-rays. */
export function RecordsStep({ order }: { order: Order }) {
  return <RecordsPanel order={order} mode="draft" groups={['models', 'photos', 'xrays']} />;
}
