import { Checkbox, NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { MoneyInput } from '../ui/MoneyInput.tsx';

/** Own price and time of a master for a service; null = as in the price list. */
export interface Terms {
  readonly priceMinor: number | null;
  readonly durationMin: number | null;
}

export const USUAL_TERMS: Terms = { priceMinor: null, durationMin: null };

interface TermsRowProps {
  readonly label: ReactNode;
  /** Null = does not do it. */
  readonly terms: Terms | null;
  readonly onChange: (terms: Terms | null) => void;
  readonly priceLabel: string;
  readonly durationLabel: string;
  /** Shown in the empty fields: what counts when they stay empty. */
  readonly usualPrice: string;
  readonly usualDuration: number;
  readonly isReadOnly: boolean;
  /** A service in segments takes no own time (A5). */
  readonly hasOwnDuration: boolean;
}

/** One line of «who does what»: a tick, and an own price and time where they differ. */
export function TermsRow(props: TermsRowProps) {
  const { label, terms, onChange, priceLabel, durationLabel, usualPrice, usualDuration, isReadOnly } = props;
  return (
    <div className="z-terms">
      <Checkbox
        label={label}
        checked={terms !== null}
        disabled={isReadOnly}
        onChange={(event) => onChange(event.currentTarget.checked ? USUAL_TERMS : null)}
      />
      {terms && (
        <>
          <MoneyInput
            size="xs"
            aria-label={priceLabel}
            placeholder={usualPrice}
            value={terms.priceMinor}
            readOnly={isReadOnly}
            onChange={(priceMinor) => onChange({ ...terms, priceMinor })}
          />
          {props.hasOwnDuration ? (
            <NumberInput
              size="xs"
              aria-label={durationLabel}
              placeholder={String(usualDuration)}
              value={terms.durationMin ?? ''}
              min={5}
              max={720}
              step={5}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="blur"
              readOnly={isReadOnly}
              onChange={(value) => onChange({ ...terms, durationMin: typeof value === 'number' ? value : null })}
            />
          ) : (
            <span />
          )}
        </>
      )}
    </div>
  );
}
