import { useTranslation } from 'react-i18next';
import type { Off } from '../../src-shared/checkout/pricing.rules.ts';
import { formatDate, weekdayNames } from '../../src-shared/i18n/format.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { formatPercent } from '../../src-shared/kernel/percent.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type { DiscountCard } from '../../src-shared/loyalty/discount-cards.contract.ts';
import type { Conditions } from '../../src-shared/loyalty/promotions.rules.ts';
import { useLocale, useMoney } from '../app/session.ts';

/** How terms, discounts and conditions read in a table. */
export function useLoyaltyText() {
  const { t } = useTranslation('loyalty');
  const locale = useLocale();
  const money = useMoney();
  const date = (day: LocalDate): string => formatDate(day, 'short', locale);
  const rate = (rateBp: number): string => formatPercent(rateBp, locale);
  return {
    date,
    rate,
    off: (off: Off): string => ('rateBp' in off ? rate(off.rateBp) : money(off.amountMinor)),
    cardRate: ({ rateBp, tiers }: Pick<DiscountCard, 'rateBp' | 'tiers'>): string => {
      const best = Math.max(rateBp, ...(tiers ?? []).map((tier) => tier.rateBp));
      return best > rateBp ? `${rate(rateBp)}, ${t('cards.upTo', { rate: rate(best) })}` : rate(rateBp);
    },
    term: (from: LocalDate, to: LocalDate | null): string =>
      to === null ? t('period.since', { from: date(from) }) : t('period.days', { from: date(from), to: date(to) }),
    when: ({ weekdays, fromMin, toMin }: Conditions): string => {
      const names = weekdayNames(locale);
      const days = weekdays.map((day) => names[day - 1] ?? '').join(', ');
      const from = fromMin === null ? '' : formatMinute(fromMin);
      const to = toMin === null ? '' : formatMinute(toMin);
      const hours =
        from && to
          ? t('conditions.inHours', { from, to })
          : from
            ? t('conditions.fromOnly', { from })
            : to
              ? t('conditions.toOnly', { to })
              : '';
      return [days, hours].filter(Boolean).join(', ');
    },
    what: (conditions: Conditions): string => {
      if (conditions.scope !== 'chosen') return t(`conditions.scopes.${conditions.scope}`);
      const { serviceIds, categoryIds, productIds, productCategoryIds } = conditions;
      const count = serviceIds.length + categoryIds.length + productIds.length + productCategoryIds.length;
      return t('conditions.chosenCount', { count });
    },
    whom: (conditions: Conditions, segmentName: (id: number) => string): string => {
      const { clientCategoryIds, segmentId, isNewOnly, birthday } = conditions;
      const parts = [
        isNewOnly ? t('conditions.newShort') : '',
        birthday ? t('conditions.birthdayShort') : '',
        segmentId === null ? '' : t('conditions.segmentShort', { name: segmentName(segmentId) }),
        clientCategoryIds.length > 0 ? t('conditions.categoryShort', { count: clientCategoryIds.length }) : '',
      ].filter(Boolean);
      return parts.length > 0 ? parts.join(', ') : t('conditions.all');
    },
  };
}
