import { useTranslation } from 'react-i18next';
import { errorText } from '../api/error-text.ts';

/** Writes a refusal or a problem of the quote, which looks like one: «Бонусами можно оплатить не больше 320 ₽». */
export function useProblemText(): (problem: unknown) => string {
  const { t } = useTranslation();
  return (problem) => errorText(problem, t);
}
