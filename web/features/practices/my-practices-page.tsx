import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../design/page-header.tsx';

export function MyPracticesPage() {
  const { t } = useTranslation('shell');
  return <PageHeader title={t('my_practices')} />;
}
