import type { i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';

/** Before the core has told its language, the browser's own is shown. */
function firstLocale(): Locale {
  return navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

/** The page's translator. */
export const translator: I18n = createI18n(firstLocale());
translator.use(initReactI18next);
initReactI18next.init(translator);

/** Shows the page in a language, also to a screen reader. */
export function showLocale(locale: Locale): void {
  document.documentElement.lang = locale;
  if (translator.language !== locale) void translator.changeLanguage(locale);
}
