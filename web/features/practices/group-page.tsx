import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../design/page-header.tsx';

export function GroupPage() {
  const { t } = useTranslation('shell');
  return <PageHeader title={t('settings_pages.group')} />;
}
