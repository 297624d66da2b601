import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Tier } from '../../src-shared/loyalty/tiers.rules.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { PercentInput } from './PercentInput.tsx';

interface TiersInputProps {
  readonly tiers: readonly Tier[];
  readonly onChange: (tiers: Tier[]) => void;
}

/** Whether thresholds go up. */
export function areTiersRight(tiers: readonly Tier[]): boolean {
  return tiers.every((tier, at) => at === 0 || tiers[at - 1]!.fromMinor < tier.fromMinor);
}

/** Thresholds of an accumulative discount: from so much paid on, so many percent. */
export function TiersInput({ tiers, onChange }: TiersInputProps) {
  const { t } = useTranslation('loyalty');
  const set = (at: number, part: Partial<Tier>): void =>
    onChange(tiers.map((tier, index) => (index === at ? { ...tier, ...part } : tier)));
  const last = tiers.at(-1);
  return (
    <>
      {tiers.map((tier, at) => (
        <div key={at} className="z-loyalty-tier">
          <MoneyInput
            label={at === 0 ? t('settings.tierFrom') : undefined}
            aria-label={t('settings.tierFrom')}
            value={tier.fromMinor}
            onChange={(fromMinor) => set(at, { fromMinor: fromMinor ?? 0 })}
          />
          <PercentInput
            label={at === 0 ? t('settings.tierRate') : undefined}
            aria-label={t('settings.tierRate')}
            value={tier.rateBp}
            onChange={(rateBp) => set(at, { rateBp: rateBp ?? 0 })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('settings.removeTier', { number: at + 1 })}
            onClick={() => onChange(tiers.filter((_, index) => index !== at))}
          >
            <IconX size={18} />
          </ActionIcon>
        </div>
      ))}
      {!areTiersRight(tiers) && (
        <p className="z-field-error" role="alert">
          {t('settings.tiersWrong')}
        </p>
      )}
      <div>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={tiers.length >= 20}
          onClick={() =>
            onChange([
              ...tiers,
              { fromMinor: (last?.fromMinor ?? 0) + 1_000_000, rateBp: Math.min(10_000, (last?.rateBp ?? 0) + 300) },
            ])
          }
        >
          {t('settings.addTier')}
        </Button>
      </div>
    </>
  );
}
