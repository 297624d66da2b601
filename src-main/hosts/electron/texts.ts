import { createI18n } from '../../../src-shared/i18n/i18n.ts';
import type { shell } from '../../../src-shared/i18n/ru/shell.ts';

/** The languages of the shell. */
export type ShellLanguage = 'ru' | 'en';

/** Says one text of the shell (menu, native dialogs, updates), with its values put in. */
export type ShellText = (key: keyof typeof shell, values?: Readonly<Record<string, string>>) => string;

/** The texts of one language. */
export function shellTexts(language: ShellLanguage): ShellText {
  const { t } = createI18n(language);
  return (key, values) => t(`shell:${key}`, { ...values });
}

/** The shell's language: the one asked for, otherwise Russian where the system is Russian, otherwise English. */
export function chooseShellLanguage(wanted: string | undefined, systemLocale: string): ShellLanguage {
  const language = (wanted ?? systemLocale).toLowerCase();
  return language === 'ru' || language.startsWith('ru-') ? 'ru' : 'en';
}
