import { Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageChoice } from '../../app/language-choice.tsx';
import { Arches } from '../../design/arches.tsx';
import { Wordmark } from '../../design/mark.tsx';
import classes from '../../design/outside.module.css';

type Props = { title: string; description?: ReactNode; wide?: boolean; children?: ReactNode };

/** A page for somebody who is not signed in: one thing to do, and the language to do it in. */
export function OutsidePage({ title, description, wide, children }: Props) {
  const { t } = useTranslation('identity');
  useEffect(() => {
    document.title = `${title} · Midline`;
  }, [title]);
  return (
    <div className={classes.page}>
      <div className={classes.side}>
        <header>
          <a href="/" className={classes.brand}>
            <Wordmark size={30} />
          </a>
        </header>
        <main className={classes.content} data-wide={wide || undefined}>
          <Title order={1}>{title}</Title>
          {description && (
            <Text c="dimmed" mt="xs" component="div">
              {description}
            </Text>
          )}
          <div style={{ marginTop: 28 }}>{children}</div>
        </main>
        <footer className={classes.foot}>
          <LanguageChoice />
        </footer>
      </div>
      <aside className={classes.panel} aria-hidden="true">
        <Arches />
        <p className={classes.motto}>{t('motto.title')}</p>
        <p className={classes.mottoText}>{t('motto.text')}</p>
      </aside>
    </div>
  );
}
