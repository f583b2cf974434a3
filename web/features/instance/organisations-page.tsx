import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../design/page-header.tsx';

export function OrganisationsPage() {
  const { t } = useTranslation('shell');
  return <PageHeader title={t('instance_pages.organisations')} />;
}
