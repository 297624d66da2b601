import { useTranslation } from 'react-i18next';
import type { QuoteLine } from '../../src-shared/checkout/checkout.contract.ts';

/** Calls a line by its title, or by what it is: «Чаевые», «Сертификат». */
export function useLineName(): (line: Pick<QuoteLine, 'kind' | 'title'>) => string {
  const { t } = useTranslation('checkout');
  return ({ kind, title }) => title || t(`screen.lines.kinds.${kind}`);
}
