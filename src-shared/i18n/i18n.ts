import { type i18n as I18n, createInstance } from 'i18next';
import { FEATURES, catalogue } from './catalogue.ts';
import type { Locale } from './format.ts';

/**
 * A translator over the whole catalogue.
 *
 * One instance a page, or one a document that the core prints. A text is named `feature:key`; a command's sentence is
 * `feature:commands.act`.
 */
export function createI18n(locale: Locale): I18n {
  const instance = createInstance();
  void instance.init({
    lng: locale,
    fallbackLng: 'ru',
    ns: [...FEATURES],
    defaultNS: 'common',
    resources: catalogue,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}

/** The text key of a command's sentence: 'journal.move' is `journal:commands.move`. */
export function commandTextKey(name: string): string {
  const [feature, ...act] = name.split('.');
  return `${feature}:commands.${act.join('.')}`;
}
