import { useTranslation } from 'react-i18next';
import { formatAmount } from '../../src-shared/i18n/format.ts';
import { roundDownToStep } from '../../src-shared/kernel/money.ts';
import { earnedBonuses, lotDates } from '../../src-shared/loyalty/bonuses.rules.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { useLoyaltyText } from './use-loyalty-text.ts';

const CHECK_MINOR = 485_050;
const BALANCE_MINOR = 100_000;

/** What the rules that are being typed mean for one check, worked out by the rules of checkout themselves. */
export function WorkedExample({ values }: { readonly values: Settings }) {
  const { t } = useTranslation('loyalty');
  const locale = useLocale();
  const { today } = useDesk();
  const { date, rate } = useLoyaltyText();
  const money = (minor: number): string => formatAmount(minor, values.currency, locale);
  const dueMinor = roundDownToStep(CHECK_MINOR, values.checkRoundingStepMinor);
  const mostMinor = earnedBonuses(dueMinor, { rateBp: values.bonusLimitBp, unitMinor: values.bonusUnitMinor });
  const spentMinor = values.isBonusOn ? Math.min(BALANCE_MINOR, mostMinor) : 0;
  const earnedMinor = earnedBonuses(dueMinor - spentMinor, {
    rateBp: values.bonusRateBp,
    unitMinor: values.bonusUnitMinor,
  });
  const lot = lotDates(today, { delayDays: values.bonusDelayDays, lifeDays: values.bonusLifeDays });
  const dates = { from: date(lot.availableFrom), to: lot.expiresOn === null ? '' : date(lot.expiresOn) };
  const best = values.accumulativeTiers.at(-1);
  return (
    <aside className="z-group z-loyalty-example" aria-label={t('settings.example')} aria-live="polite">
      <h2>{t('settings.example')}</h2>
      <ol>
        <li>{t('settings.exampleCheck', { amount: money(dueMinor), balance: money(BALANCE_MINOR) })}</li>
        {values.isBonusOn ? (
          <>
            <li>{t('settings.exampleSpend', { amount: money(spentMinor) })}</li>
            <li>{t('settings.examplePay', { amount: money(dueMinor - spentMinor) })}</li>
            <li>{t('settings.exampleEarn', { amount: money(earnedMinor) })}</li>
            <li>{t(lot.expiresOn === null ? 'settings.exampleUseForever' : 'settings.exampleUse', dates)}</li>
          </>
        ) : (
          <li>{t('settings.exampleOff')}</li>
        )}
        {best && <li>{t('settings.exampleTier', { paid: money(best.fromMinor), rate: rate(best.rateBp) })}</li>}
      </ol>
    </aside>
  );
}
