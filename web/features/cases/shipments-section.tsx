import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Shipment } from '#contract/orders.ts';
import { useDates } from '../../design/dates.ts';
import { Section } from '../../design/section.tsx';
import { StateBadge } from '../../design/state-badge.tsx';
import classes from './cases.module.css';

/** What the laboratory sent, and where it is. */
export function ShipmentsSection({ shipments }: { shipments: readonly Shipment[] }) {
  const { t } = useTranslation('cases');
  const { date } = useDates();
  if (shipments.length === 0) return null;
  return (
    <Section title={t('shipments')}>
      <ul className={classes.list}>
        {shipments.map((shipment) => (
          <li key={shipment.id} className={classes.line}>
            <div>
              <Text fw={600}>{t('shipment', { number: String(shipment.number) })}</Text>
              <Text size="sm" c="dimmed">
                {[
                  shipment.carrier,
                  shipment.trackingNumber,
                  shipment.arch && t(`arch.${shipment.arch}`),
                  shipment.fromStage !== null &&
                    t('shipment_stages', {
                      from: String(shipment.fromStage),
                      to: String(shipment.toStage ?? shipment.fromStage),
                    }),
                  shipment.note,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
              {shipment.trackingUrl && (
                <Anchor href={shipment.trackingUrl} target="_blank" rel="noreferrer" size="sm">
                  {t('track')}
                </Anchor>
              )}
            </div>
            <StateBadge tone={shipment.arrivedAt ? 'good' : 'waiting'}>
              {shipment.arrivedAt
                ? t('arrived', { date: date(shipment.arrivedAt) })
                : t('on_its_way', { date: date(shipment.shippedAt) })}
            </StateBadge>
          </li>
        ))}
      </ul>
    </Section>
  );
}
