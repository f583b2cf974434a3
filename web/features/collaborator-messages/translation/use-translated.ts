import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../client/call.ts';
import { useRefusalSentence } from '../../../design/error-notice.tsx';
import type { Message } from '../use-thread.ts';
import { translateInBrowser } from './browser-translator.ts';
import type { Offers } from './use-offers.ts';

type Result = { text: string; from: string; to: string; of: string };

export type Translated = {
  /** The translation on the screen; undefined while the original is. */
  shown: Result | undefined;
  /** There is one, and the original is shown. */
  hidden: boolean;
  busy: boolean;
  error: string | null;
  translate(to: string): void;
  showOriginal(): void;
  showTranslation(): void;
};

/** A message's translation on demand. It lives as long as the page shows the message, and nowhere else. */
export function useTranslated(caseId: string, message: Message, offers: Offers): Translated {
  const { t } = useTranslation('collaborator-messages');
  const sentence = useRefusalSentence();
  const [result, setResult] = useState<Result | null>(null);
  const [original, setOriginal] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  // What was reworded meanwhile isn't translated any more.
  const current = result?.of === message.text ? result : undefined;

  async function ask(to: string) {
    setBusy(true);
    setError(null);
    try {
      const found =
        offers?.engine === 'browser'
          ? await translateInBrowser(message.text, to)
          : await call('translateMessage', { params: { caseId, messageId: message.id }, body: { to } });
      if (!found) return setError(t('browser_failed'));
      setResult({ text: found.text, from: found.from, to, of: message.text });
      setOriginal(false);
    } catch (problem) {
      setError(offers?.engine === 'browser' ? t('browser_failed') : sentence(problem));
    } finally {
      setBusy(false);
    }
  }

  return {
    shown: original ? undefined : current,
    hidden: original && current !== undefined,
    busy,
    error,
    translate: (to) => void ask(to),
    showOriginal: () => setOriginal(true),
    showTranslation: () => setOriginal(false),
  };
}
