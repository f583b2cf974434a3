import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../design/outside.module.css';
import { languageNames, languages } from './languages.ts';
import { speak } from './phrases.ts';

/** The languages by their own names, for somebody who has no account to keep one in. */
export function LanguageChoice() {
  const { i18n } = useTranslation();
  return languages.map((language) => (
    <UnstyledButton
      key={language}
      className={classes.language}
      lang={language}
      aria-pressed={i18n.language === language}
      onClick={() => void speak(language)}
    >
      {languageNames[language]}
    </UnstyledButton>
  ));
}
