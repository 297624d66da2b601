import { notifications } from '@mantine/notifications';
import type { UseMutationOptions } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type Locale, formatDate } from '../../src-shared/i18n/format.ts';
import { codedError } from '../api/error-text.ts';
import { type Command, useCommand } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';

/** The sentence for a refusal of the catalogue that has one of its own; null = the usual sentence will do. */
export function refusalText(error: unknown, t: TFunction, locale: Locale): string | null {
  const coded = codedError(error);
  if (!coded) return null;
  const { fault, what, name, count, lastDate } = coded.data as Record<string, string | number | undefined>;
  if (coded.code === 'CONFLICT' && typeof count === 'number') {
    const date = typeof lastDate === 'string' ? formatDate(lastDate, 'dayMonth', locale) : '';
    if (what === 'serviceCategory') return t('services:faults.CATEGORY_IN_USE', { name, count });
    if (what === 'level') return t('services:faults.LEVEL_IN_USE', { name, count });
    if (what === 'staff') return t('staff:faults.VISITS_AHEAD', { name, count, date });
    if (what === 'room') return t('rooms:visitsAhead', { name, count, date });
  }
  if (coded.code !== 'INVALID_INPUT' || typeof fault !== 'string') return null;
  for (const feature of ['services', 'staff', 'schedule']) {
    const text = t(`${feature}:faults.${fault}`, { defaultValue: '', name });
    if (text) return text;
  }
  return null;
}

/** `useCommand` with the sentences of the catalogue for its own refusals. */
export function useCatalogueCommand<Output extends { readonly commandId: number | null }, Input, Failure, Context>(
  mutationOptions: UseMutationOptions<Output, Failure, Input, Context>,
  options: { readonly onRefused?: (error: unknown) => boolean } = {},
): Command<Output, Input> {
  const { t } = useTranslation();
  const locale = useLocale();
  const own = options.onRefused;
  const onRefused = useCallback(
    (error: unknown): boolean => {
      if (own?.(error)) return true;
      const text = refusalText(error, t, locale);
      if (text === null) return false;
      notifications.show({ message: text, color: 'danger', autoClose: 12_000, withBorder: true });
      return true;
    },
    [own, t, locale],
  );
  return useCommand(mutationOptions, { onRefused });
}
