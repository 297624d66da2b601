import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { PercentInput } from '../ui/PercentInput.tsx';

/** How discounts, bonuses and tax treat a service or a product (P7, P9, M8). */
export interface PriceFlags {
  readonly minPriceMinor: number | null;
  readonly discountCapBp: number | null;
  readonly noDiscount: boolean;
  readonly noBonus: boolean;
  readonly vatBp: number | null;
}

interface PriceRulesProps {
  readonly value: PriceFlags;
  readonly onChange: (values: Partial<PriceFlags>) => void;
  /** What is wrong with the floor. */
  readonly floorFault?: string | null;
}

/** The part of a card that says what discounts may do to its price. */
export function PriceRules({ value, onChange, floorFault = null }: PriceRulesProps) {
  const { t } = useTranslation('products');
  return (
    <section className="z-section">
      <h2>{t('rules.title')}</h2>
      <Switch
        label={t('rules.noDiscount')}
        description={t('rules.noDiscountHint')}
        checked={value.noDiscount}
        onChange={(event) => onChange({ noDiscount: event.currentTarget.checked })}
      />
      <Switch
        label={t('rules.noBonus')}
        description={t('rules.noBonusHint')}
        checked={value.noBonus}
        onChange={(event) => onChange({ noBonus: event.currentTarget.checked })}
      />
      <div className="z-pair">
        <MoneyInput
          label={t('rules.floor')}
          description={t('rules.floorHint')}
          value={value.minPriceMinor}
          error={floorFault}
          onChange={(minPriceMinor) => onChange({ minPriceMinor })}
        />
        <PercentInput
          label={t('rules.cap')}
          description={t('rules.capHint')}
          disabled={value.noDiscount}
          value={value.discountCapBp}
          onChange={(discountCapBp) => onChange({ discountCapBp })}
        />
        <PercentInput
          label={t('rules.vat')}
          description={t('rules.vatHint')}
          value={value.vatBp}
          onChange={(vatBp) => onChange({ vatBp })}
        />
      </div>
    </section>
  );
}
