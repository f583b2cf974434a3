import { Loader, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconChevronDown, IconLanguage } from '../../../design/icons.ts';
import classes from '../messages.module.css';
import type { Offers } from './use-offers.ts';
import type { Translated } from './use-translated.ts';

/** Translate: the reader's language first, others below; the original one click away. Nothing where nobody translates. */
export function TranslateMenu({ offers, translated }: { offers: Offers; translated: Translated }) {
  const { t, i18n } = useTranslation('collaborator-messages');
  if (!offers) return null;
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const { shown } = translated;
  if (shown)
    return (
      <>
        <span>
          {t('translated', { language: names.of(shown.from) ?? shown.from })} {t(`translated_by.${offers.engine}`)}
        </span>
        <button type="button" className={classes.act} onClick={translated.showOriginal}>
          {t('original')}
        </button>
      </>
    );
  return (
    <>
      <Menu position="bottom-start" shadow="md" withinPortal>
        <Menu.Target>
          <button type="button" className={classes.act} disabled={translated.busy}>
            {translated.busy ? <Loader size={14} /> : <IconLanguage size={16} aria-hidden />}
            {t(translated.busy ? 'translating' : 'translate')}
            {!translated.busy && <IconChevronDown size={12} aria-hidden />}
          </button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          <Menu.Label>{t('translate_into')}</Menu.Label>
          {offers.languages.map((each, place) => (
            <Menu.Item key={each} fw={place === 0 ? 600 : undefined} onClick={() => translated.translate(each)}>
              {names.of(each) ?? each}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {translated.hidden && (
        <button type="button" className={classes.act} onClick={translated.showTranslation}>
          {t('translation')}
        </button>
      )}
    </>
  );
}
