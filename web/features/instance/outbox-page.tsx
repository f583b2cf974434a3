import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../design/page-header.tsx';

export function OutboxPage() {
  const { t } = useTranslation('shell');
  return <PageHeader title={t('instance_pages.outbox')} />;
}
