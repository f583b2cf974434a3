import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../app/place.tsx';
import type { ReplyTo } from '../../client/endpoints.ts';
import { IconClipboardList } from '../../design/icons.ts';

/** From the case page to its chairside card, for the provider side of a case that has been in treatment. */
export function ChairsideLink({ subject }: { subject: ReplyTo<'viewCase'> }) {
  const { t } = useTranslation('chairside');
  const place = usePlace();
  const treated = subject.row.orders.some(
    ({ kind, status }) => status === 'in_treatment' && (kind === 'aligner' || kind === 'revision'),
  );
  if (place.kind !== 'practice' || !subject.may.includes('visit.see') || !treated) return null;
  return (
    <Button
      component={Link}
      to={`/practices/${place.organisationId}/cases/${subject.row.id}/chairside`}
      variant="default"
      leftSection={<IconClipboardList size={16} />}
    >
      {t('title')}
    </Button>
  );
}
