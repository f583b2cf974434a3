import { useTranslation } from 'react-i18next';
import type { OfferedCollaboration } from '#contract/collaborators.ts';
import { useDates } from '../../design/dates.ts';
import page from '../../design/page.module.css';

/** Who asks, for which cases, and what one may do there. */
export function OfferedFacts({ offered, open = true }: { offered: OfferedCollaboration; open?: boolean }) {
  const { t } = useTranslation('collaborators');
  const { date } = useDates();
  // The first says what every collaborator may; what was granted beside it follows by name.
  const granted = offered.grants.map((grant) => t(`grants.${grant}`)).join(', ');
  const may = granted ? `${t('grants.decline_text')}\n${granted}` : t('grants.decline_text');
  const facts: [string, string][] = [
    [t('answer.provider'), offered.provider],
    [t('answer.group'), offered.group],
    ...(offered.service ? [[t('answer.service'), offered.service.name] as [string, string]] : []),
    [t('answer.practices'), offered.practices?.join(', ') ?? t('answer.all_practices')],
    [t('answer.you_may'), may],
    ...(open ? [[t('answer.valid_until'), date(offered.expiresAt)] as [string, string]] : []),
  ];
  return (
    <dl className={page.facts}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd style={{ whiteSpace: 'pre-line' }}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
