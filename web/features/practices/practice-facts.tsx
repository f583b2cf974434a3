import { useTranslation } from 'react-i18next';
import type { Practice } from '#contract/practices.ts';
import { languageNames } from '../../app/languages.ts';
import classes from '../../design/page.module.css';
import { Section } from '../../design/section.tsx';

/** A practice's information for those who may read it only. */
export function PracticeFacts({ practice }: { practice: Practice }) {
  const { t, i18n } = useTranslation(['practices', 'words']);
  const country = new Intl.DisplayNames([i18n.language], { type: 'region' }).of(practice.country);
  const facts = [
    [t('information.name'), practice.name],
    [t('words:fields.street_address'), practice.streetAddress],
    [t('words:fields.postal_code'), practice.postalCode],
    [t('words:fields.city'), practice.city],
    [t('words:fields.country'), country],
    [t('words:fields.phone'), practice.phone],
    [t('words:fields.email'), practice.email],
    [t('words:fields.time_zone'), practice.timeZone.replaceAll('_', ' ')],
    [t('words:fields.language'), languageNames[practice.language]],
  ];
  return (
    <Section title={t('information.address')}>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value || t('information.not_given')}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
