import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '../../app/languages.ts';
import { speak } from '../../app/phrases.ts';
import outside from '../../design/outside.module.css';
import classes from './simulation.module.css';

/** A page for a patient: the practice's name above, languages below, nothing else of Midline. */
export function PatientPage({ head, children }: { head?: ReactNode; children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    <div className={classes.page}>
      {head && <header className={classes.head}>{head}</header>}
      <main className={classes.main}>{children}</main>
      <footer className={classes.foot}>
        {languages.map((language) => (
          <UnstyledButton
            key={language}
            className={outside.language}
            lang={language}
            aria-pressed={i18n.language === language}
            onClick={() => void speak(language)}
          >
            {languageNames[language]}
          </UnstyledButton>
        ))}
      </footer>
    </div>
  );
}
