import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Off } from '../../src-shared/checkout/pricing.rules.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { PercentInput } from './PercentInput.tsx';

/** A discount while it is typed; null = nothing yet. */
export interface OffDraft {
  readonly kind: 'percent' | 'amount';
  readonly value: number | null;
}

/** The draft of a discount. */
export function draftOfOff(off: Off | null): OffDraft {
  if (off && 'amountMinor' in off) return { kind: 'amount', value: off.amountMinor };
  return { kind: 'percent', value: off ? off.rateBp : null };
}

/** The discount of a draft; null while it is nothing. */
export function offOfDraft({ kind, value }: OffDraft): Off | null {
  if (value === null || value <= 0) return null;
  return kind === 'percent' ? { rateBp: value } : { amountMinor: value };
}

interface OffFieldsProps {
  readonly draft: OffDraft;
  readonly fault: string | null;
  readonly onChange: (draft: OffDraft) => void;
}

/** A percent or a fixed amount off. */
export function OffFields({ draft, fault, onChange }: OffFieldsProps) {
  const { t } = useTranslation('loyalty');
  const field = {
    'aria-label': t('off.value'),
    value: draft.value,
    error: fault,
    onChange: (value: number | null) => onChange({ ...draft, value }),
  };
  return (
    <div>
      <span className="mantine-InputWrapper-label z-label">{t('off.value')}</span>
      <div className="z-pair">
        <SegmentedControl
          aria-label={t('off.kind')}
          value={draft.kind}
          data={[
            { value: 'percent', label: t('off.percent') },
            { value: 'amount', label: t('off.amount') },
          ]}
          onChange={(kind) => onChange({ kind: kind === 'amount' ? 'amount' : 'percent', value: null })}
        />
        {draft.kind === 'percent' ? (
          <PercentInput key="percent" {...field} rightSection="%" />
        ) : (
          <MoneyInput key="amount" {...field} />
        )}
      </div>
    </div>
  );
}
