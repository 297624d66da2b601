import { useTranslation } from 'react-i18next';
import type { Sentence } from '../../src-shared/client-figures/client-figures.contract.ts';
import { type WordWays, wordsOf } from '../../src-shared/client-figures/timeline-words.ts';
import { useDesk } from '../app/session.ts';

/** Writes sentences of the core in the person's language. */
export function useWords(): (sentence: Sentence) => string {
  const { t } = useTranslation();
  const { session, settings, today } = useDesk();
  const ways: WordWays = {
    t: (key, values) => t(key, values),
    locale: session.user.locale,
    currency: settings.currency,
    timeZone: settings.timeZone,
    thisYear: Number(today.slice(0, 4)),
  };
  return (sentence) => wordsOf(sentence, ways);
}
